import { InvariantError, type Message, type Rewritten, systemIdOf } from '../../domain/index.js'
import { PLAIN_REQUEST, type Requested, requestThrough } from '../before-ask/index.js'
import type { Chain } from '../chain.js'
import { note, type Session } from './session.js'

/** Lets the links make of an ask what they want: another conversation, or another system that answers. */
export function requestOf(session: Session, chain: Chain | undefined, said: readonly Message[]): Requested {
  const { step, lease, evidence } = session
  const requested =
    chain === undefined ? PLAIN_REQUEST : requestThrough(chain, said, { step, ownId: lease.trial.systemId })
  for (const delivery of requested.deliveries) note(session, step, delivery)
  // What was taken out of a conversation does not show in it.
  const { by, put = [] } = requested.retold?.rewritten ?? {}
  if (by !== undefined && put.length > 0) evidence.add(by)
  standIn(session, requested.systemId)
  return requested
}

function standIn(session: Session, systemId: string | undefined): void {
  const { setup, lease, answering: before } = session
  if (systemId === undefined) session.answering = undefined
  else if (before === undefined || systemIdOf(before.candidate.system) !== systemId) {
    const candidate = setup.candidateOf?.(systemId)
    if (candidate === undefined) throw new InvariantError(`trial ${lease.trial.id} has no system ${systemId} to ask`)
    session.answering = { candidate, since: 0 }
  }
  // Another vendor counts in another way.
  if (session.answering !== before) session.counted = undefined
}

/** A conversation as the next ask tells it. */
interface Told {
  opening: readonly Message[]
  shown: Message[]
  added: readonly Message[]
  after: number
  rewritten?: Rewritten | undefined
}

/** From now on the model is shown this conversation, whatever the agent goes on to tell of its own. */
export function retell(told: Told, { retold }: Requested): void {
  if (retold === undefined) return
  const { messages, rewritten } = retold
  const begin = messages.findIndex(({ role }) => role !== 'system')
  told.opening = begin === -1 ? messages : messages.slice(0, begin)
  told.shown = messages.slice(told.opening.length)
  told.added = messages
  told.after = -1
  told.rewritten = rewritten
}

/** Who stands in is shown the turns of others as text and calls; a system's own turns come back to it whole. */
export function shownTo({ answering, stoodIn }: Session, messages: readonly Message[]): readonly Message[] {
  return messages.map((message) => {
    const isOwn = message.role !== 'assistant' || stoodIn.has(message) === (answering !== undefined)
    return isOwn ? message : { role: message.role, text: message.text, calls: message.calls }
  })
}
