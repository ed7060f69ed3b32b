import { asJson, contentHash, type Message, type Rewritten } from '../../domain/index.js'
import type { Chain, Delivery } from '../chain.js'

/** A conversation told anew. */
interface Retold {
  readonly messages: readonly Message[]
  readonly rewritten: Rewritten
}

/** An ask as it goes out. */
export interface Requested {
  readonly deliveries: readonly Delivery[]
  /** The conversation from now on, where it was changed. */
  readonly retold?: Retold
  /** The system that answers in place of the trial's own. */
  readonly systemId?: string
}

/** A request without a chain. */
export const PLAIN_REQUEST: Requested = { deliveries: [] }

/**
 * Asks the links of a chain about a request, and carries out what they want.
 *
 * @param said the conversation as it would be shown
 * @param at.ownId id of the trial's system
 */
export function requestThrough(
  chain: Chain,
  said: readonly Message[],
  at: { readonly step: number; readonly ownId: string },
): Requested {
  const isVaried = chain.arm === 'varied'
  const deliveries: Delivery[] = []
  const wanted = chain.rewriting(said, at.step)
  if (wanted !== undefined) {
    const [before, after] = [said, wanted.messages].map(hashesOf)
    const passed = { before: { messages: before ?? [] }, after: { messages: after ?? [] } }
    deliveries.push(chain.deliver(wanted.claim, 'conversation', passed))
  }
  const routed = chain.routing(at.step)
  if (routed?.claim !== undefined) {
    const passed = { before: { system: at.ownId }, after: { system: routed.systemId } }
    deliveries.push(chain.deliver(routed.claim, 'system', passed))
  }
  if (!isVaried) return { deliveries }
  return {
    deliveries,
    ...(wanted !== undefined && { retold: retold(wanted.claim.link, said, wanted.messages) }),
    ...(routed !== undefined && { systemId: routed.systemId }),
  }
}

function retold(by: string, before: readonly Message[], messages: readonly Message[]): Retold {
  const left = hashesOf(before)
  const put = hashesOf(messages).filter((hash) => {
    const place = left.indexOf(hash)
    if (place !== -1) left.splice(place, 1)
    return place === -1
  })
  return { messages, rewritten: { by, kept: messages.length - put.length, put } }
}

function hashesOf(messages: readonly Message[]): string[] {
  return messages.map((message) => contentHash(asJson(message)))
}
