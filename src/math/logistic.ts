/**
 * Logistic function 1 / (1 + e^-x), in [0, 1].
 *
 * @example logistic(0)
 * // 0.5
 */
export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))
}

/** Log odds of a share in (0, 1). */
export function logit(share: number): number {
  return Math.log(share) - Math.log1p(-share)
}

/** log(1 + e^x) without overflow: the integral of the logistic function. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
}
