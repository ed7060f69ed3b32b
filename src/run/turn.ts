import {
  type Answer,
  type Ask,
  asJson,
  assistantTurn,
  FINISH_TOOL,
  InvariantError,
  type Message,
  seedOf,
  systemIdOf,
  type ToolSpec,
} from '../domain/index.js'
import { type AskResult, askModel, createAccounts, DEFAULT_ANSWER_WAIT_MS, worstCaseUsd } from './ask/index.js'
import type { Requested } from './before-ask/index.js'
import { offersOf } from './chain.js'
import { inWorld } from './infrastructure.js'
import { addAnswer } from './limits.js'
import { type Asking, countedBy, deliver, type Offer, type Running, retell, say } from './running.js'

/** Opens the step, asks, and writes the answer down. */
export async function askOnce(running: Running): Promise<AskResult> {
  const { recorder, world, step, context, lease } = running
  const opening = await inWorld(() => world.open(step))
  deliver(running, opening.deliveries)
  if (opening.steps !== undefined) running.limits = { ...running.limits, steps: opening.steps }
  for (const text of opening.spoken) {
    const messageHash = say(running, { role: 'user', text }, recorder)
    recorder.emit({ kind: 'operator-spoke', step, messageHash })
  }
  const offered = await inWorld(() => world.offer(step))
  const { tools, hash: toolsHash } = offerOf(running, offered.tools)
  if (toolsHash !== running.toolsHash) recorder.emit({ kind: 'tools-offered', step, toolsHash })
  running.toolsHash = toolsHash
  deliver(running, offered.deliveries)
  const requested = await inWorld(() => world.request(running.messages, step))
  takeUp(running, requested)
  const evidenceOf = world.takeEvidence()
  const { heard } = running
  recorder.emit({
    kind: 'model-asked',
    step,
    added: running.fresh,
    toolsHash,
    ...(evidenceOf.length > 0 && { evidenceOf }),
    ...(requested.retold !== undefined && { after: -1, rewritten: requested.retold.rewritten }),
    ...(heard !== undefined && { received: { added: heard.received, toolsHash: heard.toolsHash } }),
  })
  running.fresh = []
  if (heard !== undefined) heard.received = []
  await recorder.commit()
  const recorded = recorder.recordedAnswer()
  const ask = { messages: shownTo(running), tools, seed: seedOf(`${lease.trial.id}/${step}`), signal: context.signal }
  const result = recorded === undefined ? await askAnew(running, ask) : answeredBefore(recorded)
  if (result.kind === 'answered') noteAnswer(running, result.answer, result.latencyMs)
  return result
}

/** What a model is shown of tools. They come with every ask, and what has not changed is kept and named once. */
export function offerOf(running: Running, tools: readonly ToolSpec[]): Offer {
  const shown = [...offersOf(tools), ...offersOf([FINISH_TOOL])]
  const text = JSON.stringify(shown)
  const offer =
    running.offer?.text === text ? running.offer : { tools: shown, text, hash: running.recorder.keep(asJson(shown)) }
  running.offer = offer
  return offer
}

/** What the links have made of the request holds for this ask, and a conversation told anew for those after it too. */
function takeUp(running: Running, { deliveries, retold, systemId }: Requested): void {
  deliver(running, deliveries)
  if (retold !== undefined) retell(running, retold.messages, running.recorder)
  const before = running.answering
  running.answering = systemId === undefined ? undefined : answeringAs(running, systemId)
  // What a vendor has counted is another conversation now, or another vendor's count.
  if (retold !== undefined || running.answering !== before) running.counted = undefined
}

function answeringAs({ setup, lease, answering, messages }: Running, systemId: string): Asking['answering'] {
  if (answering !== undefined && systemIdOf(answering.candidate.system) === systemId) return answering
  const candidate = setup.candidateOf?.(systemId)
  if (candidate === undefined) throw new InvariantError(`trial ${lease.trial.id} has no system ${systemId} to ask`)
  return { candidate, since: messages.length }
}

/** What one vendor wants back with its turns is nothing to another one: these are shown as text and calls. */
function shownTo({ messages, answering }: Running): readonly Message[] {
  if (answering === undefined) return messages
  return messages.map((message, place) =>
    message.role === 'assistant' && place < answering.since
      ? { role: message.role, text: message.text, calls: message.calls }
      : message,
  )
}

function answeredBefore(answer: Answer): AskResult {
  return { kind: 'answered', answer, latencyMs: 0, isOld: true }
}

/** Asks the model itself, within budget and deadline; what failed on the way is written down. */
export async function askAnew(running: Asking, ask: Ask): Promise<AskResult> {
  const { recorder, step, context, setup, lease, counted, toolsHash } = running
  const { journal, clock, retry, budgetUsd, answerWaitMs = DEFAULT_ANSWER_WAIT_MS, troubled } = context
  const { accounts = createAccounts([], { clock }) } = context
  const { seconds } = setup.limits
  const { candidate } = running.answering ?? setup
  const { contextTokens } = candidate
  // What the vendor itself has counted is in this ask again, and more.
  if (contextTokens !== undefined && counted !== undefined && counted.shownTokens > contextTokens) {
    return { kind: 'too-long' }
  }
  const began = clock.monotonicMs()
  const known = counted && { ...counted, isSameOffer: counted.toolsHash === toolsHash }
  const result = await askModel({
    candidate,
    ask,
    ...(running.forgotten !== undefined && { forgotten: running.forgotten }),
    step,
    lease,
    journal,
    clock,
    retry,
    gate: accounts.gateOf(candidate),
    answerWaitMs,
    troubled,
    halt: context.halt ?? new AbortController().signal,
    // Only a budget asks for it, and the whole conversation is measured.
    ceilingUsd: budgetUsd === undefined ? 0 : worstCaseUsd(ask, candidate, known),
    ...(seconds !== undefined && { trialMs: seconds * 1_000 }),
    ...(budgetUsd !== undefined && { budgetUsd }),
    failed: async (event) => {
      recorder.emit(event)
      await recorder.commit()
    },
  })
  // Failed asks and waits are not the model's time.
  if (result.kind === 'answered') running.startedMs += clock.monotonicMs() - began - result.latencyMs
  return result
}

/**
 * Writes an answer down and counts what it used.
 *
 * @param instead hash of what an agent gets in its place
 */
export function noteAnswer(running: Asking, answer: Answer, latencyMs: number, instead?: string): void {
  const { recorder, step, answering } = running
  const { stop, stopReason, usage, costUsd } = answer
  recorder.emit({
    kind: 'model-answered',
    step,
    messageHash: recorder.keep(asJson(assistantTurn(answer))),
    stop,
    latencyMs,
    ...(stopReason !== undefined && { stopReason }),
    ...(usage !== undefined && { usage }),
    ...(costUsd !== undefined && { costUsd }),
    ...(answering !== undefined && { by: systemIdOf(answering.candidate.system) }),
    ...(instead !== undefined && { instead }),
  })
  running.used = addAnswer(running.used, answer)
  running.counted = countedBy(running, answer)
}
