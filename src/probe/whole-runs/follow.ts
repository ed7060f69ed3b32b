import {
  canonicalJson,
  contentHash,
  drawOf,
  type JournalEvent,
  type JsonValue,
  type LineFault,
  type Link,
  type LinkContext,
  messageAt,
  type PlannedTrial,
  type Receipt,
  type ResponseChange,
  type Seam,
  type ToolCall,
  type ToolResult,
  type ToolSpec,
  type WorldCall,
} from '../../domain/index.js'
import { type RecordReader, Refuted } from '../verify-seams.js'

/** A call of the record, and what had to become of it. */
export interface FollowedCall {
  readonly call: ToolCall
  /** As the agent got it. */
  readonly passed: Pick<ToolCall, 'name' | 'arguments'>
  /** The answer that it had to get without reaching the agent. */
  readonly withheld?: ToolResult
  /** Whether the link may look at its result. */
  readonly isWatched: boolean
  /** Whether it counts among the calls that the link is told of. */
  readonly isNoted: boolean
  /** Hash of the message that the model was shown. */
  shownHash?: string
}

/** The record of a whole run while it is followed. */
export interface Following {
  readonly journal: RecordReader
  readonly events: readonly JournalEvent[]
  readonly trial: PlannedTrial
  readonly link: Link
  readonly reads: readonly string[]
  /** The tools where they are those of a world that Leadline's own loop calls; absent where they are the agent's. */
  readonly world?: readonly ToolSpec[]
  /** Results as the agent sent them first, by call. */
  readonly given: ReadonlyMap<string, ToolResult>
  readonly calls: Map<string, FollowedCall>
  readonly asked: Map<Seam, number>
  /** Calls that have come back and that the link is told of. */
  readonly made: WorldCall[]
  /** Steps that the trial may take; undefined where nothing bounds them. */
  steps: number | undefined
  /** First results of calls, by name and arguments. */
  readonly earliest: Map<string, ToolResult>
  /** Places of receipts in the record that something asked for. */
  readonly justified: Set<number>
  /** Hash of the agent's list in the ask that the record is at. */
  ownHash: string
  openingHash: string
  /** The tools in the ask that the record is at: as they are, and as the model was shown them. */
  own: readonly ToolSpec[]
  shown: readonly ToolSpec[]
  /** Receipts passed so far. */
  delivered: number
  /** Those of them since the last thing that was checked. */
  fresh: number
  lastOffer: string | undefined
  /** What the model was told by each step, its answer included, by the hashes of the messages. */
  readonly conversations: Map<number, readonly string[]>
  /** System that the link wanted asked last; undefined where it wanted none. */
  routed: string | undefined
  /** System that has to answer in place of the trial's own. */
  answering: string | undefined
  /** What has to become of the answer that comes next. */
  response: LineFault | Extract<ResponseChange, { kind: 'truncate' }> | undefined
  /** How long the next ask has to wait, and from when on. */
  wait: { readonly ms: number; readonly from: JournalEvent } | undefined
  /** How often the process of the agent had to be started so far. */
  starts: number
  /** The step whose calls the agent cannot have got, if any. */
  lostStep: number | undefined
}

/** Begins to follow a record. */
export function beginFollowing(
  journal: RecordReader,
  trial: PlannedTrial,
  of: Pick<Following, 'link' | 'reads' | 'steps' | 'world'>,
): Following {
  const events = journal.events(trial.id)
  return {
    ...of,
    journal,
    trial,
    events,
    given: givenResults(journal, events),
    calls: new Map(),
    made: [],
    asked: new Map(),
    earliest: new Map(),
    justified: new Set(),
    ownHash: '',
    openingHash: '',
    own: [],
    shown: [],
    delivered: 0,
    fresh: 0,
    lastOffer: undefined,
    conversations: new Map(),
    routed: undefined,
    answering: undefined,
    response: undefined,
    lostStep: undefined,
    wait: undefined,
    starts: 1,
  }
}

function givenResults(journal: RecordReader, events: readonly JournalEvent[]): Map<string, ToolResult> {
  const given = new Map<string, ToolResult>()
  for (const { body } of events) {
    if (body.kind !== 'model-asked' || body.received === undefined) continue
    for (const hash of body.received.added) {
      if (roleAt(journal, hash) !== 'tool') continue
      const { callId, text, isError } = messageAt(journal, hash, 'tool')
      if (!given.has(callId)) given.set(callId, { text, isError })
    }
  }
  return given
}

/** Role of a recorded message. */
export function roleAt(journal: Pick<RecordReader, 'content'>, hash: string): unknown {
  return Object(journal.content(hash)).role
}

/** Whether the link is in place at a step that offers the list at hand. */
export function isLinked({ trial, ownHash, openingHash }: Following, step: number): boolean {
  return step >= (trial.chainFrom ?? 0) && ownHash === openingHash
}

/** What a hook is told at its next opportunity. */
export function contextAt(
  { asked, trial, link, delivered, fresh, made }: Following,
  seam: Seam,
  { step, more = 0 }: { readonly step: number; readonly more?: number },
): LinkContext {
  const opportunity = asked.get(seam) ?? 0
  asked.set(seam, opportunity + 1)
  const { pairId, chainFrom = 0 } = trial
  return {
    step: step - chainFrom,
    opportunity,
    delivered: delivered - fresh + more,
    get earlier() {
      return Object.freeze([...made])
    },
    // A draw costs a hash, and most links never look at theirs.
    get draw() {
      return drawOf({ pairId, link: `${link.name}/${seam}`, opportunity })
    },
  }
}

/**
 * Demands a receipt near a place of the record, with the hashes that belong to it.
 *
 * @param near.from first event in which it may lie; `to`: the first in which it may not
 * @throws Refuted
 */
export function demand(
  following: Following,
  receipt: Pick<Receipt, 'seam' | 'place' | 'step'>,
  near: { readonly from: number; readonly to: number; readonly before: JsonValue; readonly after: JsonValue },
): void {
  const { events, justified, trial, link } = following
  for (let index = near.from; index < near.to; index += 1) {
    const body = events[index]?.body
    if (body?.kind !== 'intervention-applied' || justified.has(index)) continue
    const { seam, place, step, arm, intervention, beforeHash, afterHash } = body.receipt
    if (seam !== receipt.seam || place !== receipt.place || step !== receipt.step) continue
    const isOwn = arm === trial.arm && intervention === link.name
    const after = arm === 'sham' ? near.before : near.after
    if (isOwn && beforeHash === contentHash(near.before) && afterHash === contentHash(after)) {
      justified.add(index)
      return
    }
    throw new Refuted(`the receipt at step ${step} (${seam}, ${place}) does not say what was done there`)
  }
  throw new Refuted(`a change was due at step ${receipt.step} (${receipt.seam}, ${receipt.place}) and left no receipt`)
}

/** A call by what it asks for. */
export function keyOf({ name, arguments: given }: Pick<ToolCall, 'name' | 'arguments'>): string {
  return canonicalJson([name, given])
}
