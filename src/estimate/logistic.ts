import { invertSymmetric } from '../math/index.js'

/** Weighted results beside what they are explained by. */
export interface LogisticRows {
  /** Row after row, `columns` values each; the first is 1 where an intercept is wanted. */
  readonly design: Float64Array
  readonly columns: number
  /** Weight of the successes of each row; a score of 0.3 gives 0.3 of its weight here. */
  readonly solved: Float64Array
  /** Weight of the failures of each row. */
  readonly failed: Float64Array
}

/** A fitted logistic curve. */
interface LogisticFit {
  readonly coefficients: readonly number[]
  /** Inverse of the information at the fit, row after row: the covariance were all rows independent. */
  readonly inverse: Float64Array
  /** Success of each row as fitted, in (0, 1). */
  readonly fitted: Float64Array
  /** Log-likelihood; where penalised, plus half the log determinant of the information. */
  readonly logLikelihood: number
}

const MOST_STEPS = 60
const STEP_CAP = 2
const CLOSE = 1e-8
const MOST_HALVINGS = 30

/**
 * Logistic regression of weighted results: the plain likelihood, or Firth's, which stays finite under separation.
 *
 * @param options.isPenalised Firth; only for results that are 0 or 1, because a share of a trial has no leverage of its own
 * @param options.start coefficients to begin from, zeros where left out
 * @returns undefined where no finite maximum exists or a column says nothing new
 * @source Firth 1993, doi 10.1093/biomet/80.1.27; checked against R glm and brglm2 in test/oracle/horizon_logistic.json
 */
export function fitLogistic(
  rows: LogisticRows,
  options: { readonly isPenalised: boolean; readonly start?: readonly number[] },
): LogisticFit | undefined {
  const { isPenalised, start } = options
  let at = start ?? Array.from({ length: rows.columns }, () => 0)
  let state = visit(rows, at, isPenalised)
  for (let count = 0; count < MOST_STEPS && state !== undefined; count += 1) {
    const step = stepFrom(rows, state, isPenalised)
    const largest = Math.max(...step.map(Math.abs))
    let share = Math.min(1, STEP_CAP / largest)
    let next = moved(at, step, share)
    let after = visit(rows, next, isPenalised)
    const least = state.logLikelihood - 1e-12 * Math.abs(state.logLikelihood)
    for (let halving = 0; halving < MOST_HALVINGS && !(after && after.logLikelihood >= least); halving += 1) {
      share /= 2
      next = moved(at, step, share)
      after = visit(rows, next, isPenalised)
    }
    at = next
    state = after
    if (state !== undefined && largest < CLOSE) return { coefficients: at, ...state }
  }
  return undefined
}

type State = Omit<LogisticFit, 'coefficients'>

/** Likelihood and information at given coefficients; undefined where the information is singular. */
function visit(rows: LogisticRows, at: readonly number[], isPenalised: boolean): State | undefined {
  const { design, columns, solved, failed } = rows
  const fitted = new Float64Array(solved.length)
  const information = new Float64Array(columns * columns)
  let logLikelihood = 0
  for (let row = 0; row < solved.length; row += 1) {
    const successes = solved[row] ?? 0
    const weight = successes + (failed[row] ?? 0)
    if (weight === 0) continue
    const from = row * columns
    let linear = 0
    for (let column = 0; column < columns; column += 1) linear += (design[from + column] ?? 0) * (at[column] ?? 0)
    const tail = Math.exp(-Math.abs(linear))
    const share = linear >= 0 ? 1 / (1 + tail) : tail / (1 + tail)
    fitted[row] = share
    logLikelihood += successes * linear - weight * (Math.max(linear, 0) + Math.log1p(tail))
    const curvature = (weight * tail) / (1 + tail) ** 2
    for (let i = 0; i < columns; i += 1) {
      const scaled = curvature * (design[from + i] ?? 0)
      for (let j = 0; j <= i; j += 1) {
        information[i * columns + j] = (information[i * columns + j] ?? 0) + scaled * (design[from + j] ?? 0)
      }
    }
  }
  const inverted = invertSymmetric(information, columns)
  if (inverted === undefined) return undefined
  const penalty = isPenalised ? inverted.logDeterminant / 2 : 0
  return { inverse: inverted.inverse, fitted, logLikelihood: logLikelihood + penalty }
}

/** Newton step of the score, Firth's where penalised. */
function stepFrom(rows: LogisticRows, state: State, isPenalised: boolean): number[] {
  const { design, columns } = rows
  const residuals = residualsOf(rows, state, isPenalised)
  const score = Array.from({ length: columns }, () => 0)
  for (let row = 0; row < residuals.length; row += 1) {
    const residual = residuals[row] ?? 0
    for (let column = 0; column < columns; column += 1) {
      score[column] = (score[column] ?? 0) + residual * (design[row * columns + column] ?? 0)
    }
  }
  return score.map((_, i) => score.reduce((sum, value, j) => sum + value * (state.inverse[i * columns + j] ?? 0), 0))
}

/** Weighted residual of each row; where penalised, plus its leverage times (1/2 - p). */
function residualsOf(
  { design, columns, solved, failed }: LogisticRows,
  { inverse, fitted }: Pick<LogisticFit, 'inverse' | 'fitted'>,
  isPenalised: boolean,
): Float64Array {
  const residuals = new Float64Array(fitted.length)
  for (let row = 0; row < fitted.length; row += 1) {
    const successes = solved[row] ?? 0
    const weight = successes + (failed[row] ?? 0)
    if (weight === 0) continue
    const share = fitted[row] ?? 0
    residuals[row] = successes - weight * share
    if (!isPenalised) continue
    const from = row * columns
    let spread = 0
    for (let i = 0; i < columns; i += 1) {
      let inner = 0
      for (let j = 0; j < columns; j += 1) inner += (design[from + j] ?? 0) * (inverse[i * columns + j] ?? 0)
      spread += inner * (design[from + i] ?? 0)
    }
    residuals[row] = (residuals[row] ?? 0) + weight * share * (1 - share) * spread * (0.5 - share)
  }
  return residuals
}

function moved(at: readonly number[], step: readonly number[], share: number): number[] {
  return at.map((value, index) => value + share * (step[index] ?? 0))
}

/**
 * How far each cluster moves the coefficients: its scores, summed and carried through the inverse.
 *
 * @param fit inverse of the information and success of each row, as fitted
 * @param clusters number of the cluster of each row, from 0
 * @returns row after row, one for each cluster; their products, summed, are the sandwich covariance (CR0)
 * @source sandwich estimator; checked against R sandwich in test/oracle/horizon_logistic.json
 */
export function clusterMoves(
  rows: LogisticRows,
  fit: Pick<LogisticFit, 'inverse' | 'fitted'>,
  clusters: ArrayLike<number>,
): Float64Array {
  const { design, columns } = rows
  const residuals = residualsOf(rows, fit, false)
  let count = 0
  for (let row = 0; row < residuals.length; row += 1) count = Math.max(count, (clusters[row] ?? 0) + 1)
  const moves = new Float64Array(count * columns)
  for (let row = 0; row < residuals.length; row += 1) {
    const to = (clusters[row] ?? 0) * columns
    for (let i = 0; i < columns; i += 1) {
      let move = 0
      for (let j = 0; j < columns; j += 1)
        move += (fit.inverse[i * columns + j] ?? 0) * (design[row * columns + j] ?? 0)
      moves[to + i] = (moves[to + i] ?? 0) + move * (residuals[row] ?? 0)
    }
  }
  return moves
}

/**
 * Covariance of the coefficients where rows of one cluster are not independent: scores are summed by cluster (CR0).
 * The customary factor G / (G - 1) is left to the caller.
 *
 * @param clusters number of the cluster of each row, from 0
 * @source sandwich estimator; checked against R sandwich in test/oracle/horizon_logistic.json and shadow_slope.json
 */
export function clusteredCovariance(rows: LogisticRows, fit: LogisticFit, clusters: ArrayLike<number>): Float64Array {
  const { columns } = rows
  const moves = clusterMoves(rows, fit, clusters)
  const covariance = new Float64Array(columns * columns)
  for (let from = 0; from < moves.length; from += columns) {
    for (let i = 0; i < columns; i += 1) {
      for (let j = 0; j < columns; j += 1) {
        const product = (moves[from + i] ?? 0) * (moves[from + j] ?? 0)
        covariance[i * columns + j] = (covariance[i * columns + j] ?? 0) + product
      }
    }
  }
  return covariance
}

/**
 * Whether one threshold of x splits successes from failures: `complete` where none lies on it, `quasi` where some do.
 * Then the plain likelihood has no finite maximum.
 *
 * @returns also `complete` where all results are of one kind
 */
export function separationOf(
  x: Float64Array,
  rows: Pick<LogisticRows, 'solved' | 'failed'>,
): 'none' | 'quasi' | 'complete' {
  const [solved, failed] = [rangeWhere(x, rows.solved), rangeWhere(x, rows.failed)]
  if (solved.high < failed.low || failed.high < solved.low) return 'complete'
  return solved.high === failed.low || failed.high === solved.low ? 'quasi' : 'none'
}

function rangeWhere(x: Float64Array, weights: Float64Array): { readonly low: number; readonly high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const [row, weight] of weights.entries()) {
    if (weight === 0) continue
    low = Math.min(low, x[row] ?? 0)
    high = Math.max(high, x[row] ?? 0)
  }
  return { low, high }
}
