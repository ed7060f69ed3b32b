import {
  type Answer,
  type Claim,
  InvariantError,
  type JournalEvent,
  type Lease,
  type Message,
  type ModelError,
  RecordError,
  type TrialEnd,
  type VoidCause,
} from '../domain/index.js'
import type { AskResult } from './ask/index.js'
import { act, actOut, carryOutAll } from './calls.js'
import { chainWorld } from './chained-world.js'
import { InfrastructureFailed, inJudgement, inWorld } from './infrastructure.js'
import { NOTHING_USED } from './limits.js'
import { rememberWorlds } from './opened-worlds.js'
import { putChainIn } from './outside/index.js'
import { createComparison, createRecorder, ReplayDiverged } from './recorder.js'
import { earlierAttempts, goOnOutside, pastIn, pastToGoOn, type Unfinished } from './resume/index.js'
import { isFirstShown, limitNow, type Running, say, type TrialContext, type TrialSetup } from './running.js'
import { settle, settleVoid } from './settle.js'
import { askOnce, offerOf } from './turn.js'

/** How an attempt ended. */
export type AttemptEnd =
  /** The trial is over. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'no-budget' }
  /** The run begins nothing any more. */
  | { readonly kind: 'halted' }
  /** The system may not be asked at all. */
  | { readonly kind: 'refused'; readonly error: ModelError }
  /** Something around the model broke; another attempt may fare better, after so long as the vendor asks for. */
  | {
      readonly kind: 'broken'
      readonly cause: VoidCause
      readonly message: string
      readonly step: number
      readonly retryAfterMs?: number
    }

/**
 * Runs one attempt of a trial to its end, going on after whatever earlier attempts recorded.
 *
 * A resume executes the trial again with the recorded answers in place of the model: the world, the chain and the
 * messages are rebuilt, and each event is compared with the recorded one. In a world with effects outside nothing is
 * executed again: the record gives the messages, its last stored state the world.
 *
 * @throws the signal's reason when the run is stopped; RecordError `lease-lost` when another process took the trial
 */
export async function runTrial(lease: Lease, setup: TrialSetup, context: TrialContext): Promise<AttemptEnd> {
  const { journal } = context
  const past = pastToGoOn(lease.past, context.retryVoid)
  if (past.some(({ body }) => body.kind === 'trial-scored')) {
    // A process died between the last event of this trial and its end.
    await journal.end(lease)
    return { kind: 'ended' }
  }
  let running: Running | undefined
  const worlds = rememberWorlds(setup.open)
  try {
    const own = { ...setup, open: worlds.open }
    const begun = await begin(lease, { setup: own, context, past: setup.isBegunAnew === true ? [] : past })
    running = begun.running
    if (begun.forbidden !== undefined) {
      const message = `${begun.forbidden} was called before the interruption and may not be called again`
      await settleVoid({ lease, context }, { cause: 'interrupted-effect', message, step: running.step })
      return { kind: 'ended' }
    }
    return await loop(running, await goOn(running, begun.past))
  } catch (error) {
    // What was answered before something broke is paid for, and is never asked again.
    if (!(error instanceof RecordError)) await running?.recorder.commit()
    const step = running?.step ?? 0
    if (error instanceof InfrastructureFailed) {
      return { kind: 'broken', cause: error.voidCause, message: error.message, step }
    }
    if (!(error instanceof ReplayDiverged)) throw error
    await settleVoid({ lease, context }, { cause: 'environment', message: error.message, step })
    return { kind: 'ended' }
  } finally {
    await worlds.close()
  }
}

async function begin(
  lease: Lease,
  given: { readonly setup: TrialSetup; readonly context: TrialContext; readonly past: readonly JournalEvent[] },
) {
  const { setup, context } = given
  const { journal, clock } = context
  const earlier = earlierAttempts(journal, lease)
  await journal.append(lease, [{ kind: 'attempt-started', owner: `attempt ${lease.attempt}` }])
  const environment = await inWorld(() => setup.open())
  const isExternal = environment.effects === 'external'
  const isChained = setup.links.length > 0
  if (isExternal && isChained && lease.trial.parent !== undefined) {
    throw new InvariantError(`fork ${lease.trial.id} is in a world with effects outside`)
  }
  const { past, forbidden } = pastIn(environment, given.past, isChained)
  const resumed =
    lease.past.length === 0
      ? undefined
      : ({
          kind: 'trial-resumed',
          afterSeq: past.at(-1)?.seq ?? -1,
          repeatedAsks: (earlier.isAskRepeated ? 1 : 0) + answersIn(given.past) - answersIn(past),
        } as const)
  const running: Running = {
    lease,
    setup,
    context,
    environment,
    recorder: createRecorder(journal, lease, { past: isExternal ? [] : past, resumed }),
    messages: [],
    fresh: [],
    world: chainWorld({ environment, twin: setup.open }),
    toolsHash: '',
    offer: undefined,
    step: 0,
    used: NOTHING_USED,
    reached: new Set(),
    lastCheckpointStep: undefined,
    limits: setup.limits,
    counted: undefined,
    answering: undefined,
    forgotten: new Set(),
    heard: undefined,
    startedMs: clock.monotonicMs() - (earlier.seconds + (setup.prefixSeconds ?? 0)) * 1_000,
  }
  return { running, past, forbidden: forbidden?.name }
}

const answersIn = (past: readonly JournalEvent[]) => past.filter(({ body }) => body.kind === 'model-answered').length

/** Brings the trial to where its record ends, or to its beginning. */
async function goOn(running: Running, past: readonly JournalEvent[]): Promise<Unfinished | undefined> {
  if (running.environment.effects === 'external' && past.length > 0) return goOnOutside(running, past)
  await inWorld(() => replayPrefix(running))
  return undefined
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
  const toolsHash = offerOf(running, environment.tools).hash
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
  if (setup.links.length === 0) return
  if (environment.effects === 'external') running.heard = { received: [...running.fresh], toolsHash }
  else putChainIn(running, setup.prefix.length)
}

async function loop(running: Running, unfinished: Unfinished | undefined): Promise<AttemptEnd> {
  if (unfinished !== undefined && (await finishStep(running, unfinished))) return { kind: 'ended' }
  for (;;) {
    const limit = limitNow(running)
    if (limit !== undefined) return endAt(running, { kind: 'limit', limit })
    // Nothing of a whole run is shared: its chain comes into place on the way.
    const { chainFrom = 0 } = running.lease.trial
    if (running.heard !== undefined && running.step === chainFrom) putChainIn(running, chainFrom)
    const result = await askOnce(running)
    if (result.kind !== 'answered') return endWithout(running, result)
    if (await takeStep(running, result.answer)) return { kind: 'ended' }
    if (result.isOld !== true) running.context.stepDone()
  }
}

async function endAt(running: Running, end: Exclude<TrialEnd, { kind: 'void' }>): Promise<AttemptEnd> {
  await settle(running, end, 'unstated')
  return { kind: 'ended' }
}

/** Ends an attempt whose ask got no answer. */
async function endWithout(running: Running, result: Exclude<AskResult, { kind: 'answered' }>): Promise<AttemptEnd> {
  const { context, lease, step } = running
  switch (result.kind) {
    case 'no-budget':
    case 'halted':
    case 'refused':
      return result
    case 'too-long':
      return endAt(running, { kind: 'limit', limit: 'tokens' })
    case 'too-late':
      return endAt(running, { kind: 'limit', limit: 'time' })
    case 'rejected':
      // The vendor took what it was first shown; what it refuses since is what the model itself has written.
      if (!isFirstShown(running)) return endAt(running, { kind: 'rejected', message: result.message })
  }
  const why = { cause: 'model-api', message: result.message, step } as const
  if (result.kind === 'transport' && result.isRetryable) {
    const { retryAfterMs } = result
    return { kind: 'broken', ...why, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  }
  await settleVoid({ lease, context }, why)
  return { kind: 'ended' }
}

/** @returns true where the answer ended the trial */
async function takeStep(running: Running, answer: Answer): Promise<boolean> {
  return closeStep(running, answer, await act(running, answer, running))
}

/** Carries out what an interrupted attempt had left of a step. */
async function finishStep(running: Running, { answer, done }: Unfinished): Promise<boolean> {
  return closeStep(running, answer, await carryOutAll(running, answer.calls.slice(done), running))
}

async function closeStep(running: Running, answer: Answer, claim: Claim | undefined): Promise<boolean> {
  running.step += 1
  if (claim === undefined) return false
  // Cut off in the middle of a word: the model was not done.
  const isCut = answer.stop === 'length' && answer.calls.length === 0
  await settle(running, isCut ? { kind: 'limit', limit: 'tokens' } : { kind: 'finished' }, claim)
  return true
}
