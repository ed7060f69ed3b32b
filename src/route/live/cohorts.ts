import type { FeedbackDelay, ServedSession } from '../../domain/index.js'
import { type FeedbackSession, feedbackDelay, labelledDelay } from '../economics/feedback.js'
import { durationWords } from './words.js'

/** The sessions of one scope that may be counted, and how long it takes until results are heard there. */
interface Cohort {
  readonly delay: FeedbackDelay
  /** True of a session old enough that nearly all that will be heard of it has been heard. */
  isMature(session: ServedSession): boolean
}

/**
 * Tells which sessions of a scope count: all systems together, since results are heard in the same way.
 *
 * @param now in the seconds of the sessions; undefined where they have no times
 * @source statistics specification 7.4: only sessions older than the 95 % quantile of the delay
 */
export function cohortOf(scope: string, sessions: readonly ServedSession[], now: number | undefined): Cohort {
  const isTimed = sessions.every((session) => {
    return session.beganAt !== undefined && (session.result === undefined || session.knownAt !== undefined)
  })
  if (now === undefined || !isTimed) return { delay: untimed(scope), isMature: () => true }
  const feedback = sessions.map(feedbackOf)
  const isPart = sessions.some(({ propensity = 1 }) => propensity < 1)
  const seconds = isPart ? labelledDelay(feedback, now) : feedbackDelay(feedback, now)
  const method = isPart ? 'labelled-only' : 'open-sessions'
  const delay = {
    scope,
    method,
    words: delayWords(seconds, sessions, isPart),
    ...(seconds !== undefined && { seconds }),
  }
  return {
    delay: { ...delay, method },
    isMature: (session) => seconds !== undefined && now - feedbackOf(session).endedAt >= seconds,
  }
}

/** A session as the estimates of feedback read it. */
export function feedbackOf({ beganAt = 0, endedAt, knownAt, result, propensity }: ServedSession): FeedbackSession {
  return {
    endedAt: endedAt ?? beganAt,
    ...(knownAt !== undefined && { labelledAt: knownAt }),
    ...(result !== undefined && { result }),
    ...(propensity !== undefined && { labelPropensity: propensity }),
  }
}

function untimed(scope: string): FeedbackDelay {
  const words =
    'the table does not say when sessions began and when their results became known, so all of them count: failures are heard late, and success may look better than it is'
  return { scope, method: 'no-times', words }
}

function delayWords(seconds: number | undefined, sessions: readonly ServedSession[], isPart: boolean): string {
  if (seconds !== undefined) {
    const whose = isPart ? ', of the sessions that get one' : ''
    return `95% of results are heard within ${durationWords(seconds)}${whose}; younger sessions are not counted yet`
  }
  const open = sessions.filter(({ result }) => result === undefined).length
  if (open === sessions.length) return 'no session has a result yet, so none counts'
  return `${open} of ${sessions.length} sessions are still without a result, too many to tell how long it takes until 95% are heard, so none counts; where only some are meant to get one, state the chance of each (column propensity)`
}
