import {
  asJson,
  canonicalJson,
  refusalOf,
  type Took,
  type ToolCall,
  type ToolOffer,
  type ToolResult,
  tookOf,
} from '../../domain/index.js'
import type { Chain, Claimed, Delivery } from '../chain.js'
import { InfrastructureFailed } from '../infrastructure.js'

/** A chain around tools whose state nobody holds: nothing can be looked at twice, so what came back first stands for it. */
export interface OutsideChain {
  readonly chain: Chain | undefined
  /** Interventions whose change has become visible since the last ask. */
  readonly evidence: Set<string>
  /** First results of calls, by name and arguments. */
  readonly earliest: Map<string, ToolResult>
}

/** The tools of one ask. */
export interface Offered {
  readonly own: readonly ToolOffer[]
  readonly offered: readonly ToolOffer[]
  readonly chain: Chain | undefined
}

/** What becomes of a call: it is passed on, perhaps in other words, or answered without reaching its tool. */
export type DecidedCall =
  | {
      readonly kind: 'passed'
      readonly call: ToolCall
      /** Whether the links may look at its result. */
      readonly isWatched: boolean
      /** Whether it counts among the calls that links are told of. */
      readonly isNoted: boolean
      /** Makes the receipt of a sham, which lets the call pass. */
      readonly confirm?: () => Delivery
    }
  | {
      readonly kind: 'withheld'
      readonly result: ToolResult
      readonly isNoted: boolean
      /** Makes the receipt; absent where the answer follows from an earlier delivery. */
      readonly confirm?: () => Delivery
    }

/** What the model is shown of a result, with the receipt where a link wanted it changed. */
export interface DecidedResult extends Took {
  readonly shown: ToolResult
  readonly delivery?: Delivery
}

/** Asks the chain about a call before it is made. */
export function decideCall(call: ToolCall, tools: Offered, step: number): DecidedCall {
  const { chain } = tools
  if (chain === undefined) return { kind: 'passed', call, isWatched: false, isNoted: false }
  const refusal = refusalOfChanged(call, tools)
  if (refusal !== undefined) return { kind: 'withheld', result: refusal, isNoted: false }
  const isNoted = refusalOf(call, tools.offered) === undefined
  const decision = chain.beforeCall(call, step)
  if (decision.kind === 'run') return { kind: 'passed', call: decision.call, isWatched: true, isNoted }
  const { result, claim } = decision
  const confirm = claim === undefined ? {} : { confirm: () => receiptOf(chain, claim, { call: decision.call, result }) }
  if (chain.arm === 'varied') return { kind: 'withheld', result, isNoted, ...confirm }
  return { kind: 'passed', call: decision.call, isWatched: false, isNoted, ...confirm }
}

/** Only where the model was shown another tool than there is: whoever runs it would run what is not there. */
function refusalOfChanged(call: ToolCall, { own, offered }: Offered): ToolResult | undefined {
  const [has, shows] = [own, offered].map((list) => list.find(({ name }) => name === call.name))
  if (has === undefined && shows === undefined) return undefined
  const isSame = has !== undefined && shows !== undefined && shapeOf(has) === shapeOf(shows)
  return isSame ? undefined : refusalOf(call, offered)
}

function shapeOf({ name, parameters }: ToolOffer): string {
  return canonicalJson({ name, parameters })
}

/** A receipt names the call that was kept back; nobody knows what the tool would have said. */
function receiptOf(
  chain: Chain,
  claim: Claimed,
  of: { readonly call: ToolCall; readonly result: ToolResult },
): Delivery {
  const { name, arguments: given, id } = of.call
  return chain.deliver(claim, id, { before: { name, arguments: given }, after: asJson(of.result) })
}

/**
 * What the model is shown of a result that may be changed.
 *
 * @param given as the tool sent it
 * @throws InfrastructureFailed where a link wants what only a world that can be restored can do
 */
export function decideResult(
  { chain, earliest, evidence }: OutsideChain,
  { passed, step }: { readonly passed: ToolCall; readonly step: number },
  given: ToolResult,
): DecidedResult {
  const key = keyOf(passed)
  const earlier = earliest.get(key)
  if (earlier === undefined) earliest.set(key, given)
  const change = chain?.afterCall(passed, given, step) ?? { kind: 'pass' }
  if (change.kind === 'undo') {
    throw new InfrastructureFailed('injection', new Error('a link takes back what was done with tools of others'))
  }
  // No state can be asked: the first answer to the same call, or to the other one, stands for it where there is one.
  const other = change.kind === 'substitute' ? earliest.get(keyOf(change.call)) : earlier
  const result: (ToolResult & Took) | undefined = change.kind === 'replace' ? tookOf(change) : other
  const isNoChange = change.kind !== 'replace' && result?.text === given.text
  if (chain === undefined || change.kind === 'pass' || result === undefined || isNoChange) return { shown: given }
  const delivery = chain.deliver(change.claim, passed.id, { before: asJson(given), after: asJson(result) })
  if (chain.arm === 'sham') return { shown: given, delivery }
  evidence.add(change.claim.link)
  const { seconds, text, isError } = result
  return { shown: { text, isError }, delivery, ...(seconds !== undefined && { seconds }) }
}

function keyOf({ name, arguments: given }: Pick<ToolCall, 'name' | 'arguments'>): string {
  return canonicalJson([name, given])
}
