import { ConfigError, DataError } from '../../domain/index.js'

/** Trials of one cell that were run to learn how much it varies. */
export interface Pilot {
  readonly name: string
  readonly successes: number
  /** At least 3. */
  readonly trials: number
  /** Cost of one trial, above 0; only ratios matter. */
  readonly trialUsd: number
  /** The factor of its rate in what is estimated, above 0; 1 where left out. */
  readonly weight?: number
}

/** Pilot trials below which a spread is a guess. */
export const LEAST_PILOT = 3

/** Success of a pilot that is never 0 or 1, so that no cell is taken for certain. */
export function pilotShare(successes: number, trials: number): number {
  return (successes + 1) / (trials + 2)
}

/**
 * Splits a fixed number of trials over cells so that a sum or difference of their rates is estimated best for the money:
 * in proportion to standard deviation over the root of cost. For estimation with a fixed number only: a gate decides for
 * itself when it has seen enough.
 *
 * @param trials to be split; whole
 * @returns whole numbers in the order of the pilots, summing to `trials`
 * @throws DataError `pilot-too-small` with the cells that have fewer than 3 pilot trials
 * @source Neyman allocation; a pilot without variation counts as (s + 1) / (n + 2), so that no cell gets nothing
 * @example allocateTrials([{ name: 'a', successes: 5, trials: 10, trialUsd: 1 }], 20)
 * // [20]
 */
export function allocateTrials(pilots: readonly Pilot[], trials: number): readonly number[] {
  if (!Number.isInteger(trials) || trials < 0) throw new ConfigError('trials', trials, 'a whole number from 0')
  const small = pilots.filter((pilot) => pilot.trials < LEAST_PILOT).map(({ name }) => name)
  if (small.length > 0 || pilots.length === 0) {
    const words = pilots.length === 0 ? 'there is no pilot' : `too few pilot trials in ${small.join(', ')}`
    throw new DataError('pilot-too-small', `${words}; expected at least ${LEAST_PILOT} in each cell`)
  }
  const weights = pilots.map(({ name, successes, trials: n, trialUsd, weight = 1 }) => {
    if (!(trialUsd > 0)) throw new ConfigError(`${name}.trialUsd`, trialUsd, 'above 0')
    if (!(weight > 0)) throw new ConfigError(`${name}.weight`, weight, 'above 0')
    const share = pilotShare(successes, n)
    return weight * Math.sqrt((share * (1 - share)) / trialUsd)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const exact = weights.map((weight) => (trials * weight) / total)
  const whole = exact.map(Math.floor)
  const missing = trials - whole.reduce((sum, count) => sum + count, 0)
  const byRest = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of byRest.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1
  return whole
}
