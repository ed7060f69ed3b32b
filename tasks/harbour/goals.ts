import { type GoalVariant, InvariantError } from 'leadline'
import { formatOrder, formatRequirement } from './observation.js'
import { planDeliveries } from './solving/plan.js'
import { ABOARD, type Crate, endFrom, type HarbourState, isDelivered, type Layout } from './state.js'

/** A new goal takes at least and at most so many times the calls that the present one still takes. */
const COMPARABLE = { least: 0.8, most: 1.3 } as const
/** How many ways of sending crates elsewhere are looked at. */
const MOST_VARIANTS = 8

/** Goals that the operator may change to: other destinations for all that is left, or one thing more, other or less. */
export function goalVariantsOf(state: HarbourState, layout: Layout): GoalVariant[] {
  return [...replacementsOf(state, layout), ...requirementsOf(state, layout)]
}

/** The crates that are left go to berths next to those they were bound for, in work of comparable length. */
function replacementsOf(state: HarbourState, layout: Layout): GoalVariant[] {
  const open = state.crates.filter((crate) => !isDelivered(crate))
  const now = lengthOf(state, layout)
  const seen = new Set<string>()
  return Array.from({ length: MOST_VARIANTS }, (_, index) => movesOf(open, layout, index)).flatMap((moves) => {
    const id = idOf(moves)
    if (moves.size === 0 || seen.has(id)) return []
    seen.add(id)
    const changed = structuredClone(state)
    changeGoal(id, changed, layout)
    const length = lengthOf(changed, layout)
    if (now === undefined || length === undefined) return []
    if (length < COMPARABLE.least * now || length > COMPARABLE.most * now) return []
    const novelty = open.filter(({ bound }) => moves.has(bound)).length / open.length
    return [{ id, text: formatOrder(moves), novelty }]
  })
}

/** Crates of which one requirement is made; the first of each kind will do. */
const MOST_REQUIREMENTS = 4

function requirementsOf({ crates, vessel }: HarbourState, layout: Layout): GoalVariant[] {
  const open = crates.filter((crate) => !isDelivered(crate))
  const share = open.length === 0 ? 1 : 1 / open.length
  const isAwaited = (id: string) => open.some(({ after }) => after === id)
  const elsewhere = ({ at, bound }: Crate) => layout.berths.find((berth) => ![at, bound, vessel].includes(berth))
  const made = (kind: NonNullable<GoalVariant['kind']>, crate: Crate, to: string | undefined): GoalVariant[] => {
    if (to === undefined) return []
    const novelty = kind === 'withdrawn' ? 0 : kind === 'added' ? 1 / (open.length + 1) : share
    return [{ id: `${kind} ${crate.id} ${to}`, kind, text: formatRequirement(kind, crate, to), novelty }]
  }
  const some = (list: readonly Crate[]) => list.slice(0, MOST_REQUIREMENTS)
  return [
    ...some(crates.filter((crate) => isDelivered(crate) && !isAwaited(crate.id))).flatMap((crate) =>
      made('added', crate, elsewhere(crate)),
    ),
    ...some(open).flatMap((crate) => made('revised', crate, elsewhere(crate))),
    ...some(open.filter(({ at }) => at !== ABOARD)).flatMap((crate) => made('withdrawn', crate, crate.at)),
  ]
}

function lengthOf(state: HarbourState, layout: Layout): number | undefined {
  const plan = planDeliveries(state, layout)
  return plan.kind === 'calls' ? plan.calls.length : undefined
}

/** For each destination in turn one of the berths next to it, but none at which a crate bound for it lies already. */
function movesOf(open: readonly Crate[], { channels }: Layout, turn: number): Map<string, string> {
  const bounds = [...new Set(open.map(({ bound }) => bound))]
  return new Map(
    bounds.flatMap((bound, index) => {
      const lying = open.filter((crate) => crate.bound === bound).map(({ at }) => at)
      const near = channels.flatMap((channel) => endFrom(bound, channel) ?? []).filter((to) => !lying.includes(to))
      const to = near[(turn + Math.floor(turn / Math.max(1, near.length)) * index) % Math.max(1, near.length)]
      return to === undefined ? [] : [[bound, to] as const]
    }),
  )
}

const idOf = (moves: ReadonlyMap<string, string>) => [...moves].map(([before, now]) => `${before}>${now}`).join(' ')

/**
 * Gives the crates that are not delivered, or the one that it names, the destinations of a goal variant.
 *
 * @throws InvariantError where the id names a berth that is not there
 */
export function changeGoal(id: string, state: HarbourState, { berths }: Layout): void {
  const [kind = '', named, to = ''] = id.split(' ')
  const crate = state.crates.find((entry) => entry.id === named)
  if (['added', 'revised', 'withdrawn'].includes(kind) && crate !== undefined && berths.includes(to)) {
    crate.bound = to
    return
  }
  const moves = new Map(
    id.split(' ').map((move) => {
      const [before = '', now = ''] = move.split('>')
      return [before, now] as const
    }),
  )
  if (![...moves].flat().every((berth) => berths.includes(berth))) {
    throw new InvariantError(`goal variant is '${id}'; expected one of goalVariants()`)
  }
  for (const crate of state.crates) if (!isDelivered(crate)) crate.bound = moves.get(crate.bound) ?? crate.bound
}
