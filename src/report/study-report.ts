import {
  counted,
  isRunWhole,
  type OutcomeRow,
  type Plan,
  percent,
  RELEASE,
  type SettleAim,
  systemLabel,
} from '../domain/index.js'
import { estimateEffects, labelOf, type StudyObservation, screenEffects } from '../probe/index.js'
import { decide, type SettledMatrix } from '../route/index.js'
import { analyseOutcomes } from '../shadow/index.js'
import type { MethodNote, ReportDocument } from './document.js'
import { isOwnDoing, trialParts, versionsOf } from './from-study.js'
import { changeCounts, changeNotes } from './live/change-notes.js'
import { escalationsOf } from './live/escalations.js'
import { mishapNotes, mishapsOf } from './live/mishaps.js'
import { withOpen } from './live/open-questions.js'
import { wholeRunCounts, wholeRunNotes } from './live/whole-runs.js'
import { trafficNotes } from './traffic.js'

/** What the record of a study is read with. */
export interface StudyReading {
  readonly title: string
  /** Success that the user requires of a system, in (0, 1). */
  readonly requiredSuccess: number
  /** A system that is merely weaker, where there is one. */
  readonly control?: string
  /** True where the systems are embedded models of known truth; the report then says that it proves the gauge only. */
  readonly isInstrumentCheck: boolean
}

/** How far a study is. */
export interface StudyState {
  /** False while trials of the plan are still to come. */
  readonly isPlanFinished: boolean
  /** What a study says that stops when it is settled; absent for a plan of a fixed size. */
  readonly settled?: SettledMatrix
}

/**
 * Everything that a study shows, as one report.
 *
 * @param observation from `observeStudy`
 * @param made.createdAt ISO date and time
 */
export function studyReport(
  plan: Plan,
  observation: StudyObservation,
  made: StudyReading & StudyState & { readonly createdAt: string },
): ReportDocument {
  const { level, margin, seed } = plan
  const { isPlanFinished, createdAt, isInstrumentCheck, title } = made
  const { trajectories, spentUsd } = observation
  const mishaps = mishapsOf(trajectories)
  const own = observation.pairs.filter(isOwnDoing)
  const whole = wholeRunCounts(plan, trajectories)
  return {
    schemaVersion: 1,
    kind: 'report',
    source: 'live',
    isInstrumentCheck,
    title,
    createdAt,
    versions: versionsOf(RELEASE),
    seeds: { study: seed },
    counts: {
      systems: plan.systems.length,
      samples: plan.samples.length,
      trials: trajectories.length,
      ...(spentUsd > 0 && { spentUsd }),
      ...mishaps,
      ...changeCounts(trajectories),
      ...whole,
    },
    escalations: escalationsOf(plan, trajectories),
    ...withOpen(readOutcomes(observation.rows, plan, made), observation),
    interventions: estimateEffects(observation, {
      level,
      margin,
      isPlanFinished,
      seed,
      reference: labelOf(plan, plan.referenceSystemId),
    }),
    ...(own.length > 0 && { screen: screenEffects({ pairs: own }, { level, seed }) }),
    ...trialParts(plan, observation),
    method: [
      ...methodNotes(plan, wholeRunNotes(plan, whole)),
      ...mishapNotes(mishaps, isOfAgents(plan)),
      ...trafficNotes(plan, trajectories),
      ...changeNotes(plan, observation),
    ],
  }
}

/** Decision and analysis, once the reference has a row; before that there is nothing to hold the others against. */
function readOutcomes(
  rows: readonly OutcomeRow[],
  plan: Plan,
  { control, requiredSuccess, isPlanFinished, settled }: StudyReading & StudyState,
): Pick<ReportDocument, 'decision' | 'analysis'> {
  const reference = labelOf(plan, plan.referenceSystemId)
  const has = (label: string) => rows.some(({ system }) => system === label)
  const { level, margin, seed, systems } = plan
  const provenances = Object.fromEntries(systems.map(({ system, provenance }) => [systemLabel(system), provenance]))
  const shared = { reference, level }
  // Cells that stopped when they were settled are decided on, and held against each other launch by launch only.
  if (settled !== undefined) return { decision: decide(rows, { ...shared, requiredSuccess, provenances, settled }) }
  if (!has(reference)) return {}
  // What is left out is said once in a report, for all of it.
  const { exclusions: _, ...analysis } = analyseOutcomes(rows, {
    ...shared,
    ...(control !== undefined && has(control) && { control }),
    contrast: 'longer-work',
    margin,
    isPlanFinished,
    seed,
  })
  return { decision: decide(rows, { ...shared, requiredSuccess, provenances }), analysis }
}

/** True where agents do the work with tools of their own, so that trials are whole runs. */
function isOfAgents({ samples }: Plan): boolean {
  return samples.some(({ ownTools }) => ownTools !== undefined)
}

function methodNotes(plan: Plan, onServers: readonly MethodNote[]): MethodNote[] {
  const { gate, repeats, forkRepeats, probes, samples, unprobed = [], untilSettled } = plan
  const without =
    unprobed.length === 0
      ? ''
      : `; no intervention on ${counted(unprobed.length, 'sample')}, ${unprobed.length === 1 ? 'which is there for its' : 'which are there for their'} baselines`
  const arms = samples.every(isRunWhole)
    ? `beside the first${forkRepeats === 1 ? '' : ` ${forkRepeats}`} of them, each of ${counted(probes.length, 'intervention')} has a sham and a varied run`
    : `the first${forkRepeats === 1 ? ' is' : ` ${forkRepeats} are`} forked at the trigger of each of ${counted(probes.length, 'intervention')} into a sham and a varied arm that share the prefix`
  const design =
    untilSettled === undefined
      ? [
          {
            title: 'Design',
            words: `${counted(samples.length, 'sample')}, ${counted(repeats, 'baseline')} of each for every system; ${arms}${without}.`,
          },
          {
            title: 'Gate',
            words: `A sample passes for a system when at least ${gate.solved} of its ${counted(gate.of, 'baseline')} ${gate.solved === 1 ? 'is' : 'are'} solved. Ungated figures are the headline; gated ones stand beside them.`,
          },
        ]
      : settledNotes(samples.length, untilSettled)
  return [...design, ...wholeNotes(plan), ...onServers, ...(isOfAgents(plan) ? [WITH_OWN_TOOLS] : []), ...rulesOf(plan)]
}

/** Agents with a loop and a memory of their own, whose tools are Leadline's. */
function wholeNotes({ systems }: Plan): MethodNote[] {
  const whole = systems.filter(({ isRunWhole }) => isRunWhole === true)
  if (whole.length === 0) return []
  const names = whole.map(({ system }) => systemLabel(system)).join(', ')
  return [
    {
      title: 'Run whole',
      words: `Nothing of ${names} can be forked: both arms of a pair begin at the start, with the change in place from the first step. They share the world and every draw of the change, not the steps before it, so what chance does in the agent is part of every difference.`,
    },
  ]
}

/** Agents that bring their tools, too. */
const WITH_OWN_TOOLS: MethodNote = {
  title: 'Run whole',
  words:
    'The agents keep their own loop and their own tools, so no trial can be forked: both arms of a pair begin at the start. They share the work and every draw of the change, not the steps before it, so what chance does in the model is part of every difference. No witness was executed: that the work can still be done under a change is not proven.',
}

function settledNotes(samples: number, { required, tolerance, alpha, beta }: SettleAim): MethodNote[] {
  const [low, high] = [required - tolerance / 2, required + tolerance / 2].map(percent)
  return [
    {
      title: 'Design',
      words: `Baselines of ${samples} samples, drawn in blocks in one order for all systems, in batches until each cell is settled. Outcomes count in launch order.`,
    },
    {
      title: 'Gate',
      words: `A system that succeeds on ${low} or less is trusted in at most ${percent(alpha)} of such studies, one that succeeds on ${high} or more rejected in at most ${percent(beta)}; between them either answer will do. Intervals hold whenever one stops. Systems are held against the reference on the launches that both have.`,
    },
  ]
}

function rulesOf({ id, limits }: Plan): MethodNote[] {
  return [
    {
      title: 'Limits',
      words: `${limits.stepsPerReferenceCall} steps for each reference call and ${limits.extraSteps} more. A trial that a limit ends short of the goal counts as not solved.`,
    },
    { title: 'Plan', words: `${id}; the same plan and seed give the same trials.` },
  ]
}
