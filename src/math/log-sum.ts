/**
 * log of the sum of exponentials, without overflow.
 *
 * @returns minus infinity for no values
 * @example logSumExp([0, 0])
 * // 0.6931471805599453
 */
export function logSumExp(logs: readonly number[]): number {
  const largest = logs.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  if (!Number.isFinite(largest)) return largest
  return largest + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - largest), 0))
}
