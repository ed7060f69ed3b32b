import { createServer, type ServerResponse } from 'node:http'
import { REPLIES, type Spoken, saidTo } from './model-replies.js'

/** What a server does with every request. */
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

/** The server of a vendor on loopback. */
export interface ModelServer {
  /** Base address, with the version. */
  readonly url: string
  readonly requests: () => number
  close(): Promise<void>
}

/** Starts a server of one habit; of chat completions where it is not said what it speaks. */
export async function startModelServer(habit: Habit, spoken: Spoken = 'chat'): Promise<ModelServer> {
  let requests = 0
  const server = createServer((incoming, response) => {
    requests += 1
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => respond(replyOf(spoken, habit, Buffer.concat(chunks).toString('utf8')), habit, response))
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

function replyOf(spoken: Spoken, habit: Habit, request: string): string {
  const counts = habit === 'does-not-count' ? 'none' : habit === 'counts-half' ? 'input' : 'both'
  return JSON.stringify(REPLIES[spoken](saidTo(request, counts)))
}

function respond(reply: string, habit: Habit, response: ServerResponse): void {
  if (habit === 'hangs') return
  if (habit === 'talks-nonsense') response.end('<html>Welcome</html>')
  else if (habit === 'breaks-off') {
    response.writeHead(200, { 'content-length': reply.length }).write(reply.slice(0, 20))
    setImmediate(() => response.destroy())
  } else if (habit === 'breaks-off-failing') {
    response.writeHead(500, { 'content-length': 100 }).write('{"error"')
    setImmediate(() => response.destroy())
  } else if (typeof habit === 'object') response.writeHead(habit.status).end('{"error":{"message":"no"}}')
  else response.writeHead(200, { 'content-type': 'application/json' }).end(reply)
}
