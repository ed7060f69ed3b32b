/** What one attempt at a job costs and how often it is right. Money in US dollars. */
export interface JobCosts {
  /** Of one attempt, whether it is right or wrong. */
  readonly costAttempt: number
  /** Chance that one attempt is right, in [0, 1]. */
  readonly success: number
  /** Share of failures that are noticed. */
  readonly detected: number
  /** On top of the attempt, for each failure that is noticed. */
  readonly costDetectedFailure: number
  /** Before the job is handed on or given up; from 1. */
  readonly maxAttempts: number
  /** Lost by a wrong result that nobody notices. */
  readonly lossUndetected: number
  /** The stronger system after the last attempt; absent where there is none. */
  readonly escalation?: { readonly cost: number; readonly success: number; readonly detected: number }
}

/** Expectations for one job. */
export interface JobOutlook {
  /** In US dollars, with clean-up, escalation and losses. */
  readonly expectedCost: number
  /** Chance that the job ends right, in [0, 1]. */
  readonly correct: number
  /** Chance that it ends wrong and nobody notices, in [0, 1]. */
  readonly undetectedWrong: number
  /** All attempts ended in a noticed failure: handed on where there is an escalation. */
  readonly exhausted: number
  /** Ended with a failure that is known. */
  readonly failedKnown: number
  /** Undefined where nothing is ever correct. */
  readonly costPerSuccess?: number
}

/** What the attempts of the cheaper system come to, before anything is handed on. Counts and chances for one job. */
export interface AttemptOutlook {
  /** Expected number, from 1. */
  readonly attempts: number
  /** Chance that one of them is right, in [0, 1]. */
  readonly correct: number
  /** Chance that they end wrong and nobody notices, in [0, 1]. */
  readonly undetectedWrong: number
  /** Expected number of failures that are noticed. */
  readonly detectedFailures: number
  /** Chance that all ended in a noticed failure, in [0, 1]. */
  readonly exhausted: number
}

/**
 * Cost of a finished job with retries, clean-up and escalation, if attempts are independent.
 *
 * @source statistics specification 7.1; checked in test/oracle/routing_cost.json
 */
export function routingCost(job: JobCosts): JobOutlook {
  const { success, detected, maxAttempts } = job
  const silent = (1 - success) * (1 - detected)
  const accepted = success + silent
  const retried = 1 - accepted
  const attempts = accepted === 0 ? maxAttempts : (1 - retried ** maxAttempts) / accepted
  return finishJob(job, {
    attempts,
    correct: attempts * success,
    undetectedWrong: attempts * silent,
    detectedFailures: attempts * (1 - success) * detected,
    exhausted: retried ** maxAttempts,
  })
}

/** Adds the stronger system and the money to what the attempts come to. */
export function finishJob(job: Omit<JobCosts, 'success'>, own: AttemptOutlook): JobOutlook {
  const { costAttempt, costDetectedFailure, lossUndetected, escalation } = job
  const upper = escalation ?? { cost: 0, success: 0, detected: 1 }
  const handed = escalation === undefined ? 0 : own.exhausted
  const correct = own.correct + handed * upper.success
  const undetectedWrong = own.undetectedWrong + handed * (1 - upper.success) * (1 - upper.detected)
  const upperDetected = handed * (1 - upper.success) * upper.detected
  const expectedCost =
    own.attempts * costAttempt +
    own.detectedFailures * costDetectedFailure +
    handed * upper.cost +
    upperDetected * costDetectedFailure +
    undetectedWrong * lossUndetected
  return {
    expectedCost,
    correct,
    undetectedWrong,
    exhausted: own.exhausted,
    failedKnown: 1 - correct - undetectedWrong,
    ...(correct > 0 && { costPerSuccess: expectedCost / correct }),
  }
}
