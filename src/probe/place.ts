import {
  drawOf,
  type Intervention,
  type Journal,
  onsetWords,
  type Plan,
  type PlannedProbe,
  type Preparation,
  type TaskFamily,
} from '../domain/index.js'
import { type Baseline, type ForkPoint, type ForkWorld, onsetAt, sampleOf, stepAt } from './fork-point.js'
import { playedWorld } from './played-world.js'
import type { ReadyPreparation } from './witnessed.js'

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
  if (onset === undefined) return stepAt(baseline, trigger)
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
  { intervention, dose }: PlannedProbe,
): Promise<Preparation> {
  const { [TARGET]: target, ...own } = dose
  const prepared = interventionNamed(intervention).prepare({
    sample,
    environment: await playedWorld(environment, future),
    past: past.map(({ call }) => call),
    future,
    dose: own,
    ...(target !== undefined && { target: String(target) }),
    draw: (choice: string) => drawOf({ pairId, link: `${intervention}/${choice}`, opportunity: 0 }),
  })
  if (target === undefined || prepared.kind === 'not-applicable' || touches(prepared.constraint, String(target))) {
    return prepared
  }
  return { kind: 'not-applicable', missing: `a place for it at ${String(target)}` }
}

/** Field of a dose that names what the probe is aimed at: a tool, a disturbance or a goal variant. */
const TARGET = 'target'

/** Whether what a change takes away is the one thing that the probe names. */
function touches(constraint: ReadyPreparation['constraint'], target: string): boolean {
  if ('tool' in constraint) return constraint.tool === target
  if (constraint.kind === 'disturbed') return constraint.disturbance === target
  return constraint.kind === 'goal-changed' && constraint.variant === target
}
