import {
  type Constraint,
  drawOf,
  FINISH_TOOL,
  type Intervention,
  type JsonObject,
  type Link,
  type Sample,
  type TaskFamily,
  type Trajectory,
  type WorldCall,
} from '../../domain/index.js'
import { linkFrom } from './link-from.js'

/** A disturbance that waits at a step of one sample for whoever comes by. */
export interface AimedDisturbance {
  /** Of its intervention. */
  readonly name: string
  /** Step of the trial from which on it is in place, from 1. */
  readonly step: number
  readonly link: Link
}

/** A kind of disturbance: an intervention with its strength. */
export interface DosedIntervention {
  readonly intervention: Intervention
  readonly dose: JsonObject
}

/** Where disturbances are aimed: a sample, and how somebody works on it whom nothing disturbs. */
interface Aim {
  readonly family: TaskFamily
  readonly sample: Sample
  /** What all draws come from, the same for every system. */
  readonly pairId: string
  readonly work: Pick<Trajectory, 'steps'>
  readonly kinds: readonly DosedIntervention[]
  /** Disturbances that are wanted; a short work may have room for fewer. */
  readonly most: number
}

/** Name under which all links of a disturbed run go, before the place of each. */
export const DISTURBED = 'disturbed'

/**
 * Aims disturbances at places spread evenly over the work, at most one a step, each of a kind drawn anew: the first from
 * there on that finds something to change. What an earlier one has done to the world is done before a later one is aimed.
 *
 * @returns in an order drawn for the sample: a dose of n takes the first n, so that a larger dose holds every smaller one
 */
export async function aimDisturbances(aim: Aim): Promise<AimedDisturbance[]> {
  const { pairId, work, most } = aim
  const aimed: (AimedDisturbance & { readonly constraint: Constraint })[] = []
  for (const [place, step] of placesIn(work.steps.length, most).entries()) {
    const found = await aimAt(aim, { place, step, before: aimed.map(({ constraint }) => constraint) })
    if (found !== undefined) aimed.push(found)
  }
  const orderOf = (step: number) => drawOf({ pairId, link: `${DISTURBED}/order`, opportunity: step })
  return aimed
    .map(({ name, step, link }) => ({ name, step, link }))
    .sort((one, other) => orderOf(one.step) - orderOf(other.step))
}

/**
 * The links of a dose, in the order of their steps.
 *
 * Changes of the tools come first: what the others see is then the call as the world knows it.
 */
export function linksOf(disturbances: readonly AimedDisturbance[], dose: number): Link[] {
  const links = disturbances
    .slice(0, dose)
    .sort((one, other) => one.step - other.step)
    .map(({ link }) => link)
  return [...links.filter(({ offer }) => offer !== undefined), ...links.filter(({ offer }) => offer === undefined)]
}

/** Steps spread evenly over all but the first and the last one. */
function placesIn(steps: number, most: number): number[] {
  const room = Math.max(0, steps - 2)
  const count = Math.min(most, room)
  return Array.from({ length: count }, (_, place) => 1 + Math.floor(((place + 0.5) / count) * room))
}

async function aimAt(
  { family, sample, pairId, work, kinds }: Aim,
  at: { readonly place: number; readonly step: number; readonly before: readonly Constraint[] },
) {
  const { place, step, before } = at
  const past = callsIn(work, 0, step)
  const future = callsIn(work, step)
  const environment = family.open(sample, pairId)
  try {
    for (const call of past) await environment.call(call)
    const open = environment.disturbances?.().map(({ id }) => id) ?? []
    for (const id of disturbancesIn(before)) environment.disturb?.(id)
    const first = Math.floor(drawOf({ pairId, link: `${DISTURBED}/kind`, opportunity: place }) * kinds.length)
    for (const { intervention, dose } of [...kinds.slice(first), ...kinds.slice(0, first)]) {
      const { name } = intervention
      const draw = (choice: string) => drawOf({ pairId, link: `${DISTURBED}/${name}/${choice}`, opportunity: place })
      const prepared = intervention.prepare({ sample, environment, past, future, dose, draw })
      if (prepared.kind === 'not-applicable' || clashes(prepared.constraint, before, open)) continue
      const link = linkFrom(step, { ...prepared.link, name: `${DISTURBED}/${place + 1} ${name}` })
      return { name, step, link, constraint: prepared.constraint }
    }
    return undefined
  } finally {
    await environment.close?.()
  }
}

/** The calls of a work to its world from one step on, up to another one. */
function callsIn({ steps }: Aim['work'], from: number, to = steps.length): WorldCall[] {
  return steps
    .slice(from, to)
    .flatMap(({ calls }) =>
      calls.flatMap(({ call: { name, arguments: given } }) =>
        name === FINISH_TOOL.name ? [] : [{ name, arguments: given }],
      ),
    )
}

function disturbancesIn(constraints: readonly Constraint[]): string[] {
  return constraints.flatMap((constraint) => (constraint.kind === 'disturbed' ? [constraint.disturbance] : []))
}

/**
 * Whether a change says nothing beside the ones before it. No tool changes its face twice: the second change would be
 * aimed at a face that is no longer there. Nothing is brought twice to the same place, nor to where it lies undisturbed:
 * under a smaller dose that would change nothing.
 *
 * @param open ids of the disturbances that are possible at this step where none came before
 */
function clashes(constraint: Constraint, before: readonly Constraint[], open: readonly string[]): boolean {
  if (constraint.kind === 'surface') {
    return before.some((other) => other.kind === 'surface' && other.tool === constraint.tool)
  }
  if (constraint.kind !== 'disturbed') return false
  const { disturbance } = constraint
  return !open.includes(disturbance) || disturbancesIn(before).includes(disturbance)
}
