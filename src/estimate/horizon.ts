import type { Estimate, EstimateBasis, WarningCode } from '../domain/index.js'
import { logit, quadraticForm, tQuantile } from '../math/index.js'
import type { LengthBank } from './length-bank.js'
import type { LengthCurve } from './length-curve.js'

/** Fewer tasks than this, and no horizon is given. */
export const LEAST_TASKS = 8
/** Fewer tasks than this on either side of the length at which half succeed, and no horizon is given. */
const LEAST_ON_A_SIDE = 3
/** A slope fewer errors from 0 than this makes the delta interval too short; Fieller's set is used. */
const STEEP_ENOUGH = 3

type Curve = Pick<LengthCurve, 'intercept' | 'slope'>
type CurveWithErrors = Curve & Pick<LengthCurve, 'covariance'>

/** log2 of the length at which success is `success`. */
export function log2Horizon({ intercept, slope }: Curve, success: number): number {
  return (logit(success) - intercept) / slope
}

/**
 * Delta interval of the log2 horizon.
 *
 * @param quantile of t or the normal distribution, above 0
 * @source statistics specification 1.3; checked in test/oracle/horizon_logistic.json
 */
export function deltaInterval(
  curve: CurveWithErrors,
  success: number,
  quantile: number,
): { readonly low: number; readonly high: number; readonly error: number } {
  const at = log2Horizon(curve, success)
  const error = Math.sqrt(quadraticForm([-1 / curve.slope, -at / curve.slope], curve.covariance))
  return { low: at - quantile * error, high: at + quantile * error, error }
}

/**
 * Fieller's set of the log2 horizon: every length that the data do not reject.
 *
 * @param quantile of t or the normal distribution, above 0
 * @returns undefined where the slope is not told from 0, because then the set has no end
 * @source Fieller 1954; checked in test/oracle/horizon_logistic.json
 */
export function fiellerInterval(
  { intercept, slope, covariance }: CurveWithErrors,
  success: number,
  quantile: number,
): { readonly low: number; readonly high: number } | undefined {
  const [aa = 0, ab = 0, , bb = 0] = covariance
  const distance = logit(success) - intercept
  const square = quantile * quantile
  const second = slope * slope - square * bb
  if (second <= 0) return undefined
  const middle = (distance * slope + square * ab) / second
  const constant = (distance * distance - square * aa) / second
  const half = Math.sqrt(Math.max(0, middle * middle - constant))
  return { low: middle - half, high: middle + half }
}

/**
 * Length at which success falls to a level, with its interval.
 *
 * @param curve of the same bank, or undefined where there is none
 * @param options.success 0.5 for the length at which half succeed; any other level is marginal: the share of a random
 *   task of that length, which is lower than that of the typical task
 * @returns undetermined `too-few-tasks` below 8 tasks or 3 on either side of the half; `above-tested-range` and
 *   `below-tested-range` with the bound; `success-does-not-fall`; `fall-not-established` where Fieller's set has no end;
 *   `separated` where fractional scores are split by one length
 * @source statistics specification 1.3 and 1.4
 */
export function estimateHorizon(
  bank: LengthBank,
  curve: LengthCurve | undefined,
  options: { readonly success: number; readonly level: number },
): Estimate {
  const { success, level } = options
  const basis: EstimateBasis = {
    method: 'horizon-delta',
    level,
    samples: bank.taskX.length,
    trials: bank.x.length,
    excluded: {},
    warnings: warningsOf(bank, curve, success),
  }
  const refused = refusalOf(bank, curve, success)
  if (curve === undefined || refused !== undefined) {
    return { kind: 'undetermined', ...(refused ?? { reason: 'separated' }), ...basis }
  }
  const quantile = tQuantile((1 + level) / 2, curve.df)
  const isSteep = slopeRatio(curve) >= STEEP_ENOUGH
  const interval = isSteep ? deltaInterval(curve, success, quantile) : fiellerInterval(curve, success, quantile)
  const [low, high] = interval === undefined ? [0, 0] : [2 ** interval.low, 2 ** interval.high]
  const named = isSteep ? basis : { ...basis, method: 'horizon-fieller' }
  if (interval === undefined || !Number.isFinite(high)) {
    return { kind: 'undetermined', reason: 'fall-not-established', ...named }
  }
  if (interval.high - interval.low < ZERO) return { kind: 'undetermined', reason: 'no-variation', ...named }
  const isWide = low < bank.tested.shortest || high > bank.tested.longest
  const warnings: readonly WarningCode[] = isWide ? [...basis.warnings, 'interval-beyond-tested-range'] : basis.warnings
  const value = 2 ** log2Horizon(curve, success)
  return { kind: 'determined', value, low, high, ...named, warnings }
}

/** Widths of an interval below this are nothing but rounding. */
const ZERO = 1e-9

/** Slope over its clustered error, without sign. */
function slopeRatio({ slope, covariance }: CurveWithErrors): number {
  return Math.abs(slope) / Math.sqrt(covariance[3] ?? 0)
}

type Refusal = Pick<Extract<Estimate, { kind: 'undetermined' }>, 'reason' | 'atLeast' | 'atMost'>

/** The guards, in the order in which they speak; undefined where none does. */
export function refusalOf(bank: LengthBank, curve: Curve | undefined, success: number): Refusal | undefined {
  const { shortest, longest } = bank.tested
  const [above, below] = [
    { reason: 'above-tested-range', atLeast: longest } as const,
    { reason: 'below-tested-range', atMost: shortest } as const,
  ]
  const tasks = bank.taskX.length
  if (tasks < LEAST_TASKS) {
    return { reason: tasks === 0 ? 'no-data' : tasks === 1 ? 'one-task' : 'too-few-tasks' }
  }
  if (bank.success.every((value) => value === 1)) return above
  if (bank.success.every((value) => value === 0)) return below
  if (shortest === longest) return { reason: 'one-length' }
  if (curve === undefined) return { reason: 'separated' }
  if (curve.slope >= 0) return { reason: 'success-does-not-fall' }
  const at = log2Horizon(curve, success)
  if (at < Math.log2(shortest)) return below
  if (at > Math.log2(longest)) return above
  const half = log2Horizon(curve, 0.5)
  const [shorter, longer] = [bank.taskX.filter((x) => x < half).length, bank.taskX.filter((x) => x > half).length]
  return Math.min(shorter, longer) < LEAST_ON_A_SIDE ? { reason: 'too-few-tasks' } : undefined
}

function warningsOf(bank: LengthBank, curve: LengthCurve | undefined, success: number): readonly WarningCode[] {
  return [
    ...(success === 0.5 ? [] : (['marginal'] as const)),
    ...(bank.unit === 'task' && bank.families < bank.taskX.length ? (['few-families'] as const) : []),
    ...(bank.isFractional ? (['fractional-scores'] as const) : []),
    ...(curve !== undefined && curve.separation !== 'none' ? (['separated'] as const) : []),
  ]
}
