import type { CurvePoint, ObservedBin } from '../domain/index.js'
import { logistic, quadraticForm, tQuantile } from '../math/index.js'
import { LEAST_TASKS } from './horizon.js'
import { type LengthBank, pieces } from './length-bank.js'
import type { LengthCurve } from './length-curve.js'
import { mean } from './rows.js'

const POINTS = 60
const MOST_BINS = 8

/**
 * The curve over the tested range, evenly on the log scale, with a pointwise band on the log odds (t, clustered).
 *
 * @param curve of the same bank
 * @returns ascending; empty without a curve, with fewer than 8 tasks or one length
 * @source statistics specification 1.3: the covariance of the horizon's interval
 */
export function curvePoints(
  bank: LengthBank,
  curve: LengthCurve | undefined,
  options: { readonly level: number },
): CurvePoint[] {
  const [from, to] = [Math.log2(bank.tested.shortest), Math.log2(bank.tested.longest)]
  if (curve === undefined || bank.taskX.length < LEAST_TASKS || from === to) return []
  const quantile = tQuantile((1 + options.level) / 2, curve.df)
  return Array.from({ length: POINTS }, (_, index) => {
    const x = from + ((to - from) * index) / (POINTS - 1)
    const eta = curve.intercept + curve.slope * x
    const half = quantile * Math.sqrt(quadraticForm([1, x], curve.covariance))
    return { length: 2 ** x, success: logistic(eta), low: logistic(eta - half), high: logistic(eta + half) }
  })
}

/** Observed success in at most eight bins of about as many tasks; tasks of one length stay together. */
export function observedBins(bank: LengthBank): ObservedBin[] {
  const tasks = pieces(bank.taskStart)
    .map(([from, to], task) => ({
      x: bank.taskX[task] ?? 0,
      trials: to - from,
      success: mean([...bank.success.subarray(from, to)]),
    }))
    .sort((a, b) => a.x - b.x || a.success - b.success || a.trials - b.trials)
  const size = Math.ceil(tasks.length / MOST_BINS)
  const bins: (typeof tasks)[] = []
  for (const task of tasks) {
    const last = bins.at(-1)
    if (last !== undefined && (last.length < size || last.at(-1)?.x === task.x)) last.push(task)
    else bins.push([task])
  }
  const rest = bins.length > 1 && (bins.at(-1)?.length ?? 0) * 2 <= size ? bins.pop() : undefined
  if (rest !== undefined) bins.at(-1)?.push(...rest)
  return bins.map((bin) => ({
    from: 2 ** (bin[0]?.x ?? 0),
    to: 2 ** (bin.at(-1)?.x ?? 0),
    length: 2 ** mean(bin.map(({ x }) => x)),
    tasks: bin.length,
    trials: bin.reduce((sum, { trials }) => sum + trials, 0),
    success: mean(bin.map(({ success }) => success)),
  }))
}
