import type { Estimate, TestResult } from '../domain/index.js'
import { tQuantile, tTwoSidedP } from '../math/index.js'
import { mean, variance } from './rows.js'

/** Successes and trials of both systems on one task. */
export interface TaskCounts {
  readonly task: string
  readonly reference: { readonly successes: number; readonly trials: number }
  readonly system: { readonly successes: number; readonly trials: number }
}

/** Shares at and beyond which a narrow arm is too near the ceiling or the floor for a raw difference of points. */
const CEILING = 0.95
const FLOOR = 0.05

/** True where some narrow arm is so easy or so hard that a uniform weakness alone would show as a raw shadow. */
function isScaleConfounded(narrow: readonly TaskCounts[]): boolean {
  const shares = (['reference', 'system'] as const).map((arm) =>
    mean(narrow.map((task) => task[arm].successes / task[arm].trials)),
  )
  return shares.some((share) => share >= CEILING || share <= FLOOR)
}

/**
 * Ratio of odds ratios, long over narrow: 1 for a uniformly weaker system, whatever the scale.
 *
 * @returns value and interval of the ratio; `not-identifiable` where an odds ratio, or one with a task left out, is 0,
 *   infinite or undefined; `fractional-scores` where a task is not simply solved or failed
 * @source statistics specification 3.2 (Mantel-Haenszel, task jackknife); checked in test/oracle/shadow_odds.json
 */
export function estimateShadowOdds(
  counts: { readonly narrow: readonly TaskCounts[]; readonly long: readonly TaskCounts[] },
  options: { readonly level: number },
): { readonly estimate: Estimate; readonly test?: TestResult } {
  const { level } = options
  const all = [...counts.narrow, ...counts.long]
  const trials = all.reduce((sum, { reference, system }) => sum + reference.trials + system.trials, 0)
  const warnings = isScaleConfounded(counts.narrow) ? (['scale-confounded'] as const) : []
  const basis = { method: 'shadow-odds', level, samples: all.length, trials, excluded: {}, warnings }
  if (all.some(isFractional)) return { estimate: { kind: 'undetermined', reason: 'fractional-scores', ...basis } }
  const [narrow, long] = [logOdds(counts.narrow), logOdds(counts.long)]
  if (narrow === undefined || long === undefined) {
    return { estimate: { kind: 'undetermined', reason: 'not-identifiable', ...basis } }
  }
  const [a, b] = [narrow.error ** 2, long.error ** 2]
  const error = Math.sqrt(a + b)
  if (error === 0) return { estimate: { kind: 'undetermined', reason: 'no-variation', ...basis } }
  const df = (a + b) ** 2 / (a ** 2 / (counts.narrow.length - 1) + b ** 2 / (counts.long.length - 1))
  const value = long.value - narrow.value
  const half = tQuantile((1 + level) / 2, df) * error
  return {
    estimate: {
      kind: 'determined',
      value: Math.exp(value),
      low: Math.exp(value - half),
      high: Math.exp(value + half),
      ...basis,
    },
    test: { method: 'jackknife-t', p: tTwoSidedP(value / error, df) },
  }
}

function isFractional({ reference, system }: TaskCounts): boolean {
  return [reference, system].some(({ successes }) => !Number.isInteger(successes))
}

/** Mantel-Haenszel log odds ratio of success, reference over system, with its delete-one-task jackknife error. */
export function logOdds(tasks: readonly TaskCounts[]): { readonly value: number; readonly error: number } | undefined {
  if (tasks.length < 2) return undefined
  const terms = tasks.map(termsOf)
  const [above, below] = [total(terms, 'above'), total(terms, 'below')]
  const value = logRatio(above, below)
  const deleted = terms.map((term) => logRatio(above - term.above, below - term.below))
  if (value === undefined) return undefined
  const known = deleted.filter((entry) => entry !== undefined)
  if (known.length < deleted.length) return undefined
  return { value, error: ((tasks.length - 1) / Math.sqrt(tasks.length)) * Math.sqrt(variance(known)) }
}

function termsOf({ reference, system }: TaskCounts): { readonly above: number; readonly below: number } {
  const n = reference.trials + system.trials
  return {
    above: (reference.successes * (system.trials - system.successes)) / n,
    below: (system.successes * (reference.trials - reference.successes)) / n,
  }
}

function total(terms: readonly { above: number; below: number }[], part: 'above' | 'below'): number {
  return terms.reduce((sum, term) => sum + term[part], 0)
}

/** Sums of shares of small whole numbers: below this they are zero but for rounding. */
const ZERO = 1e-12

function logRatio(above: number, below: number): number | undefined {
  return above < ZERO || below < ZERO ? undefined : Math.log(above / below)
}
