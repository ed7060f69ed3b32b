import type { Estimate, OutcomeRow } from '../domain/index.js'
import { successOf } from '../domain/index.js'
import { tQuantile } from '../math/index.js'
import { clusterMeans, countRows, mean, variance } from './rows.js'
import { clopperPearson, wilson } from './success.js'

/** Base success below which a ratio to it says nothing. */
const LEAST_BASE = 0.2

/**
 * Adaptation ratio: varied over base success, both as averages of task means.
 *
 * @returns undetermined `base-too-low` below 20 % base success, `no-variation` where nothing varies
 * @source statistics specification 4: log-scale delta interval clustered by task
 */
export function estimateAdaptationRatio(
  pairs: readonly { readonly cluster: string; readonly base: number; readonly varied: number }[],
  options: { readonly level: number },
): Estimate {
  const { level } = options
  const bases = clusterMeans(pairs.map(({ cluster, base }) => ({ cluster, value: base })))
  const varied = clusterMeans(pairs.map(({ cluster, varied: value }) => ({ cluster, value })))
  const samples = bases.length
  const basis = { method: 'ratio-log-delta', level, samples, trials: pairs.length, excluded: {}, warnings: [] }
  if (samples < 2) return { kind: 'undetermined', reason: samples === 0 ? 'no-data' : 'one-task', ...basis }
  const [below, above] = [mean(bases), mean(varied)]
  if (below < LEAST_BASE) return { kind: 'undetermined', reason: 'base-too-low', ...basis }
  if (above === 0) return { kind: 'undetermined', reason: 'no-variation', ...basis }
  const influences = bases.map((base, index) => ((varied[index] ?? 0) - above) / above - (base - below) / below)
  const squares = influences.reduce((sum, value) => sum + value * value, 0)
  const error = Math.sqrt(squares / (samples * (samples - 1)))
  if (variance(influences) === 0) return { kind: 'undetermined', reason: 'no-variation', ...basis }
  const half = tQuantile((1 + level) / 2, samples - 1) * error
  const log = Math.log(above / below)
  return { kind: 'determined', value: Math.exp(log), low: Math.exp(log - half), high: Math.exp(log + half), ...basis }
}

/** Share of counted trials that may lack a cost; beyond it there is no figure. */
const MOST_UNPRICED = 0.2

/**
 * Cost of all counted trials over finished jobs, in US dollars. A trial without a cost is charged the mean of those that
 * have one, with the warning `cost-missing`.
 *
 * @param options.failureUsd what a failure of this trial costs beyond the trial itself; 0 where left out
 * @returns undetermined `no-cost` where more than a fifth of the counted trials lack a cost, `nothing-finished` where
 *   no job came out right
 * @source ratio estimator with linearised variance clustered by task
 */
export function estimateCostPerFinishedJob(
  rows: readonly OutcomeRow[],
  options: { readonly level: number; readonly failureUsd?: (row: OutcomeRow) => number },
): Estimate {
  const { level, failureUsd = () => 0 } = options
  const counted = rows.filter((row) => successOf(row) !== undefined)
  const priced = counted.flatMap(({ costUsd }) => costUsd ?? [])
  const usual = mean(priced)
  const byTask = new Map<string, CostedTask>()
  for (const row of counted) {
    const { cost, finished, trials: before } = byTask.get(row.task) ?? { cost: 0, finished: 0, trials: 0 }
    const success = successOf(row) ?? 0
    const charged = (row.costUsd ?? usual) + failureUsd(row) * (1 - success)
    byTask.set(row.task, { cost: cost + charged, finished: finished + success, trials: before + 1 })
  }
  const tasks = [...byTask].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, task]) => task)
  const samples = tasks.length
  const { excluded } = countRows(rows)
  const trials = counted.length
  const warnings = priced.length < trials ? (['cost-missing'] as const) : []
  const basis = { method: 'cost-ratio', level, samples, trials, excluded, warnings }
  if (samples < 2) return { kind: 'undetermined', reason: samples === 0 ? 'no-data' : 'one-task', ...basis }
  if (trials - priced.length > MOST_UNPRICED * trials) return { kind: 'undetermined', reason: 'no-cost', ...basis }
  return ratioOfSums(tasks, level, basis)
}

/** Sums over the counted trials of one task. */
interface CostedTask {
  readonly cost: number
  readonly finished: number
  readonly trials: number
}

function ratioOfSums(
  tasks: readonly CostedTask[],
  level: number,
  basis: Omit<Extract<Estimate, { kind: 'undetermined' }>, 'kind' | 'reason'>,
): Estimate {
  const n = tasks.length
  const [cost, finished] = [mean(tasks.map((task) => task.cost)), mean(tasks.map((task) => task.finished))]
  if (finished === 0) {
    const most = clopperPearson(0, n, level).high * mean(tasks.map((task) => task.trials))
    return { kind: 'undetermined', reason: 'nothing-finished', atLeast: cost / most, ...basis }
  }
  // Work that is free stays free, however often it fails.
  if (cost === 0) return { kind: 'determined', value: 0, low: 0, high: 0, ...basis }
  const value = cost / finished
  const influences = tasks.map((task) => (task.cost - value * task.finished) / (finished * value))
  const squares = influences.reduce((sum, each) => sum + each * each, 0)
  const error = value * Math.sqrt(squares / (n * (n - 1)))
  if (variance(influences) === 0) return { kind: 'determined', value, ...withoutVariation(tasks, level), ...basis }
  const half = tQuantile((1 + level) / 2, n - 1) * error
  return { kind: 'determined', value, low: Math.max(0, value - half), high: value + half, ...basis }
}

/** Where every task came out the same, what is not known is how often others succeed: its interval, over tasks. */
function withoutVariation(tasks: readonly CostedTask[], level: number): { low: number; high: number } {
  const cost = mean(tasks.map((task) => task.cost))
  const trials = mean(tasks.map((task) => task.trials))
  const share = mean(tasks.map((task) => task.finished)) / trials
  const { low, high } = wilson(share, tasks.length, level)
  return { low: cost / (high * trials), high: cost / (low * trials) }
}
