import { type Answer, type Ask, asJson, assistantTurn, FINISH_TOOL, seedOf } from '../domain/index.js'
import { type AskResult, askModel, createAccounts, DEFAULT_ANSWER_WAIT_MS, worstCaseUsd } from './ask/index.js'
import { offersOf } from './chain.js'
import { inWorld } from './infrastructure.js'
import { addAnswer } from './limits.js'
import { type Asking, countedBy, deliver, type Running, say } from './running.js'

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
  const tools = [...offersOf(offered.tools), ...offersOf([FINISH_TOOL])]
  const toolsHash = recorder.keep(asJson(tools))
  if (toolsHash !== running.toolsHash) recorder.emit({ kind: 'tools-offered', step, toolsHash })
  running.toolsHash = toolsHash
  deliver(running, offered.deliveries)
  const evidenceOf = world.takeEvidence()
  const asked = { kind: 'model-asked', step, added: running.fresh, toolsHash } as const
  recorder.emit(evidenceOf.length === 0 ? asked : { ...asked, evidenceOf })
  running.fresh = []
  await recorder.commit()
  const recorded = recorder.recordedAnswer()
  const ask = { messages: running.messages, tools, seed: seedOf(`${lease.trial.id}/${step}`), signal: context.signal }
  const result = recorded === undefined ? await askAnew(running, ask) : answeredBefore(recorded)
  if (result.kind === 'answered') noteAnswer(running, result.answer, result.latencyMs)
  return result
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
  const { contextTokens } = setup.candidate
  // What the vendor itself has counted is in this ask again, and more.
  if (contextTokens !== undefined && counted !== undefined && counted.shownTokens > contextTokens) {
    return { kind: 'too-long' }
  }
  const began = clock.monotonicMs()
  const known = counted && { ...counted, isSameOffer: counted.toolsHash === toolsHash }
  const result = await askModel({
    candidate: setup.candidate,
    ask,
    step,
    lease,
    journal,
    clock,
    retry,
    gate: accounts.gateOf(setup.candidate),
    answerWaitMs,
    troubled,
    halt: context.halt ?? new AbortController().signal,
    // Only a budget asks for it, and the whole conversation is measured.
    ceilingUsd: budgetUsd === undefined ? 0 : worstCaseUsd(ask, setup.candidate, known),
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
  const { recorder, step } = running
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
    ...(instead !== undefined && { instead }),
  })
  running.used = addAnswer(running.used, answer)
  running.counted = countedBy(running, answer)
}
