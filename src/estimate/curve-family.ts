import { chiSquareUpperTail, invertSymmetric, logistic, softplus } from '../math/index.js'
import type { LengthBank } from './length-bank.js'
import { cellsOf, type LengthCells } from './length-curve.js'
import { separationOf } from './logistic.js'

/** How success falls with length: logistic in log2 length, or survival exp(-(length / scale)^shape) of a hazard. */
export type CurveShape = 'logistic' | 'weibull' | 'exponential' | 'logistic-with-slips'

/** One curve by maximum likelihood. */
export interface FittedShape {
  readonly shape: CurveShape
  /** Logistic: log odds at length 1. Weibull and exponential: log cumulative hazard at length 1. */
  readonly intercept: number
  /** Logistic: for each doubling. Weibull: the shape k, below 1 where the hazard falls. Exponential: 1. */
  readonly slope: number
  /** Standard error of the slope, trials independent; undefined where it is fixed. */
  readonly slopeError?: number
  readonly logLikelihood: number
  /** Akaike's criterion: smaller describes the bank better; differences below about 2 decide nothing. */
  readonly aic: number
}

/** Log-likelihood terms of one trial at a linear predictor, their slopes, and the expected information. */
interface Terms {
  readonly solved: number
  readonly failed: number
  readonly solvedSlope: number
  readonly failedSlope: number
  readonly information: number
}

/**
 * Curves beside the main one: logistic, Weibull and exponential, and on request a logistic that lets a fixed share of
 * tasks fail by a slip, however short they are.
 *
 * @param options.slip share of slips in (0, 1), such as 0.01
 * @returns those that have a finite maximum: the exponential alone where one length splits solved from failed, and none
 *   where all results are of one kind
 * @source statistics specification 1.5: binomial regression with complementary log-log link (current-status data);
 *   checked against R glm in test/oracle/horizon_current_status.json
 */
export function fitShapes(bank: LengthBank, options: { readonly slip?: number } = {}): FittedShape[] {
  const cells = cellsOf(bank)
  if ([cells.solved, cells.failed].some((weights) => weights.every((weight) => weight === 0))) return []
  const isSplit = separationOf(cells.x, cells) !== 'none'
  const unlessSplit = (shape: CurveShape, terms: (eta: number) => Terms) =>
    isSplit ? undefined : fitShape(cells, shape, terms)
  return [
    unlessSplit('logistic', logisticTerms(0)),
    unlessSplit('weibull', hazardTerms),
    fitShape(cells, 'exponential', hazardTerms),
    options.slip === undefined ? undefined : unlessSplit('logistic-with-slips', logisticTerms(options.slip)),
  ].filter((shape) => shape !== undefined)
}

/** Length at which a fitted curve gives a success in (0, 1); infinite or none where it never does. */
export function lengthAt({ shape, intercept, slope }: FittedShape, success: number, slip = 0): number | undefined {
  if (shape === 'weibull' || shape === 'exponential') {
    return slope > 0 ? Math.exp((Math.log(-Math.log(success)) - intercept) / slope) : undefined
  }
  const share = shape === 'logistic' ? success : success / (1 - slip)
  return slope < 0 && share < 1 ? 2 ** ((Math.log(share) - Math.log1p(-share) - intercept) / slope) : undefined
}

/** Success in [0, 1] that a fitted curve gives at a length above 0; the other way round from `lengthAt`. */
export function successAt({ shape, intercept, slope }: FittedShape, length: number, slip = 0): number {
  if (shape === 'weibull' || shape === 'exponential') return Math.exp(-Math.exp(intercept + slope * Math.log(length)))
  return (shape === 'logistic' ? 1 : 1 - slip) * logistic(intercept + slope * Math.log2(length))
}

/**
 * Whether the hazard is constant along the work: likelihood ratio of the Weibull curve to the exponential one, which is
 * nested in it with k = 1. Takes trials for independent, so repeats of one task make its p too small.
 *
 * @returns undefined where either curve has no finite maximum
 * @source statistics specification 1.5; checked in test/oracle/horizon_current_status.json
 */
export function testConstantHazard(
  shapes: readonly FittedShape[],
): { readonly statistic: number; readonly p: number } | undefined {
  const [weibull, exponential] = (['weibull', 'exponential'] as const).map((name) =>
    shapes.find(({ shape }) => shape === name),
  )
  if (weibull === undefined || exponential === undefined) return undefined
  const statistic = Math.max(0, 2 * (weibull.logLikelihood - exponential.logLikelihood))
  return { statistic, p: chiSquareUpperTail(statistic, 1) }
}

/** P(success) = (1 - slip) logistic(eta). */
function logisticTerms(slip: number): (eta: number) => Terms {
  return (eta) => {
    const [share, rest] = [logistic(eta), logistic(-eta)]
    const failure = rest + slip * share
    const failedSlope = (-(1 - slip) * share * rest) / failure
    return {
      solved: Math.log1p(-slip) - softplus(-eta),
      failed: slip === 0 ? -softplus(eta) : Math.log(failure),
      solvedSlope: rest,
      failedSlope,
      information: -failedSlope * rest,
    }
  }
}

/** Beyond this the exponential of a linear predictor is out of range; no likelihood has its maximum there. */
const FARTHEST = 690

/** P(success) = exp(-exp(eta)). */
function hazardTerms(eta: number): Terms {
  const hazard = Math.exp(Math.min(FARTHEST, Math.max(-FARTHEST, eta)))
  const odds = hazard / Math.expm1(hazard)
  return {
    solved: -hazard,
    failed: Math.log(-Math.expm1(-hazard)),
    solvedSlope: -hazard,
    failedSlope: odds,
    information: hazard * odds,
  }
}

const MOST_STEPS = 100
const STEP_CAP = 2
const CLOSE = 1e-10

function fitShape(cells: LengthCells, shape: CurveShape, terms: (eta: number) => Terms): FittedShape | undefined {
  const isHazard = shape === 'weibull' || shape === 'exponential'
  const columns = shape === 'exponential' ? 1 : 2
  // Centred, so that the two coefficients hardly touch each other; a hazard reads natural logarithms.
  const centre = cells.x.reduce((sum, x) => sum + x, 0) / cells.x.length
  const scale = isHazard ? Math.LN2 : 1
  const z = cells.x.map((x) => (x - centre) * scale)
  const start = [isHazard ? -1 : 0, shape === 'exponential' ? 1 : 0]
  const best = maximise((at) => scoreAt({ cells, z, terms }, at, columns), start)
  if (best === undefined) return undefined
  const [level = 0, slope = 0] = best.at
  return {
    shape,
    intercept: level - slope * centre * scale,
    slope,
    ...(columns === 2 && { slopeError: Math.sqrt(best.inverse[3] ?? 0) }),
    logLikelihood: best.logLikelihood,
    aic: 2 * columns - 2 * best.logLikelihood,
  }
}

interface Score {
  readonly logLikelihood: number
  /** As many as are free; what is fixed comes after them. */
  readonly score: readonly number[]
  readonly information: Float64Array
}

/** Fisher scoring with halving; undefined where it does not settle. */
function maximise(
  scoreOf: (at: readonly number[]) => Score,
  start: readonly number[],
): { readonly at: readonly number[]; readonly inverse: Float64Array; readonly logLikelihood: number } | undefined {
  let at = start
  let state = scoreOf(at)
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const { score, information, logLikelihood } = state
    const inverse = invertSymmetric(information, score.length)?.inverse
    if (inverse === undefined || !Number.isFinite(logLikelihood)) return undefined
    const step = score.map((_, i) =>
      score.reduce((sum, value, j) => sum + value * (inverse[i * score.length + j] ?? 0), 0),
    )
    const largest = Math.max(...step.map(Math.abs))
    if (largest < CLOSE) return { at, inverse, logLikelihood }
    const from = at
    let share = Math.min(1, STEP_CAP / largest)
    do {
      at = from.map((value, index) => value + share * (step[index] ?? 0))
      state = scoreOf(at)
      share /= 2
    } while (!(state.logLikelihood >= logLikelihood - 1e-12 * Math.abs(logLikelihood)) && share > 1e-9)
  }
  return undefined
}

function scoreAt(
  {
    cells,
    z,
    terms,
  }: { readonly cells: LengthCells; readonly z: Float64Array; readonly terms: (eta: number) => Terms },
  at: readonly number[],
  columns: number,
): Score {
  const [level = 0, slope = 0] = at
  const score = Array.from({ length: columns }, () => 0)
  const information = new Float64Array(columns * columns)
  let logLikelihood = 0
  for (const [cell, x] of z.entries()) {
    const [solved, failed] = [cells.solved[cell] ?? 0, cells.failed[cell] ?? 0]
    const found = terms(level + slope * x)
    logLikelihood += (solved > 0 ? solved * found.solved : 0) + (failed > 0 ? failed * found.failed : 0)
    const residual = solved * found.solvedSlope + failed * found.failedSlope
    const weight = (solved + failed) * found.information
    for (let i = 0; i < columns; i += 1) {
      const own = i === 0 ? 1 : x
      score[i] = (score[i] ?? 0) + residual * own
      for (let j = 0; j <= i; j += 1) {
        information[i * columns + j] = (information[i * columns + j] ?? 0) + weight * own * (j === 0 ? 1 : x)
      }
    }
  }
  return { logLikelihood, score, information }
}
