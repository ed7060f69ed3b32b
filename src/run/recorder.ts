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
  type Message,
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
    const recorded = past[position]
    if (recorded === undefined || identityOf(recorded.body) !== identityOf(body)) {
      const place = `trial ${lease.trial.id} event ${recorded?.seq ?? position}`
      throw new ReplayDiverged(`${place} was ${recorded?.body.kind ?? 'absent'} and is now ${body.kind}`)
    }
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

/** The answer that an event recorded. */
export function answerOf(body: Extract<EventBody, { kind: 'model-answered' }>, journal: Journal): Answer {
  const message = messageAt(journal, body.messageHash)
  if (message.role !== 'assistant') throw new InvariantError(`content ${body.messageHash} is no assistant message`)
  return {
    text: message.text,
    calls: message.calls,
    stop: body.stop,
    ...(body.usage !== undefined && { usage: body.usage }),
    ...(body.costUsd !== undefined && { costUsd: body.costUsd }),
  }
}

/** A message that an event names. */
export function messageAt(journal: Journal, hash: string): Message {
  // Content is checked against its hash when it is read; what was stored as a message comes back as one.
  return journal.content(hash) as unknown as Message
}

/** An event without what differs between two executions of the same thing. */
function identityOf(body: EventBody): string {
  return canonicalJson(asJson({ ...body, latencyMs: undefined }))
}
