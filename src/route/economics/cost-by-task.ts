import { DataError } from '../../domain/index.js'
import { allOf, mean } from '../../estimate/index.js'
import { type AttemptOutlook, finishJob, type JobCosts, type JobOutlook } from '../routing-cost.js'

/** Trials of one task and how many succeeded. */
export interface TaskTrials {
  readonly successes: number
  /** At least as many as attempts are allowed. */
  readonly trials: number
}

/** As `JobOutlook`, with how often the cheaper system is asked. */
export interface TaskOutlook extends JobOutlook {
  /** Expected number, from 1. */
  readonly attempts: number
  /** Chance that the cheaper system solves it within its attempts. */
  readonly solvedWithin: number
}

/**
 * Cost of a finished job where retries of one task are not independent: each task goes by its own trials, drawn without
 * replacement, and the tasks are averaged. A task that always fails is not saved by asking again.
 *
 * @param tasks at least one, each with at least `maxAttempts` trials
 * @throws DataError `too-few-trials` where a task has fewer trials than attempts are allowed
 * @source statistics specification 7.1: P(solved within R) = pass@R; checked in test/oracle/routing_cost.json
 */
export function routingCostByTask(tasks: readonly TaskTrials[], job: Omit<JobCosts, 'success'>): TaskOutlook {
  const fewest = Math.min(...tasks.map(({ trials }) => trials))
  if (tasks.length === 0 || fewest < job.maxAttempts) {
    const found = tasks.length === 0 ? 'there is no task' : `a task has ${fewest} trials`
    throw new DataError('too-few-trials', `${found}; expected at least ${job.maxAttempts} of each task`)
  }
  const each = tasks.map((task) => attemptsOf(task, job))
  const average = (of: (outlook: AttemptOutlook) => number) => mean(each.map(of))
  const own: AttemptOutlook = {
    attempts: average(({ attempts }) => attempts),
    correct: average(({ correct }) => correct),
    undetectedWrong: average(({ undetectedWrong }) => undetectedWrong),
    detectedFailures: average(({ detectedFailures }) => detectedFailures),
    exhausted: average(({ exhausted }) => exhausted),
  }
  return { ...finishJob(job, own), attempts: own.attempts, solvedWithin: own.correct }
}

/** Walks through the attempts: it goes on while all so far failed and every failure was noticed. */
function attemptsOf({ successes, trials }: TaskTrials, job: Omit<JobCosts, 'success'>): AttemptOutlook {
  const { detected, maxAttempts } = job
  const failing = (attempts: number) => allOf(trials - successes, trials, attempts)
  let [attempts, correct, undetectedWrong, detectedFailures] = [0, 0, 0, 0]
  for (let before = 0; before < maxAttempts; before += 1) {
    const noticed = detected ** before
    const fails = failing(before + 1) * noticed
    attempts += failing(before) * noticed
    correct += failing(before) * noticed - fails
    undetectedWrong += fails * (1 - detected)
    detectedFailures += fails * detected
  }
  const exhausted = failing(maxAttempts) * detected ** maxAttempts
  return { attempts, correct, undetectedWrong, detectedFailures, exhausted }
}
