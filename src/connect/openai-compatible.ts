import { type Answer, type Ask, type JsonValue, type Model, ModelError } from '../domain/index.js'
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
      const parsed = chatAnswer(await post(server, ask), known)
      if ('answer' in parsed) return parsed.answer
      throw new ModelError(server.vendor, 200, true, `reply: ${parsed.problem}`)
    },
  }
}

async function post(server: ChatServer, ask: Ask): Promise<JsonValue> {
  const { vendor, baseUrl, key, settings, timeoutMs } = server
  let response: Response
  try {
    response = await fetch(`${baseUrl.replace(/\/$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(chatRequest(ask, settings)),
      signal: AbortSignal.any([ask.signal, AbortSignal.timeout(timeoutMs)]),
    })
    if (response.ok) return JSON.parse(await response.text())
  } catch (error) {
    if (ask.signal.aborted) throw ask.signal.reason
    const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : ''
    throw new ModelError(vendor, undefined, true, `gave no answer: ${hide(reason, key)}`, { cause: error })
  }
  const isRetryable =
    response.status === 408 || response.status === 409 || response.status === 429 || response.status >= 500
  const body = hide((await response.text()).replaceAll(/\s+/g, ' ').slice(0, 200), key)
  throw new ModelError(vendor, response.status, isRetryable, `answered ${response.status}: ${body}`)
}

/** Some servers echo the key in their complaint. */
function hide(text: string, key: string | undefined): string {
  return key === undefined || key === '' ? text : text.replaceAll(key, '[key]')
}
