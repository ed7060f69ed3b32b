import {
  type AttemptEndReason,
  type Journal,
  type Lease,
  type Owner,
  type PlannedTrial,
  RecordError,
  type TrialModel,
  type VoidCause,
} from '../domain/index.js'
import { runAgentTrial } from './agent/index.js'
import { type Clock, nextWaitMs, type RetryRule, waitUnlessStopped } from './ask/index.js'
import { InfrastructureFailed, inWorld } from './infrastructure.js'
import { ReplayDiverged } from './recorder.js'
import { earlierAttempts } from './resume/index.js'
import type { TrialContext, TrialSetup } from './running.js'
import { settleVoid } from './settle.js'
import { type AttemptEnd, runTrial } from './trial.js'

/** How a run of a plan ended. */
export type RunEnd =
  | { readonly kind: 'complete' }
  /** Stopped by its signal; running trials were given back. */
  | { readonly kind: 'stopped' }
  /** The next ask might have passed the budget. */
  | { readonly kind: 'no-budget' }

/** What the runner needs to carry out the trials of a journal. */
export interface RunOptions {
  readonly journal: Journal
  readonly owner: Owner
  /** Trials at a time in this process. */
  readonly concurrency: number
  readonly clock: Clock
  readonly retry: RetryRule
  readonly signal: AbortSignal
  readonly budgetUsd?: number
  /** Attempts of one trial that may end because something around the model broke, before it is void. */
  readonly mostAttempts: number
  /** Longest wait for one answer, in milliseconds; ten minutes where left out. */
  readonly answerWaitMs?: number
  readonly setupOf: (trial: PlannedTrial) => Promise<TrialSetup>
  /** Trials that the end of this one makes possible; must give the same trials in every process. */
  readonly follow: (ended: PlannedTrial) => Promise<readonly PlannedTrial[]>
  readonly stepDone: () => void
  /** Causes by which trials were void that are launched again now; their model being out of reach always is one. */
  readonly retryVoid?: readonly VoidCause[]
}

/** While others hold the remaining trials, how often to look whether one came free. */
const POLL_MS = 250
const RENEW_MS = 5_000

/**
 * Runs every trial of a journal that no other process has run or is running, in random order over systems and arms.
 *
 * Returns when all trials have ended, also those that other processes hold.
 *
 * @throws ModelError where a system may not be asked at all: answers under way are waited for, trials given back
 */
export async function runTrials(options: RunOptions): Promise<RunEnd> {
  const { journal, signal, concurrency } = options
  const stop = new AbortController()
  const ends: RunEnd['kind'][] = []
  const halt = new AbortController()
  const run: Run = { options, inHand: 0, halt }
  const leaseTimer = setInterval(() => journal.renew(), RENEW_MS)
  leaseTimer.unref()
  try {
    const inner = AbortSignal.any([signal, stop.signal])
    const workers = Array.from({ length: concurrency }, async () => {
      try {
        ends.push(await work(run, inner))
      } catch (error) {
        stop.abort(error)
        throw error
      }
    })
    const settled = await Promise.allSettled(workers)
    for (const worker of settled)
      if (worker.status === 'rejected' && worker.reason !== signal.reason) throw worker.reason
  } finally {
    clearInterval(leaseTimer)
  }
  if (signal.aborted) return { kind: 'stopped' }
  if (halt.signal.aborted) throw halt.signal.reason
  // What one worker could not pay for, another may have finished.
  return { kind: ends.includes('no-budget') && !isOver(journal) ? 'no-budget' : 'complete' }
}

/** A run under way. */
interface Run {
  readonly options: RunOptions
  /** Trials that this process has taken, until what follows from them is in the journal. */
  inHand: number
  /** Aborted by the first refusal: nothing is begun any more. */
  readonly halt: AbortController
}

async function work(run: Run, signal: AbortSignal): Promise<RunEnd['kind']> {
  const { journal, owner, clock } = run.options
  for (;;) {
    if (signal.aborted || run.halt.signal.aborted) return 'stopped'
    const lease = journal.claim(owner)
    if (lease === undefined) {
      if (isOver(journal) && run.inHand === 0) return 'complete'
      try {
        await waitUnlessStopped(clock, POLL_MS, { signal, halt: run.halt.signal })
      } catch {
        return 'stopped'
      }
      continue
    }
    const isSpent = await attempt(run, lease, signal)
    if (isSpent) return 'no-budget'
  }
}

function isOver(journal: Journal): boolean {
  const { waiting, running } = journal.totals()
  return waiting === 0 && running === 0
}

/** @returns true where the budget does not allow another ask */
async function attempt(run: Run, lease: Lease, signal: AbortSignal): Promise<boolean> {
  run.inHand += 1
  try {
    return await carryOut(run, lease, signal)
  } catch (error) {
    // Another process holds a newer attempt: its record counts, ours ends here.
    if (error instanceof RecordError && error.code === 'lease-lost') return false
    throw error
  } finally {
    run.inHand -= 1
  }
}

async function carryOut(run: Run, lease: Lease, signal: AbortSignal): Promise<boolean> {
  const { journal, follow } = run.options
  let end: AttemptEnd
  try {
    end = await attemptOnce(run, lease, signal)
    if (end.kind === 'broken' && !(await isGivenUp(run, lease, { ...end, signal }))) return false
  } catch (error) {
    if (error instanceof ReplayDiverged) {
      // The world of a fork did not even come to where its parent was.
      await settleVoid({ journal, lease }, { cause: 'environment', message: error.message, step: 0 })
      end = { kind: 'ended' }
    } else if (signal.aborted) {
      await giveBack(journal, lease, 'interrupted')
      return false
    } else throw error
  }
  if (end.kind === 'ended' || end.kind === 'broken') journal.addTrials(await follow(lease.trial))
  if (end.kind === 'refused') run.halt.abort(end.error)
  if (end.kind === 'refused' || end.kind === 'halted') await giveBack(journal, lease, 'refused')
  if (end.kind !== 'no-budget') return false
  await giveBack(journal, lease, 'budget')
  return true
}

async function attemptOnce(run: Run, lease: Lease, signal: AbortSignal): Promise<AttemptEnd> {
  const context = contextOf(run, signal)
  let setup: TrialSetup
  let opened: TrialModel | undefined
  try {
    setup = await run.options.setupOf(lease.trial)
    const { candidate, sample } = setup
    opened = await inWorld(async () => candidate.openTrial?.({ id: lease.trial.id, sample }))
  } catch (error) {
    // The world of a fork broke on the way to where its parent was, or an agent did not start.
    if (!(error instanceof InfrastructureFailed)) throw error
    return { kind: 'broken', cause: error.voidCause, message: error.message, step: 0 }
  }
  const { agent } = setup.candidate
  if (agent !== undefined) return runAgentTrial(agent, lease, { setup, context })
  if (opened === undefined) return runTrial(lease, setup, context)
  try {
    return await runTrial(lease, withModel(setup, opened), context)
  } finally {
    await opened.close()
  }
}

function withModel(setup: TrialSetup, opened: TrialModel): TrialSetup {
  let isMet = false
  const open = () => {
    const world = setup.open()
    // The first one is the trial's own; others only show what would have been without a change.
    if (!isMet) opened.meet?.(world)
    isMet = true
    return world
  }
  return { ...setup, open, isBegunAnew: true, candidate: { ...setup.candidate, model: opened.model } }
}

function contextOf({ options, halt }: Run, signal: AbortSignal): TrialContext {
  const { journal, clock, retry, budgetUsd, answerWaitMs, retryVoid, stepDone } = options
  return {
    journal,
    clock,
    retry,
    signal,
    stepDone,
    halt: halt.signal,
    ...(budgetUsd !== undefined && { budgetUsd }),
    ...(answerWaitMs !== undefined && { answerWaitMs }),
    ...(retryVoid !== undefined && { retryVoid }),
  }
}

async function giveBack(journal: Journal, lease: Lease, reason: AttemptEndReason): Promise<void> {
  await journal.append(lease, [{ kind: 'attempt-ended', reason }])
  await journal.release(lease)
}

/**
 * Gives a broken trial back to be launched again, or closes it where that was done often enough. It stays in hand until
 * the pause between two attempts is over, so that whatever broke is not met by all trials in turn.
 */
async function isGivenUp(
  { options, halt }: Run,
  lease: Lease,
  broken: Extract<AttemptEnd, { kind: 'broken' }> & { readonly signal: AbortSignal },
): Promise<boolean> {
  const { journal, clock, retry, mostAttempts } = options
  const { cause, message, step, retryAfterMs, signal } = broken
  const attempts = earlierAttempts(journal, lease).failures + 1
  if (attempts >= mostAttempts) {
    await settleVoid({ journal, lease }, { cause, message: `${message} (in ${attempts} attempts)`, step })
    return true
  }
  const isOfModel = cause === 'model-api'
  await journal.append(lease, [{ kind: 'attempt-ended', reason: isOfModel ? 'transport' : 'environment', message }])
  // The waits between the asks of one attempt have doubled already.
  const waitMs = nextWaitMs(retry, isOfModel ? retry.times + attempts : attempts, retryAfterMs)
  try {
    await waitUnlessStopped(clock, waitMs, { signal, halt: halt.signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
  await journal.release(lease)
  return false
}
