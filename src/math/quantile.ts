/**
 * Quantile of a sample by linear interpolation at (n - 1) p (type 7, the default of R and NumPy); infinite values may
 * stand at its upper end.
 *
 * @param sorted ascending, at least one
 * @param p in [0, 1]
 * @source Hyndman & Fan 1996; checked in test/oracle/bootstrap.json
 * @example sampleQuantile([1, 2, 4], 0.75)
 * // 3
 */
export function sampleQuantile(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  if (below === above) return below
  return below + (at - Math.floor(at)) * (above - below)
}
