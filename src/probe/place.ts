import {
  type Intervention,
  type Journal,
  onsetWords,
  type Plan,
  type PlannedProbe,
  type Preparation,
  type TaskFamily,
} from '../domain/index.js'
import { type Baseline, type ForkPoint, type ForkWorld, onsetAt, sampleOf, stepAt } from './fork-point.js'
import { playedWorld } from './interventions/index.js'
import { prepareProbe } from './prepare.js'
import { isWholeRun, runStepAt } from './whole-runs/index.js'

/** What aiming needs to know beside the plan. */
export interface Aiming {
  readonly plan: Plan
  readonly journal: Journal
  readonly familyNamed: (name: string) => TaskFamily
  readonly interventionNamed: (name: string) => Intervention
}

/** The step at which a probe forks a baseline; undefined where the baseline never came to its onset. */
export function placeOf(
  { plan, journal }: Aiming,
  baseline: Baseline,
  { trigger, onset }: PlannedProbe,
): number | undefined {
  // A system that is run whole keeps no step of its parent.
  if (plan.systems.find(({ id }) => id === baseline.trial.systemId)?.isRunWhole === true) return 0
  if (onset === undefined) return (isWholeRun(plan, baseline.trial) ? runStepAt : stepAt)(baseline, trigger)
  const referenceCalls = sampleOf(plan, baseline.trial.sampleId).reference.calls
  return onsetAt(journal, baseline, { onset, referenceCalls })
}

/** Where a probe is triggered, in words. */
export const placeWords = ({ onset }: PlannedProbe) =>
  onset === undefined ? 'a share of its steps' : onsetWords(onset)

/** Aims a probe in the world of a fork point, which may be changed by it. */
export async function prepareIn(
  { sample, environment }: ForkWorld,
  { interventionNamed }: Aiming,
  { parent: { pairId }, past, future }: ForkPoint,
  probe: PlannedProbe,
): Promise<Preparation> {
  const played = await playedWorld(environment, future)
  const ground = { sample, environment: played, pairId, past: past.map(({ call }) => call), future }
  return prepareProbe(ground, probe, interventionNamed)
}
