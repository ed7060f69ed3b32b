import type { DiscordantCounts, Estimate, EstimateBasis, OutcomeRow, TestResult, WarningCode } from '../domain/index.js'
import { tQuantile, tTwoSidedP } from '../math/index.js'
import { mcnemarTest, type PairedCounts, tangoInterval } from './mcnemar.js'
import { clusterMeans, countRows, mean, variance } from './rows.js'
import { signFlips } from './sign-flips.js'
import { clopperPearson } from './success.js'

/** A number with its test. */
export interface TestedEstimate {
  readonly estimate: Estimate
  /** Absent where the estimate is undetermined. */
  readonly test?: TestResult
}

/**
 * Mean of paired differences, clustered.
 *
 * With one binary trial a cell every cluster mean is -1, 0 or 1: then Tango's score interval and McNemar's exact test.
 * Otherwise t on cluster means. Where all means are equal and not of that kind, the interval is the range of means that a
 * share of other clusters, not one of which was seen, leaves open; its test flips signs.
 *
 * @param differences values in [-1, 1]; clusters are samples
 * @source statistics specification 4, 5.2; checked in test/oracle/clustered_se.json and mcnemar.json
 */
export function estimatePairedDifference(
  differences: readonly { readonly cluster: string; readonly value: number }[],
  options: { readonly level: number },
): TestedEstimate {
  const { level } = options
  const means = clusterMeans(differences)
  const isBinary = means.every((value) => value === 0 || Math.abs(value) === 1)
  const method = isBinary ? 'tango' : 't-task-means'
  const basis = { method, level, samples: means.length, trials: differences.length, excluded: {}, warnings: [] }
  if (means.length < 2) return undetermined(means.length === 0 ? 'no-data' : 'one-task', basis)
  if (isBinary) {
    const onlyFirst = means.filter((value) => value === 1).length
    const onlySecond = means.filter((value) => value === -1).length
    return fromCounts({ both: means.length - onlyFirst - onlySecond, onlyFirst, onlySecond, neither: 0 }, basis)
  }
  const value = mean(means)
  const error = Math.sqrt(variance(means) / means.length)
  if (error === 0) return fromEqualMeans(means, { ...basis, method: 'equal-task-means' })
  const half = tQuantile((1 + level) / 2, means.length - 1) * error
  const low = Math.max(-1, value - half)
  const high = Math.min(1, value + half)
  const test = { method: 't', p: tTwoSidedP(value / error, means.length - 1) }
  return { estimate: { kind: 'determined', value, low, high, ...basis }, test }
}

function fromCounts(counts: PairedCounts, basis: EstimateBasis): TestedEstimate {
  const { onlyFirst, onlySecond } = counts
  const { method, p } = mcnemarTest(counts)
  const value = (onlyFirst - onlySecond) / basis.samples
  return {
    estimate: { kind: 'determined', value, ...tangoInterval(counts, basis.level), ...basis },
    test: { method, p },
  }
}

/** Clusters that differ from all those seen are at most a share u of all; their differences lie anywhere in [-1, 1]. */
function fromEqualMeans(means: readonly number[], basis: EstimateBasis): TestedEstimate {
  const value = mean(means)
  const unseen = clopperPearson(0, means.length, basis.level).high
  const [low, high] = [value - unseen * (1 + value), value + unseen * (1 - value)]
  return { estimate: { kind: 'determined', value, low, high, ...basis }, test: signFlips(means, 0) }
}

function undetermined(reason: 'no-data' | 'one-task', basis: EstimateBasis): TestedEstimate {
  return { estimate: { kind: 'undetermined', reason, ...basis } }
}

const NOTHING_SHARED = { kind: 'undetermined', reason: 'no-shared-tasks' } as const

/** Two systems on the tasks that both have. */
export interface PairedComparison {
  /** Tasks with a known result for both. */
  readonly pairs: number
  /** With one binary trial a task; undefined otherwise. */
  readonly discordant?: DiscordantCounts
  /** Reference minus system. */
  readonly difference: Estimate
  readonly test?: TestResult
}

/** A task with the counted results of two systems. */
export interface PairedTask {
  readonly task: string
  /** Success of each counted trial, in [0, 1]. */
  readonly reference: readonly number[]
  /** As `reference`, of the system held against it. */
  readonly system: readonly number[]
}

/** Tasks for which both systems have a counted result, sorted by task. */
export function pairByTask(reference: readonly OutcomeRow[], system: readonly OutcomeRow[]): PairedTask[] {
  const other = new Map(countRows(system).tasks.map(({ task, results }) => [task, results]))
  return countRows(reference).tasks.flatMap(({ task, results }) => {
    const found = other.get(task)
    return found === undefined ? [] : [{ task, reference: results, system: found }]
  })
}

/**
 * A system against a reference on the same tasks.
 *
 * @source statistics specification 4 and 5.2
 */
export function comparePaired(
  reference: readonly OutcomeRow[],
  system: readonly OutcomeRow[],
  options: { readonly level: number },
): PairedComparison {
  const tasks = pairByTask(reference, system)
  const excluded = leftOut(reference, system, tasks)
  const values = tasks.flatMap((task) => [...task.reference, ...task.system])
  const isFractional = values.some((value) => value > 0 && value < 1)
  const isSingle = !isFractional && tasks.every((task) => task.reference.length === 1 && task.system.length === 1)
  const differences = tasks.map((task) => ({ cluster: task.task, value: mean(task.reference) - mean(task.system) }))
  const { estimate, test } = estimatePairedDifference(differences, options)
  const warnings: readonly WarningCode[] = isFractional ? ['fractional-scores'] : []
  const isApart = tasks.length === 0 && [reference, system].every((rows) => countRows(rows).trials > 0)
  const found: Estimate = isApart ? { ...estimate, ...NOTHING_SHARED } : estimate
  const difference = { ...found, trials: values.length, excluded, warnings: [...estimate.warnings, ...warnings] }
  const comparison = { pairs: tasks.length, difference, ...(test !== undefined && { test }) }
  return isSingle ? { ...comparison, discordant: discordantOf(tasks) } : comparison
}

/**
 * Trials of either system that do not enter a comparison, by reason: those that do not count at all, and those of tasks
 * that the other one has no counted trial of.
 */
export function leftOut(
  reference: readonly OutcomeRow[],
  system: readonly OutcomeRow[],
  paired: readonly PairedTask[],
): Record<string, number> {
  const [first, second] = [countRows(reference), countRows(system)]
  const inPairs = paired.reduce((sum, task) => sum + task.reference.length + task.system.length, 0)
  const alone = first.trials + second.trials - inPairs
  const sums = addUp(first.excluded, second.excluded)
  return alone === 0 ? sums : { ...sums, 'task run by one of the two only': alone }
}

function discordantOf(tasks: readonly PairedTask[]) {
  const count = (reference: number, system: number) =>
    tasks.filter((task) => task.reference[0] === reference && task.system[0] === system).length
  return { both: count(1, 1), onlyReference: count(1, 0), onlySystem: count(0, 1), neither: count(0, 0) }
}

/** Counts by reason, added up. */
export function addUp(
  first: Readonly<Record<string, number>>,
  second: Readonly<Record<string, number>>,
): Record<string, number> {
  const sums: Record<string, number> = { ...first }
  for (const [reason, count] of Object.entries(second)) sums[reason] = (sums[reason] ?? 0) + count
  return sums
}
