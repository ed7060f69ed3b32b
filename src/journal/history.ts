import {
  type EventBody,
  type JournalEvent,
  noteWork,
  RESCORE_OWNER,
  type RecordedEvent,
  type Traffic,
  type WorkingTime,
} from '../domain/index.js'
import type { Connection } from './connection.js'
import { parseBody } from './event-body.js'

/** Events read at a time: a trial of any length is read within the memory of one page. */
const PAGE_EVENTS = 1_000

/** Events of trials read of late that are kept, and the longest trial among them: forks read their parent many times. */
const MOST_KEPT_EVENTS = 30_000
const LONGEST_KEPT = 5_000

interface EventRow {
  readonly seq: number
  readonly attempt: number
  readonly wall: number
  readonly monotonic: number
  readonly process: string
  readonly body: string
}

/** A resume by an attempt: what earlier attempts wrote after an event counts no more. */
interface Resume {
  readonly attempt: number
  readonly afterSeq: number
}

/**
 * Gives a reader of the events of trials on one connection: every event ever written, in order, as the trial stands
 * when it begins; none for an unknown trial.
 */
export function createHistory(connection: Connection): (trialId: string) => Generator<RecordedEvent, void, undefined> {
  const sql = prepareStatements(connection)
  const { file } = connection
  const kept = createKept()

  function eventOf(trialId: string, { seq, attempt, wall, monotonic, process, body }: EventRow): JournalEvent {
    const where = { file, place: () => `trial ${trialId} event ${seq}` }
    return {
      trialId,
      attempt,
      seq,
      wallTime: wall,
      monotonicMs: monotonic,
      processId: process,
      body: parseBody(body, where),
    }
  }

  return function* events(trialId) {
    const read = <T>(act: () => T) => connection.read(`trial ${trialId}`, act)
    const trial = read(() => sql.trial.get(trialId))
    if (trial === undefined) return
    const no = Number(trial.no)
    const latest = read(() => sql.end.get(no))
    const end = Number(latest?.last ?? -1)
    const before = kept.get(no, end)
    if (before !== undefined) {
      yield* before
      return
    }
    const whole: RecordedEvent[] = []
    const rows = (act: () => unknown) => read(act) as EventRow[]
    // A first attempt resumes nothing.
    const resumed = Number(latest?.attempt ?? 1) > 1 ? rows(() => sql.resumes.all(no)) : []
    const resumes = resumed.flatMap((row) => resumeOf(eventOf(trialId, row)))
    for (let from = 0; from <= end; from += PAGE_EVENTS) {
      const to = Math.min(end, from + PAGE_EVENTS - 1)
      for (const row of rows(() => sql.page.all(no, from, to))) {
        const event = eventOf(trialId, row)
        const recorded = { event, counts: isCounting(event, resumes) }
        if (end < LONGEST_KEPT) whole.push(recorded)
        yield recorded
      }
    }
    if (whole.length > end) kept.set(no, whole)
  }
}

/** Trials read of late, the oldest given up first. Events are only ever added, so what was read up to an event stands. */
function createKept() {
  const trials = new Map<number, readonly RecordedEvent[]>()
  let total = 0
  const drop = (no: number) => {
    total -= trials.get(no)?.length ?? 0
    trials.delete(no)
  }
  return {
    get(no: number, end: number) {
      const events = trials.get(no)
      if (events?.length !== end + 1) return undefined
      // Read again: the youngest now.
      trials.delete(no)
      trials.set(no, events)
      return events
    },
    set(no: number, events: readonly RecordedEvent[]): void {
      drop(no)
      trials.set(no, events)
      total += events.length
      for (const oldest of trials.keys()) {
        if (total <= MOST_KEPT_EVENTS) break
        drop(oldest)
      }
    },
  }
}

function prepareStatements({ prepare }: Connection) {
  const events = `
    SELECT event.seq, event.attempt, event.wall, event.monotonic, process.id AS process, event.body
    FROM event JOIN process ON process.no = event.process WHERE event.trial = ?`
  return {
    trial: prepare('SELECT no FROM trial WHERE id = ?'),
    end: prepare('SELECT seq AS last, attempt FROM event WHERE trial = ? ORDER BY seq DESC LIMIT 1'),
    resumes: prepare(`${events} AND event.kind = 'trial-resumed' ORDER BY event.seq`),
    page: prepare(`${events} AND event.seq BETWEEN ? AND ? ORDER BY event.seq`),
  }
}

/** Kinds that tell about attempts and not about the trial. */
const ABOUT_ATTEMPTS: ReadonlySet<EventBody['kind']> = new Set([
  'attempt-started',
  'trial-resumed',
  'transport-failed',
  'attempt-ended',
])

function resumeOf({ attempt, body }: JournalEvent): Resume[] {
  return body.kind === 'trial-resumed' ? [{ attempt, afterSeq: body.afterSeq }] : []
}

function isCounting({ seq, attempt, body }: JournalEvent, resumes: readonly Resume[]): boolean {
  if (ABOUT_ATTEMPTS.has(body.kind)) return false
  return !resumes.some((resume) => attempt < resume.attempt && seq > resume.afterSeq)
}

/** What a trial took over all its attempts, superseded events included. */
interface Effort {
  repeatedAsks: number
  transportFailures: number
  retriedVoids: number
  rescores: number
  readonly work: WorkingTime
  readonly traffic: OpenTraffic
}

/** Traffic while the events of a trial are read in order. */
interface OpenTraffic extends Traffic {
  refusals: number
  waitedMs: number
  readonly sentMs: number[]
  readonly answeredMs: number[]
  /** The refusal after which the ask has not been made again yet. */
  refusal: JournalEvent | undefined
}

const RATE_LIMITED = 429

/** Before the first event. */
export function beginEffort(): Effort {
  const traffic: OpenTraffic = { refusals: 0, waitedMs: 0, sentMs: [], answeredMs: [], refusal: undefined }
  return {
    repeatedAsks: 0,
    transportFailures: 0,
    retriedVoids: 0,
    rescores: 0,
    work: { ms: 0, before: undefined },
    traffic,
  }
}

/** Adds one event, in order of writing. */
export function noteEffort(effort: Effort, { event, counts }: RecordedEvent): void {
  const { body } = event
  noteWork(effort.work, event)
  noteTraffic(effort.traffic, event)
  if (body.kind === 'trial-resumed') effort.repeatedAsks += body.repeatedAsks
  if (body.kind === 'attempt-started' && body.owner === RESCORE_OWNER) effort.rescores += 1
  if (body.kind === 'transport-failed') effort.transportFailures += 1
  if (body.kind === 'trial-scored' && body.outcome.kind === 'void' && !counts) effort.retriedVoids += 1
}

function noteTraffic(traffic: OpenTraffic, event: JournalEvent): void {
  const { body, wallTime } = event
  if (body.kind !== 'model-answered' && body.kind !== 'transport-failed') return
  const tookMs = body.kind === 'model-answered' ? body.latencyMs : 0
  const { refusal } = traffic
  // The clocks of two processes do not compare, and between them nobody waited.
  if (refusal?.processId === event.processId) {
    traffic.waitedMs += Math.max(0, event.monotonicMs - tookMs - refusal.monotonicMs)
  }
  const isRefusal = body.kind === 'transport-failed' && body.status === RATE_LIMITED
  traffic.refusal = isRefusal ? event : undefined
  if (isRefusal) traffic.refusals += 1
  if (body.kind !== 'model-answered') return
  traffic.sentMs.push(wallTime - body.latencyMs)
  traffic.answeredMs.push(wallTime)
}

/** What is kept of the traffic when all events have been read. */
export function trafficOf({ traffic: { refusals, waitedMs, sentMs, answeredMs } }: Effort): Traffic {
  return { refusals, waitedMs, sentMs, answeredMs }
}
