import { type Journal, type Lease, RecordError, type TrialModel } from '../domain/index.js'
import { runAgentTrial } from './agent/index.js'
import { nextWaitMs, waitUnlessStopped } from './ask/index.js'
import { InfrastructureFailed, inWorld } from './infrastructure.js'
import { withModel } from './opened-worlds.js'
import { ReplayDiverged } from './recorder.js'
import { earlierAttempts } from './resume/index.js'
import type { RunOptions, TrialContext, TrialSetup } from './running.js'
import { giveBack, settleVoid } from './settle.js'
import { type AttemptEnd, runTrial } from './trial.js'

/** How a run of a plan ended. */
export type RunEnd =
  | { readonly kind: 'complete' }
  /** Stopped by its signal; running trials were given back. */
  | { readonly kind: 'stopped' }
  /** The next ask might have passed the budget. */
  | { readonly kind: 'no-budget' }

/** While others hold the remaining trials, how often to look whether one came free. */
const POLL_MS = 250
const RENEW_MS = 5_000

/**
 * Runs every trial of a journal that no other process has run or is running, in random order over systems and arms: what
 * comes next is the first by that order, whatever ends first.
 *
 * Returns when all trials have ended, also those that other processes hold.
 *
 * @throws ModelError where a system may not be asked at all: answers under way are waited for, trials given back
 */
export async function runTrials(options: RunOptions): Promise<RunEnd> {
  const { journal, signal, accounts } = options
  const run = newRun(options)
  const leaseTimer = setInterval(() => journal.renew(), RENEW_MS)
  leaseTimer.unref()
  const ended = AbortSignal.any([run.signal, run.halt.signal])
  ended.addEventListener('abort', run.news)
  const unwatch = accounts.watch(run.news)
  try {
    await launchAll(run)
  } finally {
    clearInterval(leaseTimer)
    // The signal may outlive the run by far, and would keep its journal with it.
    ended.removeEventListener('abort', run.news)
    unwatch()
  }
  if (run.failures[0] !== undefined) throw run.failures[0].error
  if (signal.aborted) return { kind: 'stopped' }
  if (run.halt.signal.aborted) throw run.halt.signal.reason
  // What one trial could not pay for, another may have finished.
  return { kind: run.unpaid > 0 && !isOver(journal) ? 'no-budget' : 'complete' }
}

interface Run {
  readonly options: RunOptions
  /** Trials that this process has taken, until what follows from them is in the journal. */
  inHand: number
  /** Places given up because the budget did not allow their next ask. */
  unpaid: number
  /** What no trial can be blamed for; the first one ends the run. */
  readonly failures: { readonly error: unknown }[]
  /** Stops attempts at once, from outside or by a failure. */
  readonly signal: AbortSignal
  readonly stop: AbortController
  /** Aborted by the first refusal: nothing is begun any more. */
  readonly halt: AbortController
  /** Says that there may be something to launch, or nothing any more. */
  readonly news: () => void
  /** Resolves at the next news. */
  heard: PromiseWithResolvers<void>
}

function newRun(options: RunOptions): Run {
  const stop = new AbortController()
  const run: Run = {
    options,
    inHand: 0,
    unpaid: 0,
    failures: [],
    signal: AbortSignal.any([options.signal, stop.signal]),
    stop,
    halt: new AbortController(),
    news: () => run.heard.resolve(),
    heard: Promise.withResolvers(),
  }
  return run
}

/** Launches trials as places come free, until there are none and none is in hand. */
async function launchAll(run: Run): Promise<void> {
  const { journal } = run.options
  for (;;) {
    run.heard = Promise.withResolvers()
    const isEnding = run.signal.aborted || run.halt.signal.aborted
    if (!isEnding) launchSome(run)
    const isNothingLeft = isEnding || run.signal.aborted || placesOf(run) <= 0 || isOver(journal)
    if (run.inHand === 0 && isNothingLeft) return
    await nextNews(run)
  }
}

function placesOf({ options, unpaid }: Run): number {
  return Math.min(options.concurrency, options.accounts.places()) - unpaid
}

function launchSome(run: Run): void {
  const { journal, owner } = run.options
  try {
    while (run.inHand < placesOf(run)) {
      const lease = journal.claim(owner)
      if (lease === undefined) return
      run.inHand += 1
      void launch(run, lease)
    }
  } catch (error) {
    fail(run, error)
  }
}

async function launch(run: Run, lease: Lease): Promise<void> {
  try {
    if (await carryOut(run, lease)) run.unpaid += 1
  } catch (error) {
    // Another process holds a newer attempt: its record counts, ours ends here.
    const isLost = error instanceof RecordError && error.code === 'lease-lost'
    if (!isLost && error !== run.options.signal.reason) fail(run, error)
  }
  run.inHand -= 1
  run.news()
}

function fail({ failures, stop }: Run, error: unknown): void {
  failures.push({ error })
  stop.abort(error)
}

/** Waits for news, and looks for itself now and then while other processes hold trials. */
async function nextNews({ options, inHand, heard }: Run): Promise<void> {
  const { journal, clock } = options
  if (inHand > 0 && journal.totals().running <= inHand) return heard.promise
  const enough = new AbortController()
  const poll = clock.wait(POLL_MS, enough.signal).catch((error: unknown) => {
    if (!enough.signal.aborted) throw error
  })
  await Promise.race([heard.promise, poll])
  enough.abort()
}

function isOver(journal: Journal): boolean {
  const { waiting, running } = journal.totals()
  return waiting === 0 && running === 0
}

/** @returns true where the budget does not allow another ask */
async function carryOut(run: Run, lease: Lease): Promise<boolean> {
  const { signal } = run
  const { journal, follow } = run.options
  const context = contextOf(run)
  let end: AttemptEnd
  try {
    end = await attemptOnce(run, lease, context)
    if (end.kind === 'broken' && !(await isGivenUp(run, lease, end))) return false
  } catch (error) {
    if (error instanceof ReplayDiverged) {
      // The world of a fork did not even come to where its parent was.
      await settleVoid({ lease, context }, { cause: 'environment', message: error.message, step: 0 })
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

async function attemptOnce(run: Run, lease: Lease, context: TrialContext): Promise<AttemptEnd> {
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

function contextOf({ options, signal, halt }: Run): TrialContext {
  const { journal, clock, retry, accounts, budgetUsd, answerWaitMs, retryVoid, stepDone, troubled } = options
  return {
    journal,
    clock,
    retry,
    accounts,
    signal,
    stepDone,
    troubled,
    halt: halt.signal,
    ...(budgetUsd !== undefined && { budgetUsd }),
    ...(answerWaitMs !== undefined && { answerWaitMs }),
    ...(retryVoid !== undefined && { retryVoid }),
  }
}

/**
 * Gives a broken trial back to be launched again, or closes it where that was done often enough. It stays in hand until
 * the pause between two attempts is over, so that whatever broke is not met by all trials in turn.
 */
async function isGivenUp(run: Run, lease: Lease, broken: Extract<AttemptEnd, { kind: 'broken' }>): Promise<boolean> {
  const { signal, halt } = run
  const { journal, clock, retry, mostAttempts, troubled } = run.options
  const { cause, message, step, retryAfterMs } = broken
  const attempts = earlierAttempts(journal, lease).failures + 1
  if (attempts >= mostAttempts) {
    const words = `${message} (in ${attempts} attempts)`
    await settleVoid({ lease, context: { journal, troubled } }, { cause, message: words, step })
    return true
  }
  const isOfModel = cause === 'model-api'
  await journal.append(lease, [{ kind: 'attempt-ended', reason: isOfModel ? 'transport' : 'environment', message }])
  troubled?.({ kind: 'attempt-failed', cause, message })
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
