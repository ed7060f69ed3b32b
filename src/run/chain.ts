import {
  asJson,
  type CallChange,
  canonicalJson,
  contentHash,
  drawOf,
  type JsonValue,
  type Link,
  type LinkContext,
  type Message,
  type Receipt,
  type ResultChange,
  type Seam,
  type ToolCall,
  type ToolOffer,
  type ToolResult,
  type ToolSpec,
  type WorldCall,
} from '../domain/index.js'
import { linksBeforeAsk } from './before-ask/index.js'
import { guardLink } from './guarded-link.js'

/** Content that a receipt names by hash, kept so that a verifier can read it. */
interface Evidence {
  readonly hash: string
  readonly value: JsonValue
}

/** The world's state around a delivery, as the world itself says. */
export interface StateChange {
  readonly before: JsonValue
  readonly after: JsonValue
}

/** A receipt with the content it names, and the world's state on either side where the change was one of state. */
export interface Delivery {
  readonly receipt: Receipt
  readonly contents: readonly Evidence[]
  readonly state?: StateChange
}

/** The ordered links around one trial, in its sham or its varied form. */
export interface Chain {
  readonly arm: 'sham' | 'varied'
  offer(tools: readonly ToolSpec[], step: number): { tools: readonly ToolSpec[]; deliveries: readonly Delivery[] }
  /** What the links want for a call before it runs. */
  beforeCall(call: ToolCall, step: number): CallDecision
  /** True where some link may want to act on the result of this call. */
  watches(call: ToolCall): boolean
  afterCall(call: ToolCall, result: ToolResult, step: number): ResultDecision
  disturbance(step: number): { readonly disturbance: string; readonly claim: Claimed } | undefined
  speech(step: number): { readonly text: string; readonly variant?: string; readonly claim: Claimed } | undefined
  /** Steps that are left from this one on, as a link wants it. */
  cut(step: number): { readonly steps: number; readonly claim: Claimed } | undefined
  /** The conversation as a link wants it to be from this ask on. */
  rewriting(
    messages: readonly Message[],
    step: number,
  ): { readonly messages: readonly Message[]; readonly claim: Claimed } | undefined
  /** The system that a link wants asked; `claim` where it is another one than at the ask before. */
  routing(step: number): { readonly systemId: string; readonly claim?: Claimed } | undefined
  /** Notes a call that fitted what was offered, once it has come back. */
  note(call: ToolCall): void
  /** Confirms that a claimed delivery took place and makes its receipt. */
  deliver(claim: Claimed, place: string, passed: { before: JsonValue; after: JsonValue }): Delivery
}

/** A delivery that a link has asked for and that the caller carries out. */
export interface Claimed {
  readonly link: string
  readonly seam: Seam
  readonly step: number
  readonly opportunity: number
}

/** What becomes of a call: the tool runs, perhaps with a translated call, or the chain answers for it. */
type CallDecision =
  | { readonly kind: 'run'; readonly call: ToolCall }
  /** `claim` is absent where the refusal follows from an earlier delivery. */
  | { readonly kind: 'answer'; readonly call: ToolCall; readonly result: ToolResult; readonly claim?: Claimed }

/** What becomes of a result; whoever carries it out turns the claim into a receipt. */
type ResultDecision =
  | { readonly kind: 'pass' }
  | { readonly kind: 'replace'; readonly result: ToolResult; readonly seconds?: number; readonly claim: Claimed }
  | { readonly kind: 'undo'; readonly claim: Claimed }
  | { readonly kind: 'recall'; readonly claim: Claimed }
  | { readonly kind: 'substitute'; readonly call: WorldCall; readonly claim: Claimed }

/**
 * Puts links around a trial. The sham form asks the same hooks the same questions; whoever carries a decision out
 * leaves everything unchanged, and the receipt says so with equal hashes.
 *
 * @param options.firstStep step of the trial at which the chain comes into place
 */
export function createChain(options: {
  readonly arm: 'sham' | 'varied'
  readonly links: readonly Link[]
  readonly pairId: string
  readonly firstStep: number
}): Chain {
  const { arm, pairId, firstStep } = options
  const links = options.links.map(guardLink)
  const opportunities = new Map<string, number>()
  const delivered = new Map<string, number>()
  const offered = new Map<string, readonly ToolSpec[]>()
  const made: WorldCall[] = []

  function take(link: Link, seam: Seam, step: number): LinkContext {
    const key = `${link.name}\n${seam}`
    const opportunity = opportunities.get(key) ?? 0
    opportunities.set(key, opportunity + 1)
    return {
      step: step - firstStep,
      opportunity,
      delivered: delivered.get(link.name) ?? 0,
      get earlier() {
        return Object.freeze([...made])
      },
      // A draw costs a hash, and most links never look at theirs.
      get draw() {
        return drawOf({ pairId, link: `${link.name}/${seam}`, opportunity })
      },
    }
  }

  function claim(link: Link, seam: Seam, step: number, context: LinkContext): Claimed {
    return { link: link.name, seam, step, opportunity: context.opportunity }
  }

  function deliver(claimed: Claimed, place: string, passed: { before: JsonValue; after: JsonValue }): Delivery {
    delivered.set(claimed.link, (delivered.get(claimed.link) ?? 0) + 1)
    const before = { hash: contentHash(passed.before), value: passed.before }
    const after = arm === 'sham' ? before : { hash: contentHash(passed.after), value: passed.after }
    const receipt: Receipt = {
      intervention: claimed.link,
      seam: claimed.seam,
      arm,
      step: claimed.step,
      opportunity: claimed.opportunity,
      place,
      beforeHash: before.hash,
      afterHash: after.hash,
    }
    return { receipt, contents: before.hash === after.hash ? [before] : [before, after] }
  }

  function offer(tools: readonly ToolSpec[], step: number) {
    const deliveries: Delivery[] = []
    let current = tools
    for (const link of links) {
      if (link.offer === undefined) continue
      const context = take(link, 'tool-list', step)
      const change = link.offer(current, context)
      const after = change.kind === 'replace' ? change.tools : current
      if (change.kind === 'replace' && !areSame(offered.get(link.name), after)) {
        const passed = { before: asJson(offersOf(current)), after: asJson(offersOf(after)) }
        deliveries.push(deliver(claim(link, 'tool-list', step, context), 'tools', passed))
      }
      offered.set(link.name, after)
      if (arm === 'varied') current = after
    }
    return { tools: current, deliveries }
  }

  function beforeCall(call: ToolCall, step: number): CallDecision {
    let current = call
    for (const link of links) {
      if (link.call === undefined || link.matches?.(current) === false) continue
      const context = take(link, 'before-call', step)
      const change: CallChange = link.call(current, context)
      if (change.kind === 'answer') {
        if (!change.delivers && arm === 'sham') continue
        return {
          kind: 'answer',
          call: current,
          result: change.result,
          ...(change.delivers && { claim: claim(link, 'before-call', step, context) }),
        }
      }
      // What a hook was given cannot be written to; a world's tool may.
      if (change.kind === 'translate' && arm === 'varied') current = structuredClone(change.call)
    }
    return { kind: 'run', call: current }
  }

  function afterCall(call: ToolCall, result: ToolResult, step: number): ResultDecision {
    for (const link of links) {
      if (link.result === undefined || link.matches?.(call) === false) continue
      const context = take(link, 'tool-result', step)
      const change: ResultChange = link.result(call, result, context)
      if (change.kind === 'pass') continue
      const seam = change.kind === 'undo' ? 'environment' : 'tool-result'
      return { ...change, claim: claim(link, seam, step, context) }
    }
    return { kind: 'pass' }
  }

  return {
    arm,
    offer,
    beforeCall,
    afterCall,
    deliver,
    ...linksBeforeAsk({ links, take, claim }),
    note({ name, arguments: given }) {
      made.push({ name, arguments: given })
    },
    watches: (call) => links.some((link) => link.result !== undefined && link.matches?.(call) !== false),
  }
}

/** Whether a model is shown the same; asked before every ask, so what is the same object is not looked into. */
function areSame(before: readonly ToolSpec[] | undefined, after: readonly ToolSpec[]): boolean {
  if (before === after) return true
  return (
    before?.length === after.length &&
    after.every(({ name, description, parameters }, place) => {
      const other = before[place]
      if (name !== other?.name || description !== other.description) return false
      return parameters === other.parameters || canonicalJson(parameters) === canonicalJson(other.parameters)
    })
  )
}

/** What a model is shown of tools. */
export function offersOf(tools: readonly ToolSpec[]): ToolOffer[] {
  return tools.map(({ name, description, parameters }) => ({ name, description, parameters }))
}
