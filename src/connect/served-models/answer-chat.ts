import { randomInt } from 'node:crypto'
import {
  type Answer,
  ConfigError,
  type JsonObject,
  type JsonValue,
  type Model,
  ModelError,
  someOf,
} from '../../domain/index.js'
import {
  chatFailure,
  chatFrames,
  chatProblem,
  chatReply,
  cutText,
  type ExactAsk,
  type Frame,
  modelEntry,
  modelList,
  type ProblemKind,
  type ReplyMark,
  readExactChat,
  tokensFor,
} from '../../wire/index.js'
import type { ModelShelf } from './model-shelf.js'

/** A request as it came in. */
export interface ModelRequest {
  readonly method: string
  /** Without a query. */
  readonly path: string
  readonly body: string
  /** Aborts where the client has gone. */
  readonly signal: AbortSignal
}

/** What stands behind the server. */
export interface ServedShelf {
  readonly shelf: ModelShelf
  /** Seconds since 1970 since when it is served. */
  readonly openedAt: number
  /** Marks a reply that is made now. */
  readonly mark: () => ReplyMark
  /** Told what a model threw, where that is no refusal of the ask. */
  readonly report: (error: unknown) => void
}

/** What the client gets back. */
export type ModelReply = { readonly seed?: number; readonly isFinal?: boolean } & (
  | { readonly kind: 'json'; readonly status: number; readonly body: JsonObject }
  | { readonly kind: 'stream'; readonly frames: readonly Frame[] }
)

const SERVED = 'POST /v1/chat/completions, GET /v1/models or GET /v1/models/NAME'
const OWNER = 'leadline'
const SEEDS = 2 ** 32

/**
 * Answers a request in the words of OpenAI's API.
 *
 * @throws the reason of the signal where the client has gone
 */
export async function answerModelRequest(request: ModelRequest, of: ServedShelf): Promise<ModelReply> {
  const { method, body } = request
  const path = request.path.replace(/^\/v1(?=\/)/, '')
  if (method === 'GET' && /^\/models(\/|$)/.test(path)) return listed(path, of)
  if (method !== 'POST' || path !== '/chat/completions') {
    return refused('unknown-path', `${method} ${request.path} is not served here; expected ${SERVED}`)
  }
  const json = parsed(body)
  if (json === undefined) return refused('invalid', 'the body is no JSON; expected a request of chat completions')
  const read = readExactChat(json)
  if ('problem' in read) return refused('invalid', read.problem, read.place)
  const { ask } = read
  const { names, plain, heated } = of.shelf
  const { model: name, temperature } = ask
  const own = plain(name)
  if (own === undefined) return unknownModel(name, names)
  const open = async () => (temperature === undefined ? own : heated(name, temperature))
  return answered(ask, open, { ...of, signal: request.signal })
}

function listed(path: string, { shelf: { names }, openedAt }: ServedShelf): ModelReply {
  const of = { createdAt: openedAt, owner: OWNER }
  const named = decoded(path.replace(/^\/models\/?/, ''))
  if (named === '') return { kind: 'json', status: 200, body: modelList(names, of) }
  if (!names.includes(named)) return unknownModel(named, names)
  return { kind: 'json', status: 200, body: modelEntry(named, of) }
}

async function answered(
  ask: ExactAsk,
  open: () => Promise<Model>,
  { signal, mark, report }: Pick<ServedShelf, 'mark' | 'report'> & { readonly signal: AbortSignal },
): Promise<ModelReply> {
  const { messages, tools } = ask
  // Without a seed of the client's each ask gets one by chance, as at a vendor's; the reply says which.
  const seed = ask.seed ?? randomInt(SEEDS)
  try {
    const model = await open()
    const answer = fitted(await model.ask({ messages, tools, seed, signal }), ask)
    return ask.isStream
      ? { kind: 'stream', frames: chatFrames(answer, ask, mark()), seed }
      : { kind: 'json', status: 200, body: chatReply(answer, ask, mark()), seed }
  } catch (error) {
    signal.throwIfAborted()
    return failed(error, report)
  }
}

/** An answer within what was asked for: one call where there may be no more, and cut where it is too long. */
function fitted(answer: Answer, ask: ExactAsk): Answer {
  const within = ask.mayCallTogether ? answer : { ...answer, calls: answer.calls.slice(0, 1) }
  const { mostTokens = Number.POSITIVE_INFINITY } = ask
  if (tokensFor(within, ask).output <= mostTokens) return within
  // Calls come last and mean nothing in part.
  const text = cutText(within.text, mostTokens)
  return { text, calls: [], stop: 'length', usage: { ...within.usage, outputTokens: mostTokens } }
}

function unknownModel(name: string, names: readonly string[]): ModelReply {
  return refused('unknown-model', `model is '${name}'; expected one of ${someOf(names)}`, 'model')
}

/** A refusal: the same request is refused again. */
function refused(kind: ProblemKind, message: string, place?: string): ModelReply {
  return { kind: 'json', ...chatProblem(kind, message, place), isFinal: true }
}

function failed(error: unknown, report: ServedShelf['report']): ModelReply {
  if (error instanceof ConfigError) return refused('invalid', error.message, error.path)
  if (error instanceof ModelError && error.fault === 'context') return refused('too-long', error.message)
  if (error instanceof ModelError && error.fault === 'request') return refused('invalid', error.message)
  report(error)
  return { kind: 'json', ...chatFailure('server-error'), isFinal: !(error instanceof ModelError && error.isRetryable) }
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A name out of a path; what is no such name is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
