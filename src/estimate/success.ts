import type { Estimate, OutcomeRow } from '../domain/index.js'
import { betaQuantile, normalQuantile, tQuantile } from '../math/index.js'
import { countRows, mean, variance } from './rows.js'

/** Exact interval of a binomial share (Clopper-Pearson). */
export function clopperPearson(successes: number, trials: number, level: number): { low: number; high: number } {
  const tail = (1 - level) / 2
  return {
    low: successes <= 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes >= trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  }
}

/** Score interval of a share (Wilson); `trials` may be an effective number that is not whole. */
export function wilson(share: number, trials: number, level: number): { low: number; high: number } {
  const z = normalQuantile((1 + level) / 2)
  const square = (z * z) / trials
  const centre = (share + square / 2) / (1 + square)
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials))
  return { low: share <= 0 ? 0 : Math.max(0, centre - half), high: share >= 1 ? 1 : Math.min(1, centre + half) }
}

/**
 * Interval of the difference of two independent shares, first minus second: the square-and-add of their score intervals.
 *
 * @param one share in [0, 1] of so many trials
 * @source Newcombe 1998, Stat. Med. 17:873, method 10; its first published example is in test/oracle/estimates.test.ts
 */
export function independentInterval(
  one: { readonly share: number; readonly trials: number },
  two: { readonly share: number; readonly trials: number },
  level: number,
): { low: number; high: number } {
  const [first, second] = [wilson(one.share, one.trials, level), wilson(two.share, two.trials, level)]
  const difference = one.share - two.share
  return {
    low: difference - Math.hypot(one.share - first.low, second.high - two.share),
    high: difference + Math.hypot(first.high - one.share, two.share - second.low),
  }
}

/** What a clustered success rate rests on. */
interface ClusteredShare {
  /** Mean of task means. */
  readonly share: number
  /** Standard error over tasks. */
  readonly standardError: number
  /** Independent trials that would be as informative. */
  readonly effectiveTrials: number
  /** The same after paying for few tasks with the t quantile. */
  readonly adjustedTrials: number
}

/**
 * Effective sample size of trials that are clustered in tasks.
 *
 * @param taskMeans at least two
 * @param trials all trials
 * @source statistics specification 5.1 (Korn & Graubard 1998); checked in test/oracle/success_rate_clustered.json
 */
export function clusteredShare(taskMeans: readonly number[], trials: number, level: number): ClusteredShare {
  const tasks = taskMeans.length
  const share = mean(taskMeans)
  const standardError = Math.sqrt(variance(taskMeans) / tasks)
  const raw = standardError === 0 ? tasks : (share * (1 - share)) / standardError ** 2
  const effectiveTrials = Math.min(Math.max(raw, 1), standardError === 0 ? tasks : trials)
  const ratio = normalQuantile((1 + level) / 2) / tQuantile((1 + level) / 2, tasks - 1)
  return { share, standardError, effectiveTrials, adjustedTrials: effectiveTrials * ratio * ratio }
}

/**
 * Success rate with an interval that is clustered by task.
 *
 * @param options.method Wilson with the effective sample size, or the stricter exact form (Korn-Graubard)
 * @returns undetermined `no-data`, or `one-task` where a single task carries everything
 * @source statistics specification 5.1
 */
export function estimateSuccess(
  rows: readonly OutcomeRow[],
  options: { readonly level: number; readonly method?: 'wilson-clustered' | 'korn-graubard' },
): Estimate {
  const { level, method = 'wilson-clustered' } = options
  const { tasks, trials, excluded } = countRows(rows)
  const basis = { method, level, samples: tasks.length, trials, excluded, warnings: [] }
  if (tasks.length < 2) return { kind: 'undetermined', reason: tasks.length === 0 ? 'no-data' : 'one-task', ...basis }
  const means = tasks.map(({ results }) => mean(results))
  const { share, adjustedTrials } = clusteredShare(means, trials, level)
  const { low, high } =
    method === 'wilson-clustered'
      ? wilson(share, adjustedTrials, level)
      : clopperPearson(share * adjustedTrials, adjustedTrials, level)
  return { kind: 'determined', value: share, low, high, ...basis }
}

/**
 * About how many more trials would settle whether success reaches a requirement, at the present rate.
 *
 * @returns undefined where the present rate equals the requirement, or the number passes 100,000
 */
export function trialsToSettle(estimate: Estimate, required: number): number | undefined {
  if (estimate.kind === 'undetermined') return undefined
  const { value, trials, samples, level } = estimate
  if (value === required || samples < 2) return undefined
  const isAbove = value > required
  const perTask = trials / samples
  const information = designEffect(estimate)
  const isSettled = (tasks: number) => {
    const ratio = normalQuantile((1 + level) / 2) / tQuantile((1 + level) / 2, tasks - 1)
    const { low, high } = wilson(value, tasks * perTask * information * ratio * ratio, level)
    return isAbove ? low >= required : high < required
  }
  let tasks = samples
  while (!isSettled(tasks)) {
    tasks = Math.ceil(tasks * 1.1) + 1
    if (tasks * perTask > 100_000) return undefined
  }
  let from = samples
  while (tasks - from > 1) {
    const middle = Math.floor((from + tasks) / 2)
    if (isSettled(middle)) tasks = middle
    else from = middle
  }
  return Math.max(1, Math.ceil((tasks - samples) * perTask))
}

/** Information of one trial relative to an independent one, read back from the interval's width. */
function designEffect(estimate: Extract<Estimate, { kind: 'determined' }>): number {
  const { low, high, level, samples, trials } = estimate
  const width = high - low
  const ratio = normalQuantile((1 + level) / 2) / tQuantile((1 + level) / 2, samples - 1)
  let [few, many] = [0.01, 1]
  for (let step = 0; step < 60; step += 1) {
    const middle = (few + many) / 2
    const interval = wilson(estimate.value, trials * middle * ratio * ratio, level)
    if (interval.high - interval.low > width) few = middle
    else many = middle
  }
  return (few + many) / 2
}
