import {
  type Answer,
  contentHash,
  type Environment,
  type EventBody,
  FINISH_TOOL,
  type JournalEvent,
  messageAt,
  type ToolCall,
} from '../../domain/index.js'
import { inWorld } from '../infrastructure.js'
import { addAnswer } from '../limits.js'
import { answerOf, ReplayDiverged } from '../recorder.js'
import { countedBy, type Running } from '../running.js'

/** An answer some of whose calls have not been carried out yet. */
export interface Unfinished {
  readonly answer: Answer
  /** Calls that have come back, from the first. */
  readonly done: number
}

/** What an attempt that goes on may do anew: these leave nothing outside. */
const UNSETTLED: ReadonlySet<EventBody['kind']> = new Set([
  'operator-spoke',
  'tools-offered',
  'model-asked',
  'tool-called',
])

/**
 * How much of a past stands for a further attempt. `forbidden`: a call that keeps it from going on, since it may not be
 * made again.
 *
 * @param isChained a whole run with a probe, where effects are outside
 */
export function pastIn(
  environment: Environment,
  past: readonly JournalEvent[],
  isChained: boolean,
): { readonly past: readonly JournalEvent[]; readonly forbidden?: ToolCall } {
  if (environment.effects !== 'external') return { past }
  return isChained ? begunAnewOutside(environment, past) : settledOutside(environment, past)
}

/**
 * How much of a past stands in a world with effects outside, up to the last answer or return. `forbidden`: a call
 * without a recorded return that may not be made again, because its tool neither only reads nor takes a repeat.
 */
function settledOutside(
  environment: Environment,
  past: readonly JournalEvent[],
): { readonly past: readonly JournalEvent[]; readonly forbidden?: ToolCall } {
  const length = past.findLastIndex(({ body }) => !UNSETTLED.has(body.kind)) + 1
  const settled = { past: past.slice(0, length) }
  const open = past.slice(length).find(({ body }) => body.kind === 'tool-called')?.body
  if (open?.kind !== 'tool-called' || isRepeatable(environment, open.call)) return settled
  return { ...settled, forbidden: open.call }
}

/**
 * As `settledOutside`, for a whole run with a probe: what its chain knew is gone, so it begins again, unless a call that
 * may have changed something was made before.
 */
function begunAnewOutside(
  { tools }: Environment,
  past: readonly JournalEvent[],
): { readonly past: readonly JournalEvent[]; readonly forbidden?: ToolCall } {
  const reads = new Set(tools.flatMap(({ name, effect }) => (effect === 'reads' ? [name] : [])))
  const made = past.flatMap(({ body }) => (body.kind === 'tool-called' ? [body.call] : []))
  const forbidden = made.find(({ name }) => !reads.has(name) && name !== FINISH_TOOL.name)
  return forbidden === undefined ? { past: [] } : { past: [], forbidden }
}

function isRepeatable({ tools }: Environment, { name }: ToolCall): boolean {
  if (name === FINISH_TOOL.name) return true
  // A tool that is not there does nothing.
  const tool = tools.find((spec) => spec.name === name)
  return tool === undefined || tool.effect === 'reads' || tool.isIdempotent === true
}

/**
 * Brings a trial in a world with effects outside to where its record ends without making one call: conversation and
 * counts from the events, the world by its last stored state.
 *
 * @throws ReplayDiverged where the world does not come back to that state
 */
export async function goOnOutside(running: Running, past: readonly JournalEvent[]): Promise<Unfinished | undefined> {
  const { environment, context } = running
  const folding: Folding = { running, unfinished: undefined, stateHash: undefined }
  for (const { body } of past) follow(folding, body)
  const { stateHash, unfinished } = folding
  if (stateHash !== undefined) {
    await inWorld(() => {
      environment.restore(context.journal.content(stateHash))
      if (contentHash(environment.snapshot()) === stateHash) return
      throw new ReplayDiverged('the world did not come back to its last stored state')
    })
  }
  return unfinished
}

interface Folding {
  readonly running: Running
  unfinished: Unfinished | undefined
  stateHash: string | undefined
}

function follow(folding: Folding, body: EventBody): void {
  const { running } = folding
  const { journal } = running.context
  switch (body.kind) {
    case 'trial-started':
      running.messages.push(
        ...body.messages.map((hash, place) => messageAt(journal, hash, place === 0 ? 'system' : 'user')),
      )
      running.fresh.push(...body.messages)
      running.toolsHash = body.toolsHash
      folding.stateHash = body.stateHash
      return
    case 'model-asked':
      running.fresh = []
      running.toolsHash = body.toolsHash
      return
    case 'model-answered': {
      const answer = answerOf(body, journal)
      running.counted = countedBy(running, answer)
      running.used = addAnswer(running.used, answer)
      running.messages.push(messageAt(journal, body.messageHash, 'assistant'))
      folding.unfinished = { answer, done: 0 }
      return
    }
    case 'tool-returned':
      running.messages.push(messageAt(journal, body.messageHash, 'tool'))
      running.fresh.push(body.messageHash)
      noteReturn(folding)
      return
    case 'checkpoint-reached':
      running.reached = new Set([...running.reached, body.id])
      running.lastCheckpointStep = body.step
      return
    case 'snapshot-taken':
      folding.stateHash = body.stateHash
      return
    default:
      return
  }
}

function noteReturn(folding: Folding): void {
  const { unfinished, running } = folding
  if (unfinished === undefined) return
  const done = unfinished.done + 1
  const isOver = done === unfinished.answer.calls.length
  folding.unfinished = isOver ? undefined : { ...unfinished, done }
  if (isOver) running.step += 1
}
