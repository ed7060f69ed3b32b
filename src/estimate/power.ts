import { binomialCdf, tQuantile, tUpperTail } from '../math/index.js'

/** What decides how small an effect a paired design finds. */
export interface PlannedDesign {
  /** Tasks, or tasks on each side where `sides` is 2. */
  readonly tasks: number
  /** Of each arm on each task. */
  readonly trials: number
  /** Success of the first arm that is supposed, in [0, 1]. */
  readonly baseRate: number
  /** Success of the second arm that is supposed, in [0, 1]. */
  readonly variedRate: number
  /** Standard deviation of the true effect between tasks. */
  readonly sdTaskEffect: number
  /** Confidence level, in (0, 1). */
  readonly level: number
  /** 2 for a shadow, the difference of two such effects; 1 unless stated. */
  readonly sides?: 1 | 2
  /** Tests that Holm's correction covers: the smallest p must pass the level of all; 1 unless stated. */
  readonly comparisons?: number
}

/**
 * Standard error that the design leads to.
 *
 * @source statistics specification 3.6; checked in test/oracle/power.json
 */
export function plannedError({
  tasks,
  trials,
  baseRate,
  variedRate,
  sdTaskEffect,
  sides = 1,
}: Omit<PlannedDesign, 'level'>): number {
  const within = (baseRate * (1 - baseRate) + variedRate * (1 - variedRate)) / trials
  return Math.sqrt((sides * (sdTaskEffect ** 2 + within)) / tasks)
}

/**
 * Smallest effect of a paired design that is found with the given power.
 *
 * @returns in [0, ...); compare with 1 to see whether it can occur
 * @source statistics specification 3.6; checked in test/oracle/power.json
 */
export function minimalDetectableEffect(plan: PlannedDesign & { readonly power: number }): number {
  const { df, critical } = testOf(plan)
  return (critical + tQuantile(plan.power, df)) * plannedError(plan)
}

/**
 * Power of a paired design to find an effect: the inverse of `minimalDetectableEffect`.
 *
 * @param effect in [0, 1]
 * @returns in [0, 1]; of the side on which the effect lies
 */
export function powerOfDesign(effect: number, plan: PlannedDesign): number {
  const { df, critical } = testOf(plan)
  return 1 - tUpperTail(effect / plannedError(plan) - critical, df)
}

function testOf({ tasks, level, sides = 1, comparisons = 1 }: PlannedDesign) {
  const df = sides * (tasks - 1)
  return { df, critical: tQuantile(1 - (1 - level) / (2 * comparisons), df) }
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
