import {
  asJson,
  canonicalJson,
  contentHash,
  type Environment,
  type EventBody,
  FINISH_TOOL,
  type JsonObject,
  type JsonValue,
  type Receipt,
  RecordError,
  refusalOf,
  type ToolCall,
  type ToolOffer,
  type ToolResult,
} from '../domain/index.js'
import { message, offeredTools, type RecordReader, Refuted } from './verify-seams.js'

/** A call that was made again and whose recorded return has not been read yet. */
interface Pending {
  readonly call: ToolCall
  /** State before the call. */
  readonly before: JsonValue
  readonly would: ToolResult
  receipt: Receipt | undefined
}

/** A record being followed in a world of its own. */
interface Retracing {
  readonly journal: RecordReader
  readonly world: Environment
  /** List of the last ask. */
  toolsHash: string
  pending: Pending | undefined
}

/**
 * Makes the recorded calls of a trial again in a fresh world, with the changes that its receipts name and no others.
 * Whatever a seam changed without a receipt, or in another place than its receipt says, shows as a result, a state or a
 * score that such a world does not give. Shares no code with the chain.
 *
 * @param open the trial's world in its initial state; its effects have to be replayable
 * @returns the first thing that does not fit, one sentence without full stop; undefined where everything does
 */
export async function retrace(
  journal: RecordReader,
  trialId: string,
  open: () => Environment,
): Promise<string | undefined> {
  const world = open()
  const parent = journal.trial(trialId)?.trial.parent
  const prefix = parent === undefined ? [] : journal.events(parent.trialId)
  for (const { body } of prefix) {
    if (body.kind === 'tool-called' && body.step < (parent?.step ?? 0) && body.call.name !== FINISH_TOOL.name) {
      if (refusalOf(body.call, world.tools) === undefined) await world.call(body.passed ?? body.call)
    }
  }
  const retracing: Retracing = { journal, world, toolsHash: '', pending: undefined }
  try {
    for (const { body } of journal.events(trialId)) await follow(retracing, body)
    return undefined
  } catch (error) {
    if (error instanceof Refuted || error instanceof RecordError) return error.message
    throw error
  }
}

async function follow(retracing: Retracing, body: EventBody): Promise<void> {
  const { world } = retracing
  switch (body.kind) {
    case 'trial-started':
    case 'trial-forked':
    case 'snapshot-taken':
      if (contentHash(world.snapshot()) !== body.stateHash)
        throw new Refuted(`the state at ${body.kind} is another one`)
      return
    case 'model-asked':
      retracing.toolsHash = body.toolsHash
      return
    case 'tool-called':
      if (body.call.name !== FINISH_TOOL.name) await callAgain(retracing, body)
      return
    case 'intervention-applied':
      apply(retracing, body.receipt)
      return
    case 'tool-returned':
      compareReturn(retracing, body)
      return
    case 'trial-scored':
      if (body.outcome.kind !== 'void') compareScore(world, body)
      return
    default:
      return
  }
}

async function callAgain(retracing: Retracing, body: Extract<EventBody, { kind: 'tool-called' }>): Promise<void> {
  const { world } = retracing
  const before = world.snapshot()
  // A call that does not fit the tools offered is refused in their terms, and reaches no world.
  const refusal = refusalOf(body.call, [...offersAt(retracing), FINISH_TOOL])
  const would = refusal ?? (await world.call(body.passed ?? body.call))
  retracing.pending = { call: body.call, before, would, receipt: undefined }
}

/** Does to the world what a receipt says was done; a sham did nothing. */
function apply({ world, pending }: Retracing, receipt: Receipt): void {
  const { seam, place } = receipt
  const isOfCall = pending?.call.id === place
  if (pending !== undefined && isOfCall) pending.receipt = receipt
  if (receipt.arm === 'sham') return
  if (seam === 'operator-turn' && place !== 'operator') world.changeGoal?.(place)
  if (seam === 'environment' && !isOfCall) world.disturb?.(place)
  // A call answered by the chain did not reach its tool; one that was undone left nothing.
  if (isOfCall && seam !== 'tool-result') world.restore(pending.before)
}

function compareReturn(
  retracing: Retracing,
  { callId, messageHash }: Extract<EventBody, { kind: 'tool-returned' }>,
): void {
  const { journal, pending } = retracing
  retracing.pending = undefined
  if (pending === undefined || pending.call.id !== callId) return
  const { would, receipt } = pending
  const wouldHash = contentHash({ text: would.text, isError: would.isError })
  if (receipt !== undefined && receipt.seam !== 'environment') {
    if (receipt.beforeHash === wouldHash) return
    throw new Refuted(`call ${callId} would have returned something else than its receipt says`)
  }
  const { text = null, isError = null } = message(journal, messageHash)
  if (contentHash({ text, isError }) === wouldHash) return
  throw new Refuted(`call ${callId} returned what the world does not say, without a receipt`)
}

function offersAt({ journal, toolsHash }: Retracing): ToolOffer[] {
  return offeredTools(journal, toolsHash).map(({ name, parameters }) => {
    return { name: String(name), description: '', parameters: isObject(parameters) ? parameters : {} }
  })
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function compareScore(world: Environment, { evidence, stateHash }: Extract<EventBody, { kind: 'trial-scored' }>): void {
  if (stateHash !== undefined && contentHash(world.snapshot()) !== stateHash) {
    throw new Refuted('the final state is another one')
  }
  if (canonicalJson(asJson(world.score().evidence)) !== canonicalJson(asJson(evidence))) {
    throw new Refuted('the final state is scored in another way')
  }
}
