import type { EstimateBasis } from '../domain/index.js'
import { chiSquareUpperTail, logBeta, normalQuantile } from '../math/index.js'
import type { TestedEstimate } from './paired.js'

/** Two arms on one task, several trials each. */
export interface ArmCounts {
  readonly first: { readonly successes: number; readonly trials: number }
  readonly second: { readonly successes: number; readonly trials: number }
}

/** Two arms compared within tasks. */
export interface StratifiedComparison {
  /** Without a correction for continuity. */
  readonly chiSquare: number
  /** In (0, 1]. */
  readonly p: number
  /** With a correction for continuity. */
  readonly corrected: { readonly chiSquare: number; readonly p: number }
  /** Exact, conditional on the successes of each task. */
  readonly exactP: number
  /** Odds of success, first over second; undefined where it is 0, infinite or undefined. */
  readonly odds?: { readonly ratio: number; readonly logError: number }
  /** Share of success, first minus second. */
  readonly difference: number
  /** Standard error of the difference (Sato). */
  readonly error: number
}

/**
 * Cochran-Mantel-Haenszel over tasks, with the Mantel-Haenszel odds ratio and difference: conditional on these tasks.
 *
 * @param tasks with at least one trial in each arm; one without variation adds nothing to the test
 * @returns undefined where no task has a trial in both arms, or nothing varies within any of them
 * @source Mantel & Haenszel 1959, Robins, Breslow & Greenland 1986, Sato 1989; checked against R mantelhaen.test in
 *   test/oracle/cmh.json
 */
export function compareWithinTasks(tasks: readonly ArmCounts[]): StratifiedComparison | undefined {
  const rows = tasks.filter(({ first, second }) => first.trials > 0 && second.trials > 0).map(rowOf)
  const total = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  const spread = total((row) => row.variance)
  if (spread === 0) return undefined
  const excess = Math.abs(total((row) => row.a - row.expected))
  const half = Math.max(0, excess - 0.5)
  const [chiSquare, corrected] = [excess ** 2 / spread, half ** 2 / spread]
  const scale = total(({ n1, n2, n }) => (n1 * n2) / n)
  const difference = total(({ a, b, n1, n2, n }) => (a * n2 - b * n1) / n) / scale
  const sato = difference * total(satoOfDifference) + total(satoOfVariance)
  const odds = oddsOf(rows, total)
  return {
    chiSquare,
    p: chiSquareUpperTail(chiSquare, 1),
    corrected: { chiSquare: corrected, p: chiSquareUpperTail(corrected, 1) },
    exactP: exactP(rows),
    ...(odds !== undefined && { odds }),
    difference,
    error: Math.sqrt(Math.max(0, sato)) / scale,
  }
}

/** Successes `a` and `b` of `n1` and `n2` trials, with what chance makes of `a` when the arms are alike. */
interface Row {
  readonly a: number
  readonly b: number
  readonly n1: number
  readonly n2: number
  readonly n: number
  readonly expected: number
  readonly variance: number
}

function rowOf({ first, second }: ArmCounts): Row {
  const [a, b, n1, n2] = [first.successes, second.successes, first.trials, second.trials]
  const n = n1 + n2
  const solved = a + b
  const variance = n < 2 ? 0 : (n1 * n2 * solved * (n - solved)) / (n * n * (n - 1))
  return { a, b, n1, n2, n, expected: (n1 * solved) / n, variance }
}

function satoOfDifference({ a, b, n1, n2, n }: Row): number {
  return (n1 * n1 * b - n2 * n2 * a + (n1 * n2 * (n2 - n1)) / 2) / (n * n)
}

function satoOfVariance({ a, b, n1, n2, n }: Row): number {
  return (a * (n2 - b) + b * (n1 - a)) / (2 * n)
}

function oddsOf(rows: readonly Row[], total: (of: (row: Row) => number) => number): StratifiedComparison['odds'] {
  const above = total(({ a, b, n2, n }) => (a * (n2 - b)) / n)
  const below = total(({ a, b, n1, n }) => (b * (n1 - a)) / n)
  if (above === 0 || below === 0) return undefined
  let variance = 0
  for (const { a, b, n1, n2, n } of rows) {
    const [up, down] = [(a * (n2 - b)) / n, (b * (n1 - a)) / n]
    const [same, other] = [(a + n2 - b) / n, (b + n1 - a) / n]
    variance += (same * up) / (2 * above ** 2) + (other * down) / (2 * below ** 2)
    variance += (same * down + other * up) / (2 * above * below)
  }
  return { ratio: above / below, logError: Math.sqrt(variance) }
}

/** Chance of a total of successes in the first arm that is at most as likely as the observed one. */
function exactP(rows: readonly Row[]): number {
  let chances = [1]
  let [least, observed] = [0, 0]
  for (const row of rows) {
    const from = Math.max(0, row.a + row.b - row.n2)
    least += from
    observed += row.a
    chances = convolve(chances, hypergeometric(row, from))
  }
  const limit = (chances[observed - least] ?? 0) * (1 + 1e-7)
  const p = chances.reduce((sum, chance) => (chance <= limit ? sum + chance : sum), 0)
  return Math.min(1, p)
}

/** Chances of each count in the first arm, from the least possible one on. */
function hypergeometric({ a, b, n1, n2, n }: Row, from: number): number[] {
  const solved = a + b
  const to = Math.min(n1, solved)
  const logChoose = (all: number, some: number) => -Math.log(all + 1) - logBeta(some + 1, all - some + 1)
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const count = from + index
    return Math.exp(logChoose(n1, count) + logChoose(n2, solved - count) - logChoose(n, solved))
  })
}

function convolve(left: readonly number[], right: readonly number[]): number[] {
  const result = Array.from({ length: left.length + right.length - 1 }, () => 0)
  for (const [i, a] of left.entries())
    for (const [j, b] of right.entries()) result[i + j] = (result[i + j] ?? 0) + a * b
  return result
}

/**
 * Difference of two arms with several trials a task, conditional on these very tasks: Mantel-Haenszel with Sato's
 * variance, tested exactly. For tasks that stand for others use `estimatePairedDifference`.
 *
 * @returns first minus second in [-1, 1]; undetermined `no-data`, `one-task`, or `no-variation` where nothing varies
 *   within a task
 * @source statistics specification 4; checked in test/oracle/cmh.json
 */
export function estimateWithinTasks(tasks: readonly ArmCounts[], options: { readonly level: number }): TestedEstimate {
  const { level } = options
  const counted = tasks.filter(({ first, second }) => first.trials > 0 && second.trials > 0)
  const trials = counted.reduce((sum, { first, second }) => sum + first.trials + second.trials, 0)
  const samples = counted.length
  const basis: EstimateBasis = {
    method: 'mantel-haenszel',
    level,
    samples,
    trials,
    excluded: {},
    warnings: ['these-tasks-only'],
  }
  if (samples < 2) {
    return { estimate: { kind: 'undetermined', reason: samples === 0 ? 'no-data' : 'one-task', ...basis } }
  }
  const found = compareWithinTasks(counted)
  if (found === undefined || found.error === 0) {
    return { estimate: { kind: 'undetermined', reason: 'no-variation', ...basis } }
  }
  const half = normalQuantile((1 + level) / 2) * found.error
  const [low, high] = [Math.max(-1, found.difference - half), Math.min(1, found.difference + half)]
  return {
    estimate: { kind: 'determined', value: found.difference, low, high, ...basis },
    test: { method: 'cochran-mantel-haenszel', p: found.exactP },
  }
}
