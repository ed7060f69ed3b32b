import { betaCdf } from '../math/index.js'

/**
 * p-value of a score against calibration scores that are exchangeable with it: large scores are suspicious.
 *
 * @returns in [1 / (n + 1), 1]
 * @source (1 + number of scores at least as large) / (n + 1); checked in test/oracle/conformal.json
 */
export function conformalP(calibration: readonly number[], score: number): number {
  return (1 + calibration.filter((value) => value >= score).length) / (calibration.length + 1)
}

/**
 * Rank, from 1 in ascending order, of the calibration score above which at most a share `rate` of new scores lies on
 * average.
 *
 * @returns undefined where there are too few scores for such a rate
 * @source ceil((n + 1) (1 - rate)); checked in test/oracle/conformal.json
 * @example conformalRank(99, 0.05)
 * // 95
 */
export function conformalRank(scores: number, rate: number): number | undefined {
  // (n + 1) rate may lie a rounding error beside a whole number.
  const rank = scores + 1 - Math.floor((scores + 1) * rate + 1e-9)
  return rank <= scores ? rank : undefined
}

/**
 * Smallest rank above which a share of more than `rate` of new scores lies with probability at most `delta`.
 *
 * @returns undefined where there are too few scores
 * @source P(Beta(n + 1 - k, k) > rate) <= delta; checked in test/oracle/conformal.json
 */
export function guaranteedRank(scores: number, rate: number, delta: number): number | undefined {
  for (let rank = 1; rank <= scores; rank += 1) {
    if (1 - betaCdf(rate, scores + 1 - rank, rank) <= delta) return rank
  }
  return undefined
}

/** Upper bound, with confidence 1 - delta, of the share of new scores above the largest of n: 1 - delta^(1/n). */
export function rateAboveLargest(scores: number, delta: number): number {
  return -Math.expm1(Math.log(delta) / scores)
}
