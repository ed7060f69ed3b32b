import { APICallError } from '@ai-sdk/provider'
import { LeadlineError, ModelError, type ModelFault } from '../../domain/index.js'
import { signInFailureIn } from '../sign-in/index.js'
import { StreamBroken } from '../streams/index.js'
import { quotaIn, retryAfterMsIn } from './quota.js'
import { hideSecrets } from './secrets.js'

/** Longest part of a complaint that is shown. */
const EXCERPT = 200

/**
 * What went wrong while a provider package asked, as a model error.
 *
 * @param vendor named in the error
 * @param secrets never shown, whatever a server echoes
 */
export function failureOf(error: unknown, vendor: string, secrets: readonly string[]): LeadlineError {
  if (error instanceof LeadlineError) return error
  const shown = (text: string) =>
    hideSecrets(text, secrets)
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, EXCERPT)
  const broken = brokenConnection(error)
  const hopeless = broken && hopelessIn(broken)
  if (broken !== undefined && hopeless !== undefined) {
    // Without its cause: what refuses a header quotes it.
    const options = { fault: 'access', mayBeCharged: false } as const
    return new ModelError(vendor, undefined, false, `${hopeless}: ${shown(broken.message)}`, options)
  }
  if (error instanceof StreamBroken) return brokenStream(error.message, vendor, shown)
  const unsigned = signInFailureIn(error)
  if (unsigned !== undefined) {
    const { isRetryable, message } = unsigned
    const options = { fault: isRetryable ? 'transport' : 'access', mayBeCharged: false } as const
    return new ModelError(vendor, undefined, isRetryable, `was not signed in to: ${shown(message)}`, options)
  }
  if (broken !== undefined) {
    const words = `gave no answer: ${shown(broken.message)}`
    return new ModelError(vendor, undefined, true, words, { mayBeCharged: !NEVER_SENT.has(broken.code) })
  }
  if (!APICallError.isInstance(error) || error.statusCode === undefined) return unsaid(error, vendor, shown)
  const { statusCode: status, responseHeaders: headers = {}, responseBody = '' } = error
  const quota = quotaIn(headers, Date.now())
  const given = responseBody.trim() === '' ? error.message : responseBody
  // A package that was answered and cannot read the answer gives the status of the answer.
  if (status < 400) {
    const words = `reply: ${isJson(responseBody) ? 'JSON of another shape' : 'no JSON'}; expected an answer of its protocol`
    return new ModelError(vendor, status, true, words, { quota })
  }
  return new ModelError(
    vendor,
    status,
    isRetryable(status, given),
    `answered ${status}: ${shown(complaintIn(given))}`,
    {
      retryAfterMs: retryAfterMsIn(headers, given, Date.now()),
      quota,
      ...faultIn(status, given),
    },
  )
}

/** A failure that came after the answer had begun: what was sent may be charged, whatever broke. */
function brokenStream(said: string, vendor: string, shown: (text: string) => string): ModelError {
  const status = RATE_LIMIT.test(said) ? 429 : 200
  const { fault } = faultIn(status === 429 ? 429 : 400, said)
  const words = `broke its answer off: ${shown(said)}`
  return new ModelError(vendor, status, fault === undefined, words, {
    mayBeCharged: true,
    ...(fault !== undefined && { fault }),
  })
}

/** Before anything was sent, or where a package says nothing about the reply. */
function unsaid(error: unknown, vendor: string, shown: (text: string) => string): ModelError {
  const said = error instanceof Error ? error.message : String(error)
  const isAnswered = APICallError.isInstance(error) || isUnreadable(error)
  const words = isAnswered
    ? 'reply: of another shape; expected an answer of its protocol'
    : `was not asked: ${shown(said)}`
  const options = { mayBeCharged: isAnswered, fault: isAnswered ? 'transport' : 'request' } as const
  return new ModelError(vendor, undefined, isAnswered, words, options)
}

/** Names of errors by which the packages say that a reply is not what they expect. */
const UNREADABLE = new Set([
  'AI_InvalidResponseDataError',
  'AI_TypeValidationError',
  'AI_JSONParseError',
  'AI_NoContentGeneratedError',
  'AI_EmptyResponseBodyError',
])

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && UNREADABLE.has(error.name)
}

function isRetryable(status: number, complaint: string): boolean {
  if (status === 429) return !OUT_OF_MONEY.test(complaint)
  return status === 408 || status === 409 || status >= 500
}

/** A limit that waiting does not lift. */
const OUT_OF_MONEY = /insufficient_quota|credit balance is too low|billing hard limit/i

/** How a stream says that a limit was reached for which one has to wait: it has no status any more. */
const RATE_LIMIT = /rate[ _-]?limit|too many requests|RESOURCE_EXHAUSTED|\bper (minute|second|hour|day)\b/i

/** Some vendors refuse a key with the status of a bad request. */
const BAD_KEY = /api[ _-]?key not valid|API_KEY_INVALID|invalid (x-)?api[ _-]?key|incorrect api key/i

/** How servers say that a conversation has grown too long; they have no status of their own for it. */
const TOO_LONG =
  /context[ _-]?(length|window|size|limit)|maximum context|(prompt|input|request)( \w+)? (is|are|was) too (long|large)|too many (input )?tokens|exceeds? the (maximum|max|limit)[^.]{0,40}tokens/i

function faultIn(status: number, complaint: string): { readonly fault?: ModelFault } {
  if (status === 429) return OUT_OF_MONEY.test(complaint) ? { fault: 'access' } : {}
  if (status === 413) return { fault: 'context' }
  if (status !== 400 && status !== 422) return {}
  if (BAD_KEY.test(complaint) || OUT_OF_MONEY.test(complaint)) return { fault: 'access' }
  return TOO_LONG.test(complaint) ? { fault: 'context' } : {}
}

/** What a server says is wrong: the message within its JSON, or all of it where there is none. */
function complaintIn(text: string): string {
  try {
    const { error, message } = JSON.parse(text) ?? {}
    const said = typeof error === 'string' ? error : (error?.message ?? message)
    return typeof said === 'string' && said !== '' ? said : text
  } catch {
    return text
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Codes of a connection that never stood, so that the server surely never saw the ask. */
const NEVER_SENT: ReadonlySet<string | undefined> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_TLS',
])

/** How deep packages wrap what broke. */
const MOST_CAUSES = 8

/** Codes of the system, of TLS and of the client; those of Node itself say that something was put together wrongly. */
const OF_A_CONNECTION = /^(?!ERR_(?!TLS|SSL))[A-Z][A-Z0-9_]+$/

interface Broken {
  readonly message: string
  readonly code?: string
}

/** The fault of a connection among the causes of an error. */
function brokenConnection(error: unknown): Broken | undefined {
  let at = error
  for (let depth = 0; depth < MOST_CAUSES && at instanceof Error; depth += 1) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : undefined
    if (code !== undefined && OF_A_CONNECTION.test(code)) return { message: at.message, code }
    if (at.name === 'TimeoutError' || at.message === 'terminated') return { message: at.message }
    at = at.cause
  }
  return undefined
}

/** What no further try can mend, in words; every other ask would meet it too. */
function hopelessIn({ message, code = '' }: Broken): string | undefined {
  if (/CERT|UNABLE_TO_(GET|VERIFY)/.test(code))
    return 'is not trusted (network.ca names a file of certificate authorities)'
  return /Proxy response \((403|407)\)/.test(message) ? 'is not reached: the proxy refuses' : undefined
}
