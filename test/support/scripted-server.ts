import { createServer } from 'node:http'

/** One reply of a scripted server. */
export interface ScriptedReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON, or a text that is sent as it is. */
  readonly body: object | string
}

/** What a scripted server was sent. */
export interface SeenRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  // biome-ignore lint/suspicious/noExplicitAny: the body is what a vendor's protocol says, looked into by its test
  readonly body: any
}

/** A server on loopback that gives scripted replies in their order, and refuses what is beyond them. */
export interface ScriptedServer {
  /** Base address, with the version. */
  readonly url: string
  readonly requests: readonly SeenRequest[]
}

/** Runs a scripted server while it is used. */
export async function withScript<T>(
  replies: readonly ScriptedReply[],
  use: (server: ScriptedServer) => Promise<T>,
): Promise<T> {
  const requests: SeenRequest[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const { status = 200, headers, body } = replies[requests.length] ?? { status: 599, body: 'beyond the script' }
      requests.push({
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: text === '' ? undefined : JSON.parse(text),
      })
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  try {
    return await use({ url: `http://127.0.0.1:${address.port}/v1`, requests })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
