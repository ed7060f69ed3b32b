import {
  type AgentAsk,
  type AgentReply,
  type Answer,
  asJson,
  type JsonObject,
  type JsonValue,
  type LineFault,
  textHash,
  type VendorFailure,
} from '../../domain/index.js'
import {
  chatFailure,
  chatFrames,
  chatProblem,
  chatReply,
  estimateTokens,
  type Frame,
  messagesFailure,
  messagesFrames,
  messagesProblem,
  messagesReply,
  modelEntry,
  modelList,
  type ProblemKind,
  type ReadAsk,
  type ReplyMark,
  readChat,
  readMessages,
  readResponses,
  responseItems,
  responsesFrames,
  responsesReply,
  type ServedAsk,
  type ServedProblem,
} from '../../wire/index.js'
import type { ReplyHeaders } from '../http/index.js'

/** A trial as the endpoint knows it. */
export interface Visit {
  readonly token: string
  readonly model: string
  readonly ask: (ask: AgentAsk) => Promise<AgentReply>
  /** Replies so far: their ids are made from it. */
  replies: number
  /** Items of replies by id, for clients that refer to them. */
  readonly items: Map<string, JsonValue>
  /** Conversations as items, by the id of the response that they end with. */
  readonly responses: Map<string, readonly JsonValue[]>
}

/** A request of a client. */
export interface ClientRequest {
  readonly method: string
  /** Without the version that some clients put before it. */
  readonly path: string
  /** The trial whose token it shows. */
  readonly guest: Visit | undefined
  readonly body: string
  /** Seconds since 1970. */
  readonly seconds: number
  /** Whether it comes from a client of the Messages API, as far as its headers say. */
  readonly isMessagesClient: boolean
}

/** What a client gets back, and how it goes over the line. */
export type ClientReply = ReplyHeaders & { readonly line?: LineFault } & (
    | { readonly kind: 'json'; readonly status: number; readonly body?: JsonObject }
    | { readonly kind: 'stream'; readonly frames: readonly Frame[] }
    /** Who asked is no longer there. */
    | { readonly kind: 'gone' }
  )

/** How one API is spoken. */
interface Dialect {
  read(body: JsonValue, guest: Visit): ReadAsk & { readonly items?: readonly JsonValue[] }
  whole(answer: Answer, ask: ServedAsk, mark: ReplyMark): JsonObject
  frames(answer: Answer, ask: ServedAsk, mark: ReplyMark): readonly Frame[]
  /** @param place the field that is meant, where its vendor names it */
  problem(kind: ProblemKind, message: string, place?: string): ServedProblem
  failure(failure: VendorFailure): ServedProblem
}

const CHAT: Dialect = {
  read: readChat,
  whole: chatReply,
  frames: chatFrames,
  problem: chatProblem,
  failure: chatFailure,
}
const MESSAGES: Dialect = {
  read: readMessages,
  whole: messagesReply,
  frames: messagesFrames,
  problem: messagesProblem,
  failure: messagesFailure,
}
const RESPONSES: Dialect = {
  read: (body, { items, responses }) =>
    readResponses(body, { item: (id) => items.get(id), response: (id) => responses.get(id) }),
  whole: responsesReply,
  frames: responsesFrames,
  problem: chatProblem,
  failure: chatFailure,
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  '/chat/completions': CHAT,
  '/messages': MESSAGES,
  '/messages/count_tokens': MESSAGES,
  '/responses': RESPONSES,
}

/** Answers a request in the dialect of its client. */
export async function answerRequest(request: ClientRequest): Promise<ClientReply> {
  const { method, path, guest, isMessagesClient } = request
  const dialect = DIALECTS[path] ?? (isMessagesClient ? MESSAGES : CHAT)
  if (method === 'HEAD') return { kind: 'json', status: 200, requestId: idOf(guest, 'head') }
  if (guest === undefined) {
    return problem(guest, dialect.problem('unauthorised', 'the key is not one of a trial that is under way'))
  }
  const isRead = method === 'GET' && /^\/models(\/|$)/.test(path)
  if (isRead) return { kind: 'json', status: 200, body: modelsAt(path, request, guest), requestId: idOf(guest, path) }
  if (method !== 'POST' || DIALECTS[path] === undefined) {
    return problem(guest, dialect.problem('unknown-path', `${method} ${path} is not served here`))
  }
  const body = parsed(request.body)
  if (body === undefined) return problem(guest, dialect.problem('invalid', 'the body is no JSON'))
  const read = dialect.read(body, guest)
  if ('problem' in read) return problem(guest, dialect.problem('invalid', read.problem, read.place))
  if (path.endsWith('/count_tokens')) {
    const { messages, tools } = read.ask
    const count = estimateTokens(messages) + estimateTokens(asJson(tools))
    return { kind: 'json', status: 200, body: { input_tokens: count }, requestId: idOf(guest, 'count') }
  }
  return answer({ dialect, guest, seconds: request.seconds }, read.ask, read.items)
}

async function answer(
  { dialect, guest, seconds }: { readonly dialect: Dialect; readonly guest: Visit; readonly seconds: number },
  ask: ServedAsk,
  items: readonly JsonValue[] | undefined,
): Promise<ClientReply> {
  const reply = await guest.ask({ messages: ask.messages, tools: ask.tools })
  if (reply.kind === 'ended') return { kind: 'gone', requestId: '' }
  if (reply.kind === 'over') return problem(guest, dialect.problem('over', reply.message))
  if (reply.kind === 'rejected') {
    return problem(guest, dialect.problem(reply.isTooLong ? 'too-long' : 'invalid', reply.message))
  }
  if (reply.kind === 'failed') return failure(guest, dialect, reply)
  guest.replies += 1
  const mark = { id: idOf(guest, `reply/${guest.replies}`), createdAt: seconds }
  if (items !== undefined) remember(guest, mark, [items, responseItems(reply.answer, mark)])
  const sent = { requestId: mark.id, ...(reply.line !== undefined && { line: reply.line }) }
  return ask.isStream
    ? { kind: 'stream', frames: dialect.frames(reply.answer, ask, mark), ...sent }
    : { kind: 'json', status: 200, body: dialect.whole(reply.answer, ask, mark), ...sent }
}

/** What fails as at a vendor may be tried again, and says nothing else. */
function failure(
  guest: Visit,
  dialect: Dialect,
  { error, retryAfterSeconds }: Extract<AgentReply, { kind: 'failed' }>,
): ClientReply {
  const { status, body } = dialect.failure(error)
  const requestId = idOf(guest, 'problem')
  return { kind: 'json', status, body, requestId, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }
}

function remember(
  { items, responses }: Visit,
  { id }: ReplyMark,
  [before, own]: readonly [readonly JsonValue[], readonly JsonObject[]],
): void {
  for (const item of own) if (typeof item.id === 'string') items.set(item.id, item)
  responses.set(`resp_${id}`, [...before, ...own])
}

function problem(guest: Visit | undefined, { status, body }: ServedProblem): ClientReply {
  return { kind: 'json', status, body, requestId: idOf(guest, 'problem'), isFinal: true }
}

/** Ids look alike whatever they name. */
function idOf(guest: Visit | undefined, what: string): string {
  return textHash(`${guest?.token}/${what}`).slice(0, 24)
}

function modelsAt(path: string, { seconds }: ClientRequest, { model }: Visit): JsonObject {
  const [, , named] = path.split('/')
  const of = { createdAt: seconds, owner: 'system' }
  return named !== undefined && named !== '' ? modelEntry(decodeURIComponent(named), of) : modelList([model], of)
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
