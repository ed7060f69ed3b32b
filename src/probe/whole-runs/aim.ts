import {
  FINISH_TOOL,
  InvariantError,
  isRunWhole,
  type JournalEvent,
  type Plan,
  type PlannedProbe,
  type PlannedTrial,
  type Preparation,
  probeOf,
  type Sample,
  type ToolSpec,
} from '../../domain/index.js'
import { type Baseline, type NotApplicable, readBaseline, sampleOf } from '../fork-point.js'
import { type Aiming, prepareProbe, systemsOf } from '../place.js'
import { baselineOf, plannedTrial } from '../planning/plan.js'
import { ownTools, recordedCalls, recordedWorld } from './recorded-world.js'

/** An intervention aimed at a whole run. No witness can be executed: only the agent can run its tools. */
export type AimedRun = NotApplicable | (Extract<Preparation, { kind: 'ready' }> & { readonly step: number })

/** True where nothing of the trials of a sample can be forked: the tools are its agent's, or nobody can restore them. */
export function isWholeRun(plan: Plan, { sampleId }: Pick<PlannedTrial, 'sampleId'>): boolean {
  return isRunWhole(sampleOf(plan, sampleId))
}

/** The tools of a sample: those of its world, or those that its agent offered at first in a record. */
export function toolsOf(
  { journal, familyNamed }: Aiming,
  sample: Sample,
  events: readonly JournalEvent[],
): readonly ToolSpec[] {
  return worldTools({ familyNamed }, sample) ?? ownTools(journal, events, sample.ownTools?.reads ?? [])
}

/** The tools of the world of a sample; undefined where they are its agent's. */
export function worldTools(
  { familyNamed }: Pick<Aiming, 'familyNamed'>,
  sample: Sample,
): readonly ToolSpec[] | undefined {
  if (sample.ownTools !== undefined) return undefined
  const world = familyNamed(sample.family).open(sample, sample.id)
  void world.close?.()
  return world.tools
}

/** The baseline that a trial with a probe is aimed by: its parent, or the one of its pair. */
export function originOf(plan: Plan, trial: PlannedTrial): string | undefined {
  if (trial.arm === 'baseline') return undefined
  return trial.parent?.trialId ?? baselineOf(plan, trial).id
}

/** The step of a run like this baseline at which a trigger puts the chain in place: from the first ask on. */
export function runStepAt({ steps }: Pick<Baseline, 'steps'>, trigger: number): number {
  return Math.min(Math.floor(steps * trigger), steps - 1)
}

/**
 * A planned run, aimed again at the step that its id names.
 *
 * @throws InvariantError where the journal does not hold what it was aimed by
 */
export function prepareRun(aiming: Aiming, trial: PlannedTrial): Extract<AimedRun, { kind: 'ready' }> {
  const { plan, journal } = aiming
  const { chainFrom: step } = trial
  const probe = probeOf(plan.probes, trial)
  const record = journal.trial(originOf(plan, trial) ?? '')
  if (step === undefined || probe === undefined || record === undefined) {
    throw new InvariantError(`run ${trial.id} has no first step, no probe or no baseline in plan ${plan.id}`)
  }
  const baseline = readBaseline(journal, record.trial)
  const aimed = baseline.kind === 'ready' ? aimRun(aiming, baseline, { probe, step }) : baseline
  if (aimed.kind === 'ready') return aimed
  throw new InvariantError(`run ${trial.id} of plan ${plan.id} cannot be aimed again`)
}

/** Aims a probe by what a baseline of the same pair did from a step on. */
export function aimRun(
  aiming: Aiming,
  { trial: { pairId, sampleId, systemId }, events }: Baseline,
  { probe, step }: { readonly probe: PlannedProbe; readonly step: number },
): AimedRun {
  const { plan, journal, interventionNamed } = aiming
  const sample = sampleOf(plan, sampleId)
  if (interventionNamed(probe.intervention).seams.includes('environment')) {
    return { kind: 'not-applicable', missing: sample.ownTools === undefined ? NO_STATE : NO_WORLD }
  }
  const calls = recordedCalls(journal, events).filter(({ call }) => sample.ownTools || call.name !== FINISH_TOOL.name)
  const [past, future] = [calls.filter((each) => each.step < step), calls.filter((each) => each.step >= step)]
  const ground = {
    sample,
    environment: recordedWorld(toolsOf(aiming, sample, events), future),
    pairId,
    past: past.map(({ call }) => call),
    pastErrors: past.filter(({ result }) => result.isError).length,
    systems: systemsOf(plan, systemId),
    future: future.map(({ call }) => call),
    isRestartable: events.some(({ body }) => body.kind === 'trial-started' && body.isRestartable === true),
  }
  const prepared = prepareProbe(ground, probe, interventionNamed)
  if (prepared.kind === 'not-applicable') return prepared
  if (prepared.link.disturb !== undefined) return { kind: 'not-applicable', missing: 'disturbances' }
  return { ...prepared, step }
}

const NO_WORLD = 'a world of its own: the tools are those of the agent'
const NO_STATE = 'a world that can be brought back to a state'

/** A sham and a varied run of the pair of a baseline, both from the start. */
export function twinRuns({ trial }: Baseline, probe: PlannedProbe, chainFrom: number): PlannedTrial[] {
  const { pairId, systemId, sampleId, repeat } = trial
  return (['sham', 'varied'] as const).map((arm) =>
    plannedTrial({ pairId, systemId, probe, arm, chainFrom }, sampleId, repeat, 'solution'),
  )
}
