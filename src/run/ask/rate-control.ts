import { ConfigError, type Quota } from '../../domain/index.js'
import { LONGEST_HINT_MS } from './clock.js'

/** How many asks an account may have in flight. */
export interface RateRule {
  /** Fewest, from 1: no cut goes below. */
  readonly min: number
  /** At the beginning. */
  readonly start: number
  /** Most. */
  readonly max: number
  /** Milliseconds after a cut in which further refusals belong to the same episode. */
  readonly debounceMs: number
}

/** What is stated of a rule, in whole numbers from 1 to 1,000; the rest follows. */
export interface StatedRate {
  /** As in `RateRule`, like the others. */
  readonly min?: number | undefined
  readonly start?: number | undefined
  readonly max?: number | undefined
}

/** Ten, twenty and a hundred asks in flight; fifteen seconds. */
export const DEFAULT_RATE: RateRule = { min: 10, start: 20, max: 100, debounceMs: 15_000 }

/** Where the concurrency of one account stands. */
export interface RateState {
  /** Asks that may be in flight. */
  readonly limit: number
  /** Until the first cut, rounds double. */
  readonly isSlowStart: boolean
  /** Answers of this round that came at the first try. */
  readonly clean: number
  /** Most asks in flight in this round. */
  readonly peak: number
  /** Refusals before this moment belong to the last episode. */
  readonly episodeUntilMs: number
  /** Nothing grows before this moment. */
  readonly growsFromMs: number
  /** Nothing is sent before this moment: the server asked to be left alone. */
  readonly closedUntilMs: number
}

/** What is learnt about an account; a reply is one signal. */
export type RateSignal =
  | { readonly kind: 'sent'; readonly inFlight: number }
  /** `isFirstTry`: nothing had failed for this ask before. */
  | { readonly kind: 'answered'; readonly isFirstTry: boolean; readonly quota?: Quota | undefined }
  /** Refused for a rate limit. */
  | { readonly kind: 'limited'; readonly retryAfterMs?: number | undefined }
  /** The server failed, was cut off, or gave no answer in time. */
  | { readonly kind: 'strained'; readonly retryAfterMs?: number | undefined }

/** Growth of a round after slow start, what a cut leaves, and the share of the limit that a round must have used. */
const GROWTH = 0.05
const CUT = 0.8
const FILLED = 0.8
/** Share of a quota below which the limit is cut before the server refuses. */
const SCARCE = 0.1
/**
 * A rule from what is stated of it. Where only some bounds are stated, the others give way.
 *
 * @param path of the setting, named in errors
 * @throws ConfigError where the bounds stated are no whole numbers from 1 to 1,000 in this order
 */
export function rateRuleOf(stated: StatedRate, path: string, usual: RateRule = DEFAULT_RATE): RateRule {
  for (const [name, value] of Object.entries(stated)) {
    if (value !== undefined && (!Number.isInteger(value) || value < 1 || value > 1_000))
      throw new ConfigError(`${path}.${name}`, value, 'a whole number from 1 to 1000')
  }
  const lowest = stated.min ?? 1
  const max = stated.max ?? Math.max(usual.max, stated.start ?? 0, lowest)
  const start = stated.start ?? Math.max(lowest, Math.min(usual.start, max))
  const min = stated.min ?? Math.min(usual.min, start)
  if (min > start || start > max) throw new ConfigError(path, { min, start, max }, 'min, start and max in this order')
  return { ...usual, min, start, max }
}

/** Before anything was sent. */
export function firstRate({ start }: RateRule): RateState {
  const never = Number.NEGATIVE_INFINITY
  const times = { episodeUntilMs: never, growsFromMs: never, closedUntilMs: never }
  return { limit: start, isSlowStart: true, clean: 0, peak: 0, ...times }
}

/**
 * The state after one signal. A round is as many clean answers as the limit allows asks. It doubles the limit, and after
 * the first cut adds a twentieth, where the asks in flight came to four fifths of it. The first refusal of an episode
 * takes a fifth of the limit away, and so does an answer whose headers say that less than a tenth of a quota is left.
 * A strained server only keeps the limit from growing; an ask that had to be made again says nothing.
 *
 * @param nowMs on a clock that never goes back
 */
export function nextRate(rule: RateRule, state: RateState, { signal, nowMs }: Learnt): RateState {
  switch (signal.kind) {
    case 'sent':
      return signal.inFlight > state.peak ? { ...state, peak: signal.inFlight } : state
    case 'answered':
      if (!isScarce(signal.quota)) return counted(rule, state, { signal, nowMs })
      // Every answer says so until the quota is full again: only the first of them is news.
      if (nowMs < state.episodeUntilMs) return { ...state, clean: 0 }
      return cut(rule, state, { nowMs, forMs: (signal.quota?.resetSeconds ?? 0) * 1_000 })
    case 'limited':
      return closed(cut(rule, state, { nowMs, forMs: signal.retryAfterMs ?? 0 }), nowMs, signal.retryAfterMs)
    case 'strained': {
      const growsFromMs = Math.max(state.growsFromMs, nowMs + rule.debounceMs)
      return closed({ ...state, clean: 0, peak: 0, growsFromMs }, nowMs, signal.retryAfterMs)
    }
  }
}

interface Learnt {
  readonly signal: RateSignal
  readonly nowMs: number
}

function counted(
  { max }: RateRule,
  state: RateState,
  { signal, nowMs }: { readonly signal: Extract<RateSignal, { kind: 'answered' }>; readonly nowMs: number },
): RateState {
  const { limit, isSlowStart, peak } = state
  if (!signal.isFirstTry || nowMs < state.growsFromMs) return state
  const clean = state.clean + 1
  if (clean < limit) return { ...state, clean }
  if (peak < FILLED * limit) return { ...state, clean: 0, peak: 0 }
  const grown = isSlowStart ? 2 * limit : limit + Math.max(1, Math.round(GROWTH * limit))
  return { ...state, limit: Math.min(max, grown), clean: 0, peak: 0 }
}

function cut(
  { min, debounceMs }: RateRule,
  state: RateState,
  { nowMs, forMs }: { readonly nowMs: number; readonly forMs: number },
): RateState {
  const isNew = nowMs >= state.episodeUntilMs
  const hintMs = Math.min(forMs, LONGEST_HINT_MS)
  const untilMs = Math.max(state.episodeUntilMs, nowMs + (isNew ? Math.max(debounceMs, hintMs) : hintMs))
  const limit = isNew ? Math.max(min, Math.floor(CUT * state.limit)) : state.limit
  const growsFromMs = Math.max(state.growsFromMs, untilMs)
  return { ...state, limit, isSlowStart: false, clean: 0, peak: 0, episodeUntilMs: untilMs, growsFromMs }
}

function closed(state: RateState, nowMs: number, retryAfterMs = 0): RateState {
  const untilMs = nowMs + Math.min(retryAfterMs, LONGEST_HINT_MS)
  return untilMs > state.closedUntilMs && retryAfterMs > 0 ? { ...state, closedUntilMs: untilMs } : state
}

function isScarce({ remainingRequests, limitRequests, remainingTokens, limitTokens }: Quota = {}): boolean {
  const isLow = (left: number | undefined, of: number | undefined) =>
    left !== undefined && of !== undefined && of > 0 && left < SCARCE * of
  return isLow(remainingRequests, limitRequests) || isLow(remainingTokens, limitTokens)
}
