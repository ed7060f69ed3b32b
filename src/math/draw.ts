import type { Random } from './random.js'

/**
 * One draw from the standard normal distribution.
 *
 * @source Box & Muller 1958
 */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log1p(-random.next()))
  return radius * Math.cos(2 * Math.PI * random.next())
}

/**
 * A draw from the gamma distribution with scale 1.
 *
 * @param shape above 0
 * @source Marsaglia & Tsang 2000; below 1 by the power of a uniform
 */
function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * (1 - random.next()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const normal = drawNormal(random)
    const cube = (1 + c * normal) ** 3
    if (cube <= 0) continue
    const log = Math.log(1 - random.next())
    if (log < 0.5 * normal * normal + d - d * cube + d * Math.log(cube)) return d * cube
  }
}

/** A draw from the chi-square distribution; `degrees` above 0. */
export function drawChiSquare(random: Random, degrees: number): number {
  return 2 * drawGamma(random, degrees / 2)
}

/** A draw from the beta distribution, as a ratio of gamma draws; both shapes above 0. */
export function drawBeta(random: Random, a: number, b: number): number {
  const [first, second] = [drawGamma(random, a), drawGamma(random, b)]
  // Both underflow only for shapes near 0, where the distribution sits on its two ends.
  return first + second === 0 ? (random.next() < a / (a + b) ? 1 : 0) : first / (first + second)
}
