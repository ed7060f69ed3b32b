import type { Estimate, OutcomeRow } from '../domain/index.js'
import { tQuantile } from '../math/index.js'
import { countRows, mean, variance } from './rows.js'
import { clusteredShare, wilson } from './success.js'

/**
 * Chance that k trials drawn without replacement are all successes.
 *
 * @source C(c, k) / C(n, k) as a product (tau-bench); checked in test/oracle/pass_k.json
 */
export function allOf(successes: number, trials: number, k: number): number {
  let product = 1
  for (let drawn = 0; drawn < k; drawn += 1) product *= Math.max(0, successes - drawn) / (trials - drawn)
  return product
}

/** Chance that at least one of k trials drawn without replacement is a success. */
export function anyOf(successes: number, trials: number, k: number): number {
  return 1 - allOf(trials - successes, trials, k)
}

/** Share of tasks that need so many counted trials before a k is shown; the others are left out and counted. */
const MOST_TASKS = 0.9

/** Largest k for which nearly every task has enough counted trials; 0 where scores are fractional or there is nothing. */
export function usualPassK(rows: readonly OutcomeRow[]): number {
  const { tasks, isFractional } = countRows(rows)
  if (isFractional) return 0
  const counts = tasks.map(({ results }) => results.length).sort((a, b) => b - a)
  return counts[Math.ceil(MOST_TASKS * counts.length) - 1] ?? 0
}

/**
 * pass^k: share of tasks of which k trials all succeed.
 *
 * @param options.k from 1; tasks with fewer trials are left out and counted
 * @source statistics specification 5.3
 */
export function estimatePassAllOf(
  rows: readonly OutcomeRow[],
  options: { readonly k: number; readonly level: number },
): Estimate {
  return estimateByTask(rows, { ...options, method: 'pass-all-of', chance: allOf })
}

/** pass@k: share of tasks of which at least one of k trials succeeds. See `estimatePassAllOf`. */
export function estimatePassAnyOf(
  rows: readonly OutcomeRow[],
  options: { readonly k: number; readonly level: number },
): Estimate {
  return estimateByTask(rows, { ...options, method: 'pass-any-of', chance: anyOf })
}

/**
 * How much of pass^1 is lost when k trials of a task all have to succeed: pass^1 - pass^k, task by task. See
 * `estimatePassAllOf`.
 *
 * @returns in [0, 1]; 0 where every task is either always or never solved
 */
export function estimatePassGap(
  rows: readonly OutcomeRow[],
  options: { readonly k: number; readonly level: number },
): Estimate {
  const chance: typeof allOf = (successes, trials, k) => successes / trials - allOf(successes, trials, k)
  return estimateByTask(rows, { ...options, method: 'pass-gap', chance })
}

function estimateByTask(
  rows: readonly OutcomeRow[],
  options: { readonly k: number; readonly level: number; readonly method: string; readonly chance: typeof allOf },
): Estimate {
  const { k, level, method, chance } = options
  const { tasks, excluded, isFractional } = countRows(rows)
  const enough = tasks.filter(({ results }) => results.length >= k)
  const trials = enough.reduce((sum, { results }) => sum + results.length, 0)
  const left = tasks.length - enough.length
  const counted = left === 0 ? excluded : { ...excluded, [`tasks with fewer than ${k} trials`]: left }
  const basis = { method, level, samples: enough.length, trials, excluded: counted, warnings: [] }
  if (isFractional) return { kind: 'undetermined', reason: 'fractional-scores', ...basis }
  if (enough.length < 2)
    return { kind: 'undetermined', reason: enough.length === 0 ? 'no-repeats' : 'one-task', ...basis }
  const values = enough.map(({ results }) => {
    const successes = results.filter((result) => result === 1).length
    return chance(successes, results.length, k)
  })
  return { kind: 'determined', ...meanInUnit(values, level), ...basis }
}

/** Mean of task values in [0, 1] with a t interval, or, where all values are equal, Wilson's over tasks with the number of them paid for as for success. */
export function meanInUnit(values: readonly number[], level: number): { value: number; low: number; high: number } {
  const value = mean(values)
  const error = Math.sqrt(variance(values) / values.length)
  if (error === 0)
    return { value, ...wilson(value, clusteredShare(values, values.length, level).adjustedTrials, level) }
  const half = tQuantile((1 + level) / 2, values.length - 1) * error
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) }
}
