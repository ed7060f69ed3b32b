import { asJson, contentHash, type EventBody } from '../../domain/index.js'
import { type RecordReader, Refuted } from '../verify-seams.js'
import { contextAt, demand, type Wants } from '../verify-wanted.js'
import { messagesAt, type Said } from './said.js'

/**
 * Holds an ask against what the link wanted of it: another conversation, another system.
 *
 * @param at.said what was said before this ask
 * @param at.before receipts of the link before it was asked about this
 * @throws Refuted
 */
export function checkRequest(
  wants: Wants,
  ask: Extract<EventBody, { kind: 'model-asked' }>,
  at: { readonly journal: RecordReader; readonly said: Said; readonly before: number },
): void {
  const more = checkConversation(wants, ask, at)
  checkRoute(wants, ask.step, at.before + more)
  wants.fresh = []
}

/** @returns how many receipts it demanded */
function checkConversation(
  wants: Wants,
  { step, added, rewritten }: Extract<EventBody, { kind: 'model-asked' }>,
  { journal, said, before }: Parameters<typeof checkRequest>[2],
): number {
  const { link, arm } = wants
  const change = link.rewrite?.(messagesAt(journal, said.hashes), contextAt(wants, 'model-request', { step, before }))
  if (change?.kind !== 'replace') {
    if (rewritten !== undefined)
      throw new Refuted(`the conversation was told anew at step ${step} and was not due to be`)
    return 0
  }
  demand(wants, 'model-request', { place: 'conversation', step })
  const due = change.messages.map((message) => contentHash(asJson(message)))
  const isShown =
    rewritten !== undefined && due.length === added.length && due.every((hash, nth) => hash === added[nth])
  if (isShown !== (arm === 'varied')) {
    throw new Refuted(`the conversation shown at step ${step} is not the one that was due`)
  }
  return 1
}

function checkRoute(wants: Wants, step: number, before: number): void {
  const { link, arm } = wants
  const change = link.route?.(contextAt(wants, 'model-request', { step, before }))
  const wanted = change?.kind === 'route' ? change.systemId : undefined
  if (wanted !== undefined && wanted !== wants.routed) demand(wants, 'model-request', { place: 'system', step })
  wants.routed = wanted
  wants.answering = arm === 'varied' ? wanted : undefined
}

/**
 * Holds an answer against who was due to give it.
 *
 * @throws Refuted
 */
export function checkAnswer({ answering }: Wants, { step, by }: Extract<EventBody, { kind: 'model-answered' }>): void {
  if (by !== answering) throw new Refuted(`step ${step} was answered by another system than was due`)
}
