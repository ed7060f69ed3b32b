import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'

/** What a chat-completions server does with every request. */
export type Habit =
  /** Answers, as a function of the request alone. */
  | 'answers'
  /** As before, without a word about tokens. */
  | 'does-not-count'
  /** As before, counting only what came in. */
  | 'counts-half'
  /** Never answers. */
  | 'hangs'
  /** Sends half a reply and closes. */
  | 'breaks-off'
  /** Announces an error and closes before saying which. */
  | 'breaks-off-failing'
  | 'talks-nonsense'
  | { readonly status: number }

/** A chat-completions server on loopback. */
export interface ModelServer {
  /** Base address, with the version. */
  readonly url: string
  readonly requests: () => number
  close(): Promise<void>
}

/** Starts a server of one habit. */
export async function startModelServer(habit: Habit): Promise<ModelServer> {
  let requests = 0
  const server = createServer((incoming, response) => {
    requests += 1
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => respond(habit, Buffer.concat(chunks).toString('utf8'), response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests: () => requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function respond(habit: Habit, request: string, response: ServerResponse): void {
  const reply = JSON.stringify(replyTo(request, habit))
  if (habit === 'hangs') return
  if (habit === 'talks-nonsense') response.end('<html>Welcome</html>')
  else if (habit === 'breaks-off') {
    response.writeHead(200, { 'content-length': reply.length }).write(reply.slice(0, 20))
    setImmediate(() => response.destroy())
  } else if (habit === 'breaks-off-failing') {
    response.writeHead(500, { 'content-length': 100 }).write('{"error"')
    setImmediate(() => response.destroy())
  } else if (typeof habit === 'object') response.writeHead(habit.status).end('{"error":{"message":"no"}}')
  else response.end(reply)
}

function replyTo(request: string, habit: Habit): object {
  const { tools } = JSON.parse(request) as {
    readonly tools: readonly { readonly function: { readonly name: string } }[]
  }
  const [tool] = tools
  const content = createHash('sha256').update(request).digest('hex')
  const call = { id: 'call-0', type: 'function', function: { name: tool?.function.name, arguments: '{"at":"dock"}' } }
  const message = { role: 'assistant', content, ...(tool !== undefined && { tool_calls: [call] }) }
  const counted = { prompt_tokens: request.length, completion_tokens: 7 }
  const usage = habit === 'does-not-count' ? undefined : habit === 'counts-half' ? { prompt_tokens: 9 } : counted
  return { choices: [{ message, finish_reason: tool === undefined ? 'stop' : 'tool_calls' }], usage }
}
