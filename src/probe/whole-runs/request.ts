import { asJson, contentHash, type EventBody, isJsonObject } from '../../domain/index.js'
import { messagesAt, requireTold } from '../requests/index.js'
import { Refuted } from '../verify-seams.js'
import { contextAt, demand, type Following } from './follow.js'

type Asked = Extract<EventBody, { kind: 'model-asked' }>

/** Where a receipt may lie, and how many of them this ask has had. */
interface Near {
  readonly near: { readonly from: number; readonly to: number }
  /** Receipts of the link at this ask so far. */
  readonly more: number
}

/**
 * Holds an ask against what the link wanted of it, asked again: another conversation, another system.
 *
 * @param at.isLinked whether the link is in place here
 * @returns what the model would have been shown anew in this ask without a rewrite
 */
export function checkRequest(
  following: Following,
  ask: Asked,
  at: Near & { readonly isLinked: boolean },
): readonly string[] {
  const { conversations } = following
  following.answering = undefined
  const before = ask.rewritten === undefined ? toldBy(following, ask) : rewrittenFrom(following, ask)
  const more = at.isLinked ? checkConversation(following, ask, { ...at, before: before.whole }) : 0
  if (!at.isLinked && ask.rewritten !== undefined)
    throw new Refuted(`step ${ask.step} told the conversation anew unlinked`)
  if (at.isLinked) checkRoute(following, ask.step, { near: at.near, more: at.more + more })
  conversations.set(ask.step, ask.rewritten === undefined ? before.whole : ask.added)
  return before.fresh
}

/** The conversation of an ask, and the part of it that the ask tells. */
function toldBy({ conversations }: Following, { step, added, after = step - 1 }: Asked) {
  const known = after === -1 ? [] : (conversations.get(after) ?? [])
  return { whole: [...known, ...added], fresh: added }
}

/** The conversation that a rewrite was made of, as its receipt names it: one that stood before, and what came since. */
function rewrittenFrom({ journal, events, conversations }: Following, { step }: Asked) {
  const receipt = events
    .flatMap(({ body }) => (body.kind === 'intervention-applied' ? [body.receipt] : []))
    .find((one) => one.seam === 'model-request' && one.place === 'conversation' && one.step === step)
  if (receipt === undefined) throw new Refuted(`the conversation was told anew at step ${step} and left no receipt`)
  const content = journal.content(receipt.beforeHash)
  const messages = isJsonObject(content) ? content.messages : undefined
  const whole = Array.isArray(messages) ? messages.map(String) : []
  const known = [...conversations.values()].filter((told) => told.every((hash, place) => hash === whole[place]))
  const longest = Math.max(0, ...known.map(({ length }) => length))
  return { whole, fresh: whole.slice(longest) }
}

/** @returns how many receipts it demanded */
function checkConversation(
  following: Following,
  { step, added, rewritten }: Asked,
  { near, more, before }: Near & { readonly before: readonly string[] },
): number {
  const { link, trial, journal } = following
  const change = link.rewrite?.(messagesAt(journal, before), contextAt(following, 'model-request', { step, more }))
  const due = change?.kind === 'replace' ? change.messages.map((message) => contentHash(asJson(message))) : undefined
  if (due !== undefined) {
    const of = { before: { messages: [...before] }, after: { messages: due } }
    demand(following, { seam: 'model-request', place: 'conversation', step }, { ...near, ...of })
  }
  const isDue = due !== undefined && trial.arm === 'varied'
  if (isDue !== (rewritten !== undefined))
    throw new Refuted(`the conversation shown at step ${step} is not the one that was due`)
  if (isDue && (due.join() !== added.join() || rewritten?.by !== link.name)) {
    throw new Refuted(`the conversation shown at step ${step} is not the one that was due`)
  }
  if (isDue && rewritten !== undefined) requireTold(rewritten, before, added)
  return due === undefined ? 0 : 1
}

function checkRoute(following: Following, step: number, { near, more }: Near): void {
  const { link, trial } = following
  const change = link.route?.(contextAt(following, 'model-request', { step, more }))
  const wanted = change?.kind === 'route' ? change.systemId : undefined
  if (wanted !== undefined && wanted !== following.routed) {
    const of = { before: { system: trial.systemId }, after: { system: wanted } }
    demand(following, { seam: 'model-request', place: 'system', step }, { ...near, ...of })
  }
  following.routed = wanted
  following.answering = trial.arm === 'varied' ? wanted : undefined
}

/** @throws Refuted where somebody else answered than was due */
export function checkAnswer(
  { answering, conversations }: Following,
  { step, by, messageHash }: Extract<EventBody, { kind: 'model-answered' }>,
): void {
  if (by !== answering) throw new Refuted(`step ${step} was answered by another system than was due`)
  conversations.set(step, [...(conversations.get(step) ?? []), messageHash])
}
