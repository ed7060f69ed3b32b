import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { harbourPolicies } from 'leadline/tasks'
import { z } from 'zod'
import { type Answer, type Message, textHash } from '../../src/domain/index.js'

/** One request as the server saw it: the seed names trial and step. */
export interface SeenRequest {
  readonly seed: number
  /** Of messages, tools, model and settings: equal asks have equal hashes. */
  readonly hash: string
  readonly atMs: number
  /** False where a failure was sent instead of an answer; an answer that was lost on its way is billed. */
  readonly isBilled: boolean
  readonly inputTokens: number
  readonly outputTokens: number
}

/** A chat-completions server on loopback, answered by an embedded policy model and outside any process under test. */
export interface StandInServer {
  /** Base address, with the version. */
  readonly url: string
  readonly requests: readonly SeenRequest[]
  close(): Promise<void>
}

/** What a stand-in does beside answering. */
export interface StandInOptions {
  /** Wait before each answer. */
  readonly delayMs: number
  /**
   * What to do instead of answering, by the how-manieth request of a seed this is (from 0): a status, a connection that
   * is dropped before or after the answer was made; undefined answers.
   */
  readonly failure?: (seed: number, nth: number) => number | 'drop' | 'lose' | undefined
}

const call = z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) })
const request = z.object({
  seed: z.number(),
  messages: z.array(
    z.discriminatedUnion('role', [
      z.object({ role: z.literal('system'), content: z.string() }),
      z.object({ role: z.literal('user'), content: z.string() }),
      z.object({ role: z.literal('assistant'), content: z.string().nullable(), tool_calls: z.array(call).optional() }),
      z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
    ]),
  ),
  tools: z.array(
    z.object({
      function: z.object({ name: z.string(), description: z.string(), parameters: z.record(z.string(), z.json()) }),
    }),
  ),
})

/** The protocol does not carry whether a result is an error; these are how the harbour's refusals read. */
const REFUSAL =
  /^(unknown tool|There is no|No channel|The (channel|lock|hold|crane|winch|manifest)|Unloading at|Too many|You may not)|is not (at|in|released)|has to be inspected|has no argument|; expected /
const CHARACTERS_PER_TOKEN = 4

/** Starts a server; close it when the test is over. */
export async function startStandIn(options: StandInOptions): Promise<StandInServer> {
  const requests: SeenRequest[] = []
  const times = new Map<number, number>()
  const server = createServer((incoming, response) => {
    serve(incoming, response, options, { requests, times }).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  options: StandInOptions,
  seen: { readonly requests: SeenRequest[]; readonly times: Map<number, number> },
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  const { seed, messages, tools } = request.parse(JSON.parse(text))
  const nth = seen.times.get(seed) ?? 0
  seen.times.set(seed, nth + 1)
  const answer = await harbourPolicies.wide.model.ask({
    seed,
    messages: inOurTerms(messages),
    tools: tools.map(({ function: { name, description, parameters } }) => ({ name, description, parameters })),
    signal: new AbortController().signal,
  })
  const reply = replyOf(answer)
  const inputTokens = Math.ceil(text.length / CHARACTERS_PER_TOKEN)
  const outputTokens = Math.ceil(JSON.stringify(reply).length / CHARACTERS_PER_TOKEN)
  const failure = options.failure?.(seed, nth)
  const isBilled = failure === undefined || failure === 'lose'
  seen.requests.push({ seed, hash: textHash(text), atMs: performance.now(), isBilled, inputTokens, outputTokens })
  await delay(options.delayMs)
  if (failure === 'drop' || failure === 'lose') response.destroy()
  else if (failure !== undefined) response.writeHead(failure).end(JSON.stringify({ error: { message: 'busy' } }))
  else {
    const usage = { prompt_tokens: inputTokens, completion_tokens: outputTokens }
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices: [reply], usage }))
  }
}

type ChatMessage = z.infer<typeof request>['messages'][number]

function inOurTerms(messages: readonly ChatMessage[]): Message[] {
  const names = new Map<string, string>()
  for (const message of messages) {
    if (message.role !== 'assistant') continue
    for (const { id, function: called } of message.tool_calls ?? []) names.set(id, called.name)
  }
  return messages.map((message) => inOurTerm(message, names))
}

function inOurTerm(message: ChatMessage, names: ReadonlyMap<string, string>): Message {
  if (message.role === 'tool') {
    const { tool_call_id: callId, content: text } = message
    return { role: 'tool', callId, name: names.get(callId) ?? '', text, isError: REFUSAL.test(text) }
  }
  if (message.role !== 'assistant') return { role: message.role, text: message.content }
  const calls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: given } }) => {
    return { id, name, arguments: JSON.parse(given) }
  })
  return { role: 'assistant', text: message.content ?? '', calls }
}

function replyOf({ text, calls }: Answer): object {
  return {
    finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
    message: {
      role: 'assistant',
      content: text,
      tool_calls: calls.map(({ id, name, arguments: given }) => ({
        id,
        type: 'function',
        function: { name, arguments: JSON.stringify(given) },
      })),
    },
  }
}
