import { ConfigError } from '../domain/index.js'
import { binomialCdf } from '../math/index.js'
import type { RateEdges } from './gate-evidence.js'

/** Trials above which a fixed design is refused: nobody runs so many for one answer. */
const MOST_TRIALS = 100_000

/** What may go wrong and how often. */
export interface ErrorRates {
  /** Chance to trust a system whose success is at most the lower edge; in (0, 1). */
  readonly alpha: number
  /** Chance to reject one whose success is at least the upper edge; in (0, 1). */
  readonly beta: number
}

/**
 * Smallest number of trials, fixed beforehand, that keeps both errors: trust from `critical` successes on.
 *
 * @throws ConfigError where the edges are so close that more than 100,000 trials would be needed
 * @source exact binomial tails; checked in test/oracle/evalues_misc.json
 * @example fixedBinomialDesign({ low: 0.75, high: 0.85 }, { alpha: 0.05, beta: 0.05 })
 * // { trials: 176, critical: 142 }
 */
export function fixedBinomialDesign(
  { low, high }: RateEdges,
  { alpha, beta }: ErrorRates,
): { readonly trials: number; readonly critical: number } {
  let critical = 0
  for (let trials = 1; trials <= MOST_TRIALS; trials += 1) {
    // One more trial moves the critical number by 0 or 1.
    while (1 - binomialCdf(critical - 1, trials, low) > alpha) critical += 1
    if (critical <= trials && binomialCdf(critical - 1, trials, high) <= beta) return { trials, critical }
  }
  throw new ConfigError(
    'tolerance',
    Number((high - low).toPrecision(9)),
    'edges far enough apart to be told apart in 100,000 trials',
  )
}
