import { ABOARD, blockerOf, type Crate, type HarbourState, isDelivered } from '../state.js'
import type { Ways } from './ways.js'

/**
 * An order in which the crates that are left can be carried: the one in the hold first, then always the nearest that
 * is released and from whose destination every other can still be fetched.
 *
 * Leaving a part of the harbour for good can only be put off, so where this finds no order, there is none.
 *
 * @param limit most crates to order
 * @returns undefined where some crate can never be carried
 */
export function orderOf(state: HarbourState, ways: Ways, limit: number): Crate[] | undefined {
  const crates = structuredClone(state.crates)
  const order: Crate[] = []
  let berth = state.vessel
  for (;;) {
    const left = crates.filter((crate) => !isDelivered(crate))
    if (left.length === 0 || order.length >= limit) return order
    const next = left.find(({ at }) => at === ABOARD) ?? nearest(berth, left, crates, ways)
    if (next === undefined || !canCarry(berth, next, ways)) return undefined
    order.push({ ...next })
    next.at = next.bound
    berth = next.bound
  }
}

function canCarry(berth: string, { at, bound, isHeavy }: Crate, ways: Ways): boolean {
  const [from, start] = at === ABOARD ? [berth, berth] : [at, berth]
  return Number.isFinite(ways.cost(start, from, false) + ways.cost(from, bound, isHeavy))
}

function nearest(berth: string, left: readonly Crate[], crates: readonly Crate[], ways: Ways): Crate | undefined {
  const carried = left
    .filter((crate) => blockerOf(crate, crates) === undefined && canCarry(berth, crate, ways))
    .map((crate) => ({ crate, cost: ways.cost(berth, crate.at, false) }))
    .sort((a, b) => a.cost - b.cost || waiting(b.crate, left) - waiting(a.crate, left))
  return carried.find(({ crate }) => leavesAll(crate, left, ways))?.crate
}

/** How many crates wait for one. */
function waiting({ id }: Crate, left: readonly Crate[]): number {
  return left.filter(({ after }) => after === id).length
}

function leavesAll(crate: Crate, left: readonly Crate[], ways: Ways): boolean {
  return left.every((other) => other === crate || Number.isFinite(ways.cost(crate.bound, other.at, false)))
}
