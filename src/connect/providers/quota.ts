import type { Quota } from '../../domain/index.js'

/** Headers of a reply, names in small letters. */
export type ReplyHeaders = Readonly<Record<string, string>>

/** Where vendors say what is left; `openai` and servers that follow it, `anthropic`, and what gateways use. */
const REQUESTS = [
  {
    limit: 'x-ratelimit-limit-requests',
    left: 'x-ratelimit-remaining-requests',
    reset: 'x-ratelimit-reset-requests',
  },
  {
    limit: 'anthropic-ratelimit-requests-limit',
    left: 'anthropic-ratelimit-requests-remaining',
    reset: 'anthropic-ratelimit-requests-reset',
  },
  { limit: 'x-ratelimit-limit', left: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  { limit: 'ratelimit-limit', left: 'ratelimit-remaining', reset: 'ratelimit-reset' },
] as const

const TOKENS = [
  { limit: 'x-ratelimit-limit-tokens', left: 'x-ratelimit-remaining-tokens', reset: 'x-ratelimit-reset-tokens' },
  ...['tokens', 'input-tokens', 'output-tokens'].map((kind) => ({
    limit: `anthropic-ratelimit-${kind}-limit`,
    left: `anthropic-ratelimit-${kind}-remaining`,
    reset: `anthropic-ratelimit-${kind}-reset`,
  })),
] as const

interface Level {
  readonly left: number | undefined
  readonly limit: number | undefined
  readonly resetSeconds: number | undefined
}

/**
 * What the headers of a reply say of the account's limits; undefined where they say nothing.
 *
 * @param nowMs milliseconds since 1970, for resets that are given as a moment
 */
export function quotaIn(headers: ReplyHeaders, nowMs: number): Quota | undefined {
  const read = (names: readonly { limit: string; left: string; reset: string }[]) =>
    names.map(({ limit, left, reset }): Level => {
      return {
        limit: countOf(headers[limit]),
        left: countOf(headers[left]),
        resetSeconds: secondsUntil(headers[reset], nowMs),
      }
    })
  const requests = scarcest(read(REQUESTS))
  const tokens = scarcest(read(TOKENS))
  const resets = [requests?.resetSeconds, tokens?.resetSeconds].filter((seconds) => seconds !== undefined)
  if (requests === undefined && tokens === undefined) return undefined
  return {
    ...(requests?.left !== undefined && { remainingRequests: requests.left }),
    ...(requests?.limit !== undefined && { limitRequests: requests.limit }),
    ...(tokens?.left !== undefined && { remainingTokens: tokens.left }),
    ...(tokens?.limit !== undefined && { limitTokens: tokens.limit }),
    ...(resets.length > 0 && { resetSeconds: Math.max(...resets) }),
  }
}

/** Of several levels the one of which the smallest share is left. */
function scarcest(levels: readonly Level[]): Level | undefined {
  const said = levels.filter(({ left, limit }) => left !== undefined || limit !== undefined)
  const shareOf = ({ left, limit }: Level) => (left === undefined || !limit ? 1 : left / limit)
  return said.toSorted((a, b) => shareOf(a) - shareOf(b))[0]
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const value = Math.floor(Number(text))
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** Beyond this a number is no span but a moment: seconds since 1970, or milliseconds where it is larger still. */
const A_MOMENT_SECONDS = 1e9
const A_MOMENT_MS = 1e12

/** `1s`, `6m0s`, `20ms`, `12.5`, a moment as a number, or a date. */
function secondsUntil(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const span = spanSeconds(text)
  if (span !== undefined) return span
  const number = Number(text)
  const moment = Number.isNaN(number) ? Date.parse(text) : number >= A_MOMENT_MS ? number : number * 1_000
  if (number < A_MOMENT_SECONDS) return number >= 0 ? number : undefined
  return Number.isFinite(moment) ? Math.max(0, (moment - nowMs) / 1_000) : undefined
}

const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1, ms: 0.001 }
const SPAN = /^(\d+(\.\d+)?(ms|[dhms]))+$/

/** Seconds of a span written as vendors do, such as `1m30.5s` or `20ms`; undefined where it is none. */
export function spanSeconds(text: string): number | undefined {
  if (!SPAN.test(text)) return undefined
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)]
  return parts.reduce((sum, [, size, unit]) => sum + Number(size) * (UNITS[unit ?? ''] ?? 0), 0)
}

/**
 * How long a vendor asks to be left alone, in milliseconds: by its headers, else by what its complaint says.
 *
 * @param nowMs milliseconds since 1970
 */
export function retryAfterMsIn(headers: ReplyHeaders, complaint: string, nowMs: number): number | undefined {
  const exact = headers['retry-after-ms']
  const given = headers['retry-after']
  const ms = exact !== undefined ? Number(exact) : given !== undefined ? statedMs(given, nowMs) : spokenMs(complaint)
  return ms !== undefined && Number.isFinite(ms) && ms > 0 ? ms : undefined
}

function statedMs(given: string, nowMs: number): number {
  const seconds = Number(given)
  return Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(given) - nowMs
}

/** Vendors that send no header for it say it in their complaint. */
function spokenMs(complaint: string): number | undefined {
  const [, span = ''] =
    complaint.match(/"retryDelay"\s*:\s*"([\d.]+m?s)"|try again in ((?:[\d.]+(?:ms|[hms]))+)/)?.filter(Boolean) ?? []
  const seconds = spanSeconds(span)
  return seconds === undefined ? undefined : seconds * 1_000
}
