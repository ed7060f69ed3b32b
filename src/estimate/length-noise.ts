import { createRandom, drawNormal, sampleQuantile } from '../math/index.js'
import { log2Horizon } from './horizon.js'
import { type LengthBank, pieces } from './length-bank.js'
import { fitLengthCurve } from './length-curve.js'

/** What the horizons become where the lengths are less certain than they look. */
interface NoiseLine {
  /** Standard deviation of the added noise, in doublings. */
  readonly deviation: number
  /** For each level of success asked for: median log2 horizon over the draws; infinite where most do not fall. */
  readonly log2: readonly number[]
  /** Median slope over the draws: nearer to 0 than without noise. */
  readonly slope: number
}

const DRAWS = 20

/**
 * Horizons refitted with noise added to each task's log2 length: a line of sensitivity to lengths that are estimated.
 *
 * @param options.deviations of the noise in doublings; a factor 2 either way is 1
 * @returns one line for each deviation whose draws can be fitted
 * @source statistics specification 1.6: 20 draws each
 */
export function addLengthNoise(
  bank: LengthBank,
  options: { readonly deviations: readonly number[]; readonly successes: readonly number[]; readonly seed: number },
): NoiseLine[] {
  const { deviations, successes, seed } = options
  const random = createRandom(seed)
  return deviations.flatMap((deviation, place) => {
    const curves = Array.from({ length: DRAWS }, (_, draw) => {
      // Streams of their own, apart from those of the resamples.
      const chance = random.split(-1 - place).split(draw)
      return fitLengthCurve({ ...bank, x: noisy(bank, () => deviation * drawNormal(chance)) })
    }).filter((curve) => curve !== undefined)
    if (curves.length === 0) return []
    const medianOf = (values: number[]) =>
      sampleQuantile(
        values.sort((a, b) => a - b),
        0.5,
      )
    const horizon = (success: number) =>
      medianOf(curves.map((curve) => (curve.slope < 0 ? log2Horizon(curve, success) : Number.POSITIVE_INFINITY)))
    return [{ deviation, log2: successes.map(horizon), slope: medianOf(curves.map(({ slope }) => slope)) }]
  })
}

/** All trials of a task share its error. */
function noisy(bank: LengthBank, draw: () => number): Float64Array {
  const x = Float64Array.from(bank.x)
  for (const [from, to] of pieces(bank.taskStart)) {
    const error = draw()
    for (let trial = from; trial < to; trial += 1) x[trial] = (x[trial] ?? 0) + error
  }
  return x
}
