import { type Behaviour, FORMAT_VERSION, type Plan, probeLabel, probeOf } from '../domain/index.js'
import { labelOf, type ProbePair, type StudyObservation } from '../probe/index.js'
import { type ClassifiedTrajectory, transcriptsOf, trialEntryOf } from './compose.js'
import type { BehaviourMix, Exclusion, ReportDocument } from './document.js'

/** Examples named for each class of behaviour. */
const EXAMPLES = 3

/** The parts of a report that come from a study's own trials. */
export type TrialParts = Required<
  Pick<ReportDocument, 'behaviours' | 'trials' | 'transcripts' | 'exclusions' | 'notApplicable'>
>

/**
 * Turns the trials of a study into table rows, transcripts, the mix of behaviours, the list of exclusions and that of
 * the changes that could not be made.
 */
export function trialParts(plan: Plan, observation: StudyObservation): TrialParts {
  const verdicts = new Map(observation.pairs.map((pair) => [pair.variedId, pair.behaviour]))
  const samples = new Map(plan.samples.map((sample) => [sample.id, sample]))
  const items = observation.trajectories.map((trajectory): ClassifiedTrajectory => {
    const behaviour = verdicts.get(trajectory.trial.id)
    return behaviour === undefined ? { trajectory } : { trajectory, behaviour }
  })
  const trials = items.map((item) => {
    const { trial } = item.trajectory
    const { systemId, sampleId } = trial
    const probe = probeOf(plan.probes, trial)
    const sample = samples.get(sampleId)
    return trialEntryOf(item, {
      system: labelOf(plan, systemId),
      ...(sample !== undefined && { sample }),
      ...(probe !== undefined && { intervention: probeLabel(plan.probes, probe) }),
    })
  })
  const voids = trials.filter(({ outcome }) => outcome === 'void')
  const messages = new Map(observation.trajectories.map(({ trial, voidMessage }) => [trial.id, voidMessage]))
  return {
    behaviours: mixOf(observation.pairs.filter(isOwnDoing)),
    trials,
    transcripts: transcriptsOf(items, samples),
    exclusions: [
      ...observation.notRun.map(({ system, count }) => ({
        where: system,
        reason: 'cancelled, not run',
        trials: count,
      })),
      ...together(
        voids.map(({ id, system, detail }): Exclusion => {
          const example = messages.get(id)
          const reason = detail ?? 'void'
          return { where: system, reason, trials: 1, ...(example !== undefined && { example }) }
        }),
      ),
      ...pairExclusions(observation, new Set(voids.map(({ id }) => id))),
    ],
    notApplicable: observation.notApplicable.map(({ system, probe, missing, count }) => ({
      where: system,
      intervention: probe,
      missing,
      forkPoints: count,
    })),
  }
}

/** Versions that every report of this release carries. */
export function versionsOf(release: string): Readonly<Record<string, string>> {
  return { leadline: release, format: String(FORMAT_VERSION) }
}

/** Whether what a varied trial did says something of its system: not where another one answered for it. */
export function isOwnDoing({ concern }: Pick<ProbePair, 'concern'>): boolean {
  return concern !== 'detection'
}

function mixOf(pairs: readonly ProbePair[]): BehaviourMix[] {
  const systems = [...new Set(pairs.map(({ system }) => system))].sort()
  return systems.map((system) => {
    const counts: Partial<Record<Behaviour, number>> = {}
    const examples: Partial<Record<Behaviour, string[]>> = {}
    for (const pair of pairs) {
      if (pair.system !== system || pair.behaviour === undefined) continue
      const { behaviour } = pair.behaviour.main
      counts[behaviour] = (counts[behaviour] ?? 0) + 1
      const named = examples[behaviour] ?? []
      if (named.length < EXAMPLES) examples[behaviour] = [...named, pair.variedId]
    }
    return { system, counts, examples }
  })
}

/** @param voidIds trials that are left out by themselves: only their twins are left out as pairs */
function pairExclusions({ pairs }: StudyObservation, voidIds: ReadonlySet<string>): Exclusion[] {
  const voids = pairs.filter(({ delivery }) => delivery === 'void')
  return together(
    voids.flatMap(({ system, voidCause, shamId, variedId }) => {
      const trials = [shamId, variedId].filter((id) => !voidIds.has(id)).length
      return trials === 0 ? [] : [{ where: system, reason: `void pair: ${voidCause}`, trials }]
    }),
  )
}

function together(exclusions: readonly Exclusion[]): Exclusion[] {
  const sums = new Map<string, Exclusion>()
  for (const exclusion of exclusions) {
    const key = `${exclusion.where}\n${exclusion.reason}`
    const known = sums.get(key)
    sums.set(key, known === undefined ? exclusion : { ...known, trials: known.trials + exclusion.trials })
  }
  return [...sums.values()]
}
