import {
  type AttemptEndReason,
  type Journal,
  type Lease,
  type Owner,
  type PlannedTrial,
  RecordError,
} from '../domain/index.js'
import type { Clock, RetryRule } from './ask.js'
import { ReplayDiverged } from './recorder.js'
import { earlierAttempts } from './resume.js'
import type { TrialSetup } from './running.js'
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
  readonly setupOf: (trial: PlannedTrial) => Promise<TrialSetup>
  /** Trials that the end of this one makes possible; must give the same trials in every process. */
  readonly follow: (ended: PlannedTrial) => Promise<readonly PlannedTrial[]>
  readonly stepDone: () => void
}

/** While others hold the remaining trials, how often to look whether one came free. */
const POLL_MS = 250
const RENEW_MS = 5_000

/**
 * Runs every trial of a journal that no other process has run or is running, in random order over systems and arms.
 *
 * Returns when all trials have ended, also those that other processes hold.
 */
export async function runTrials(options: RunOptions): Promise<RunEnd> {
  const { journal, signal, concurrency } = options
  const stop = new AbortController()
  const ends: RunEnd['kind'][] = []
  const run: Run = { options, inHand: 0 }
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
  // What one worker could not pay for, another may have finished.
  return { kind: ends.includes('no-budget') && !isOver(journal) ? 'no-budget' : 'complete' }
}

/** A run under way. */
interface Run {
  readonly options: RunOptions
  /** Trials that this process has taken, until what follows from them is in the journal. */
  inHand: number
}

async function work(run: Run, signal: AbortSignal): Promise<RunEnd['kind']> {
  const { journal, owner, clock } = run.options
  for (;;) {
    if (signal.aborted) return 'stopped'
    const lease = journal.claim(owner)
    if (lease === undefined) {
      if (isOver(journal) && run.inHand === 0) return 'complete'
      try {
        await clock.wait(POLL_MS, signal)
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

async function carryOut({ options }: Run, lease: Lease, signal: AbortSignal): Promise<boolean> {
  const { journal, clock, retry, budgetUsd, stepDone, setupOf, follow, mostAttempts } = options
  let end: AttemptEnd
  try {
    const setup = await setupOf(lease.trial)
    const context = { journal, clock, retry, signal, stepDone, ...(budgetUsd !== undefined && { budgetUsd }) }
    end = await runTrial(lease, setup, context)
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
  if (end.kind === 'no-budget') {
    await giveBack(journal, lease, 'budget')
    return true
  }
  if (end.kind === 'ended' || (await isGivenUp(journal, lease, { ...end, mostAttempts }))) {
    journal.addTrials(await follow(lease.trial))
  }
  return false
}

async function giveBack(journal: Journal, lease: Lease, reason: AttemptEndReason): Promise<void> {
  await journal.append(lease, [{ kind: 'attempt-ended', reason }])
  await journal.release(lease)
}

/** Gives a broken trial back to be launched again, or closes it where that was done often enough. */
async function isGivenUp(
  journal: Journal,
  lease: Lease,
  broken: Extract<AttemptEnd, { kind: 'broken' }> & { readonly mostAttempts: number },
): Promise<boolean> {
  const { cause, message, step, mostAttempts } = broken
  const attempts = earlierAttempts(journal, lease).failures + 1
  if (attempts < mostAttempts) {
    await giveBack(journal, lease, cause === 'model-api' ? 'transport' : 'environment')
    return false
  }
  await settleVoid({ journal, lease }, { cause, message: `${message} (in ${attempts} attempts)`, step })
  return true
}
