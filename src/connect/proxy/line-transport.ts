import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'

/** A message a line, as servers speak over their pipes; any two streams will do. */
export function lineTransport(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Transport {
  let left = ''
  const transport: Transport = {
    async start() {
      input.setEncoding('utf8')
      input.on('data', (chunk: string) => {
        const lines = `${left}${chunk}`.split('\n')
        left = lines.pop() ?? ''
        for (const line of lines) {
          const message = messageIn(line)
          if (message !== undefined) transport.onmessage?.(message)
        }
      })
      const closed = () => transport.onclose?.()
      input.on('end', closed)
      input.on('error', closed)
      output.on('error', closed)
    },
    async send(message) {
      output.write(`${JSON.stringify(message)}\n`)
    },
    async close() {
      output.end()
    },
  }
  return transport
}

function messageIn(line: string): JSONRPCMessage | undefined {
  try {
    const message = JSON.parse(line)
    // A list, a number or nothing is JSON and no message.
    return typeof message === 'object' && message !== null && !Array.isArray(message) ? message : undefined
  } catch {
    // Words between messages, such as a server's greeting, are not the protocol's.
    return undefined
  }
}
