import {
  asJson,
  contentHash,
  type EventBody,
  type JsonObject,
  type LinkContext,
  messageAt,
} from '../../domain/index.js'
import { Refuted } from '../verify-seams.js'
import { contextAt, demand, type Following, isLinked } from './follow.js'

/**
 * Holds an ask of the agent against what it had to get back: where that is a failure, the record has to say that the
 * model was not asked, and what the agent got instead.
 *
 * @returns true where the model was not asked
 * @throws Refuted
 */
export function checkFailure(
  following: Following,
  body: Extract<EventBody, { kind: 'model-asked' }>,
  index: number,
): boolean {
  const { link, trial } = following
  const { step, toolsHash, received, instead, start = 1 } = body
  if (received !== undefined && start !== following.starts) {
    throw new Refuted(`start ${start} of the agent asked at step ${step}; it had to be start ${following.starts}`)
  }
  const isAsked = received !== undefined && isLinked(following, step) && link.respond !== undefined
  const change = isAsked ? link.respond?.(responseContext(following, step)) : undefined
  following.response = undefined
  if (change?.kind !== 'fail' && change?.kind !== 'end') {
    if (change?.kind !== 'pass') following.response = change
    if (instead !== undefined) throw new Refuted(`the ask at step ${step} failed without a receipt`)
    return false
  }
  const before = { asked: received?.added ?? [], toolsHash: received?.toolsHash ?? toolsHash }
  const due = asJson(change)
  const at =
    change.kind === 'end'
      ? ({ seam: 'process', place: 'process', step } as const)
      : ({ seam: 'model-response', place: 'response', step } as const)
  demand(following, at, { from: 0, to: index, before, after: due })
  checkInstead(trial.arm === 'varied' ? due : undefined, instead, `the ask at step ${step}`)
  if (change.kind === 'end' && trial.arm === 'varied') following.starts += 1
  return instead !== undefined
}

/** A link that responds is told of no calls. */
function responseContext(following: Following, step: number): LinkContext {
  return { ...contextAt(following, 'model-response', { step }), earlier: [] }
}

/**
 * Holds an answer against what the agent had to get of it.
 *
 * @throws Refuted
 */
export function checkArrived(
  following: Following,
  { step, messageHash, stop, instead }: Extract<EventBody, { kind: 'model-answered' }>,
  index: number,
): void {
  const { journal, response, trial } = following
  following.response = undefined
  const { text, calls } = messageAt(journal, messageHash, 'assistant')
  const due = response && insteadOf(text, response)
  if (due !== undefined) {
    const before = { text, calls: asJson(calls), stop }
    const near = { from: index - 1, to: index, before, after: due }
    demand(following, { seam: 'model-response', place: 'response', step }, near)
  }
  checkInstead(trial.arm === 'varied' ? due : undefined, instead, `the answer at step ${step}`)
  const isLost = response?.kind === 'break' || response?.kind === 'truncate'
  following.lostStep = isLost && instead !== undefined ? step : undefined
}

/** What the agent has to get of an answer with this text. */
function insteadOf(text: string, response: NonNullable<Following['response']>): JsonObject {
  if (response.kind !== 'truncate') return asJson(response)
  return { kind: 'truncate', text: text.slice(0, Math.floor(text.length * response.share)) }
}

function checkInstead(due: JsonObject | undefined, instead: string | undefined, what: string): void {
  if (due === undefined && instead !== undefined)
    throw new Refuted(`${what} was changed for the agent, without a receipt`)
  if (due !== undefined && instead !== contentHash(due)) throw new Refuted(`${what} reached the agent as it was`)
}

/**
 * A call of an answer that broke off or was cut cannot have been made.
 *
 * @throws Refuted
 */
export function checkNotLost({ lostStep }: Following, step: number): void {
  if (step === lostStep) throw new Refuted(`a call of step ${step} was passed on, although the agent never got it`)
}
