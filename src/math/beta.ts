import { logBeta, stirlingCorrection } from './gamma.js'

const TINY = 1e-300
const MOST_TERMS = 100_000

/** Both tails of the beta distribution, as natural logarithms. */
interface LogTails {
  readonly lower: number
  readonly upper: number
}

/**
 * log I_x(a, b) and log(1 - I_x(a, b)): the tails of the beta distribution.
 *
 * @param x in [0, 1]
 * @source continued fraction by Lentz on the side where it converges; prefactor as a deviance for large shapes (Loader)
 */
export function logBetaTails(x: number, a: number, b: number): LogTails {
  if (x <= 0) return { lower: Number.NEGATIVE_INFINITY, upper: 0 }
  if (x >= 1) return { lower: 0, upper: Number.NEGATIVE_INFINITY }
  const isLower = x <= (a + 1) / (a + b + 2)
  const [shape, other, at] = isLower ? [a, b, x] : [b, a, 1 - x]
  const tail = logPrefactor(x, a, b) - Math.log(shape) + Math.log(continuedFraction(at, shape, other))
  const rest = logOneMinusExp(Math.min(0, tail))
  return isLower ? { lower: tail, upper: rest } : { lower: rest, upper: tail }
}

/** Regularised incomplete beta function I_x(a, b), in [0, 1]. */
export function betaCdf(x: number, a: number, b: number): number {
  return Math.exp(logBetaTails(x, a, b).lower)
}

/** log(1 - e^x) for x at most 0, without losing digits at either end. */
function logOneMinusExp(x: number): number {
  return x < -Math.LN2 ? Math.log1p(-Math.exp(x)) : Math.log(-Math.expm1(x))
}

/** log of x^a (1 - x)^b / B(a, b). */
function logPrefactor(x: number, a: number, b: number): number {
  if (a <= 10 || b <= 10) return a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)
  const n = a + b
  const deviance = a * logRatioTerm(a, n * x) + b * logRatioTerm(b, n * (1 - x))
  const correction = stirlingCorrection(n) - stirlingCorrection(a) - stirlingCorrection(b)
  return 0.5 * Math.log((a * b) / (n * 2 * Math.PI)) + correction - deviance
}

/** log(k / m) - (k - m) / k, accurate for k near m; non-negative terms of Loader's deviance sum up to it. */
function logRatioTerm(k: number, m: number): number {
  const difference = (m - k) / k
  if (Math.abs(difference) > 0.1) return difference - Math.log1p(difference)
  let power = difference * difference
  let sum = power / 2
  for (let term = 3; term < 60; term += 1) {
    power *= -difference
    const next = sum + power / term
    if (next === sum) break
    sum = next
  }
  return sum
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guard(1 + even * d)
    c = guard(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guard(1 + odd * d)
    c = guard(1 + odd / c)
    const factor = d * c
    fraction *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return fraction
}

function guard(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}

/**
 * Quantile of the beta distribution.
 *
 * @param p in [0, 1]
 * @source bisection on the log-odds scale, so that both tails keep their digits
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  const isLowerHalf = p <= 0.5
  const target = isLowerHalf ? Math.log(p) : Math.log1p(-p)
  let low = -745
  let high = 745
  for (let step = 0; step < 400 && high - low > 1e-16 * Math.max(1, Math.abs(low)); step += 1) {
    const middle = (low + high) / 2
    const tails = logBetaTails(1 / (1 + Math.exp(-middle)), a, b)
    const isBelow = isLowerHalf ? tails.lower < target : tails.upper > target
    if (isBelow) low = middle
    else high = middle
    if (middle === low && middle === high) break
  }
  return 1 / (1 + Math.exp(-(low + high) / 2))
}
