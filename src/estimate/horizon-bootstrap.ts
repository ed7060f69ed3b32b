import type { Estimate, EstimateBasis } from '../domain/index.js'
import { createRandom, type Random, sampleQuantile } from '../math/index.js'
import { log2Horizon, refusalOf } from './horizon.js'
import { type LengthBank, pieces } from './length-bank.js'
import { cellsOf, type LengthCurve } from './length-curve.js'
import { fitLogistic } from './logistic.js'

/** How the resamples of one bank came out. */
interface HorizonResamples {
  /** For each level of success asked for: log2 horizons, ascending; infinite where success did not fall. */
  readonly log2: readonly Float64Array[]
  /** Resamples in which success did not fall with length. */
  readonly unbounded: number
  /** Resamples of one kind of result, or of one length. */
  readonly missing: number
}

/**
 * Log2 horizons of a bank drawn anew: units with replacement, then as many tasks of each, then as many trials of each.
 *
 * @param draws one stream of chance for each resample
 * @source statistics specification 1.3; checked with given indices in test/oracle/bootstrap.json
 */
export function resampleHorizons(
  bank: LengthBank,
  draws: readonly Random[],
  successes: readonly number[],
): HorizonResamples {
  const cells = cellsOf(bank)
  const structure = { bank, units: pieces(bank.unitStart), tasks: pieces(bank.taskStart), cellOf: cells.cellOf }
  const drawn = { ...cells, solved: new Float64Array(cells.x.length), failed: new Float64Array(cells.x.length) }
  const isPenalised = !bank.isFractional
  const start = fitLogistic(cells, { isPenalised })?.coefficients
  const found: number[][] = successes.map(() => [])
  let [unbounded, missing] = [0, 0]
  for (const random of draws) {
    drawWeights(structure, random, drawn)
    const coefficients = hasBoth(drawn)
      ? (fitLogistic(drawn, { isPenalised, ...(start && { start }) }) ?? fitLogistic(drawn, { isPenalised }))
          ?.coefficients
      : undefined
    const [intercept, slope] = coefficients ?? []
    if (intercept === undefined || slope === undefined) {
      missing += 1
      continue
    }
    if (slope >= 0) unbounded += 1
    for (const [index, success] of successes.entries()) {
      found[index]?.push(slope >= 0 ? Number.POSITIVE_INFINITY : log2Horizon({ intercept, slope }, success))
    }
  }
  return { log2: found.map((values) => Float64Array.from(values).sort()), unbounded, missing }
}

interface Structure {
  readonly bank: LengthBank
  readonly units: ReturnType<typeof pieces>
  readonly tasks: ReturnType<typeof pieces>
  readonly cellOf: Int32Array
}

/** Puts the weights of one resample into the cells, scaled to mean 1 over the trials drawn. */
function drawWeights(
  { bank, units, tasks, cellOf }: Structure,
  random: Random,
  into: { readonly solved: Float64Array; readonly failed: Float64Array },
): void {
  into.solved.fill(0)
  into.failed.fill(0)
  let [total, count] = [0, 0]
  for (let unit = 0; unit < units.length; unit += 1) {
    const [firstTask = 0, endTask = 0] = units[random.below(units.length)] ?? []
    for (let task = firstTask; task < endTask; task += 1) {
      const [from = 0, to = 0] = tasks[firstTask + random.below(endTask - firstTask)] ?? []
      for (let trial = from; trial < to; trial += 1) {
        const picked = from + random.below(to - from)
        const [weight, share, cell] = [bank.weight[picked] ?? 0, bank.success[picked] ?? 0, cellOf[picked] ?? 0]
        into.solved[cell] = (into.solved[cell] ?? 0) + weight * share
        into.failed[cell] = (into.failed[cell] ?? 0) + weight * (1 - share)
        total += weight
        count += 1
      }
    }
  }
  const scale = count / total
  for (let cell = 0; cell < into.solved.length; cell += 1) {
    into.solved[cell] = (into.solved[cell] ?? 0) * scale
    into.failed[cell] = (into.failed[cell] ?? 0) * scale
  }
}

function hasBoth({ solved, failed }: { readonly solved: Float64Array; readonly failed: Float64Array }): boolean {
  return solved.some((weight) => weight > 0) && failed.some((weight) => weight > 0)
}

/** More resamples without a fit than this share, and the percentiles say nothing. */
const MOST_MISSING = 0.1

/**
 * Horizons by resampling, as a line beside the analytic interval: percentiles, and the median as the value. Conservative,
 * because the chance within a task is drawn a second time.
 *
 * @param curve of the same bank; where its horizon is refused, so is this one
 * @param options.resamples how many, 1,000 by default
 * @returns undetermined `fall-not-established`, with the lower limit, where the upper percentile is infinite
 * @source statistics specification 1.3
 */
export function bootstrapHorizons(
  bank: LengthBank,
  curve: LengthCurve | undefined,
  options: { readonly level: number; readonly seed: number; readonly resamples?: number },
): { readonly h50: Estimate; readonly h80: Estimate } {
  const { level, seed, resamples = 1000 } = options
  const shared = { level, samples: bank.taskX.length, trials: bank.x.length, excluded: {}, seed, warnings: [] }
  const basis: EstimateBasis = { method: 'hierarchical-bootstrap', ...shared }
  const refusals = { h50: refusalOf(bank, curve, 0.5), h80: refusalOf(bank, curve, 0.8) }
  const isIdle = refusals.h50 !== undefined && refusals.h80 !== undefined
  const random = createRandom(seed)
  const draws = isIdle ? [] : Array.from({ length: resamples }, (_, index) => random.split(index))
  const { log2, missing } = resampleHorizons(bank, draws, [0.5, 0.8])
  const estimateOf = (refusal: ReturnType<typeof refusalOf>, sorted: Float64Array | undefined): Estimate => {
    if (refusal !== undefined) return { kind: 'undetermined', ...refusal, ...basis }
    const isThin = sorted === undefined || missing > MOST_MISSING * resamples
    return isThin ? { kind: 'undetermined', reason: 'no-variation', ...basis } : percentiles(sorted, basis)
  }
  return { h50: estimateOf(refusals.h50, log2[0]), h80: estimateOf(refusals.h80, log2[1]) }
}

/** Widths of an interval of lengths, as a share of the value, that are nothing but rounding. */
const ZERO = 1e-9

function percentiles(sorted: Float64Array, basis: EstimateBasis): Estimate {
  const at = (p: number) => 2 ** sampleQuantile(sorted, p)
  const [low, value, high] = [at((1 - basis.level) / 2), at(0.5), at((1 + basis.level) / 2)]
  if (!Number.isFinite(low)) return { kind: 'undetermined', reason: 'fall-not-established', ...basis }
  if (!Number.isFinite(high)) return { kind: 'undetermined', reason: 'fall-not-established', atLeast: low, ...basis }
  if (high - low < ZERO * value) return { kind: 'undetermined', reason: 'no-variation', ...basis }
  return { kind: 'determined', value, low, high, ...basis }
}
