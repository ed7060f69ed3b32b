import type { Plan, Price, Sample } from '../../domain/index.js'
import { minimalDetectableEffect } from '../../estimate/index.js'

/** What a plan would run, what that costs, and what it could find. */
export interface Forecast {
  readonly baselines: number
  /** Most forks: some fork points turn out not to be applicable. */
  readonly mostForks: number
  readonly mostTrials: number
  /** Model turns, if every trial needs 1.3 times its reference length. */
  readonly steps: number
  /** Undefined where a price is not known. */
  readonly costUsd?: number
  /** With 80 % power, as shares in [0, 1]; undefined where there are too few samples. */
  readonly smallest: {
    readonly differenceOfSystems?: number
    readonly interventionEffect?: number
    readonly shadow?: number
  }
}

/** Turns a system needs for one reference call, as an allowance for looking round. */
const STEPS_PER_CALL = 1.3
/** Tokens that one step adds to the conversation, and tokens of one answer: rough, and said to be so. */
const TOKENS_PER_STEP = 90
const TOKENS_PER_ANSWER = 40
const CHARACTERS_PER_TOKEN = 4
const TOOL_TOKENS = 900
/** Planning values of statistics.md 3.6: task-gap standard deviation and success rates. */
const SD_TASK_EFFECT = 0.15
const PLANNED_RATES = { baseRate: 0.8, variedRate: 0.6 }
const POWER = 0.8

/** Looks ahead without running anything. */
export function forecast(plan: Plan, priceOf: (systemId: string) => Price | undefined): Forecast {
  const { samples, systems, repeats, forkRepeats, probes, unprobed = [] } = plan
  const isProbed = ({ id }: Sample) => !unprobed.includes(id)
  const baselines = systems.length * samples.length * repeats
  const mostForks = systems.length * samples.filter(isProbed).length * forkRepeats * probes.length * 2
  const ownShare = probes.map(({ trigger }) => 2 * (1 - trigger)).reduce((sum, share) => sum + share, 0)
  const trialsOf = (sample: Sample) => repeats + (isProbed(sample) ? forkRepeats * ownShare : 0)
  const perSystem = samples.reduce((sum, sample) => sum + stepsOf(sample.reference.calls) * trialsOf(sample), 0)
  const costs = systems.map(({ id }) => {
    const price = priceOf(id)
    if (price === undefined) return undefined
    return samples.reduce((sum, sample) => sum + trialsOf(sample) * costOfSample(sample, price), 0)
  })
  const known = costs.filter((cost) => cost !== undefined)
  return {
    baselines,
    mostForks,
    mostTrials: baselines + mostForks,
    steps: Math.round(perSystem * systems.length),
    ...(known.length === costs.length && { costUsd: known.reduce((sum, cost) => sum + cost, 0) }),
    smallest: smallest(plan),
  }
}

/** What one trial of these samples costs on average, in US dollars: rough, like every forecast. */
export function trialUsd(samples: readonly Sample[], price: Price): number {
  return samples.reduce((sum, sample) => sum + costOfSample(sample, price), 0) / samples.length
}

function costOfSample({ instructions, goal, reference }: Sample, price: Price): number {
  const opening = (instructions.length + goal.length) / CHARACTERS_PER_TOKEN + TOOL_TOKENS
  return trialCost(stepsOf(reference.calls), opening, price)
}

function stepsOf(calls: number): number {
  return Math.ceil(calls * STEPS_PER_CALL)
}

/** A conversation is sent again with every step, so cost grows with the square of the length. */
function trialCost(steps: number, opening: number, price: Price): number {
  const input = steps * opening + (TOKENS_PER_STEP * steps * (steps - 1)) / 2
  return (input * price.inputUsdPerMillion + steps * TOKENS_PER_ANSWER * price.outputUsdPerMillion) / 1e6
}

function smallest({ samples, repeats, forkRepeats, level, unprobed }: Plan): Forecast['smallest'] {
  const found = (tasks: number, trials: number) =>
    tasks < 2
      ? undefined
      : minimalDetectableEffect({ tasks, trials, ...PLANNED_RATES, sdTaskEffect: SD_TASK_EFFECT, level, power: POWER })
  const perStratum = Math.min(
    samples.filter(({ stratum }) => stratum === 'narrow').length,
    samples.filter(({ stratum }) => stratum === 'long').length,
  )
  const difference = found(samples.length, repeats)
  const effect = found(samples.length - (unprobed?.length ?? 0), forkRepeats)
  const oneSide = found(perStratum, repeats)
  return {
    ...(difference !== undefined && { differenceOfSystems: difference }),
    ...(effect !== undefined && { interventionEffect: effect }),
    // The shadow is a difference of two such means, each over its own stratum.
    ...(oneSide !== undefined && { shadow: oneSide * Math.SQRT2 }),
  }
}
