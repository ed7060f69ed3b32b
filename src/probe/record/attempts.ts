import { type AttemptEndReason, type Journal, RESCORE_OWNER, type TrialEnd } from '../../domain/index.js'

/** One launch of a trial. */
export interface AttemptNote {
  /** From 1. */
  readonly attempt: number
  /** Milliseconds since 1970. */
  readonly beganAt: number
  /** Answers that it got. */
  readonly answers: number
  /** Asks of it that got none. */
  readonly failedAsks: number
  /** It launched nothing: a later scorer judged the final state anew. */
  readonly isRescore?: boolean
  /** Why it is over; undefined where it runs, or was killed. */
  readonly reason?: AttemptEndReason
  /** What broke, where something did: one sentence without full stop. */
  readonly message?: string
}

/** How a trial came to its end. */
export interface TrialHistory {
  /** In order. */
  readonly attempts: readonly AttemptNote[]
  /** What ended it; undefined while it has not ended. */
  readonly end?: TrialEnd
  /** Ends that a later launch has taken back, in order. */
  readonly takenBack: readonly TrialEnd[]
}

/** Reads the launches of a trial from its record. */
export function readHistory(journal: Pick<Journal, 'eachEvent'>, trialId: string): TrialHistory {
  const attempts = new Map<number, AttemptNote>()
  const takenBack: TrialEnd[] = []
  let end: TrialEnd | undefined
  for (const { event, counts } of journal.eachEvent(trialId)) {
    const { attempt, wallTime, body } = event
    const before = attempts.get(attempt) ?? { attempt, beganAt: wallTime, answers: 0, failedAsks: 0 }
    attempts.set(attempt, before)
    if (body.kind === 'attempt-started' && body.owner === RESCORE_OWNER) {
      attempts.set(attempt, { ...before, isRescore: true })
    }
    if (body.kind === 'model-answered') attempts.set(attempt, { ...before, answers: before.answers + 1 })
    if (body.kind === 'transport-failed') attempts.set(attempt, { ...before, failedAsks: before.failedAsks + 1 })
    if (body.kind === 'attempt-ended') {
      const { reason, message } = body
      attempts.set(attempt, { ...before, reason, ...(message !== undefined && { message }) })
    }
    if (body.kind !== 'trial-ended') continue
    if (counts) end = body.end
    else takenBack.push(body.end)
  }
  return { attempts: [...attempts.values()], takenBack, ...(end !== undefined && { end }) }
}
