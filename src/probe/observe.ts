import { failureOf } from '../behaviour/index.js'
import {
  type Journal,
  type OutcomeRow,
  type Plan,
  type PlannedTrial,
  probeKey,
  probeLabel,
  probeOf,
  systemLabel,
  type Trajectory,
} from '../domain/index.js'
import { readTrajectory } from '../journal/index.js'
import { type Aiming, findUnusedProbes } from './fork.js'
import { sampleOf } from './fork-point.js'
import { createJudge, labelOf, type ProbePair } from './pair.js'
import { inPlanOrder } from './planning/plan-order.js'
import { originOf } from './whole-runs/index.js'

/** Everything that a study's journal shows: what comes after reads this, and the journal no more. */
export interface StudyObservation {
  /** Every trial that has ended, in the order of the plan: baselines first, then the forks of each. */
  readonly trajectories: readonly Trajectory[]
  /** One row for each baseline that has ended. */
  readonly rows: readonly OutcomeRow[]
  readonly pairs: readonly ProbePair[]
  readonly notApplicable: readonly UnusedCount[]
  /** Families of the plan without a witness: nothing shows that all of their tasks can be solved. */
  readonly withoutWitness?: readonly string[]
  /** Trials of cancelled systems that were not run to their end, by system. */
  readonly notRun: readonly { readonly system: string; readonly count: number }[]
  /** Paid for all asks so far, those of trials that have not ended too; 0 where nothing has a price. */
  readonly spentUsd: number
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
 * Reads a journal into trajectories, outcome rows and judged pairs; each trial is read once.
 *
 * @param aiming the plan with its world, so that an old plan can be executed under the change
 */
export async function observeStudy(aiming: Aiming): Promise<StudyObservation> {
  const { journal, plan } = aiming
  const trajectories = readEnded(plan, journal)
  const baselines = trajectories.filter(({ trial }) => trial.arm === 'baseline')
  const solved = baselines.filter(({ outcome }) => outcome.kind === 'solved')
  const judge = createJudge(aiming, new Set(solved.map(({ trial }) => trial.id)))
  const shams = new Map<string, Trajectory>()
  for (const trajectory of trajectories) {
    if (trajectory.trial.arm === 'sham') shams.set(twinKey(plan, trajectory.trial), trajectory)
  }
  const pairs: ProbePair[] = []
  for (const varied of trajectories) {
    const sham = varied.trial.arm === 'varied' ? shams.get(twinKey(plan, varied.trial)) : undefined
    if (sham !== undefined) pairs.push(await judge({ sham, varied }))
  }
  return {
    trajectories,
    rows: baselines.map((trajectory) => rowOf(plan, trajectory)),
    pairs,
    notApplicable: await countUnused(aiming),
    withoutWitness: familiesWithoutWitness(aiming),
    spentUsd: journal.totals().spentUsd,
    notRun: countNotRun(plan, journal, new Set(trajectories.map(({ trial }) => trial.id))),
  }
}

function familiesWithoutWitness({ plan, familyNamed }: Aiming): string[] {
  // Work whose tools are an agent's own has no world at all; a report says so of all of it.
  const inWorlds = plan.samples.filter(({ ownTools }) => ownTools === undefined)
  const first = new Map(inWorlds.map((sample) => [sample.family, sample]))
  return [...first.values()].flatMap((sample) => {
    const world = familyNamed(sample.family).open(sample, plan.id)
    void world.close?.()
    return world.solve === undefined ? [sample.family] : []
  })
}

function countNotRun(plan: Plan, journal: Journal, judged: ReadonlySet<string>): StudyObservation['notRun'] {
  const left = journal.trials().filter(({ trial, status }) => status === 'ended' && !judged.has(trial.id))
  return plan.systems.flatMap(({ id, system }) => {
    const count = left.filter(({ trial }) => trial.systemId === id).length
    return count === 0 ? [] : [{ system: systemLabel(system), count }]
  })
}

/** The order puts a baseline before its forks, so they share the steps up to the fork. */
function readEnded(plan: Plan, journal: Journal): Trajectory[] {
  const read = new Map<string, Trajectory>()
  for (const { trial, status, launchIndex } of inPlanOrder(plan, journal.trials())) {
    const parent = trial.parent && read.get(trial.parent.trialId)
    if (status === 'ended' && launchIndex !== undefined) {
      const trajectory = readTrajectory(journal, trial.id, parent)
      // Ended without a judgement: its system was cancelled while it was on its way.
      if (trajectory.outcome.kind !== 'unknown') read.set(trial.id, trajectory)
    }
  }
  return [...read.values()]
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
  return `${originOf(plan, trial)} ${probe && probeKey(probe)}`
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
