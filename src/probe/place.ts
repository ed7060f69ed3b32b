import {
  drawOf,
  type Environment,
  type Intervention,
  type Journal,
  onsetWords,
  type Plan,
  type PlannedProbe,
  type Preparation,
  type Sample,
  type SceneSystems,
  systemLabel,
  type TaskFamily,
  type WorldCall,
} from '../domain/index.js'
import { type Baseline, type ForkPoint, type ForkWorld, onsetAt, sampleOf, stepAt } from './fork-point.js'
import { playedWorld } from './interventions/index.js'
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
  { plan, interventionNamed }: Aiming,
  { parent: { pairId, systemId }, past, future }: ForkPoint,
  probe: PlannedProbe,
): Promise<Preparation> {
  const played = await playedWorld(environment, future)
  const ground = {
    sample,
    environment: played,
    pairId,
    past: past.map(({ call }) => call),
    pastErrors: past.filter(({ result }) => result.isError).length,
    systems: systemsOf(plan, systemId),
    future,
  }
  return prepareProbe(ground, probe, interventionNamed)
}

/** The systems of a plan as an intervention may name them. */
export function systemsOf({ systems, referenceSystemId: referenceId }: Plan, ownId: string): SceneSystems {
  const known = systems.map(({ id, system, isRunWhole }) => {
    return { id, label: systemLabel(system), ...(isRunWhole === true && { isOutside: true as const }) }
  })
  return { ownId, referenceId, known }
}

/** Where a probe is aimed: a world that may be changed by it, and what one system did there. */
interface Ground {
  readonly sample: Sample
  readonly environment: Environment
  readonly pairId: string
  readonly past: readonly WorldCall[]
  readonly future: readonly WorldCall[]
  readonly pastErrors?: number
  readonly systems?: SceneSystems
  readonly isRestartable?: boolean
}

/** Aims a probe; where it names a target, at that alone. */
export function prepareProbe(
  { pairId, ...ground }: Ground,
  { intervention, dose }: PlannedProbe,
  interventionNamed: (name: string) => Intervention,
): Preparation {
  const { [TARGET]: target, ...own } = dose
  const prepared = interventionNamed(intervention).prepare({
    ...ground,
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
function touches(constraint: Extract<Preparation, { kind: 'ready' }>['constraint'], target: string): boolean {
  if ('tool' in constraint) return constraint.tool === target
  if (constraint.kind === 'unhindered') return constraint.at === target
  if (constraint.kind === 'disturbed') return constraint.disturbance === target
  return constraint.kind === 'goal-changed' && constraint.variant === target
}
