import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock, thisProcess } from '../connect/index.js'
import { ConfigError, type Plan, repeatsOf, systemLabel, type VoidCause } from '../domain/index.js'
import { amendedAs, amendStudy, openJournal, readPlan } from '../journal/index.js'
import { aimingOf, forecast, planStudy, runStudy, runUntilSettled } from '../probe/index.js'
import type { ReportDocument } from '../report/index.js'
import { createAccounts, type RunEnd } from '../run/index.js'
import { GateNotMet, Interrupted, type Io } from './io.js'
import { requireMeasured } from './nothing-measured.js'
import { showProgress } from './progress.js'
import type { ShownStudy } from './progress-lines.js'
import { settlingOf } from './settle.js'
import { documentOf } from './study-document.js'
import type { StudySetup } from './study-setup.js'

/** Name of the study that `npm start` runs; reports of it say that they prove the gauge only. */
export const INSTRUMENT_CHECK = 'instrument-check'

/** Launches of one cell that are worth planning at once where nothing else says how many run side by side. */
const TOGETHER = 8

/** Where the record of a study lies: one file for each plan. */
function journalPath(folder: string, plan: Plan): string {
  return join(folder, `${plan.name}-${plan.id.slice(0, 8)}.db`)
}

/**
 * Refuses a control that the study does not have: without it, a claim would silently lack what it was named for.
 *
 * @throws ConfigError with the systems there are
 */
export function requireControl(plan: Plan, control: string | undefined): void {
  const others = plan.systems.filter(({ id }) => id !== plan.referenceSystemId)
  const labels = others.map(({ system }) => systemLabel(system))
  if (control === undefined || labels.includes(control)) return
  const expected =
    labels.length === 0 ? 'none: the study has one system' : `one beside the reference: ${labels.join(', ')}`
  throw new ConfigError('control', control, expected)
}

/** How a run of a study went. */
interface StudyResult {
  readonly end: RunEnd
  readonly plan: Plan
  readonly path: string
  readonly document: ReportDocument
}

/** What is asked of a run beside its setup. */
interface RunChanges {
  /** Causes by which trials were left out that are launched again. */
  readonly retryVoid?: readonly VoidCause[]
  /** Baselines of each sample in all, where the study is to grow. */
  readonly repeats?: number | undefined
}

/** The plan with what was changed since its record was begun, grown where that is asked for. */
function amendedPlan(plan: Plan, path: string, repeats: number | undefined): Plan {
  const stored = existsSync(path) ? readPlan(path) : undefined
  if (repeats === undefined) return stored?.id === plan.id ? amendedAs(plan, stored) : plan
  if (stored?.id !== plan.id) {
    throw new ConfigError(
      '--repeats',
      repeats,
      'a study that has begun; a new one takes `repeats` from its configuration',
    )
  }
  if (plan.untilSettled !== undefined) {
    throw new ConfigError(
      '--repeats',
      repeats,
      'a study of a fixed plan: one that stops when it is settled takes what it needs',
    )
  }
  const now = repeatsOf(stored)
  if (repeats < now) throw new ConfigError('--repeats', repeats, `${now}, which it has, or more`)
  return repeats === now
    ? amendedAs(plan, stored)
    : amendedAs(plan, amendStudy(path, { addedRepeats: repeats - plan.repeats }))
}

/**
 * Plans a study, runs what its journal does not hold yet, and builds the report of what is there.
 *
 * @param folder where journals lie; created if missing
 */
export async function carryOut(
  io: Io,
  setup: StudySetup,
  folder: string,
  { retryVoid = [], repeats }: RunChanges = {},
): Promise<StudyResult> {
  const planned = planStudy(setup.design)
  const path = journalPath(folder, planned)
  const plan = amendedPlan(planned, path, repeats)
  requireControl(plan, setup.control)
  setup.keepSeed?.()
  mkdirSync(folder, { recursive: true })
  const owner = thisProcess()
  const journal = openJournal({ path, plan, owner })
  try {
    const aiming = aimingOf(plan, journal, setup)
    const { candidates, concurrency, rateOf } = setup
    const accounts = createAccounts(candidates, { clock: systemClock, ...(rateOf !== undefined && { ruleOf: rateOf }) })
    const progress = showProgress(io, shownOf(plan, setup), {
      totals: () => journal.totals(),
      accounts: () => accounts.statuses(),
    })
    let end: RunEnd
    try {
      const study = {
        ...aiming,
        candidates,
        owner,
        clock: systemClock,
        accounts,
        ...(concurrency !== undefined && { concurrency }),
        signal: io.signal,
        stepDone: progress.stepDone,
        retryVoid,
        troubled: progress.troubled,
      }
      const settling = settlingOf(plan, concurrency ?? TOGETHER)
      end = settling === undefined ? await runStudy(study) : await runUntilSettled(study, settling.rule)
    } finally {
      progress.stop()
    }
    const isPlanFinished = end.kind === 'complete'
    return { end, plan, path, document: await documentOf(aiming, setup, { isPlanFinished, createdAt: io.now() }) }
  } finally {
    await setup.close?.()
    await journal.close()
  }
}

/** What the display says of a study beside its counts. */
function shownOf(plan: Plan, { title, isInstrumentCheck, candidates }: StudySetup): ShownStudy {
  const isPriced = candidates.some(({ price }) => price !== undefined)
  // A study that stops when it is settled does not know how many it will be.
  const mostTrials = plan.untilSettled === undefined ? forecast(plan, () => undefined).mostTrials : undefined
  return {
    label: title,
    isPretend: isInstrumentCheck && isPriced,
    ...(mostTrials !== undefined && { mostTrials }),
    ...(plan.budgetUsd !== undefined && { budgetUsd: plan.budgetUsd }),
  }
}

/**
 * Says what a stopped run leaves behind and how to go on.
 *
 * @throws Interrupted where the user stopped it; GateNotMet where the budget ended it before its plan was done;
 * NothingMeasured where every trial was left out
 */
export function sayHowItEnded(io: Io, { end, path, document }: StudyResult): void {
  if (end.kind === 'complete') {
    requireMeasured(document, io.commandLine)
    return
  }
  const isStopped = end.kind === 'stopped'
  const why = isStopped ? 'Stopped' : 'Stopped: the next ask might have passed the budget'
  const more = isStopped ? io.commandLine : `${io.commandLine.replace(/ --budget [^ ]+/, '')} --budget MORE`
  io.err(`${why}. Everything answered so far is in ${path}.\nGo on with: ${more}\n`)
  if (isStopped) throw new Interrupted()
  throw new GateNotMet('the budget ended the study before its plan was done')
}
