import { type OutcomeRow, successOf } from '../domain/index.js'

/** Counted trials of one task. */
interface TaskResults {
  readonly task: string
  /** Success of each counted trial, in [0, 1]. */
  readonly results: readonly number[]
}

/** Rows that count, by task, and how many do not, by reason. */
interface CountedRows {
  /** Sorted by task, so that no result depends on the order of rows. */
  readonly tasks: readonly TaskResults[]
  readonly trials: number
  readonly excluded: Readonly<Record<string, number>>
  /** True where some score lies strictly between 0 and 1. */
  readonly isFractional: boolean
}

/** Sorts rows into tasks by the table of outcomes. */
export function countRows(rows: readonly OutcomeRow[]): CountedRows {
  const byTask = new Map<string, number[]>()
  const excluded: Record<string, number> = {}
  for (const row of rows) {
    const success = successOf(row)
    if (success === undefined) {
      const reason = reasonOf(row)
      excluded[reason] = (excluded[reason] ?? 0) + 1
      continue
    }
    const results = byTask.get(row.task)
    if (results === undefined) byTask.set(row.task, [success])
    else results.push(success)
  }
  const tasks = [...byTask]
    .map(([task, results]) => ({ task, results: results.sort((a, b) => a - b) }))
    .sort((a, b) => (a.task < b.task ? -1 : 1))
  const trials = tasks.reduce((sum, { results }) => sum + results.length, 0)
  const isFractional = tasks.some(({ results }) => results.some((result) => result > 0 && result < 1))
  return { tasks, trials, excluded, isFractional }
}

/** Why a row does not count, in words. */
export function reasonOf(row: OutcomeRow): string {
  if (row.excluded !== undefined) return row.excluded
  if (row.outcome.kind === 'void') return `void: ${row.outcome.cause}`
  return 'result unknown'
}

/** Fewer samples than this, and the reader is told that a figure is indicative. */
export const ENOUGH_TASKS = 20

/**
 * Families from which on they are the unit of evidence. With fewer, tasks are: an interval then holds the value of these
 * families as often as it says, but that of others far more seldom (docs/horizon.md).
 */
export const ENOUGH_FAMILIES = 6

/** 0 for no values. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Arithmetic mean; 0 for no values. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length
}

/** Spread of equal values that are not exactly equal after rounding, relative to their size. */
const ROUNDING = 1e-12

/** Variance with the n - 1 denominator; exactly 0 for fewer than two values, and where all are equal but for rounding. */
export function variance(values: readonly number[]): number {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (values.length < 2 || most - least <= ROUNDING * Math.max(1, Math.abs(least), Math.abs(most))) return 0
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)
}

/** Means of values that share a cluster, sorted by cluster. */
export function clusterMeans(values: readonly { readonly cluster: string; readonly value: number }[]): number[] {
  const groups = new Map<string, number[]>()
  for (const { cluster, value } of values) {
    const group = groups.get(cluster)
    if (group === undefined) groups.set(cluster, [value])
    else group.push(value)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => mean(group.sort((a, b) => a - b)))
}

/**
 * Standard errors of a mean and of its clustered forms: as if trials were independent, and with trials summed by
 * sample. The second of the clustered ones pays for few samples.
 *
 * @source Miller 2024, Liang & Zeger 1986; checked against R sandwich in test/oracle/clustered_se.json
 */
export function standardErrors(values: readonly { readonly cluster: string; readonly value: number }[]): {
  readonly mean: number
  readonly naive: number
  readonly clustered: number
  readonly clusteredFew: number
} {
  const n = values.length
  const centre = mean(values.map(({ value }) => value))
  const byCluster = new Map<string, number>()
  let squares = 0
  for (const { cluster, value } of values) {
    byCluster.set(cluster, (byCluster.get(cluster) ?? 0) + value - centre)
    squares += (value - centre) ** 2
  }
  const clusters = byCluster.size
  const clustered = Math.sqrt([...byCluster.values()].reduce((sum, own) => sum + own * own, 0)) / n
  return {
    mean: centre,
    naive: Math.sqrt(squares / (n - 1) / n),
    clustered,
    clusteredFew: clustered * Math.sqrt(clusters / (clusters - 1)),
  }
}
