import { type LengthBank, pieces } from './length-bank.js'
import { clusteredCovariance, fitLogistic, type LogisticRows, separationOf } from './logistic.js'

/** Trials of one task at one length, taken together: what a fit visits. */
export interface LengthCells extends LogisticRows {
  /** log2 length of each cell. */
  readonly x: Float64Array
  /** Cell of each trial of the bank. */
  readonly cellOf: Int32Array
  /** Unit of each cell, from 0. */
  readonly unitOf: Int32Array
}

/** Success by log2 length: P = 1 / (1 + exp(-(intercept + slope x))). */
export interface LengthCurve {
  /** Log odds of success at length 1. */
  readonly intercept: number
  /** Change of the log odds of success for each doubling of the length. */
  readonly slope: number
  /** 2 x 2 covariance of both, clustered by unit, times G / (G - 1). */
  readonly covariance: Float64Array
  /** 2 x 2 covariance were all trials independent. */
  readonly modelCovariance: Float64Array
  /** Units minus 1. */
  readonly df: number
  /** Firth's penalised fit, or the plain one where some success is fractional. */
  readonly fitted: 'firth' | 'maximum-likelihood'
  /** Whether one length splits solved from failed trials. */
  readonly separation: 'none' | 'quasi' | 'complete'
  /** With Firth's penalty where `fitted` says so. */
  readonly logLikelihood: number
}

/** Takes together the trials that a fit need not tell apart. */
export function cellsOf(bank: LengthBank): LengthCells {
  const cellOf = new Int32Array(bank.x.length)
  const [x, unitOf]: [number[], number[]] = [[], []]
  const tasks = pieces(bank.taskStart)
  for (const [unit, [firstTask, endTask]] of pieces(bank.unitStart).entries()) {
    for (const [from, to] of tasks.slice(firstTask, endTask)) {
      for (let trial = from; trial < to; trial += 1) {
        const at = bank.x[trial] ?? 0
        if (trial === from || at !== bank.x[trial - 1]) {
          x.push(at)
          unitOf.push(unit)
        }
        cellOf[trial] = x.length - 1
      }
    }
  }
  const [solved, failed] = [new Float64Array(x.length), new Float64Array(x.length)]
  for (const [trial, cell] of cellOf.entries()) {
    const [weight, share] = [bank.weight[trial] ?? 0, bank.success[trial] ?? 0]
    solved[cell] = (solved[cell] ?? 0) + weight * share
    failed[cell] = (failed[cell] ?? 0) + weight * (1 - share)
  }
  const design = Float64Array.from(x.flatMap((at) => [1, at]))
  return { design, columns: 2, solved, failed, x: Float64Array.from(x), cellOf, unitOf: Int32Array.from(unitOf) }
}

/**
 * Success by log2 length: Firth's fit, or the plain likelihood where scores lie between 0 and 1.
 *
 * @param options.isPenalised Firth unless scores are fractional; stated only to compare the two
 * @returns undefined with fewer than two units or lengths, with one kind of result, and where the plain likelihood has
 *   no finite maximum
 * @source statistics specification 1.2; checked against R glm, sandwich and brglm2 in test/oracle/horizon_logistic.json
 * @example fitLengthCurve(makeLengthBank(trials))?.slope
 * // -1.0327 for lengths 1, 2, 4, 8 solved and 16, 32, 64, 128 failed
 */
export function fitLengthCurve(
  bank: LengthBank,
  options: { readonly isPenalised?: boolean } = {},
): LengthCurve | undefined {
  const isPenalised = options.isPenalised ?? !bank.isFractional
  const cells = cellsOf(bank)
  const units = bank.unitStart.length - 1
  const separation = separationOf(cells.x, cells)
  const isOneKind = !cells.solved.some((weight) => weight > 0) || !cells.failed.some((weight) => weight > 0)
  if (units < 2 || isOneKind || (!isPenalised && separation !== 'none')) return undefined
  const fit = fitLogistic(cells, { isPenalised })
  if (fit === undefined) return undefined
  const [intercept = 0, slope = 0] = fit.coefficients
  return {
    intercept,
    slope,
    covariance: clusteredCovariance(cells, fit, cells.unitOf).map((value) => (value * units) / (units - 1)),
    modelCovariance: fit.inverse,
    df: units - 1,
    fitted: isPenalised ? 'firth' : 'maximum-likelihood',
    separation,
    logLikelihood: fit.logLikelihood,
  }
}
