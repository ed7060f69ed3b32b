import { contentHash, type EventBody, messageAt } from '../../domain/index.js'
import { Refuted } from '../verify-seams.js'
import { type Following, roleAt } from './follow.js'

/**
 * Holds what the model was shown anew against what the agent sent: the same messages in the same order, results as they
 * were recorded, results of calls that the agent never saw, and the word that a link wanted said. What the model itself
 * said is left out on both sides: it stands in its answers.
 *
 * @param word what the operator had to say
 * @throws Refuted
 */
export function checkShown(
  following: Following,
  { step, added, received }: Extract<EventBody, { kind: 'model-asked' }>,
  word: string | undefined,
): void {
  const { journal } = following
  const sent = received?.added ?? []
  const wanted = sent.flatMap((hash) => (roleAt(journal, hash) === 'assistant' ? [] : [shownFor(following, hash)]))
  const spoken = word === undefined ? [] : [contentHash({ role: 'user', text: word })]
  const due = [...wanted, ...spoken]
  const shown = added.filter((hash) => roleAt(journal, hash) !== 'assistant')
  let place = 0
  for (const hash of shown) {
    if (hash === due[place]) place += 1
    else if (!isOfOurs(following, hash))
      throw new Refuted(`the model was shown at step ${step} what the agent did not send`)
  }
  if (place < due.length) throw new Refuted(`the model was not shown at step ${step} all that the agent sent`)
}

/** A result is shown as it was when it first came back. */
function shownFor({ journal, calls, given }: Following, hash: string): string {
  if (roleAt(journal, hash) !== 'tool') return hash
  const { callId, text, isError } = messageAt(journal, hash, 'tool')
  const first = given.get(callId)
  const isFirst = first?.text === text && first.isError === isError
  return (isFirst ? calls.get(callId)?.shownHash : undefined) ?? hash
}

/** Something that stands in the conversation and that the agent does not know of: an answer of ours, or an earlier word. */
function isOfOurs({ journal, calls, events, trial }: Following, hash: string): boolean {
  if (roleAt(journal, hash) === 'tool') {
    const { callId } = messageAt(journal, hash, 'tool')
    return calls.get(callId)?.withheld !== undefined && calls.get(callId)?.shownHash === hash
  }
  if (roleAt(journal, hash) !== 'user' || trial.arm !== 'varied') return false
  const said = contentHash({ text: messageAt(journal, hash, 'user').text })
  return events.some(
    ({ body }) =>
      body.kind === 'intervention-applied' && body.receipt.seam === 'operator-turn' && body.receipt.afterHash === said,
  )
}
