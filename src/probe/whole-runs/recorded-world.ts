import {
  canonicalJson,
  type Environment,
  type JournalEvent,
  type JsonValue,
  messageAt,
  type ToolOffer,
  type ToolSpec,
  type WorldCall,
} from '../../domain/index.js'
import type { RecordedCall } from '../fork-point.js'
import type { RecordReader } from '../verify-seams.js'

/** A call of a record, with the step at which it was made. */
interface PlacedRecord extends RecordedCall {
  readonly step: number
}

/** The calls of a whole run that came back, in the order in which they were made. */
export function recordedCalls(journal: Pick<RecordReader, 'content'>, events: readonly JournalEvent[]): PlacedRecord[] {
  const results = new Map<string, string>()
  for (const { body } of events) if (body.kind === 'tool-returned') results.set(body.callId, body.messageHash)
  return events.flatMap(({ body }) => {
    const hash = body.kind === 'tool-called' ? results.get(body.call.id) : undefined
    if (body.kind !== 'tool-called' || hash === undefined) return []
    const { text, isError } = messageAt(journal, hash, 'tool')
    const { name, arguments: given } = body.call
    return [{ step: body.step, call: { name, arguments: given }, result: { text, isError } }]
  })
}

/** The tools that an agent offered at first; empty where it never asked. */
export function ownTools(
  journal: Pick<RecordReader, 'content'>,
  events: readonly JournalEvent[],
  reads: readonly string[],
): ToolSpec[] {
  const started = events.find(({ body }) => body.kind === 'trial-started')?.body
  return started?.kind === 'trial-started' ? specsAt(journal, started.toolsHash, reads) : []
}

/** A recorded list of tools, with what is known of them. */
export function specsAt(
  journal: Pick<RecordReader, 'content'>,
  toolsHash: string,
  reads: readonly string[],
): ToolSpec[] {
  const list = journal.content(toolsHash)
  if (!Array.isArray(list)) return []
  return list.filter(isOffer).map(({ name, description, parameters }) => {
    return { name, description, parameters, effect: reads.includes(name) ? 'reads' : 'writes' }
  })
}

function isOffer(value: unknown): value is ToolOffer {
  if (typeof value !== 'object' || value === null) return false
  const { name, description, parameters }: Readonly<Record<string, unknown>> = Object(value)
  return typeof name === 'string' && typeof description === 'string' && typeof parameters === 'object'
}

/**
 * A record as a world to aim in: it answers the calls that were made as they were answered, in their order. Its state is
 * the place in the record. It judges nothing, solves nothing and cannot be disturbed.
 */
export function recordedWorld(tools: readonly ToolSpec[], calls: readonly RecordedCall[]): Environment {
  let at = 0
  const keys = calls.map(({ call }) => keyOf(call))
  return {
    tools,
    effects: 'replayable',
    call(call) {
      const key = keyOf(call)
      const next = keys.indexOf(key, at)
      const found = next === -1 ? keys.indexOf(key) : next
      if (next !== -1) at = next + 1
      return calls[found]?.result ?? { text: `${call.name} was not called in this way`, isError: true }
    },
    score: () => ({ value: 0, isSolved: false, evidence: [] }),
    checkpoints: () => [],
    snapshot: () => ({ at }),
    restore(state) {
      at = placeIn(state)
    },
  }
}

function keyOf({ name, arguments: given }: WorldCall): string {
  return canonicalJson([name, given])
}

function placeIn(state: JsonValue): number {
  const { at }: Readonly<Record<string, unknown>> = Object(state)
  return typeof at === 'number' ? at : 0
}
