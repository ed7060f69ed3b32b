import type { Environment, Journal, JournalEvent, Lease, WorldCall } from '../domain/index.js'

/** What earlier attempts of a trial mean for the next one. */
export interface EarlierAttempts {
  /** Working time, in seconds: without the time spent on asks that failed and on waiting for another try. */
  readonly seconds: number
  /** Attempts that ended because something around the model broke. */
  readonly failures: number
  /** Whether an ask was under way when the last attempt was cut off: it is asked again. */
  readonly isAskRepeated: boolean
}

const NOTHING_EARLIER: EarlierAttempts = { seconds: 0, failures: 0, isAskRepeated: false }

/** Reads everything that was ever written for a trial before this attempt. */
export function earlierAttempts(journal: Pick<Journal, 'eachEvent'>, lease: Lease): EarlierAttempts {
  if (lease.attempt === 1) return NOTHING_EARLIER
  const events: JournalEvent[] = []
  for (const { event } of journal.eachEvent(lease.trial.id)) if (event.attempt < lease.attempt) events.push(event)
  const ends = events.flatMap(({ body, attempt }) =>
    body.kind === 'attempt-ended' ? [{ attempt, reason: body.reason }] : [],
  )
  const failures = ends.filter(({ reason }) => reason === 'transport' || reason === 'environment').length
  const lastEnd = ends.find(({ attempt }) => attempt === lease.attempt - 1)?.reason
  // An attempt that ended in order left nothing under way; an interrupted one gave up waiting, a killed one says nothing.
  const isCutOff = lastEnd === undefined || lastEnd === 'interrupted'
  const isAskRepeated = isCutOff && lease.past.at(-1)?.body.kind === 'model-asked'
  return { seconds: workingSeconds(events), failures, isAskRepeated }
}

/** Time between events, with the latency of an answer in place of all the time that it took to get it. */
export function workingSeconds(events: Iterable<JournalEvent>): number {
  let ms = 0
  let before: JournalEvent | undefined
  for (const event of events) {
    const { body } = event
    if (body.kind === 'model-answered') ms += body.latencyMs
    else if (before?.processId === event.processId && before.attempt === event.attempt && !isWaiting(body)) {
      ms += event.monotonicMs - before.monotonicMs
    }
    before = event
  }
  return ms / 1_000
}

/** Events at whose time an ask had been under way without an answer. */
function isWaiting({ kind }: JournalEvent['body']): boolean {
  return kind === 'transport-failed' || kind === 'attempt-ended'
}

/**
 * The first of some recorded calls that must not be made again: its world has effects outside, and the tool neither
 * only reads nor says that a repeat changes nothing more.
 */
export function unrepeatable(environment: Environment, past: readonly JournalEvent[]): WorldCall | undefined {
  if (environment.effects === 'replayable') return undefined
  const repeatable = new Set(
    environment.tools.flatMap(({ name, effect, isIdempotent }) =>
      effect === 'reads' || isIdempotent === true ? [name] : [],
    ),
  )
  return past
    .flatMap(({ body }) =>
      body.kind === 'tool-called' && body.call.name !== 'finish' ? [body.passed ?? body.call] : [],
    )
    .find(({ name }) => !repeatable.has(name))
}
