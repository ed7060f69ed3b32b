import type { EventBody, JournalEvent } from '../domain/index.js'
import type { Connection } from './connection.js'
import { parseBody } from './event-body.js'

/** Reads the events of trials. */
export interface History {
  /** Every event ever written, in order; empty for an unknown trial. */
  all(trialId: string): JournalEvent[]
  /** The events that count. */
  counting(trialId: string): JournalEvent[]
}

interface EventRow {
  readonly seq: number
  readonly attempt: number
  readonly wall: number
  readonly monotonic: number
  readonly process: string
  readonly body: string
}

/** Reads the events of trials on one connection. */
export function createHistory(connection: Connection): History {
  const select = connection.prepare(`
    SELECT event.seq, event.attempt, event.wall, event.monotonic, process.id AS process, event.body
    FROM event JOIN process ON process.no = event.process
    WHERE event.trial = (SELECT no FROM trial WHERE id = ?) ORDER BY event.seq`)
  const { file } = connection

  function all(trialId: string): JournalEvent[] {
    const rows = connection.read(`trial ${trialId}`, () => select.all(trialId) as unknown as EventRow[])
    return rows.map(({ seq, attempt, wall, monotonic, process, body }) => ({
      trialId,
      attempt,
      seq,
      wallTime: wall,
      monotonicMs: monotonic,
      processId: process,
      body: parseBody(body, { file, place: () => `trial ${trialId} event ${seq}` }),
    }))
  }

  return { all, counting: (trialId) => countingEvents(all(trialId)) }
}

/** Kinds that tell about attempts and not about the trial. */
const ABOUT_ATTEMPTS: ReadonlySet<EventBody['kind']> = new Set([
  'attempt-started',
  'trial-resumed',
  'transport-failed',
  'attempt-ended',
])

/** The events of a trial that count: what a resume left behind is dropped, and so is what is only about attempts. */
export function countingEvents(all: readonly JournalEvent[]): JournalEvent[] {
  const counting: JournalEvent[] = []
  for (const event of all) {
    const { body, attempt } = event
    if (body.kind === 'trial-resumed') dropSuperseded(counting, attempt, body.afterSeq)
    if (!ABOUT_ATTEMPTS.has(body.kind)) counting.push(event)
  }
  return counting
}

function dropSuperseded(counting: JournalEvent[], attempt: number, afterSeq: number): void {
  for (let last = counting.at(-1); last !== undefined; last = counting.at(-1)) {
    if (last.attempt >= attempt || last.seq <= afterSeq) return
    counting.pop()
  }
}
