import { channelKey, endFrom, type Layout, lockOf } from '../state.js'

/** A channel as it is used from one berth. */
interface Exit {
  readonly to: string
  readonly lock: string | undefined
}

/** What may be done about ways: berths that may be entered and locks whose pass may be bought. */
interface WayRules {
  readonly canEnter: (berth: string) => boolean
  readonly canCross: (lock: string) => boolean
}

/** The ways that are open in a state. */
export interface Ways {
  /** Open channels from a berth, with a heavy crate in the hold or not. */
  exits(berth: string, isHeavy: boolean): readonly Exit[]
  /**
   * Least cost from a berth to another: a move costs 1, and a crossing its part of a pass besides.
   *
   * @returns infinite where no way leads there
   */
  cost(from: string, to: string, isHeavy: boolean): number
}

/** Rules under which everything is allowed. */
export const ALL_WAYS: WayRules = { canEnter: () => true, canCross: () => true }

/** The ways of a layout; costs are found once for each berth that is asked for. */
export function waysOf(layout: Layout, closed: readonly string[], { canEnter, canCross }: WayRules): Ways {
  const perCrossing = 1 / (layout.rules.crossingsPerPass ?? 1)
  const open = layout.channels.filter((channel) => {
    const lock = lockOf(channel)
    return !closed.includes(channelKey(channel)) && (lock === undefined || canCross(lock))
  })
  const exitsOf = (berth: string, isHeavy: boolean): Exit[] =>
    open.flatMap((channel) => {
      const to = endFrom(berth, channel)
      if (to === undefined || !canEnter(to) || (isHeavy && channel.kind === 'shallow')) return []
      return [{ to, lock: lockOf(channel) }]
    })
  const [light, heavy] = [remembering((berth) => exitsOf(berth, false)), remembering((berth) => exitsOf(berth, true))]
  const exits = (berth: string, isHeavy: boolean) => (isHeavy ? heavy : light)(berth)
  const costsOf = (isHeavy: boolean) =>
    remembering((from) => cheapest(from, (berth) => exits(berth, isHeavy), perCrossing))
  const [lightCosts, heavyCosts] = [costsOf(false), costsOf(true)]
  return {
    exits,
    cost: (from, to, isHeavy) => (isHeavy ? heavyCosts : lightCosts)(from).get(to) ?? Number.POSITIVE_INFINITY,
  }
}

function remembering<T>(find: (berth: string) => T): (berth: string) => T {
  const found = new Map<string, T>()
  return (berth) => {
    const known = found.get(berth)
    if (known !== undefined) return known
    const value = find(berth)
    found.set(berth, value)
    return value
  }
}

/** Least costs from a berth to all that can be reached (label correcting: a harbour has few berths). */
function cheapest(
  from: string,
  exits: (berth: string) => readonly Exit[],
  perCrossing: number,
): ReadonlyMap<string, number> {
  const costs = new Map<string, number>([[from, 0]])
  const queue = [from]
  for (let berth = queue.shift(); berth !== undefined; berth = queue.shift()) {
    for (const { to, lock } of exits(berth)) {
      const cost = (costs.get(berth) ?? 0) + 1 + (lock === undefined ? 0 : perCrossing)
      if (cost >= (costs.get(to) ?? Number.POSITIVE_INFINITY)) continue
      costs.set(to, cost)
      queue.push(to)
    }
  }
  return costs
}
