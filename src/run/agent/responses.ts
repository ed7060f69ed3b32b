import {
  type Answer,
  asJson,
  drawOf,
  type JsonObject,
  type LineFault,
  type Link,
  type ResponseChange,
} from '../../domain/index.js'
import type { Chain, Claimed, Delivery } from '../chain.js'
import { guardLink } from '../guarded-link.js'

/** What some link wants an agent to get back. */
export interface Response {
  readonly change: Exclude<ResponseChange, { kind: 'pass' }>
  readonly claim: Claimed
}

/** What agents get back for their asks, as the links want it. */
export interface Responses {
  /** Asked once for each ask that the chain is in place for. */
  next(step: number): Response | undefined
  /** Makes the receipt of a response that the agent gets (in a sham arm: would get). */
  deliver(
    chain: Chain,
    response: Response,
    passed: { readonly step: number; readonly before: JsonObject; readonly after: JsonObject },
  ): Delivery
}

/** What an agent gets in place of its model's answer. */
export interface Instead {
  readonly answer: Answer
  readonly line?: LineFault
  /** The same as a value; what the record and the receipt name. */
  readonly value: JsonObject
}

/**
 * The links of a trial as far as they respond. A link that responds has no other hook, so that all its receipts are of
 * this seam.
 */
export function createResponses(of: {
  readonly links: readonly Link[]
  readonly pairId: string
  readonly firstStep: number
}): Responses {
  const links = of.links.filter(({ respond }) => respond !== undefined).map(guardLink)
  const asked = new Map<string, number>()
  const delivered = new Map<string, number>()
  return {
    next(step) {
      for (const link of links) {
        const opportunity = asked.get(link.name) ?? 0
        asked.set(link.name, opportunity + 1)
        const change = link.respond?.({
          step: step - of.firstStep,
          opportunity,
          delivered: delivered.get(link.name) ?? 0,
          earlier: [],
          draw: drawOf({ pairId: of.pairId, link: `${link.name}/model-response`, opportunity }),
        }) ?? { kind: 'pass' }
        if (change.kind === 'pass') continue
        const seam = change.kind === 'end' ? 'process' : 'model-response'
        return { change, claim: { link: link.name, seam, step, opportunity } }
      }
      return undefined
    },
    deliver(chain, { claim }, { step, ...passed }) {
      delivered.set(claim.link, (delivered.get(claim.link) ?? 0) + 1)
      return chain.deliver({ ...claim, step }, claim.seam === 'process' ? 'process' : 'response', passed)
    },
  }
}

/** What an answer becomes on its way to the agent; the model's turn and its usage stay as they are in the record. */
export function insteadOf(answer: Answer, { change }: Response): Instead | undefined {
  if (change.kind === 'fail' || change.kind === 'end') return undefined
  if (change.kind !== 'truncate') return { answer, line: change, value: asJson({ ...change }) }
  const { parts: _, stopReason: __, ...rest } = answer
  const text = answer.text.slice(0, Math.floor(answer.text.length * change.share))
  return { answer: { ...rest, text, calls: [], stop: 'length' }, value: { kind: 'truncate', text } }
}

/** The turn of a model as a receipt names it. */
export function turnValue({ text, calls, stop }: Answer): JsonObject {
  return { text, calls: asJson(calls), stop }
}
