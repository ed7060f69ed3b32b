import {
  drawOf,
  type Environment,
  type Intervention,
  type PlannedProbe,
  type Preparation,
  type Sample,
  type WorldCall,
} from '../domain/index.js'

/** Where a probe is aimed: a world that may be changed by it, and what one system did there. */
interface Ground {
  readonly sample: Sample
  readonly environment: Environment
  readonly pairId: string
  readonly past: readonly WorldCall[]
  readonly future: readonly WorldCall[]
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
  if (constraint.kind === 'disturbed') return constraint.disturbance === target
  return constraint.kind === 'goal-changed' && constraint.variant === target
}
