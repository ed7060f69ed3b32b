import { type Answer, type Ask, type JsonValue, type Model, ModelError, type ModelFault } from '../domain/index.js'
import { type ChatSettings, chatAnswer, chatRequest } from '../wire/index.js'

/** A server that speaks the chat-completions protocol. */
export interface ChatServer {
  /** Such as `openai` or `local`; named in errors. */
  readonly vendor: string
  /** Base address, up to and with the version: `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string
  /** Sent as a bearer token; never shown. */
  readonly key?: string
  readonly settings: ChatSettings
  /** Longest wait for one answer. */
  readonly timeoutMs: number
}

/** A model behind a chat-completions server. Retries are the runner's; this asks once. */
export function openaiCompatibleModel(server: ChatServer): Model {
  return {
    async ask(ask: Ask): Promise<Answer> {
      const known = new Set(ask.messages.flatMap((message) => (message.role === 'tool' ? [message.callId] : [])))
      const offered = ask.tools.map(({ name }) => name)
      const parsed = chatAnswer(await post(server, ask), known, offered)
      if ('answer' in parsed) return parsed.answer
      throw new ModelError(server.vendor, 200, true, `reply: ${parsed.problem}`)
    },
  }
}

/** Longest part of a complaint that is shown. */
const EXCERPT = 200

/** What a server says is wrong: the message within its JSON, or all of it where there is none. */
function complaintIn(text: string): string {
  try {
    const { error } = JSON.parse(text) ?? {}
    const said = typeof error === 'string' ? error : error?.message
    return typeof said === 'string' && said !== '' ? said : text
  } catch {
    return text
  }
}

async function post(server: ChatServer, ask: Ask): Promise<JsonValue> {
  const { vendor, key } = server
  const { status, isOk, text, retryAfterMs } = await exchange(server, ask)
  if (!isOk) {
    const isRetryable = status === 408 || status === 409 || status === 429 || status >= 500
    // Hidden before it is cut: half a key is half a secret.
    const complaint = hide(complaintIn(text), key).replaceAll(/\s+/g, ' ').slice(0, EXCERPT)
    throw new ModelError(vendor, status, isRetryable, `answered ${status}: ${complaint}`, {
      retryAfterMs,
      ...faultIn(status, text),
    })
  }
  try {
    return JSON.parse(text)
  } catch {
    // What the parser says quotes the reply, and a reply may hold anything.
    throw new ModelError(vendor, status, true, 'reply: no JSON; expected a chat completion')
  }
}

/** How servers say that a conversation has grown too long; they have no status of their own for it. */
const TOO_LONG =
  /context[ _-]?(length|window|size|limit)|maximum context|(prompt|input|request)( \w+)? (is|are|was) too (long|large)|too many (input )?tokens|exceeds? the (maximum|max|limit)[^.]{0,40}tokens/i

function faultIn(status: number, text: string): { readonly fault?: ModelFault } {
  return status === 413 || ((status === 400 || status === 422) && TOO_LONG.test(text)) ? { fault: 'context' } : {}
}

/** Seconds, a date, or the milliseconds that some servers give beside them. */
function retryAfterMs(headers: Headers): number | undefined {
  const exact = headers.get('retry-after-ms')
  const given = headers.get('retry-after')
  if (exact === null && given === null) return undefined
  const seconds = Number(given)
  const stated = exact === null ? seconds * 1_000 : Number(exact)
  const ms = Number.isFinite(stated) ? stated : Date.parse(given ?? '') - Date.now()
  return Number.isFinite(ms) && ms > 0 ? ms : undefined
}

async function exchange({ vendor, baseUrl, key, settings, timeoutMs }: ChatServer, ask: Ask) {
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(chatRequest(ask, settings)),
      signal: AbortSignal.any([ask.signal, AbortSignal.timeout(timeoutMs)]),
    })
    const { status, ok: isOk, headers } = response
    return { status, isOk, text: await response.text(), retryAfterMs: retryAfterMs(headers) }
  } catch (error) {
    if (ask.signal.aborted) throw ask.signal.reason
    const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : ''
    // Without its cause: what refuses a header quotes it.
    throw new ModelError(vendor, undefined, true, `gave no answer: ${hide(reason, key).replaceAll(/\s+/g, ' ')}`, {
      mayBeCharged: !isNeverSent(error),
    })
  }
}

const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** True where the server surely never saw the ask. */
function isNeverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && NO_CONNECTION.has(cause.code)
}

/** Some servers echo the key in their complaint, as it is or encoded. */
function hide(text: string, key = ''): string {
  const secret = key.trim()
  if (secret === '') return text
  const forms = [key, secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
  return forms.reduce((hidden, form) => hidden.replaceAll(form, '[key]'), text)
}
