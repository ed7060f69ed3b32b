import type { Account } from '../domain/index.js'
import { DEFAULT_RATE, type RateRule, rateRuleOf, type StatedRate } from '../run/index.js'

/** What is stated of how much is done at a time. */
export interface StatedRates {
  /** Most trials at a time, and so most asks. */
  readonly concurrency?: number | undefined
  /** Asks of one account that may be in flight: fewest, at the beginning, most; and the share of them that is ours. */
  readonly asksAtATime?: (StatedRate & { readonly share?: number | undefined }) | undefined
}

/** A server named by its address is perhaps one machine, which says nothing when it has had enough and only gets slower. */
const OWN_SERVER: RateRule = { ...DEFAULT_RATE, min: 1, start: 4, max: 4 }

/**
 * Bounds for the asks of an account that may be in flight.
 *
 * @throws ConfigError where what is stated contradicts itself
 */
export function ratesFor({ concurrency, asksAtATime }: StatedRates): (account: Account) => RateRule {
  const { share = 1, ...bounds } = asksAtATime ?? {}
  const rule = rateRuleOf({ max: concurrency, ...bounds }, 'asksAtATime')
  const isUsual = concurrency === undefined && Object.values(bounds).every((bound) => bound === undefined)
  return ({ kind }) => partOf(isUsual && kind === 'server' ? OWN_SERVER : rule, share)
}

/** What is left where others ask on the same account: at least one ask at a time. */
function partOf({ min, start, max, debounceMs }: RateRule, share: number): RateRule {
  const part = (asks: number) => Math.max(1, Math.floor(asks * share))
  return { min: part(min), start: part(start), max: part(max), debounceMs }
}
