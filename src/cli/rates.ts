import type { Account } from '../domain/index.js'
import { DEFAULT_RATE, type RateRule, rateRuleOf, type StatedRate } from '../run/index.js'

/** What is stated of how much is done at a time. */
export interface StatedRates {
  /** Most trials at a time, and so most asks. */
  readonly concurrency?: number | undefined
  /** Asks of one account that may be in flight: fewest, at the beginning, most. */
  readonly asksAtATime?: StatedRate | undefined
}

/** A server named by its address is perhaps one machine, which says nothing when it has had enough and only gets slower. */
const OWN_SERVER: RateRule = { ...DEFAULT_RATE, min: 1, start: 4, max: 4 }

/**
 * Bounds for the asks of an account that may be in flight.
 *
 * @throws ConfigError where what is stated contradicts itself
 */
export function ratesFor({ concurrency, asksAtATime }: StatedRates): (account: Account) => RateRule {
  const rule = rateRuleOf({ max: concurrency, ...asksAtATime }, 'asksAtATime')
  const isUsual = concurrency === undefined && asksAtATime === undefined
  return ({ kind }) => (isUsual && kind === 'server' ? OWN_SERVER : rule)
}
