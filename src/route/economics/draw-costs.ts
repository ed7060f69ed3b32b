import { ConfigError, DataError, type Estimate } from '../../domain/index.js'
import { clusteredShare } from '../../estimate/index.js'
import { createRandom, drawBeta, type Random } from '../../math/index.js'
import { type JobCosts, type JobOutlook, routingCost } from '../routing-cost.js'
import { routingCostByTask } from './cost-by-task.js'

/** What was measured of one system on one scope, by task. */
export interface MeasuredSystem {
  readonly tasks: readonly {
    readonly successes: number
    readonly trials: number
    /** Mean cost of a trial of this task, in US dollars. */
    readonly costUsd: number
  }[]
  /** Failures that were noticed, and those that were claimed done. */
  readonly failures: { readonly detected: number; readonly silent: number }
}

/** What a job costs beside the attempts. */
export interface JobTerms {
  /** In US dollars on top of the attempt, for each failure that is noticed. */
  readonly costDetectedFailure: number
  /** In US dollars, for each wrong result that nobody notices. */
  readonly lossUndetected: number
  /** Attempts of the candidate before the job is handed on. */
  readonly maxAttempts: number
  /** Whether the reference takes over after the last attempt. */
  readonly escalates: boolean
}

/** Cost of a finished job of two systems, and how sure it is that the candidate is the cheaper one. */
export interface CostComparison {
  /** Median and 90 % interval, in US dollars. */
  readonly candidate: Estimate
  readonly reference: Estimate
  /** Share of draws in which the candidate is cheaper. */
  readonly cheaper: number
  /** Monte Carlo standard error of that share. */
  readonly cheaperError: number
  readonly draws: number
  readonly seed: number
}

const DRAWS = 4_000
const LEVEL = 0.9

/**
 * Draws what could be true given what was measured, and prices each draw: success from a beta distribution with the
 * effective number of trials, or from resampled tasks where there are retries; costs from resampled tasks; the share of
 * failures that is noticed from a beta distribution.
 *
 * @param options.seed of the draws; the same seed gives the same numbers
 * @param options.draws 4,000 where left out
 * @throws DataError `one-task` for fewer than two tasks of a system, `too-few-trials` where a task has fewer trials than attempts
 * @source statistics specification 7.3
 */
export function drawCosts(
  systems: { readonly candidate: MeasuredSystem; readonly reference: MeasuredSystem },
  terms: JobTerms,
  options: { readonly seed: number; readonly draws?: number },
): CostComparison {
  const { seed, draws = DRAWS } = options
  if (!Number.isInteger(draws) || draws < 100) throw new ConfigError('draws', draws, 'a whole number from 100')
  for (const [name, { tasks }] of Object.entries(systems)) {
    if (tasks.length < 2) throw new DataError('one-task', `${name} has ${tasks.length} tasks; expected at least two`)
  }
  const [own, other] = [plausible(systems.candidate, terms.maxAttempts), plausible(systems.reference, 1)]
  const random = createRandom(seed)
  const pairs = Array.from({ length: draws }, (_, draw) => {
    const stream = random.split(draw)
    const reference = other(stream)
    const alone = { ...reference.attempt, ...terms, maxAttempts: 1 }
    const referenceCost = routingCost(alone).costPerSuccess ?? Number.POSITIVE_INFINITY
    const { costAttempt: cost, success, detected } = reference.attempt
    const candidate = own(stream)
    const job = { ...terms, ...(terms.escalates && { escalation: { cost, success, detected } }) }
    return { candidate: candidate.price(job).costPerSuccess ?? Number.POSITIVE_INFINITY, reference: referenceCost }
  })
  const cheaper = pairs.filter((pair) => pair.candidate < pair.reference).length / draws
  const summary = (name: 'candidate' | 'reference') =>
    summaryOf(
      pairs.map((pair) => pair[name]),
      systems[name],
      seed,
    )
  const cheaperError = Math.sqrt((cheaper * (1 - cheaper)) / draws)
  return { candidate: summary('candidate'), reference: summary('reference'), cheaper, cheaperError, draws, seed }
}

/** One state of affairs that the measurement leaves possible. */
interface PlausibleDraw {
  readonly attempt: Pick<JobCosts, 'costAttempt' | 'success' | 'detected'>
  readonly price: (job: Omit<JobCosts, 'success' | 'costAttempt' | 'detected'>) => JobOutlook
}

function plausible(system: MeasuredSystem, maxAttempts: number): (random: Random) => PlausibleDraw {
  const { tasks, failures } = system
  const means = tasks.map(({ successes, trials }) => successes / trials)
  const runs = tasks.reduce((sum, { trials }) => sum + trials, 0)
  const { share, adjustedTrials } = clusteredShare(means, runs, 0.95)
  return (random) => {
    const drawn = tasks.map(() => tasks[random.below(tasks.length)] ?? { successes: 0, trials: 1, costUsd: 0 })
    const costAttempt = drawn.reduce((sum, { costUsd }) => sum + costUsd, 0) / drawn.length
    const success = drawBeta(random, adjustedTrials * share + 0.5, adjustedTrials * (1 - share) + 0.5)
    const detected = drawBeta(random, failures.detected + 0.5, failures.silent + 0.5)
    const attempt = { costAttempt, success, detected }
    return {
      attempt,
      price: (job) =>
        maxAttempts === 1
          ? routingCost({ ...job, ...attempt })
          : routingCostByTask(drawn, { ...job, costAttempt, detected }),
    }
  }
}

function summaryOf(costs: readonly number[], { tasks }: MeasuredSystem, seed: number): Estimate {
  const ascending = costs.toSorted((a, b) => a - b)
  const at = (share: number) => ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0
  const trials = tasks.reduce((sum, task) => sum + task.trials, 0)
  const about = { method: 'cost-draws', level: LEVEL, samples: tasks.length, trials, excluded: {}, seed, warnings: [] }
  const [low, value, high] = [at((1 - LEVEL) / 2), at(0.5), at((1 + LEVEL) / 2)]
  if (!Number.isFinite(high)) return { kind: 'undetermined', reason: 'level-not-reached', atLeast: low, ...about }
  if (low === high) return { kind: 'undetermined', reason: 'no-variation', atLeast: low, atMost: high, ...about }
  return { kind: 'determined', value, low, high, ...about }
}
