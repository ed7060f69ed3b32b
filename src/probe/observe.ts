import { failureOf } from '../behaviour/index.js'
import {
  type OutcomeRow,
  type Plan,
  type PlannedTrial,
  probeKey,
  probeLabel,
  probeOf,
  type Trajectory,
} from '../domain/index.js'
import { readTrajectory } from '../journal/index.js'
import { type Aiming, findUnusedProbes } from './fork.js'
import { sampleOf } from './fork-point.js'
import { createJudge, labelOf, type ProbePair } from './pair.js'
import { inPlanOrder } from './planning/plan-order.js'

/** Everything that a study's journal shows. */
export interface StudyObservation {
  /** One row for each baseline that has ended. */
  readonly rows: readonly OutcomeRow[]
  readonly pairs: readonly ProbePair[]
  readonly notApplicable: readonly UnusedCount[]
}

/** Fork points at which a probe could not be used, by system, probe and what was missing there. */
export interface UnusedCount {
  readonly system: string
  /** The intervention, with dose or trigger where the plan has it more than once. */
  readonly probe: string
  /** The capability that was missing, such as `solve`. */
  readonly missing: string
  readonly count: number
}

/**
 * Reads a journal into outcome rows and judged pairs, one trajectory at a time.
 *
 * @param aiming the plan with its world, so that an old plan can be executed under the change
 * @param seen called with each trajectory that was read, for callers that need them too
 */
export async function observeStudy(
  aiming: Aiming,
  seen: (trajectory: Trajectory) => void = () => {},
): Promise<StudyObservation> {
  const { journal, plan } = aiming
  const ended = inPlanOrder(plan, journal.trials()).filter(({ status }) => status === 'ended')
  const rows: OutcomeRow[] = []
  const solvedIds = new Set<string>()
  for (const { trial } of ended) {
    if (trial.arm !== 'baseline') continue
    const trajectory = readTrajectory(journal, trial.id)
    if (trajectory.outcome.kind === 'solved') solvedIds.add(trial.id)
    rows.push(rowOf(plan, trajectory))
    seen(trajectory)
  }
  const shams = new Map<string, PlannedTrial>()
  for (const { trial } of ended) if (trial.arm === 'sham') shams.set(twinKey(plan, trial), trial)
  const pairs: ProbePair[] = []
  const judge = createJudge(aiming, solvedIds)
  let parent: Trajectory | undefined
  for (const { trial: varied } of ended) {
    const sham = varied.arm === 'varied' ? shams.get(twinKey(plan, varied)) : undefined
    if (sham === undefined) continue
    const parentId = varied.parent?.trialId
    if (parentId !== undefined && parent?.trial.id !== parentId) parent = readTrajectory(journal, parentId)
    const twins = { sham: readTrajectory(journal, sham.id, parent), varied: readTrajectory(journal, varied.id, parent) }
    pairs.push(await judge(twins))
    seen(twins.sham)
    seen(twins.varied)
  }
  return { rows, pairs, notApplicable: await countUnused(aiming) }
}

/** A trajectory of a baseline as estimates read it. */
export function rowOf(plan: Plan, trajectory: Trajectory): OutcomeRow {
  const { trial, outcome, progress, costUsd, seconds, claim } = trajectory
  const sample = sampleOf(plan, trial.sampleId)
  const failure = failureOf(trajectory)
  const isUnsolved = outcome.kind === 'failed' || outcome.kind === 'censored'
  return {
    system: labelOf(plan, trial.systemId),
    task: sample.id,
    family: sample.family,
    stratum: sample.stratum,
    repeat: trial.repeat,
    outcome,
    length: sample.reference.calls,
    lengthKind: 'reference-steps',
    progress,
    seconds,
    ...(costUsd !== undefined && { costUsd }),
    ...(isUnsolved && claim !== 'unknown' && { isSilentFailure: claim === 'done' }),
    ...(failure !== undefined && { failure }),
  }
}

function twinKey(plan: Plan, trial: PlannedTrial): string {
  const probe = probeOf(plan.probes, trial)
  return `${trial.parent?.trialId} ${probe && probeKey(probe)}`
}

async function countUnused(aiming: Aiming): Promise<UnusedCount[]> {
  const { plan } = aiming
  const counts = new Map<string, UnusedCount>()
  for (const { parent, probe, missing } of await findUnusedProbes(aiming)) {
    const key = `${parent.systemId} ${probeKey(probe)} ${missing}`
    const { count } = counts.get(key) ?? { count: 0 }
    const label = { system: labelOf(plan, parent.systemId), probe: probeLabel(plan.probes, probe) }
    counts.set(key, { ...label, missing, count: count + 1 })
  }
  return [...counts.values()]
}
