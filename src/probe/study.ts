import {
  type Candidate,
  ConfigError,
  InvariantError,
  isCancelled,
  type Owner,
  type PlannedTrial,
  systemIdOf,
  systemLabel,
  type VoidCause,
} from '../domain/index.js'
import {
  type Accounts,
  type Clock,
  createAccounts,
  DEFAULT_RETRY,
  limitsFor,
  type RetryRule,
  type RunEnd,
  type RunOptions,
  runTrials,
  type TrialSetup,
  type Trouble,
} from '../run/index.js'
import { type Aiming, planForks, prepareFork } from './fork.js'
import { prefixOf, sampleOf } from './fork-point.js'
import { planBaselines } from './planning/plan.js'
import { prepareRun } from './whole-runs/index.js'

/** What carrying out a study needs beside its plan. */
export interface StudyRun extends Aiming {
  readonly candidates: readonly Candidate[]
  readonly owner: Owner
  readonly clock: Clock
  /** Five further asks, with growing waits, where left out. */
  readonly retry?: RetryRule
  /** Most trials at a time in this process; left out, as many as the accounts allow, and 4 where none has an account. */
  readonly concurrency?: number
  /** The accounts behind the candidates, whoever wants to watch them; made anew where left out. */
  readonly accounts?: Accounts
  /** Longest wait for one answer, in milliseconds; ten minutes where left out. */
  readonly answerWaitMs?: number
  /** Stops the run in order; what was answered stays in the journal. */
  readonly signal?: AbortSignal
  /** Causes by which trials were left out that are launched again now; a model out of reach always is one. */
  readonly retryVoid?: readonly VoidCause[]
  /** Called after each step that a model answered. */
  readonly stepDone?: () => void
  /** Told of everything that goes wrong around the models, as it happens. */
  readonly troubled?: (trouble: Trouble) => void
}

const CONCURRENCY = 4
/** No process does more at a time, whatever its accounts allow. */
const MOST_TRIALS = 1_000

/** Attempts of one trial that may end because something around the model broke, before it is void. */
const MOST_ATTEMPTS = 3

/**
 * Runs everything of a plan that its journal does not hold yet. Finished trials are never run twice; several processes
 * may do this on one journal at the same time. Trials that an earlier run left out because their model could not be
 * reached are launched again, under their launch index.
 *
 * @throws ConfigError where the plan names a system without a candidate, or has a budget and a candidate has no price;
 * ModelError where a system may not be asked at all: the trials are given back, and the same call goes on
 */
export async function runStudy(given: StudyRun): Promise<RunEnd> {
  const study = withAccounts(given)
  const { plan, journal } = study
  requireRunnable(study)
  journal.addTrials(planBaselines(plan))
  reopenVoid(study)
  // A stop may have left some of them waiting.
  for (const { id } of plan.systems) if (isCancelled(plan, id)) journal.withdraw(id)
  const seen = new Set<string>()
  await addMissingForks(study, seen)
  const follow = async (ended: PlannedTrial) => {
    const forks = await planForks(study, ended)
    if (forks.length > 0) seen.add(groupOf(ended))
    return forks
  }
  for (;;) {
    const end = await runTrials(runOptionsOf(study, follow))
    // Another process may have died, or may still be busy, between the end of a baseline and the planning of its forks.
    if (end.kind !== 'complete' || !(await addMissingForks(study, seen))) return end
  }
}

/** Makes trials wait again that were left out by a cause that is tried again. */
export function reopenVoid({ journal, retryVoid = [] }: Pick<StudyRun, 'journal' | 'retryVoid'>): void {
  for (const cause of new Set<VoidCause>(['model-api', ...retryVoid])) journal.reopen(cause)
}

/** @throws ConfigError where the plan names a system without a candidate, or has a budget and a candidate has no price */
export function requireRunnable(study: StudyRun): void {
  const { plan, candidates } = study
  for (const { system, id } of plan.systems) {
    if (!candidates.some((candidate) => systemIdOf(candidate.system) === id)) {
      throw new ConfigError('systems', systemLabel(system), 'a model for each system of the plan')
    }
  }
  requirePrices(study)
}

/** A budget holds only where every ask has a price. */
function requirePrices({ plan, candidates }: StudyRun): void {
  if (plan.budgetUsd === undefined) return
  for (const [index, { price }] of candidates.entries()) {
    if (price !== undefined) continue
    const wanted = `US dollars a million tokens (0 and 0 where nothing is charged): without it the budget of $${plan.budgetUsd} cannot be held`
    throw new ConfigError(`candidates[${index}].price`, undefined, wanted)
  }
}

/** The study with the accounts behind its candidates: what they learn lasts over all of its batches. */
export function withAccounts(study: StudyRun): StudyRun & { readonly accounts: Accounts } {
  const { candidates, clock, accounts = createAccounts(candidates, { clock }) } = study
  return { ...study, accounts }
}

/** What the runner needs for the trials of a study. */
export function runOptionsOf(study: ReturnType<typeof withAccounts>, follow: RunOptions['follow']): RunOptions {
  const { plan, journal, clock, accounts } = study
  return {
    journal,
    owner: study.owner,
    concurrency: study.concurrency ?? (Number.isFinite(accounts.places()) ? MOST_TRIALS : CONCURRENCY),
    accounts,
    clock,
    troubled: study.troubled,
    retry: study.retry ?? DEFAULT_RETRY,
    signal: study.signal ?? new AbortController().signal,
    mostAttempts: MOST_ATTEMPTS,
    setupOf: (trial) => setupOf(study, trial),
    follow,
    stepDone: study.stepDone ?? (() => {}),
    ...(plan.budgetUsd !== undefined && { budgetUsd: plan.budgetUsd }),
    ...(study.answerWaitMs !== undefined && { answerWaitMs: study.answerWaitMs }),
    ...(study.retryVoid !== undefined && { retryVoid: study.retryVoid }),
  }
}

/**
 * Plans the forks of baselines that have ended without any. The forks of one system and sample are added at once, so
 * one of them stands for all.
 *
 * @param seen groups known to have had their forks planned; grows
 * @returns whether there were any
 */
async function addMissingForks(study: StudyRun, seen: Set<string>): Promise<boolean> {
  const { journal } = study
  const records = journal.trials()
  for (const { trial } of records) if (trial.arm !== 'baseline') seen.add(groupOf(trial))
  let isAny = false
  for (const { trial, status } of records) {
    // A stop is answered by the run that follows.
    if (study.signal?.aborted === true) return true
    if (status !== 'ended' || trial.arm !== 'baseline' || trial.repeat !== 0 || seen.has(groupOf(trial))) continue
    const forks = await planForks(study, trial)
    journal.addTrials(forks)
    if (forks.length > 0) isAny = true
  }
  return isAny
}

function groupOf({ systemId, sampleId }: PlannedTrial): string {
  return `${systemId}/${sampleId}`
}

async function setupOf(study: StudyRun, trial: PlannedTrial): Promise<TrialSetup> {
  const { plan, familyNamed } = study
  const sample = sampleOf(plan, trial.sampleId)
  const candidate = candidateOf(study, trial.systemId)
  const plain: TrialSetup = {
    sample,
    open: () => familyNamed(sample.family).open(sample, trial.pairId),
    candidate,
    candidateOf: (id) => candidateOf(study, id),
    limits: limitsFor(plan.limits, sample),
    links: [],
    prefix: [],
    prefixEvents: [],
  }
  if (trial.probe === undefined) return plain
  if (trial.parent === undefined) return { ...plain, links: [prepareRun(study, trial).link] }
  const { baseline, point, prepared, world } = await prepareFork(study, trial)
  await world.close()
  const { attempt: parentAttempt, step } = point
  return { ...plain, links: [prepared.link], ...prefixOf(study.journal, baseline, step), parentAttempt }
}

function candidateOf({ candidates }: StudyRun, id: string): Candidate {
  const candidate = candidates.find(({ system }) => systemIdOf(system) === id)
  if (candidate === undefined) throw new InvariantError(`no candidate for system ${id}`)
  return candidate
}
