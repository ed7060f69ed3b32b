import {
  asJson,
  canonicalJson,
  contentHash,
  type Environment,
  type EventBody,
  FINISH_TOOL,
  isJsonObject,
  type JournalEvent,
  type JsonValue,
  type Link,
  messageAt,
  type Receipt,
  RecordError,
  refusalOf,
  type ToolCall,
  type ToolOffer,
  type ToolResult,
} from '../domain/index.js'
import { inWorld } from '../run/index.js'
import { beginSaid, checkAnswer, checkRequest, noteSaid, type Said } from './requests/index.js'
import { offeredTools, type RecordReader, Refuted } from './verify-seams.js'
import { beginWants, checkCall, checkOpening, noteReceipt, type Wants, watches } from './verify-wanted.js'

/** A call that was made again and whose recorded return has not been read yet. */
interface Pending {
  readonly call: ToolCall
  readonly passed: Pick<ToolCall, 'name' | 'arguments'>
  /** State before the call; undefined where nothing can ask for it. */
  readonly before: JsonValue | undefined
  readonly would: ToolResult
  /** True where the call does not fit what was offered. */
  readonly isRefused: boolean
  receipt: Receipt | undefined
}

/** A record being followed in a world of its own. */
interface Retracing {
  readonly journal: RecordReader
  readonly world: Environment
  /** What the link wants; undefined where none is given. */
  readonly wants: Wants | undefined
  readonly said: Said
  /** List of the last ask. */
  toolsHash: string
  pending: Pending | undefined
}

/** What a record is followed with. */
export interface RetraceOptions {
  /** In the state at which the trial begins, that of its fork where it is one; it is changed. Its effects are replayable. */
  readonly world: Environment
  /** The link of the fork, aimed again: whatever it wants has to have left a receipt. Without it only changes show. */
  readonly link?: Link
  /** The final state is not compared with its recorded judgement: somebody judges it anew. */
  readonly isScoreOpen?: boolean
}

/**
 * Makes the recorded calls of a trial again in another world, with the changes that its receipts name and no others.
 * Whatever a seam changed without a receipt, or in another place than its receipt says, shows as a result, a state or a
 * score that such a world does not give; whatever the link wanted and did not get shows as a receipt that is missing.
 * Shares no code with the chain.
 *
 * @returns the first thing that does not fit, one sentence without full stop; undefined where everything does
 */
export async function retrace(
  journal: RecordReader,
  trialId: string,
  { world, link, isScoreOpen = false }: RetraceOptions,
): Promise<string | undefined> {
  const trial = journal.trial(trialId)?.trial
  const arm = trial?.arm === 'varied' ? 'varied' : 'sham'
  const place = { arm, pairId: trial?.pairId ?? '', firstStep: trial?.parent?.step ?? 0 } as const
  const wants = link === undefined ? undefined : beginWants(journal, { link, ...place, world })
  const said = beginSaid(journal, trial)
  const retracing: Retracing = { journal, world, wants, said, toolsHash: '', pending: undefined }
  const events = journal.events(trialId)
  try {
    for (const [index, { body }] of events.entries()) {
      if (isScoreOpen && body.kind === 'trial-scored') return undefined
      await follow(retracing, body, () => mayBeTakenBack(events, index))
      noteSaid(said, body)
    }
    return undefined
  } catch (error) {
    if (error instanceof Refuted || error instanceof RecordError) return error.message
    throw error
  }
}

async function follow(retracing: Retracing, body: EventBody, isTakenBack: () => boolean): Promise<void> {
  const { world, wants, journal, said } = retracing
  switch (body.kind) {
    case 'trial-started':
    case 'trial-forked':
    case 'snapshot-taken':
      if (contentHash(world.snapshot()) !== body.stateHash)
        throw new Refuted(`the state at ${body.kind} is another one`)
      return
    case 'model-asked':
      retracing.toolsHash = body.toolsHash
      if (wants !== undefined) {
        checkRequest(wants, body, { journal, said, before: checkOpening(wants, body.step, body.toolsHash) })
      }
      return
    case 'model-answered':
      if (wants !== undefined) checkAnswer(wants, body)
      return
    case 'tool-called':
      if (body.call.name !== FINISH_TOOL.name) await callAgain(retracing, body, isTakenBack)
      return
    case 'intervention-applied':
      if (wants !== undefined) noteReceipt(wants, body.receipt)
      apply(retracing, body.receipt)
      return
    case 'tool-returned':
      if (wants !== undefined && retracing.pending?.isRefused === false) {
        await checkCall(wants, { step: body.step, ...retracing.pending })
      }
      compareReturn(retracing, body)
      return
    case 'trial-scored':
      if (body.outcome.kind !== 'void') await compareScore(world, body)
      return
    default:
      return
  }
}

async function callAgain(
  retracing: Retracing,
  { call, passed = call }: Extract<EventBody, { kind: 'tool-called' }>,
  isTakenBack: () => boolean,
): Promise<void> {
  const { world, wants } = retracing
  const isNeeded = (wants !== undefined && watches(wants, { ...call, ...passed })) || isTakenBack()
  const before = isNeeded ? world.snapshot() : undefined
  // A call that does not fit the tools offered is refused in their terms, and reaches neither link nor world.
  const refusal = refusalOf(call, offersAt(retracing))
  const would = refusal ?? (await inWorld(() => world.call(passed)))
  retracing.pending = { call, passed, before, would, isRefused: refusal !== undefined, receipt: undefined }
}

/** Whether a receipt of a call may ask for the state before it. */
function mayBeTakenBack(events: readonly JournalEvent[], called: number): boolean {
  for (let index = called + 1; index < events.length; index += 1) {
    const body = events[index]?.body
    if (body?.kind === 'intervention-applied') return true
    if (body?.kind === 'tool-returned') return false
  }
  return false
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
  if (isOfCall && seam !== 'tool-result') takeBack(world, pending)
}

function compareReturn(
  retracing: Retracing,
  { callId, messageHash }: Extract<EventBody, { kind: 'tool-returned' }>,
): void {
  const { journal, pending } = retracing
  retracing.pending = undefined
  if (pending === undefined || pending.call.id !== callId) return
  const { would, receipt } = pending
  if (receipt !== undefined && receipt.seam !== 'environment') {
    if (receipt.beforeHash === contentHash({ text: would.text, isError: would.isError })) return
    throw new Refuted(`call ${callId} would have returned something else than its receipt says`)
  }
  const { text, isError } = messageAt(journal, messageHash, 'tool')
  if (text === would.text && isError === would.isError) return
  throw new Refuted(`call ${callId} returned what the world does not say, without a receipt`)
}

function takeBack(world: Environment, { call, before }: Pending): void {
  if (before === undefined) throw new Refuted(`call ${call.id} was taken back without a sign of it`)
  world.restore(before)
}

function offersAt({ journal, toolsHash }: Retracing): readonly ToolOffer[] {
  const known = journal.offers?.get(toolsHash)
  if (known !== undefined) return known
  const offers = [
    ...offeredTools(journal, toolsHash).map(({ name, parameters }) => {
      return { name: String(name), description: '', parameters: isJsonObject(parameters) ? parameters : {} }
    }),
    FINISH_TOOL,
  ]
  journal.offers?.set(toolsHash, offers)
  return offers
}

async function compareScore(
  world: Environment,
  { evidence, stateHash }: Extract<EventBody, { kind: 'trial-scored' }>,
): Promise<void> {
  if (stateHash !== undefined && contentHash(world.snapshot()) !== stateHash) {
    throw new Refuted('the final state is another one')
  }
  if (canonicalJson(asJson((await world.score()).evidence)) !== canonicalJson(asJson(evidence))) {
    throw new Refuted('the final state is scored in another way')
  }
}
