import type { Estimate, EstimateBasis, UndeterminedReason, WarningCode } from '../domain/index.js'
import { logistic, quadraticForm, softplus, tQuantile, tTwoSidedP } from '../math/index.js'
import { LEAST_TASKS, log2Horizon, refusalOf } from './horizon.js'
import { type LengthBank, type LengthTrial, makeLengthBank } from './length-bank.js'
import { cellsOf, type LengthCurve } from './length-curve.js'
import { clusteredCovariance, fitLogistic, type LogisticRows, separationOf } from './logistic.js'
import type { TestedEstimate } from './paired.js'
import { ENOUGH_TASKS } from './rows.js'

type Curve = Pick<LengthCurve, 'intercept' | 'slope'>

/** Two systems on the same tasks, one curve each, with what the tasks do to both at once. */
export interface CurvePair {
  /** Curve of the reference over log2 length. */
  readonly reference: Curve
  /** Curve of the system that is held against it. */
  readonly system: Curve
  /** 4 x 4, of intercept and slope of the reference and then of the system, clustered by task, times G / (G - 1). */
  readonly covariance: Float64Array
  /** Trials of both at the shared tasks. */
  readonly banks: { readonly reference: LengthBank; readonly system: LengthBank }
  /** With Firth's penalty unless scores are fractional. */
  readonly logLikelihood: number
  /** Shared tasks. */
  readonly tasks: number
  /** Shortest and longest length of the shared tasks. */
  readonly tested: LengthBank['tested']
}

/** Why there is no pair of curves; `tasks` are the shared ones. */
export interface NoCurvePair {
  /** Why there is none. */
  readonly refused: UndeterminedReason
  readonly tasks: number
  readonly tested: LengthBank['tested']
  /** Of both systems at the shared tasks. */
  readonly trials: number
}

/** Standard errors below this are nothing but rounding. */
const ZERO = 1e-9

/**
 * Fits success = a + b x + c m + g x m, with x the log2 length and m the system, over the tasks that both tried: the
 * interaction model, written as one curve for each system.
 *
 * @returns refused with fewer than 8 shared tasks, one length, or a system whose every trial came out the same
 * @source statistics specification 3.3 (Firth, CR1 by task); checked against R glm and sandwich in
 *   test/oracle/shadow_slope.json
 */
export function fitCurvePair(
  reference: readonly LengthTrial[],
  system: readonly LengthTrial[],
  options: { readonly isPenalised?: boolean } = {},
): CurvePair | NoCurvePair {
  const tried = new Set(system.map(({ task }) => task))
  const shared = new Set(reference.flatMap(({ task }) => (tried.has(task) ? [task] : [])))
  const bankOf = (trials: readonly LengthTrial[]) =>
    makeLengthBank(
      trials.flatMap(({ task, length, success }) => (shared.has(task) ? [{ task, length, success }] : [])),
      { unit: 'task' },
    )
  const banks = { reference: bankOf(reference), system: bankOf(system) }
  const tested = {
    shortest: Math.min(banks.reference.tested.shortest, banks.system.tested.shortest),
    longest: Math.max(banks.reference.tested.longest, banks.system.tested.longest),
  }
  const counted = { tasks: shared.size, tested, trials: banks.reference.x.length + banks.system.x.length }
  const isPenalised = options.isPenalised ?? !(banks.reference.isFractional || banks.system.isFractional)
  const refused = refuse(banks, isPenalised)
  if (refused !== undefined) return { refused, ...counted }
  const { rows, tasks } = bothRows(banks)
  const fit = fitLogistic(rows, { isPenalised })
  if (fit === undefined) return { refused: 'separated', ...counted }
  const [a = 0, b = 0, c = 0, d = 0] = fit.coefficients
  const factor = shared.size / (shared.size - 1)
  return {
    reference: { intercept: a, slope: b },
    system: { intercept: c, slope: d },
    covariance: clusteredCovariance(rows, fit, tasks).map((value) => value * factor),
    banks,
    logLikelihood: fit.logLikelihood,
    tasks: shared.size,
    tested,
  }
}

function refuse({ reference, system }: CurvePair['banks'], isPenalised: boolean): UndeterminedReason | undefined {
  const tasks = reference.taskX.length
  if (tasks < LEAST_TASKS) return tasks === 0 ? 'no-data' : tasks === 1 ? 'one-task' : 'too-few-tasks'
  const isOneKind = ({ success }: LengthBank) =>
    success.every((value) => value === 1) || success.every((value) => value === 0)
  if (isOneKind(reference) || isOneKind(system)) return 'no-variation'
  const banks = [reference, system]
  if (banks.some(({ tested }) => tested.shortest === tested.longest)) return 'one-length'
  const isSplit = (bank: LengthBank) => {
    const cells = cellsOf(bank)
    return separationOf(cells.x, cells) !== 'none'
  }
  return !isPenalised && banks.some(isSplit) ? 'separated' : undefined
}

/** The reference's rows above the system's, each with columns of its own; tasks have the same number in both. */
function bothRows(banks: CurvePair['banks']): { readonly rows: LogisticRows; readonly tasks: readonly number[] } {
  const [first, second] = [cellsOf(banks.reference), cellsOf(banks.system)]
  const joined = (a: Float64Array, b: Float64Array) => Float64Array.of(...a, ...b)
  return {
    rows: {
      design: Float64Array.from([
        ...[...first.x].flatMap((x) => [1, x, 0, 0]),
        ...[...second.x].flatMap((x) => [0, 0, 1, x]),
      ]),
      columns: 4,
      solved: joined(first.solved, second.solved),
      failed: joined(first.failed, second.failed),
    },
    tasks: [...first.unitOf, ...second.unitOf],
  }
}

/**
 * How much faster the system's log odds fall with each doubling of the length than the reference's: below 0, the gap
 * widens. Its power is low, so it never denies a shadow.
 *
 * @returns warning `indicative` below 20 tasks
 * @source statistics specification 3.3: t over tasks - 1
 */
export function estimateSlopeChange(
  pair: CurvePair | NoCurvePair,
  options: { readonly level: number },
): TestedEstimate {
  const basis = basisOf(pair, 'slope-interaction', options.level)
  if ('refused' in pair) return { estimate: { kind: 'undetermined', reason: pair.refused, ...basis } }
  const value = pair.system.slope - pair.reference.slope
  const error = Math.sqrt(quadraticForm([0, -1, 0, 1], pair.covariance))
  if (error < ZERO) return { estimate: { kind: 'undetermined', reason: 'no-variation', ...basis } }
  const half = tQuantile((1 + options.level) / 2, pair.tasks - 1) * error
  return {
    estimate: { kind: 'determined', value, low: value - half, high: value + half, ...basis },
    test: { method: 'cluster-t', p: tTwoSidedP(value / error, pair.tasks - 1) },
  }
}

/**
 * Horizon of the reference over that of the system, at one level of success: above 1, the system goes less far.
 *
 * @returns undetermined where either horizon is refused, or a slope is not told from 0; warning `shallow-slope` where
 *   one is fewer than 3 errors from it
 * @source statistics specification 3.3: delta interval of the log ratio, clustered by task
 */
export function estimateHorizonRatio(
  pair: CurvePair | NoCurvePair,
  options: { readonly success: number; readonly level: number },
): Estimate {
  const { success, level } = options
  const basis = basisOf(pair, 'horizon-ratio', level)
  if ('refused' in pair) return { kind: 'undetermined', reason: pair.refused, ...basis }
  const { reference, system, banks, covariance, tasks } = pair
  const refusal = refusalOf(banks.system, system, success) ?? refusalOf(banks.reference, reference, success)
  if (refusal !== undefined) return { kind: 'undetermined', reason: refusal.reason, ...basis }
  const quantile = tQuantile((1 + level) / 2, tasks - 1)
  const ratios = [
    Math.abs(reference.slope) / Math.sqrt(covariance[5] ?? 0),
    Math.abs(system.slope) / Math.sqrt(covariance[15] ?? 0),
  ]
  if (Math.min(...ratios) <= quantile) return { kind: 'undetermined', reason: 'fall-not-established', ...basis }
  const [far, near] = [log2Horizon(reference, success), log2Horizon(system, success)]
  const gradient = [-1 / reference.slope, -far / reference.slope, 1 / system.slope, near / system.slope]
  const error = Math.sqrt(quadraticForm(gradient, covariance))
  if (error < ZERO) return { kind: 'undetermined', reason: 'no-variation', ...basis }
  const value = far - near
  const warnings: readonly WarningCode[] =
    Math.min(...ratios) < 3 ? [...basis.warnings, 'shallow-slope'] : basis.warnings
  const [low, high] = [2 ** (value - quantile * error), 2 ** (value + quantile * error)]
  if (!Number.isFinite(high)) return { kind: 'undetermined', reason: 'fall-not-established', ...basis }
  return { kind: 'determined', value: 2 ** value, low, high, ...basis, warnings }
}

/**
 * Mean gap between two curves over the tested range, reference minus system, all log2 lengths alike.
 *
 * @returns value in [-1, 1]; positive where the system is behind
 * @source statistics specification 3.3: closed form of the area, delta interval with central differences, by task
 */
export function estimateCurveGap(pair: CurvePair | NoCurvePair, options: { readonly level: number }): Estimate {
  const basis = basisOf(pair, 'curve-gap', options.level)
  if ('refused' in pair) return { kind: 'undetermined', reason: pair.refused, ...basis }
  const { shortest, longest } = pair.tested
  const range = { from: Math.log2(shortest), to: Math.log2(longest) }
  const at = [pair.reference.intercept, pair.reference.slope, pair.system.intercept, pair.system.slope]
  const gapAt = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) =>
    meanSuccess({ intercept: a, slope: b }, range) - meanSuccess({ intercept: c, slope: d }, range)
  const gradient = at.map((_, index) => {
    const by = (step: number) => at.map((value, place) => (place === index ? value + step : value))
    return (gapAt(by(STEP)) - gapAt(by(-STEP))) / (2 * STEP)
  })
  const value = gapAt(at)
  const error = Math.sqrt(quadraticForm(gradient, pair.covariance))
  if (error < ZERO) return { kind: 'undetermined', reason: 'no-variation', ...basis }
  const half = tQuantile((1 + options.level) / 2, pair.tasks - 1) * error
  return { kind: 'determined', value, low: Math.max(-1, value - half), high: Math.min(1, value + half), ...basis }
}

/** Step of central differences. */
const STEP = 1e-5
/** Below this change of the log odds over the range the closed form divides two roundings. */
const FLAT = 1e-3

/**
 * Mean of a logistic curve over a range of log2 lengths: its integral is softplus(a + b x) / b.
 *
 * @source closed form; checked against quadrature in test/oracle/horizon_area.json
 * @example meanSuccess({ intercept: 0, slope: -1 }, { from: -1, to: 1 })
 * // 0.5
 */
export function meanSuccess(
  { intercept, slope }: Curve,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const change = slope * (to - from)
  if (Math.abs(change) < FLAT) {
    const share = logistic(intercept + (slope * (from + to)) / 2)
    return share + ((change * change) / 24) * share * (1 - share) * (1 - 2 * share)
  }
  return (softplus(intercept + slope * to) - softplus(intercept + slope * from)) / change
}

function basisOf(pair: CurvePair | NoCurvePair, method: string, level: number): EstimateBasis {
  const trials = 'refused' in pair ? pair.trials : pair.banks.reference.x.length + pair.banks.system.x.length
  const warnings: readonly WarningCode[] = [
    ...(pair.tasks < ENOUGH_TASKS ? (['indicative'] as const) : []),
    ...('refused' in pair || !(pair.banks.reference.isFractional || pair.banks.system.isFractional)
      ? []
      : (['fractional-scores'] as const)),
  ]
  return { method, level, samples: pair.tasks, trials, excluded: {}, warnings }
}
