import {
  type Answer,
  type Ask,
  asJson,
  FINISH_TOOL,
  type Lease,
  type LimitKind,
  type Message,
  seedOf,
  type VoidCause,
} from '../domain/index.js'
import { type AskResult, askModel } from './ask.js'
import { act, actOut } from './calls.js'
import { type Chain, createChain, offersOf } from './chain.js'
import { chainWorld } from './chained-world.js'
import { InfrastructureFailed, inJudgement, inWorld } from './infrastructure.js'
import { addAnswer, limitReached, NOTHING_USED } from './limits.js'
import { createComparison, createRecorder, ReplayDiverged } from './recorder.js'
import { earlierAttempts, unrepeatable } from './resume.js'
import { deliver, type Running, say, type TrialContext, type TrialSetup } from './running.js'
import { settle, settleVoid } from './settle.js'

/** How an attempt ended. */
export type AttemptEnd =
  /** The trial is over. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'no-budget' }
  /** Something around the model broke; another attempt may fare better. */
  | { readonly kind: 'broken'; readonly cause: VoidCause; readonly message: string; readonly step: number }

/**
 * Runs one attempt of a trial to its end, going on after whatever earlier attempts recorded.
 *
 * A resume executes the trial again with the recorded answers in place of the model: the world, the chain and the
 * messages are rebuilt, and each event is compared with the recorded one.
 *
 * @throws the signal's reason when the run is stopped; RecordError `lease-lost` when another process took the trial
 */
export async function runTrial(lease: Lease, setup: TrialSetup, context: TrialContext): Promise<AttemptEnd> {
  const { journal } = context
  if (lease.past.some(({ body }) => body.kind === 'trial-scored')) {
    // A process died between the last event of this trial and its end.
    await journal.end(lease)
    return { kind: 'ended' }
  }
  let running: Running | undefined
  try {
    running = await begin(lease, setup, context)
    const forbidden = unrepeatable(running.environment, lease.past)
    if (forbidden !== undefined) {
      const message = `${forbidden.name} was called before the interruption and may not be called again`
      await settleVoid({ journal, lease }, { cause: 'interrupted-effect', message, step: running.step })
      return { kind: 'ended' }
    }
    const ready = running
    await inWorld(() => replayPrefix(ready))
    return await loop(running)
  } catch (error) {
    const step = running?.step ?? 0
    if (error instanceof InfrastructureFailed) {
      return { kind: 'broken', cause: error.voidCause, message: error.message, step }
    }
    if (!(error instanceof ReplayDiverged)) throw error
    await settleVoid({ journal, lease }, { cause: 'environment', message: error.message, step })
    return { kind: 'ended' }
  }
}

async function begin(lease: Lease, setup: TrialSetup, context: TrialContext): Promise<Running> {
  const { journal, clock } = context
  const { past } = lease
  const earlier = earlierAttempts(journal, lease)
  const plain = createRecorder(journal, lease, [])
  plain.emit({ kind: 'attempt-started', owner: `attempt ${lease.attempt}` })
  const last = past.at(-1)
  if (last !== undefined) {
    plain.emit({ kind: 'trial-resumed', afterSeq: last.seq, repeatedAsks: earlier.isAskRepeated ? 1 : 0 })
  }
  await plain.commit()
  const environment = await inWorld(() => setup.open())
  return {
    lease,
    setup,
    context,
    environment,
    recorder: createRecorder(journal, lease, past),
    messages: [],
    fresh: [],
    world: chainWorld({ environment, twin: setup.open }),
    toolsHash: '',
    step: 0,
    used: NOTHING_USED,
    reached: new Set(),
    lastCheckpointStep: undefined,
    startedMs: clock.monotonicMs() - (earlier.seconds + (setup.prefixSeconds ?? 0)) * 1_000,
  }
}

/**
 * Brings a fork to the state its parent had, without writing; starts the record either way.
 *
 * @throws ReplayDiverged where the world does not do again what the parent recorded
 */
async function replayPrefix(running: Running): Promise<void> {
  const { setup, environment, recorder, lease } = running
  const startHash = recorder.keep(environment.snapshot())
  const opening: Message[] = [
    { role: 'system', text: setup.sample.instructions },
    { role: 'user', text: setup.sample.goal },
  ]
  for (const message of opening) say(running, message, recorder)
  const checkpoints = inJudgement(() => environment.checkpoints())
  running.reached = new Set(checkpoints.flatMap(({ id, isReached }) => (isReached ? [id] : [])))
  const toolsHash = offerHash(running)
  const started = { kind: 'trial-started', messages: running.fresh, toolsHash, stateHash: startHash } as const
  const { parent } = lease.trial
  if (parent === undefined) recorder.emit(started)
  else {
    const comparison = createComparison(parent.trialId, setup.prefixEvents)
    comparison.emit(started)
    await actOut(running, { ...recorder, ...comparison })
    comparison.finish()
    const stateHash = recorder.keep(environment.snapshot())
    recorder.emit({ kind: 'trial-forked', parent, attempt: setup.parentAttempt ?? 1, stateHash })
  }
  running.toolsHash = toolsHash
  if (setup.links.length > 0) running.world = chainWorld({ environment, chain: chainFor(running), twin: setup.open })
}

function chainFor({ lease, setup }: Running): Chain {
  const { pairId, arm } = lease.trial
  return createChain({
    arm: arm === 'varied' ? 'varied' : 'sham',
    links: setup.links,
    pairId,
    firstStep: setup.prefix.length,
  })
}

function offerHash(running: Running): string {
  const offers = [...offersOf(running.environment.tools), ...offersOf([FINISH_TOOL])]
  return running.recorder.keep(asJson(offers))
}

async function loop(running: Running): Promise<AttemptEnd> {
  const { context } = running
  for (;;) {
    const limit = limitNow(running)
    if (limit !== undefined) {
      await settle(running, { kind: 'limit', limit }, 'unstated')
      return { kind: 'ended' }
    }
    const result = await askOnce(running)
    if (result.kind === 'no-budget') return result
    if (result.kind === 'transport') {
      const { message, isRetryable } = result
      const why = { cause: 'model-api', message, step: running.step } as const
      if (isRetryable) return { kind: 'broken', ...why }
      await settleVoid({ journal: context.journal, lease: running.lease }, why)
      return { kind: 'ended' }
    }
    const claim = await act(running, result.answer, running)
    running.step += 1
    if (result.isOld !== true) context.stepDone()
    if (claim !== undefined) {
      await settle(running, { kind: 'finished' }, claim)
      return { kind: 'ended' }
    }
  }
}

function limitNow({ setup, used, context, startedMs, recorder }: Running): LimitKind | undefined {
  // Time that has passed says nothing about a step that was already taken.
  const seconds = recorder.isReplaying() ? 0 : (context.clock.monotonicMs() - startedMs) / 1_000
  return limitReached(setup.limits, { ...used, seconds })
}

/** Opens the step, asks, and writes the answer down. */
async function askOnce(running: Running): Promise<AskResult> {
  const { recorder, world, step, context, lease } = running
  const opening = await inWorld(() => world.open(step))
  deliver(running, opening.deliveries)
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

async function askAnew(running: Running, ask: Ask): Promise<AskResult> {
  const { recorder, step, context, setup, lease } = running
  const { journal, clock, retry, budgetUsd } = context
  const began = clock.monotonicMs()
  const result = await askModel({
    candidate: setup.candidate,
    ask,
    step,
    lease,
    journal,
    clock,
    retry,
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

function noteAnswer(running: Running, answer: Answer, latencyMs: number): void {
  const { recorder, step } = running
  const { text, calls, stop, usage, costUsd } = answer
  const message: Message = { role: 'assistant', text, calls }
  recorder.emit({
    kind: 'model-answered',
    step,
    messageHash: recorder.keep(asJson(message)),
    stop,
    latencyMs,
    ...(usage !== undefined && { usage }),
    ...(costUsd !== undefined && { costUsd }),
  })
  running.used = addAnswer(running.used, answer)
}
