import {
  asJson,
  contentHash,
  type EventBody,
  FINISH_TOOL,
  type Link,
  messageAt,
  type PlannedTrial,
  RecordError,
  refusalOf,
  type Took,
  type ToolOffer,
  type ToolResult,
  type ToolSpec,
  tookOf,
} from '../../domain/index.js'
import { type RecordReader, Refuted } from '../verify-seams.js'
import { beginFollowing, contextAt, demand, type FollowedCall, type Following, isLinked, keyOf } from './follow.js'
import { specsAt } from './recorded-world.js'
import { refusalDue } from './refusals.js'
import { checkAnswer, checkRequest } from './request.js'
import { checkArrived, checkFailure, checkNotLost } from './responses.js'
import { checkShown } from './shown.js'
import { checkWait, noteWait } from './waits.js'

/** What the record of a whole run bears out. */
export type RunVerdict =
  | { readonly kind: 'delivered' | 'not-met' }
  /** `reason`: the first thing that does not fit, one sentence without full stop. */
  | { readonly kind: 'refuted'; readonly reason: string }

/**
 * Follows the record of a whole run, which holds what the agent sent and what the model was shown: wherever the link,
 * asked again, wants a change, both have to differ in just that and a receipt has to say so; everywhere else they have
 * to be the same. Shares no code with the chain.
 */
export function verifyRun(
  journal: RecordReader,
  trial: PlannedTrial,
  of: {
    readonly link: Link
    readonly reads: readonly string[]
    readonly steps: number | undefined
    /** The tools where they are those of a world; absent where they are the agent's. */
    readonly world?: readonly ToolSpec[]
  },
): RunVerdict {
  const following = beginFollowing(journal, trial, of)
  try {
    for (const [index, { body }] of following.events.entries()) follow(following, body, index)
    const stray = following.events.findIndex(
      ({ body }, index) => body.kind === 'intervention-applied' && !following.justified.has(index),
    )
    if (stray !== -1) throw new Refuted(`event ${stray} is the receipt of a change that was not due`)
  } catch (error) {
    if (error instanceof Refuted || error instanceof RecordError) return { kind: 'refuted', reason: error.message }
    throw error
  }
  return { kind: following.delivered > 0 ? 'delivered' : 'not-met' }
}

function follow(following: Following, body: EventBody, index: number): void {
  switch (body.kind) {
    case 'trial-started':
      following.openingHash = body.toolsHash
      following.ownHash = body.toolsHash
      return
    case 'intervention-applied':
      following.delivered += 1
      following.fresh += 1
      return
    case 'model-asked':
      checkAsk(following, body, index)
      following.fresh = 0
      return
    case 'model-answered':
      checkAnswer(following, body)
      checkArrived(following, body, index)
      following.fresh = 0
      return
    case 'tool-called':
      following.calls.set(body.call.id, checkCall(following, body, index))
      following.fresh = 0
      return
    case 'tool-returned':
      checkReturn(following, body, index)
      following.fresh = 0
      return
    default:
      return
  }
}

function checkAsk(following: Following, body: Extract<EventBody, { kind: 'model-asked' }>, index: number): void {
  const { journal, link, reads, trial, world } = following
  const { step, toolsHash } = body
  following.ownHash = body.received?.toolsHash ?? following.ownHash
  if (following.steps !== undefined && step >= following.steps) {
    throw new Refuted(`step ${step} was asked for beyond the limit of ${following.steps}`)
  }
  checkWait(following, index)
  if (checkFailure(following, body, index)) return
  const near = { from: 0, to: index }
  const isIn = isLinked(following, step)
  const spoken = isIn ? link.speak?.(contextAt(following, 'operator-turn', { step })) : undefined
  const word = spoken?.kind === 'speak' ? spoken.text : undefined
  if (word !== undefined) {
    const change = { before: { text: '' }, after: { text: word } }
    demand(following, { seam: 'operator-turn', place: 'operator', step }, { ...near, ...change })
  }
  const own = world ?? specsAt(journal, following.ownHash, reads)
  let more =
    (word === undefined ? 0 : 1) + (isIn ? checkLimit(following, step, { near, more: word === undefined ? 0 : 1 }) : 0)
  const change = isIn ? link.offer?.(own, contextAt(following, 'tool-list', { step, more })) : undefined
  const due = change?.kind === 'replace' ? change.tools : own
  if (change !== undefined) {
    const key = keyOfTools(due)
    const isNew = following.lastOffer !== key
    following.lastOffer = key
    if (isNew && change.kind === 'replace') {
      const of = { before: asJson(offersOf(own)), after: asJson(offersOf(due)) }
      demand(following, { seam: 'tool-list', place: 'tools', step }, { ...near, ...of })
      more += 1
    }
  }
  // Beside the tools of a world, Leadline's own loop offers the one that ends a trial.
  const ending = world === undefined ? [] : [FINISH_TOOL]
  following.own = own
  following.shown = [...(trial.arm === 'varied' ? due : own), ...ending]
  if (keyOfTools(specsAt(journal, toolsHash, reads)) !== keyOfTools(following.shown)) {
    throw new Refuted(`the tools offered at step ${step} are not those that were due`)
  }
  const added = checkRequest(following, body, { near, more, isLinked: isIn })
  checkShown(following, { ...body, added }, trial.arm === 'varied' ? word : undefined)
}

/** @returns how many receipts it demanded */
function checkLimit(
  following: Following,
  step: number,
  { near, more }: { readonly near: { readonly from: number; readonly to: number }; readonly more: number },
): number {
  const { link, steps, trial } = following
  const change = link.limit?.(contextAt(following, 'budget', { step, more }))
  if (change?.kind !== 'cut') return 0
  const now = step + change.steps
  if (steps !== undefined && steps <= now) return 0
  const of = { before: { steps: steps ?? null }, after: { steps: now } }
  demand(following, { seam: 'budget', place: 'steps', step }, { ...near, ...of })
  if (trial.arm === 'varied') following.steps = now
  return 1
}

function checkCall(
  following: Following,
  { step, call, passed }: Extract<EventBody, { kind: 'tool-called' }>,
  index: number,
): FollowedCall {
  const { trial, link, shown, world } = following
  checkNotLost(following, step)
  const plain = { call, passed: passed ?? call, isWatched: false, isNoted: false }
  // One that should have ended the trial and does not fit is answered by the loop, whatever is in place.
  const isEnding = world !== undefined && call.name === FINISH_TOOL.name
  if (isEnding || !isLinked(following, step)) return unchanged(plain, passed)
  const refusal = trial.arm === 'varied' ? refusalDue(following, call) : undefined
  if (refusal !== undefined) return { ...plain, withheld: refusal }
  const isNoted = refusalOf(call, shown) === undefined
  const isAsked = link.call !== undefined && link.matches?.(call) !== false
  const change = isAsked ? link.call?.(call, contextAt(following, 'before-call', { step })) : undefined
  if (change?.kind === 'answer') {
    if (change.delivers) {
      const { name, arguments: given } = call
      const of = { before: { name, arguments: given }, after: asJson(change.result) }
      demand(following, { seam: 'before-call', place: call.id, step }, { from: index, to: index + 2, ...of })
    }
    if (trial.arm === 'varied') return { ...plain, isNoted, withheld: change.result }
    return unchanged({ ...plain, isNoted, isWatched: !change.delivers }, passed)
  }
  const due = change?.kind === 'translate' && trial.arm === 'varied' ? change.call : call
  if (keyOf(due) !== keyOf(passed ?? call)) throw new Refuted(`call ${call.id} was passed on in other words`)
  return { ...plain, isNoted, isWatched: true }
}

function unchanged(followed: FollowedCall, passed: unknown): FollowedCall {
  if (passed !== undefined) throw new Refuted(`call ${followed.call.id} was passed on in other words without a receipt`)
  return followed
}

function checkReturn(
  following: Following,
  { step, callId, messageHash, isError, waitedSeconds, chargedSeconds }: Extract<EventBody, { kind: 'tool-returned' }>,
  index: number,
): void {
  const { journal, calls, given, trial, world } = following
  const followed = calls.get(callId)
  if (followed === undefined) throw new Refuted(`call ${callId} came back and was never made`)
  const shown = messageAt(journal, messageHash, 'tool')
  if (shown.isError !== isError) throw new Refuted('event and message differ in whether the result is an error')
  followed.shownHash = messageHash
  const own = followed.withheld ?? given.get(callId)
  if (own === undefined) throw new Refuted(`call ${callId} came back and the agent did not send its result`)
  const change = followed.withheld === undefined ? resultDue(following, followed, { step, given: own }) : undefined
  if (change !== undefined) {
    const of = { before: asJson(own), after: asJson(change) }
    demand(following, { seam: 'tool-result', place: callId, step }, { from: index - 1, to: index, ...of })
  }
  const due: ToolResult & Took = change !== undefined && trial.arm === 'varied' ? change : own
  noteWait(following, { index, seconds: world === undefined ? waitedSeconds : chargedSeconds, due: due.seconds })
  if (shown.text !== due.text || shown.isError !== due.isError) {
    throw new Refuted(`call ${callId} returned what was not due, or without a receipt`)
  }
  const { name, arguments: made } = followed.call
  if (followed.isNoted) following.made.push({ name, arguments: made })
}

/** What the link wants in place of a result; undefined where it lets it pass. */
function resultDue(
  following: Following,
  { call, passed, isWatched }: FollowedCall,
  { step, given }: { readonly step: number; readonly given: ToolResult },
): (ToolResult & Took) | undefined {
  const { link, earliest } = following
  if (!isWatched) return undefined
  const earlier = earliest.get(keyOf(passed))
  if (earlier === undefined) earliest.set(keyOf(passed), given)
  const received = { ...passed, id: call.id }
  if (link.result === undefined || link.matches?.(received) === false) return undefined
  const change = link.result(received, given, contextAt(following, 'tool-result', { step }))
  if (change.kind === 'replace') return tookOf(change)
  const other = change.kind === 'recall' ? earlier : undefined
  const result = change.kind === 'substitute' ? earliest.get(keyOf(change.call)) : other
  return result !== undefined && result.text !== given.text ? result : undefined
}

function offersOf(tools: readonly ToolSpec[]): ToolOffer[] {
  return tools.map(({ name, description, parameters }) => ({ name, description, parameters }))
}

function keyOfTools(tools: readonly ToolSpec[]): string {
  return contentHash(asJson(offersOf(tools)))
}
