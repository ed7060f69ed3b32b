import {
  asJson,
  canonicalJson,
  contentHash,
  type Message,
  refusalOf,
  type ToolCall,
  type ToolOffer,
  type ToolResult,
} from '../../domain/index.js'
import type { Chain, Claimed } from '../chain.js'
import { tookOf } from '../chained-world.js'
import { InfrastructureFailed } from '../infrastructure.js'
import { note, type Session } from './session.js'

/** The tools of one ask. */
export interface Offered {
  readonly own: readonly ToolOffer[]
  readonly offered: readonly ToolOffer[]
  readonly chain: Chain | undefined
}

/** What becomes of the calls of an answer. */
interface SortedCalls {
  /** For the agent, in its own words. */
  readonly passed: readonly ToolCall[]
  /** Results of calls that the agent is not shown. */
  readonly withheld: readonly Message[]
}

/**
 * Sorts the calls of an answer: most go to the agent, which runs its tools itself. One that a link answers, and one that
 * fits only what the link has taken away, is kept back and answered here; the agent never learns of it.
 */
export function sortCalls(session: Session, calls: readonly ToolCall[], tools: Offered): SortedCalls {
  const passed: ToolCall[] = []
  const withheld: Message[] = []
  for (const call of calls) {
    const answered = answerFor(session, call, tools)
    if (answered.kind === 'passed') passed.push(pass(session, call, answered))
    else withheld.push(withhold(session, call, answered))
  }
  return { passed, withheld }
}

type Answered =
  | {
      readonly kind: 'passed'
      readonly call: ToolCall
      readonly isWatched: boolean
      readonly isNoted: boolean
      readonly confirm?: () => void
    }
  | { readonly kind: 'withheld'; readonly result: ToolResult; readonly isNoted: boolean; readonly claim?: Claimed }

function answerFor(session: Session, call: ToolCall, tools: Offered): Answered {
  const { chain } = tools
  if (chain === undefined) return { kind: 'passed', call, isWatched: false, isNoted: false }
  const refusal = refusalOfChanged(call, tools)
  if (refusal !== undefined) return { kind: 'withheld', result: refusal, isNoted: false }
  const isNoted = refusalOf(call, tools.offered) === undefined
  const decision = chain.beforeCall(call, session.step)
  if (decision.kind === 'run') return { kind: 'passed', call: decision.call, isWatched: true, isNoted }
  const { result, claim } = decision
  if (chain.arm === 'varied') return { kind: 'withheld', result, isNoted, ...(claim !== undefined && { claim }) }
  const confirm = () => claim && deliver(session, chain, claim, { call: decision.call, result })
  return { kind: 'passed', call: decision.call, isWatched: false, isNoted, confirm }
}

/** Only where the model was shown another tool than the agent has: the agent would run what is not there. */
function refusalOfChanged(call: ToolCall, { own, offered }: Offered): ToolResult | undefined {
  const [has, shows] = [own, offered].map((list) => list.find(({ name }) => name === call.name))
  if (has === undefined && shows === undefined) return undefined
  const isSame = has !== undefined && shows !== undefined && hashOf(has) === hashOf(shows)
  return isSame ? undefined : refusalOf(call, offered)
}

function hashOf({ name, parameters }: ToolOffer): string {
  return canonicalJson({ name, parameters })
}

function pass(session: Session, call: ToolCall, answered: Extract<Answered, { kind: 'passed' }>): ToolCall {
  const { call: passed, isWatched, isNoted, confirm } = answered
  const { recorder, step, sent } = session
  const isSame = passed.name === call.name && contentHash(passed.arguments) === contentHash(call.arguments)
  const called = { kind: 'tool-called', step, call } as const
  recorder.emit(isSame ? called : { ...called, passed: { name: passed.name, arguments: passed.arguments } })
  confirm?.()
  sent.set(call.id, { call, passed, step, isWatched, isNoted })
  return passed
}

function withhold(
  session: Session,
  call: ToolCall,
  { result, isNoted, claim }: Extract<Answered, { kind: 'withheld' }>,
) {
  const { recorder, step, chain, evidence } = session
  recorder.emit({ kind: 'tool-called', step, call })
  if (claim !== undefined && chain !== undefined) {
    deliver(session, chain, claim, { call, result })
    evidence.add(claim.link)
  }
  if (isNoted) chain?.note(call)
  return recordResult(session, { call, step }, result)
}

/** A receipt names the call that was kept back; nobody knows what the tool would have said. */
function deliver(session: Session, chain: Chain, claim: Claimed, of: { call: ToolCall; result: ToolResult }): void {
  const { name, arguments: given, id } = of.call
  note(
    session,
    session.step,
    chain.deliver(claim, id, { before: { name, arguments: given }, after: asJson(of.result) }),
  )
}

/** Writes down what the model is shown of a result. */
function recordResult(
  { recorder }: Session,
  { call, step }: { readonly call: ToolCall; readonly step: number },
  { text, isError, seconds }: ToolResult & { readonly seconds?: number },
): Message {
  const message: Message = { role: 'tool', callId: call.id, name: call.name, text, isError }
  const messageHash = recorder.keep(asJson(message))
  const returned = { kind: 'tool-returned', step, callId: call.id, messageHash, isError } as const
  recorder.emit(seconds === undefined ? returned : { ...returned, waitedSeconds: seconds })
  return message
}

/**
 * What the model is shown of a message that the agent sends. A result that a link has changed once is shown in the same
 * way whenever the agent sends it again.
 *
 * @throws InfrastructureFailed where a link wants what only a world of Leadline's own can do
 */
export function shownOf(session: Session, message: Message): Message {
  if (message.role === 'assistant') {
    return { ...message, calls: message.calls.map((call) => session.sent.get(call.id)?.call ?? call) }
  }
  if (message.role !== 'tool') return message
  const sent = session.sent.get(message.callId)
  // Of a call that was never made here: a memory that the agent brought along.
  if (sent === undefined) return message
  const given = { text: message.text, isError: message.isError }
  if (sent.returned === undefined) {
    const changedTo: ToolResult & { readonly seconds?: number } = sent.isWatched ? changed(session, sent, given) : given
    const { seconds = 0, ...shown } = changedTo
    sent.returned = { given, shown }
    session.waitMs += seconds * 1_000
    if (sent.isNoted) session.chain?.note(sent.call)
    return recordResult(session, sent, changedTo)
  }
  const { given: before, shown } = sent.returned
  const isSame = before.text === given.text && before.isError === given.isError
  return { ...message, name: sent.call.name, ...(isSame && shown) }
}

function changed(
  session: Session,
  { passed, step }: { readonly passed: ToolCall; readonly step: number },
  given: ToolResult,
): ToolResult & { readonly seconds?: number } {
  const { chain, earliest, evidence } = session
  const key = keyOf(passed)
  const earlier = earliest.get(key)
  if (earlier === undefined) earliest.set(key, given)
  const change = chain?.afterCall(passed, given, step) ?? { kind: 'pass' }
  if (change.kind === 'undo') {
    throw new InfrastructureFailed(
      'injection',
      new Error('a link takes back what an agent has done with its own tools'),
    )
  }
  // No state can be asked: the first answer to the same call, or to the other one, stands for it where there is one.
  const other = change.kind === 'substitute' ? earliest.get(keyOf(change.call)) : earlier
  const result = change.kind === 'replace' ? tookOf(change) : other
  const isNoChange = change.kind !== 'replace' && result?.text === given.text
  if (chain === undefined || change.kind === 'pass' || result === undefined || isNoChange) return given
  note(session, step, chain.deliver(change.claim, passed.id, { before: asJson(given), after: asJson(result) }))
  if (chain.arm === 'sham') return given
  evidence.add(change.claim.link)
  return result
}

function keyOf({ name, arguments: given }: Pick<ToolCall, 'name' | 'arguments'>): string {
  return canonicalJson([name, given])
}
