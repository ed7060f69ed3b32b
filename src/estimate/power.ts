import { binomialCdf, tQuantile, tUpperTail } from '../math/index.js'

/** A paired design as it is planned. */
export interface PairedPlan {
  readonly tasks: number
  /** Of each task and arm. */
  readonly trials: number
  readonly baseRate: number
  readonly variedRate: number
  /** Standard deviation of the true effect between tasks. */
  readonly sdTaskEffect: number
  readonly level: number
}

/**
 * Smallest effect of a paired design that is found with the given power.
 *
 * @returns in [0, ...); compare with 1 to see whether it can occur
 * @source statistics specification 3.6; checked in test/oracle/power.json
 */
export function minimalDetectableEffect(plan: PairedPlan & { readonly power: number }): number {
  const { tasks, level, power } = plan
  return (tQuantile((1 + level) / 2, tasks - 1) + tQuantile(power, tasks - 1)) * plannedError(plan)
}

/**
 * Chance that a paired design finds a true effect of a given size: the inverse of `minimalDetectableEffect`.
 *
 * @param plan.effect size of the true effect, in [0, 1]
 * @param plan.tasks from 2
 * @returns in (0, 1)
 * @source statistics specification 3.6
 */
export function pairedPower(plan: PairedPlan & { readonly effect: number }): number {
  const { tasks, level, effect } = plan
  const beyond = effect / plannedError(plan) - tQuantile((1 + level) / 2, tasks - 1)
  return 1 - tUpperTail(beyond, tasks - 1)
}

function plannedError({ tasks, trials, baseRate, variedRate, sdTaskEffect }: PairedPlan): number {
  const within = (baseRate * (1 - baseRate) + variedRate * (1 - variedRate)) / trials
  return Math.sqrt((sdTaskEffect ** 2 + within) / tasks)
}

/**
 * Power of McNemar's exact test.
 *
 * @param plan.onlyFirst share of pairs in which only the first succeeds
 * @source sum over the number of discordant pairs; checked in test/oracle/power.json
 */
export function mcnemarPower(plan: {
  readonly pairs: number
  readonly onlyFirst: number
  readonly onlySecond: number
  readonly level: number
}): number {
  const { pairs, onlyFirst, onlySecond, level } = plan
  const share = onlyFirst + onlySecond
  const point = (k: number, n: number, p: number) => binomialCdf(k, n, p) - binomialCdf(k - 1, n, p)
  let power = 0
  for (let discordant = 0; discordant <= pairs; discordant += 1) {
    const chance = point(discordant, pairs, share)
    for (let first = 0; first <= discordant; first += 1) {
      const p = Math.min(1, 2 * binomialCdf(Math.min(first, discordant - first), discordant, 0.5))
      if (p <= 1 - level + 1e-12) power += chance * point(first, discordant, onlyFirst / share)
    }
  }
  return power
}
