import { betaQuantile, logBetaTails } from './beta.js'
import { logGamma } from './gamma.js'

/**
 * Upper tail of the t distribution: P(T > t).
 *
 * @param df above 0
 */
export function tUpperTail(t: number, df: number): number {
  const tail = 0.5 * Math.exp(logBetaTails(df / (df + t * t), df / 2, 0.5).lower)
  return t >= 0 ? tail : 1 - tail
}

/** A p-value as it may be stated, in (0, 1]: never 0, however far out. */
export function pOf(tail: number): number {
  return Math.min(1, Math.max(Number.MIN_VALUE, tail))
}

/** Two-sided p-value of a t statistic, in (0, 1]. */
export function tTwoSidedP(t: number, df: number): number {
  return pOf(2 * tUpperTail(Math.abs(t), df))
}

/** Quantile of the t distribution at p in (0, 1). */
export function tQuantile(p: number, df: number): number {
  if (p === 0.5) return 0
  return p < 0.5 ? -upperTQuantile(p, df) : upperTQuantile(1 - p, df)
}

function upperTQuantile(tail: number, df: number): number {
  // Near the middle x is close to 1 and 1 - x loses digits; the other form keeps them.
  if (tail < 0.25) {
    const x = betaQuantile(2 * tail, df / 2, 0.5)
    return Math.sqrt((df * (1 - x)) / x)
  }
  const y = betaQuantile(1 - 2 * tail, 0.5, df / 2)
  return Math.sqrt((df * y) / (1 - y))
}

/** Lower tail of the chi-square distribution. */
function chiSquareCdf(x: number, df: number): number {
  return 1 - chiSquareUpperTail(x, df)
}

/** Upper tail of the chi-square distribution: P(X > x). */
export function chiSquareUpperTail(x: number, df: number): number {
  if (x <= 0) return 1
  const [a, half] = [df / 2, x / 2]
  const prefactor = Math.exp(a * Math.log(half) - half - logGamma(a))
  if (half < a + 1) return 1 - prefactor * gammaSeries(a, half)
  return prefactor * gammaFraction(a, half)
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 10_000 && Math.abs(term) > Math.abs(sum) * 1e-17; n += 1) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 10_000; n += 1) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const factor = d * c
    fraction *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return fraction
}

/** Quantile of the chi-square distribution at p in (0, 1). */
export function chiSquareQuantile(p: number, df: number): number {
  let low = 0
  let high = Math.max(1, df)
  while (chiSquareCdf(high, df) < p) high *= 2
  for (let step = 0; step < 300 && high - low > 1e-16 * high; step += 1) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (chiSquareCdf(middle, df) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Upper tail of the standard normal distribution: P(Z > z). */
export function normalUpperTail(z: number): number {
  const half = 0.5 * chiSquareUpperTail(z * z, 1)
  return z >= 0 ? half : 1 - half
}

/** Standard normal distribution function. */
export function normalCdf(z: number): number {
  return normalUpperTail(-z)
}

/** Quantile of the standard normal distribution at p in (0, 1). */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0
  return p < 0.5 ? -upperNormalQuantile(p) : upperNormalQuantile(1 - p)
}

function upperNormalQuantile(tail: number): number {
  let low = 0
  let high = 40
  for (;;) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) return middle
    if (normalUpperTail(middle) > tail) low = middle
    else high = middle
  }
}

/** P(X <= k) for a binomial count of n tries with success p. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  return Math.exp(logBetaTails(p, k + 1, n - k).upper)
}
