import { createServer } from 'node:http'
import { z } from 'zod'
import type { Message, Model } from '../../src/domain/index.js'

const call = z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) })
const request = z.object({
  messages: z.array(
    z.object({
      role: z.enum(['system', 'user', 'assistant', 'tool']),
      content: z.string().nullable().optional(),
      tool_calls: z.array(call).optional(),
      tool_call_id: z.string().optional(),
    }),
  ),
  tools: z.array(
    z.object({
      function: z.object({
        name: z.string(),
        description: z.string().default(''),
        parameters: z.record(z.string(), z.json()),
      }),
    }),
  ),
})

/** How errors read that a tool or a link gives back: the protocol has no mark for them. */
const ERROR =
  /^(unknown tool|MCP error|ENOENT|Access denied|Error)|is not available at the moment|has no argument|; expected |rate limit|Too many/i

/** A chat-completions server on loopback behind which a model of this process answers. */
export async function serveModel(model: Model): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      answer(model, Buffer.concat(chunks).toString('utf8')).then(
        (reply) => response.setHeader('content-type', 'application/json').end(JSON.stringify(reply)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(model: Model, text: string) {
  const { messages, tools } = request.parse(JSON.parse(text))
  const said = await model.ask({
    messages: messages.map((message): Message => {
      const { role, content, tool_calls: calls = [], tool_call_id: callId = '' } = message
      const words = content ?? ''
      if (role === 'tool') return { role, callId, name: '', text: words, isError: ERROR.test(words) }
      if (role !== 'assistant') return { role, text: words }
      const made = calls.map((one) => ({
        id: one.id,
        name: one.function.name,
        arguments: z.record(z.string(), z.json()).parse(JSON.parse(one.function.arguments)),
      }))
      return { role, text: words, calls: made }
    }),
    tools: tools.map((tool) => tool.function),
    seed: 1,
    signal: new AbortController().signal,
  })
  const calls = said.calls.map(({ id, name, arguments: given }) => {
    return { id, type: 'function', function: { name, arguments: JSON.stringify(given) } }
  })
  return {
    choices: [{ finish_reason: 'tool_calls', message: { role: 'assistant', content: said.text, tool_calls: calls } }],
    usage: { prompt_tokens: 10, completion_tokens: 5 },
  }
}
