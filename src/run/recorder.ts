import {
  type Answer,
  asJson,
  type Content,
  canonicalJson,
  contentHash,
  type EventBody,
  InvariantError,
  type Journal,
  type JournalEvent,
  type JsonValue,
  type Lease,
  messageAt,
} from '../domain/index.js'

/** Writes a trial's events, or checks them against what earlier attempts wrote. */
export interface Recorder {
  /**
   * Adds an event. While earlier attempts' events last, the event must equal the recorded one and is not written again.
   * @throws ReplayDiverged
   */
  emit(body: EventBody, contents?: readonly Content[]): void
  /** Stores a value beside the next commit and gives its hash. */
  keep(value: JsonValue): string
  /** The recorded answer to the ask just emitted, if an earlier attempt got one. */
  recordedAnswer(): Answer | undefined
  /** True while events are checked rather than written. */
  isReplaying(): boolean
  /**
   * Resolves when everything emitted is on disk. The first commit after the past says before anything else that the
   * trial goes on, so that an attempt which did not get as far leaves no word of it.
   */
  commit(): Promise<void>
}

/** The world or the chain did not repeat what the journal says: the trial cannot be continued. */
export class ReplayDiverged extends InvariantError {}

/**
 * @param past events of earlier attempts that count, in order
 * @param resumed says that the trial goes on after them; left out in a first attempt
 */
export function createRecorder(
  journal: Journal,
  lease: Lease,
  { past, resumed }: { readonly past: readonly JournalEvent[]; readonly resumed?: EventBody | undefined },
): Recorder {
  let position = 0
  let opening = resumed === undefined ? [] : [resumed]
  let events: EventBody[] = []
  let contents: Content[] = []

  function replay(body: EventBody): void {
    requireSame(lease.trial.id, past[position], body)
    position += 1
  }

  return {
    emit(body, more = []) {
      if (position < past.length) return replay(body)
      events.push(body)
      contents.push(...more)
    },
    keep(value) {
      const hash = contentHash(value)
      if (position >= past.length) contents.push({ hash, value })
      return hash
    },
    recordedAnswer() {
      const body = past[position]?.body
      return body?.kind === 'model-answered' ? answerOf(body, journal) : undefined
    },
    isReplaying: () => position < past.length,
    async commit() {
      if (position < past.length || events.length + opening.length === 0) return
      const batch = [...opening, ...events]
      const values = contents
      opening = []
      events = []
      contents = []
      await journal.append(lease, batch, values)
    },
  }
}

/** Kinds of events that acting out a recorded prefix brings about again. */
const ACTED: ReadonlySet<EventBody['kind']> = new Set([
  'trial-started',
  'tool-called',
  'tool-returned',
  'checkpoint-reached',
])

/**
 * Holds the prefix of a fork against what its parent recorded, and writes nothing.
 *
 * @param parentId named in errors
 * @param recorded the parent's events up to the fork
 */
export function createComparison(
  parentId: string,
  recorded: readonly JournalEvent[],
): Pick<Recorder, 'emit' | 'keep' | 'commit'> & {
  /** @throws ReplayDiverged where the parent did more than was acted out */
  finish(): void
} {
  const acted = recorded.filter(({ body }) => ACTED.has(body.kind))
  let position = 0
  return {
    emit(body) {
      requireSame(parentId, acted[position], body)
      position += 1
    },
    keep: contentHash,
    commit: async () => undefined,
    finish() {
      const missed = acted[position]
      if (missed !== undefined) {
        throw new ReplayDiverged(`trial ${parentId} event ${missed.seq} was ${missed.body.kind} and is now absent`)
      }
    },
  }
}

function requireSame(trialId: string, recorded: JournalEvent | undefined, body: EventBody): void {
  if (recorded !== undefined && identityOf(recorded.body) === identityOf(body)) return
  const place = recorded === undefined ? '' : ` event ${recorded.seq}`
  const is = recorded?.body.kind === body.kind ? `another ${body.kind}` : body.kind
  throw new ReplayDiverged(`trial ${trialId}${place} was ${recorded?.body.kind ?? 'absent'} and is now ${is}`)
}

/**
 * The answer that an event recorded.
 *
 * @throws RecordError where its content is no answer
 */
export function answerOf(
  body: Extract<EventBody, { kind: 'model-answered' }>,
  journal: Pick<Journal, 'content'>,
): Answer {
  const message = messageAt(journal, body.messageHash, 'assistant')
  return {
    text: message.text,
    calls: message.calls,
    stop: body.stop,
    ...(message.parts !== undefined && { parts: message.parts }),
    ...(body.stopReason !== undefined && { stopReason: body.stopReason }),
    ...(body.usage !== undefined && { usage: body.usage }),
    ...(body.costUsd !== undefined && { costUsd: body.costUsd }),
  }
}

/** An event without what differs between two executions of the same thing. */
function identityOf(body: EventBody): string {
  return canonicalJson(asJson({ ...body, latencyMs: undefined }))
}
