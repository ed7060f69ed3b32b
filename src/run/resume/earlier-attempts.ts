import {
  type Journal,
  type JournalEvent,
  type Lease,
  noteWork,
  type VoidCause,
  type WorkingTime,
} from '../../domain/index.js'

/** What earlier attempts of a trial mean for the next one. */
interface EarlierAttempts {
  /** Working time, in seconds: without the time spent on asks that failed and on waiting for another try. */
  readonly seconds: number
  /** Attempts since the last judgement that ended because something around the model broke. */
  readonly failures: number
  /** Whether an ask may have been under way when the last attempt was cut off: it is asked again. */
  readonly isAskRepeated: boolean
}

const NOTHING_EARLIER: EarlierAttempts = { seconds: 0, failures: 0, isAskRepeated: false }

/** Reads everything that was ever written for a trial before this attempt. */
export function earlierAttempts(journal: Pick<Journal, 'eachEvent'>, lease: Lease): EarlierAttempts {
  if (lease.attempt === 1) return NOTHING_EARLIER
  const events: JournalEvent[] = []
  for (const { event } of journal.eachEvent(lease.trial.id)) if (event.attempt < lease.attempt) events.push(event)
  let failures = 0
  for (const { body } of events) {
    if (body.kind === 'trial-scored') failures = 0
    else if (body.kind === 'attempt-ended' && (body.reason === 'transport' || body.reason === 'environment'))
      failures += 1
  }
  // An attempt that was killed before it did anything had not asked again.
  const last = events.findLast(({ body }) => body.kind !== 'attempt-started')?.body
  // One that ended in order left nothing under way; an interrupted one gave up waiting, a killed one says nothing.
  const isCutOff = last?.kind !== 'attempt-ended' || last.reason === 'interrupted'
  const isAskRepeated = isCutOff && lease.past.at(-1)?.body.kind === 'model-asked'
  return { seconds: workingSeconds(events), failures, isAskRepeated }
}

/**
 * The part of a past that a further attempt goes on from. A call at which the world broke is made again, and a trial
 * that was void by a cause that is tried again stands where it stood before that judgement.
 *
 * @param retried causes that are tried again: that of a model that could not be reached always is
 */
export function pastToGoOn(past: readonly JournalEvent[], retried: readonly VoidCause[] = []): readonly JournalEvent[] {
  const scored = past.findLast(({ body }) => body.kind === 'trial-scored')?.body
  const isUnreached = scored?.kind === 'trial-scored' && isVoidBy(scored, ['model-api', ...retried])
  const standing = isUnreached
    ? past.slice(
        0,
        past.findLastIndex(({ body }) => body.kind === 'trial-ended'),
      )
    : past
  return standing.slice(0, standing.findLastIndex(({ body }) => body.kind !== 'tool-failed') + 1)
}

function isVoidBy(
  { outcome }: Extract<JournalEvent['body'], { kind: 'trial-scored' }>,
  causes: readonly VoidCause[],
): boolean {
  return outcome.kind === 'void' && causes.includes(outcome.cause)
}

/** Time between events, with the latency of an answer in place of all the time that it took to get it. */
export function workingSeconds(events: Iterable<JournalEvent>): number {
  const work: WorkingTime = { ms: 0, before: undefined }
  for (const event of events) noteWork(work, event)
  return work.ms / 1_000
}
