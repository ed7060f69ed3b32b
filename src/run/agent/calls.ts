import { asJson, contentHash, type Message, type Took, type ToolCall, type ToolResult } from '../../domain/index.js'
import type { Delivery } from '../chain.js'
import { type DecidedCall, decideCall, decideResult, type Offered } from '../outside/index.js'
import { note, type Session } from './session.js'

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
    const answered = decideCall(call, tools, session.step)
    if (answered.kind === 'passed') passed.push(pass(session, call, answered))
    else withheld.push(withhold(session, call, answered))
  }
  return { passed, withheld }
}

type Answered = DecidedCall

function pass(session: Session, call: ToolCall, answered: Extract<Answered, { kind: 'passed' }>): ToolCall {
  const { call: passed, isWatched, isNoted, confirm } = answered
  const { recorder, step, sent } = session
  const isSame = passed.name === call.name && contentHash(passed.arguments) === contentHash(call.arguments)
  const called = { kind: 'tool-called', step, call } as const
  recorder.emit(isSame ? called : { ...called, passed: { name: passed.name, arguments: passed.arguments } })
  noteAll(session, confirm?.())
  sent.set(call.id, { call, passed, step, isWatched, isNoted })
  return passed
}

function withhold(
  session: Session,
  call: ToolCall,
  { result, isNoted, confirm }: Extract<Answered, { kind: 'withheld' }>,
) {
  const { recorder, step, chain, evidence } = session
  recorder.emit({ kind: 'tool-called', step, call })
  const delivery = confirm?.()
  noteAll(session, delivery)
  if (delivery !== undefined) evidence.add(delivery.receipt.intervention)
  if (isNoted) chain?.note(call)
  return recordResult(session, { call, step }, result)
}

function noteAll(session: Session, delivery: Delivery | undefined, step = session.step): void {
  if (delivery !== undefined) note(session, step, delivery)
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
  sent: { readonly passed: ToolCall; readonly step: number },
  given: ToolResult,
): ToolResult & Took {
  const { shown, seconds, delivery } = decideResult(session, sent, given)
  noteAll(session, delivery, sent.step)
  return { ...shown, ...(seconds !== undefined && { seconds }) }
}
