import type { Estimate } from '../domain/index.js'
import { logBeta } from '../math/index.js'
import { type BettingGame, gameAbove, gameBelow, logWealth } from './betting.js'
import type { TrialCounts } from './gate-evidence.js'
import { mean } from './rows.js'

/** What an interval after adaptive sampling rests on. */
interface SequenceBasis {
  /** In (0, 1). */
  readonly level: number
  /** Distinct tasks. */
  readonly tasks: number
  /** Trials left out, by reason. */
  readonly excluded?: Readonly<Record<string, number>>
}

/**
 * Interval of a success rate that holds at every moment at once, so also at one chosen by looking.
 *
 * @returns all p at which the Beta(1, 1) mixture is below 1 / (1 - level); [0, 1] for no trials
 * @source statistics specification 6.5 (Robbins 1970; Howard et al. 2021); checked in test/oracle/anytime_cs.json
 * @example confidenceSequence({ successes: 1, failures: 0 }, 0.95).low.toFixed(6)
 * // '0.025000'
 */
export function confidenceSequence(counts: TrialCounts, level: number): { low: number; high: number } {
  const { successes, failures } = counts
  const limit = -Math.log(1 - level)
  const whole = logBeta(1 + successes, 1 + failures)
  const isOutside = (logit: number) => {
    // log p and log(1 - p) from the log-odds keep their digits at both ends.
    const logP = -Math.log1p(Math.exp(-logit))
    return whole - successes * logP - failures * (logP - logit) >= limit
  }
  const centre = Math.log((successes + 0.5) / (failures + 0.5))
  const inside = isOutside(centre) ? Math.log(successes / failures) : centre
  return {
    low: successes === 0 ? 0 : probability(edgeBetween(-700, inside, isOutside)),
    high: failures === 0 ? 1 : probability(edgeBetween(700, inside, isOutside)),
  }
}

function probability(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

/** Bisection between a place outside and one inside. */
function edgeBetween(outside: number, inside: number, isOutside: (at: number) => boolean): number {
  let [far, near] = [outside, inside]
  for (let step = 0; step < 200; step += 1) {
    const middle = (far + near) / 2
    if (middle === far || middle === near) break
    if (isOutside(middle)) far = middle
    else near = middle
  }
  return (far + near) / 2
}

/**
 * Success after adaptive sampling, with the interval that stays valid although one stopped when it suited.
 *
 * @returns undetermined `no-data` for no trials
 * @source statistics specification 6.5
 */
export function estimateAnytimeSuccess(counts: TrialCounts, basis: SequenceBasis): Estimate {
  const trials = counts.successes + counts.failures
  const about = { ...aboutOf(basis, trials), method: 'beta-mixture-sequence' }
  if (trials === 0) return { kind: 'undetermined', reason: 'no-data', ...about }
  return {
    kind: 'determined',
    value: counts.successes / trials,
    ...confidenceSequence(counts, basis.level),
    ...about,
  }
}

function aboutOf({ level, tasks, excluded = {} }: SequenceBasis, trials: number) {
  return { level, samples: tasks, trials, excluded, warnings: [] }
}

/**
 * Interval of a mean in [0, 1] that holds at every moment at once, for values that are not just 0 and 1.
 *
 * @param values in [0, 1], independent with one mean; their order does not matter
 * @returns all means that neither grid of bets refutes at half the error each
 * @source statistics specification 6.3: the grid mixture, inverted
 */
export function meanSequence(values: readonly number[], level: number): { low: number; high: number } {
  const limit = Math.log(2 / (1 - level))
  if (values.length === 0) return { low: 0, high: 1 }
  const centre = Math.min(Math.max(mean(values), 1e-9), 1 - 1e-9)
  const counts = countValues(values)
  const isTooLow = (at: number) => logEvidenceOf(counts, gameAbove(at)) >= limit
  const isTooHigh = (at: number) => logEvidenceOf(counts, gameBelow(at)) >= limit
  const [lowest, highest] = [1e-9, 1 - 1e-9]
  return {
    low: isTooLow(lowest) ? edgeBetween(lowest, centre, isTooLow) : 0,
    high: isTooHigh(highest) ? edgeBetween(highest, centre, isTooHigh) : 1,
  }
}

type ValueCounts = readonly (readonly [value: number, count: number])[]

/** Few distinct values stand for many: task means and paired differences repeat. */
function countValues(values: readonly number[]): ValueCounts {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a - b)
}

function logEvidenceOf(counts: ValueCounts, game: BettingGame): number {
  const wealth = game.bets.map(({ stake }) =>
    counts.reduce((sum, [value, count]) => sum + count * Math.log1p(stake * (value - game.centre)), 0),
  )
  return logWealth(wealth, game)
}

/**
 * Mean over tasks after adaptive sampling, where each task is one independent value.
 *
 * @param values task means in [0, 1]
 * @param basis.trials all trials behind them
 * @returns undetermined `no-data` for no tasks
 */
export function estimateAnytimeMean(
  values: readonly number[],
  basis: Omit<SequenceBasis, 'tasks'> & { readonly trials: number },
): Estimate {
  const about = { ...aboutOf({ ...basis, tasks: values.length }, basis.trials), method: 'grid-mixture-sequence' }
  if (values.length === 0) return { kind: 'undetermined', reason: 'no-data', ...about }
  return { kind: 'determined', value: mean(values), ...meanSequence(values, basis.level), ...about }
}
