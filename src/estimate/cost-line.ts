import { invertSymmetric } from '../math/index.js'

/** One task with a known cost. */
export interface CostedLength {
  /** Above 0. */
  readonly length: number
  /** Mean cost of a trial of it, in US dollars; from 0. */
  readonly costUsd: number
  /** Number of its cluster, from 0. */
  readonly unit: number
}

/** Cost of one trial by length: a fixed part and one for each unit of length, neither below 0. */
export interface CostLine {
  /** US dollars. */
  readonly fixedUsd: number
  /** US dollars for each unit of length. */
  readonly perLengthUsd: number
  /** How far each cluster moves the two, row after row; as `clusterMoves`. A part that is held at 0 is not moved. */
  readonly moves: Float64Array
}

/**
 * The cost of a trial as a line in its length, each task weighing 1 / length: a job twice as long is two jobs one after
 * the other, so the spread of its cost is expected to grow with the root of its length. The clusters' moves hold whatever
 * the spread is.
 *
 * @param tasks at least two; where all have one length, there is no part for each unit of it
 * @param units how many clusters there are
 * @source weighted least squares with a sandwich variance; parts below 0 are held at 0
 * @example fitCostLine([{ length: 1, costUsd: 3, unit: 0 }, { length: 5, costUsd: 11, unit: 1 }], 2).perLengthUsd
 * // 2
 */
export function fitCostLine(tasks: readonly CostedLength[], units: number): CostLine {
  const whole = solve(tasks, units, [true, true])
  if (whole !== undefined && whole.fixedUsd >= 0 && whole.perLengthUsd >= 0) return whole
  const isFixed = whole === undefined || whole.perLengthUsd < 0
  const held = solve(tasks, units, isFixed ? [true, false] : [false, true])
  return held ?? { fixedUsd: 0, perLengthUsd: 0, moves: new Float64Array(2 * units) }
}

function solve(
  tasks: readonly CostedLength[],
  units: number,
  free: readonly [fixed: boolean, perLength: boolean],
): CostLine | undefined {
  const columns = free.flatMap((isFree, column) => (isFree ? [column] : []))
  const size = columns.length
  const row = (length: number) => columns.map((column) => (column === 0 ? 1 : length))
  const information = new Float64Array(size * size)
  const sums = columns.map(() => 0)
  for (const { length, costUsd } of tasks) {
    const at = row(length)
    for (const [i, left] of at.entries()) {
      sums[i] = (sums[i] ?? 0) + (left * costUsd) / length
      for (const [j, right] of at.entries()) {
        information[i * size + j] = (information[i * size + j] ?? 0) + (left * right) / length
      }
    }
  }
  const inverse = invertSymmetric(information, size)?.inverse
  if (inverse === undefined) return undefined
  const times = (values: readonly number[]) =>
    columns.map((_, i) => values.reduce((sum, value, j) => sum + value * (inverse[i * size + j] ?? 0), 0))
  const [parts, moves] = [[0, 0], new Float64Array(2 * units)]
  for (const [place, value] of times(sums).entries()) parts[columns[place] ?? 0] = value
  const [fixedUsd = 0, perLengthUsd = 0] = parts
  for (const { length, costUsd, unit } of tasks) {
    const residual = (costUsd - fixedUsd - perLengthUsd * length) / length
    for (const [place, move] of times(row(length).map((value) => value * residual)).entries()) {
      const to = 2 * unit + (columns[place] ?? 0)
      moves[to] = (moves[to] ?? 0) + move
    }
  }
  return { fixedUsd, perLengthUsd, moves }
}
