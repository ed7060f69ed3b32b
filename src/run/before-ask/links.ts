import type { Link, LinkContext, Message, Seam } from '../../domain/index.js'
import type { Chain, Claimed } from '../chain.js'

/** The links of a chain, and how it counts what they are asked. */
interface Asked {
  readonly links: readonly Link[]
  readonly take: (link: Link, seam: Seam, step: number) => LinkContext
  readonly claim: (link: Link, seam: Seam, step: number, context: LinkContext) => Claimed
}

/** What the links want before an ask: of the world, of the operator, of the limits, and of the request itself. */
export function linksBeforeAsk(asked: Asked): Pick<Chain, 'cut' | 'disturbance' | 'speech' | 'rewriting' | 'routing'> {
  return { ...openingLinks(asked), ...requestLinks(asked) }
}

function openingLinks({ links, take, claim }: Asked): Pick<Chain, 'cut' | 'disturbance' | 'speech'> {
  return {
    cut(step) {
      for (const link of links) {
        if (link.limit === undefined) continue
        const context = take(link, 'budget', step)
        const change = link.limit(context)
        if (change.kind === 'cut') return { steps: change.steps, claim: claim(link, 'budget', step, context) }
      }
      return undefined
    },
    disturbance(step) {
      for (const link of links) {
        if (link.disturb === undefined) continue
        const context = take(link, 'environment', step)
        const change = link.disturb(context)
        if (change.kind !== 'disturb') continue
        return { disturbance: change.disturbance, claim: claim(link, 'environment', step, context) }
      }
      return undefined
    },
    speech(step) {
      for (const link of links) {
        if (link.speak === undefined) continue
        const context = take(link, 'operator-turn', step)
        const change = link.speak(context)
        if (change.kind !== 'speak') continue
        const { text, variant } = change
        return { text, ...(variant !== undefined && { variant }), claim: claim(link, 'operator-turn', step, context) }
      }
      return undefined
    },
  }
}

function requestLinks({ links, take, claim }: Asked): Pick<Chain, 'rewriting' | 'routing'> {
  let answering: string | undefined
  return {
    rewriting(messages: readonly Message[], step) {
      for (const link of links) {
        if (link.rewrite === undefined) continue
        const context = take(link, 'model-request', step)
        const change = link.rewrite(messages, context)
        if (change.kind !== 'replace') continue
        // What a hook was given cannot be written to; a conversation grows.
        return { messages: structuredClone(change.messages), claim: claim(link, 'model-request', step, context) }
      }
      return undefined
    },
    routing(step) {
      const before = answering
      answering = undefined
      for (const link of links) {
        if (link.route === undefined) continue
        const context = take(link, 'model-request', step)
        const change = link.route(context)
        if (change.kind !== 'route') continue
        answering = change.systemId
        const isNew = answering !== before
        return { systemId: answering, ...(isNew && { claim: claim(link, 'model-request', step, context) }) }
      }
      return undefined
    },
  }
}
