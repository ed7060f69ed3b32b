import { createServer, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { depotModel } from './depot-study.js'

/** A chat-completions server on loopback that plays the depot and behaves as real ones do on a bad day. */
export interface RoughServer {
  /** Base address, with the version. */
  readonly url: string
  /** Requests so far, by what came of them. */
  readonly counts: Readonly<Record<'served' | 'refused' | 'failed' | 'cut' | 'late', number>>
  close(): Promise<void>
}

/** What a rough server does beside answering. */
interface RoughOptions {
  /** Asks at a time; beyond it 429. */
  readonly takes: number
  readonly latencyMs: number
  /** Headers of a refusal, such as how long to wait. */
  readonly refusal?: Readonly<Record<string, string>>
  /** Headers of an answer, such as what is left of a quota. */
  readonly quota?: Readonly<Record<string, string>>
  /** What becomes of the n-th request that is taken, from 1. */
  readonly mishap?: (nth: number) => 'failed' | 'cut' | 'late' | undefined
}

const request = z.object({ messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant', 'tool']) })) })

/** Starts a server; close it when the test is over. */
export async function startRoughServer(options: RoughOptions): Promise<RoughServer> {
  const { takes, latencyMs, refusal, quota = {}, mishap } = options
  const counts = { served: 0, refused: 0, failed: 0, cut: 0, late: 0 }
  const model = depotModel()
  let [inFlight, taken] = [0, 0]
  const serve = async (text: string, response: ServerResponse) => {
    if (inFlight >= takes) {
      counts.refused += 1
      response.writeHead(429, refusal).end(JSON.stringify({ error: { message: 'too many at a time' } }))
      return
    }
    inFlight += 1
    taken += 1
    const what = mishap?.(taken) ?? 'served'
    counts[what] += 1
    await new Promise((resolve) => setTimeout(resolve, latencyMs))
    inFlight -= 1
    if (what === 'cut') response.destroy()
    else if (what === 'failed') response.writeHead(503).end('no healthy upstream')
    // A late one never answers: whoever asked has to give up.
    else if (what === 'served') {
      const reply = JSON.stringify(await replyTo(request.parse(JSON.parse(text)), model))
      response.writeHead(200, { 'content-type': 'application/json', ...quota }).end(reply)
    }
  }
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      serve(Buffer.concat(chunks).toString('utf8'), response).catch((error: unknown) =>
        response.destroy(asError(error)),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    counts,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** The depot's model counts the turns of the conversation and looks at nothing else. */
async function replyTo({ messages }: z.infer<typeof request>, model: ReturnType<typeof depotModel>): Promise<object> {
  const turns = messages.flatMap(({ role }) => (role === 'assistant' ? [{ role, text: '', calls: [] }] : []))
  const { calls } = await model.ask({ messages: turns, tools: [], seed: 0, signal: new AbortController().signal })
  const tools = calls.map(({ id, name, arguments: given }) => {
    return { id, type: 'function', function: { name, arguments: JSON.stringify(given) } }
  })
  const message = { role: 'assistant', content: '', tool_calls: tools }
  return {
    id: 'reply',
    object: 'chat.completion',
    created: 0,
    model: 'stand-in',
    choices: [{ index: 0, finish_reason: 'tool_calls', message }],
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  }
}
