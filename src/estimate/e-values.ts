import { DataError } from '../domain/index.js'
import type { ErrorRates } from './binomial-design.js'

/**
 * An e-value from a p-value: the average of k p^(k - 1) over k in (0, 1).
 *
 * @param p in (0, 1]
 * @throws DataError `p-out-of-range`
 * @source (1 - p + p ln p) / (p (ln p)^2) (Vovk & Wang 2021); checked in test/oracle/evalues_misc.json
 * @example eValueOf(1)
 * // 0.5
 */
export function eValueOf(p: number): number {
  const log = logOfP(p)
  // The closed form is 0/0 at 1; its series is 1/2 - ln p / 6 - ...
  if (log > -1e-3) return calibratorNearOne(-log)
  return (1 - p + p * log) / (p * log * log)
}

/** (e^x - 1 - x) / x^2 for x near 0: the same calibrator with x = -ln p. */
function calibratorNearOne(x: number): number {
  return 1 / 2 + x / 6 + (x * x) / 24 + x ** 3 / 120 + x ** 4 / 720
}

/**
 * The simplest calibrator, 1 / (2 sqrt p): heavier on small p than `eValueOf`.
 *
 * @throws DataError `p-out-of-range`
 * @source Vovk & Wang 2021; checked in test/oracle/evalues_misc.json
 */
export function halfPowerEValue(p: number): number {
  logOfP(p)
  return 0.5 / Math.sqrt(p)
}

function logOfP(p: number): number {
  if (!(p > 0 && p <= 1)) throw new DataError('p-out-of-range', `p is ${p}; expected above 0 and at most 1`)
  return Math.log(p)
}

/**
 * Benjamini and Hochberg's procedure on e-values: which hypotheses may be rejected at false discovery rate q, under any
 * dependence and at any stopping time.
 *
 * @param logs natural logarithms of the e-values
 * @param q in (0, 1)
 * @returns for each, whether it is rejected
 * @source Wang & Ramdas 2022; checked in test/oracle/multiplicity.json
 * @example eBenjaminiHochberg([Math.log(20), 0], 0.1)
 * // [true, false]
 */
export function eBenjaminiHochberg(logs: readonly number[], q: number): boolean[] {
  const falling = logs.toSorted((a, b) => b - a)
  // A value that equals its threshold counts; logarithms may round it away.
  const reaches = (log: number, rank: number) => log >= Math.log(logs.length / (q * rank)) - 1e-12
  const rejected = falling.findLastIndex((log, index) => reaches(log, index + 1)) + 1
  return logs.map((log) => rejected > 0 && reaches(log, rejected))
}

/** Logarithms at which a sequential test ends: trust from `upper`, reject from `lower`. */
interface StopLevels {
  readonly upper: number
  readonly lower: number
}

/** Ville's levels, ln(1 / alpha) and -ln(1 / beta): valid for any e-process. Used by the gate. */
export function villeLevels({ alpha, beta }: ErrorRates): StopLevels {
  return { upper: -Math.log(alpha), lower: Math.log(beta) }
}

/**
 * Wald's levels of a sequential probability ratio test, to compare with: they hold only approximately, since a ratio
 * oversteps its level.
 *
 * @source Wald 1945; checked in test/oracle/evalues_misc.json
 */
export function waldLevels({ alpha, beta }: ErrorRates): StopLevels {
  return { upper: Math.log((1 - beta) / alpha), lower: Math.log(beta / (1 - alpha)) }
}
