import { type Plant, recoverPlants } from '../calibrate/index.js'
import {
  type Intervention,
  type Journal,
  type OutcomeRow,
  type Plan,
  systemLabel,
  type TaskFamily,
} from '../domain/index.js'
import { readTrajectory } from '../journal/index.js'
import { type Aiming, estimateEffects, labelOf, observeStudy } from '../probe/index.js'
import { type ReportDocument, trialParts, versionsOf } from '../report/index.js'
import { decide } from '../route/index.js'
import { analyseOutcomes } from '../shadow/index.js'
import { RELEASE } from './release.js'

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

/** Everything a journal shows, as one report. */
export async function documentOf(
  aiming: Aiming,
  setup: StudyReading,
  isPlanFinished: boolean,
  createdAt: string,
): Promise<ReportDocument> {
  const { plan, journal } = aiming
  const observation = await observeStudy(aiming)
  const { level, margin, seed } = plan
  const ended = journal.trials().filter(({ status }) => status === 'ended')
  const parts = trialParts(plan, observation, trajectoriesOf(journal))
  const outcomes = readOutcomes(observation.rows, plan, setup)
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
    ...outcomes,
    interventions,
    ...parts,
    ...(setup.plants !== undefined && {
      calibration: recoverPlants(
        {
          plan,
          journal,
          pairs: observation.pairs,
          findings: { pairs: [], shadows: [], ...outcomes.analysis, interventions },
        },
        setup.plants,
      ),
    }),
    method: methodNotes(plan),
  }
}

/** Decision and analysis, once the reference has a row; before that there is nothing to hold the others against. */
function readOutcomes(
  rows: readonly OutcomeRow[],
  plan: Plan,
  { control, requiredSuccess }: StudyReading,
): Pick<ReportDocument, 'decision' | 'analysis'> {
  const reference = labelOf(plan, plan.referenceSystemId)
  const has = (label: string) => rows.some(({ system }) => system === label)
  if (!has(reference)) return {}
  const { level, margin, seed, systems } = plan
  const provenances = Object.fromEntries(systems.map(({ system, provenance }) => [systemLabel(system), provenance]))
  const shared = { reference, level }
  // What is left out is said once in a report, for all of it.
  const { exclusions: _, ...analysis } = analyseOutcomes(rows, {
    ...shared,
    ...(control !== undefined && has(control) && { control }),
    contrast: 'longer-work',
    margin,
    seed,
  })
  return { decision: decide(rows, { ...shared, requiredSuccess, provenances }), analysis }
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
