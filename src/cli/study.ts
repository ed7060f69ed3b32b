import { mkdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type Plant, recoverPlants } from '../calibrate/index.js'
import {
  type Candidate,
  ConfigError,
  type Intervention,
  type Journal,
  type OutcomeRow,
  type Owner,
  type Plan,
  type Provenance,
  systemLabel,
  type TaskFamily,
} from '../domain/index.js'
import { openJournal, readTrajectory } from '../journal/index.js'
import { type Aiming, estimateEffects, observeStudy, planStudy, runStudy, type StudyDesign } from '../probe/index.js'
import { type Analysis, type ReportDocument, trialParts, versionsOf } from '../report/index.js'
import { decide } from '../route/index.js'
import { DEFAULT_RETRY, type RunEnd } from '../run/index.js'
import { analyseOutcomes } from '../shadow/index.js'
import { systemClock } from './clock.js'
import type { Io } from './io.js'
import { showProgress } from './progress.js'
import { RELEASE } from './release.js'

/** Name of the study that `npm start` runs; reports of it say that they prove the gauge only. */
export const INSTRUMENT_CHECK = 'instrument-check'

/** What the record of a study is read with: no model is needed for it. */
export interface StudyReading {
  readonly families: readonly TaskFamily[]
  readonly interventionNamed: (name: string) => Intervention
  /** Success that the user requires of a system, in (0, 1). */
  readonly requiredSuccess: number
  /** A system that is merely weaker, where there is one. */
  readonly control?: string
  readonly isInstrumentCheck: boolean
  readonly title: string
  /** Truths planted in embedded systems, to be recovered. */
  readonly plants?: readonly Plant[]
}

/** A study ready to be planned and run. */
export interface StudySetup extends StudyReading {
  readonly design: StudyDesign
  readonly candidates: readonly Candidate[]
  readonly concurrency: number
}

/** Identity of this process, made once per command. */
export function thisProcess(): Owner {
  return { processId: `${hostname()}-${process.pid}-${Date.now()}`, pid: process.pid, host: hostname() }
}

/** Where the record of a study lies: one file for each plan. */
export function journalPath(folder: string, plan: Plan): string {
  return join(folder, `${plan.name}-${plan.id.slice(0, 8)}.db`)
}

/** How a run of a study went. */
export interface StudyResult {
  readonly end: RunEnd
  readonly plan: Plan
  readonly path: string
  readonly document: ReportDocument
}

/**
 * Plans a study, runs what its journal does not hold yet, and builds the report of what is there.
 *
 * @param folder where journals lie; created if missing
 */
export async function carryOut(io: Io, setup: StudySetup, folder: string): Promise<StudyResult> {
  mkdirSync(folder, { recursive: true })
  const plan = planStudy(setup.design)
  const path = journalPath(folder, plan)
  const owner = thisProcess()
  const journal = openJournal({ path, plan, owner })
  try {
    const aiming = aimingOf(plan, journal, setup)
    const progress = showProgress(io, { label: setup.title, isPretend: setup.isInstrumentCheck }, () =>
      journal.totals(),
    )
    let end: RunEnd
    try {
      end = await runStudy({
        ...aiming,
        candidates: setup.candidates,
        owner,
        clock: systemClock,
        retry: DEFAULT_RETRY,
        concurrency: setup.concurrency,
        signal: io.signal,
        stepDone: progress.stepDone,
      })
    } finally {
      progress.stop()
    }
    return { end, plan, path, document: await documentOf(aiming, setup, end.kind === 'complete', io.now()) }
  } finally {
    await journal.close()
  }
}

/** Says what a stopped run leaves behind and how to go on. */
export function sayHowItEnded(io: Io, result: StudyResult, command: string): void {
  if (result.end.kind === 'complete') return
  const why = result.end.kind === 'stopped' ? 'Stopped' : 'Stopped: the next ask might have passed the budget'
  io.err(`${why}. Everything answered so far is in ${result.path}.\nGo on with: ${command}\n`)
}

/** The plan with its journal, its worlds and its interventions. */
export function aimingOf(plan: Plan, journal: Journal, reading: StudyReading): Aiming {
  const { families, interventionNamed } = reading
  return {
    plan,
    journal,
    interventionNamed,
    familyNamed(name) {
      const family = families.find((entry) => entry.name === name)
      if (family === undefined) {
        throw new ConfigError('tasks', name, `one of ${families.map((entry) => entry.name).join(', ')}`)
      }
      return family
    },
  }
}

/** Everything a journal shows, as one report. */
export async function documentOf(
  aiming: Aiming,
  setup: StudyReading,
  isPlanFinished: boolean,
  createdAt: string,
): Promise<ReportDocument> {
  const { plan, journal } = aiming
  const observation = await observeStudy(aiming)
  const reference = plan.systems.find(({ id }) => id === plan.referenceSystemId)
  const referenceLabel = reference === undefined ? '' : systemLabel(reference.system)
  const { level, margin, seed } = plan
  const provenances: Record<string, Provenance> = Object.fromEntries(
    plan.systems.map(({ system, provenance }) => [systemLabel(system), provenance]),
  )
  const ended = journal.trials().filter(({ status }) => status === 'ended')
  const parts = trialParts(plan, observation, trajectoriesOf(journal))
  const analysis = analysisOf(plan, observation.rows, { reference: referenceLabel, control: setup.control })
  const decision = decide(observation.rows, {
    reference: referenceLabel,
    requiredSuccess: setup.requiredSuccess,
    level,
    provenances,
  })
  const interventions = estimateEffects(observation, { level, margin, isPlanFinished })
  const { spentUsd } = journal.totals()
  return {
    schemaVersion: 1,
    kind: 'report',
    source: 'live',
    isInstrumentCheck: setup.isInstrumentCheck,
    title: setup.title,
    createdAt,
    versions: versionsOf(RELEASE),
    seeds: { study: seed },
    counts: {
      systems: plan.systems.length,
      samples: plan.samples.length,
      trials: ended.length,
      ...(spentUsd > 0 && { spentUsd }),
    },
    decision,
    analysis,
    interventions,
    ...parts,
    ...(setup.plants !== undefined && {
      calibration: recoverPlants(
        { plan, journal, pairs: observation.pairs, findings: { ...analysis, interventions } },
        setup.plants,
      ),
    }),
    method: methodNotes(plan),
  }
}

/** What is left out is said once in a report, for all of it. */
function analysisOf(
  { level, margin, seed }: Plan,
  rows: readonly OutcomeRow[],
  { reference, control }: { readonly reference: string; readonly control: string | undefined },
): Analysis {
  const { successes, pairs, shadows, survival, cannotSay } = analyseOutcomes(rows, {
    reference,
    ...(control !== undefined && { control }),
    contrast: 'longer-work',
    level,
    margin,
    seed,
  })
  return { successes, pairs, shadows, survival, cannotSay }
}

function* trajectoriesOf(journal: Journal) {
  for (const { trial, status } of journal.trials()) if (status === 'ended') yield readTrajectory(journal, trial.id)
}

function methodNotes(plan: Plan) {
  const { limits, gate, repeats, forkRepeats, probes } = plan
  return [
    {
      title: 'Design',
      words: `${plan.samples.length} samples, ${repeats} baselines of each for every system; the first ${forkRepeats} are forked at the trigger of each of ${probes.length} interventions into a sham and a varied arm that share the prefix.`,
    },
    {
      title: 'Gate',
      words: `A sample passes for a system when at least ${gate.solved} of its ${gate.of} baselines are solved. Ungated figures are the headline; gated ones stand beside them.`,
    },
    {
      title: 'Limits',
      words: `${limits.stepsPerReferenceCall} steps for each reference call and ${limits.extraSteps} more. A trial that a limit ends short of the goal counts as not solved.`,
    },
    { title: 'Plan', words: `Plan ${plan.id}. The same plan and seed give the same trials.` },
  ]
}
