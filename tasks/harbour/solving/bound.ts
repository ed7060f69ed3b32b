import { ABOARD, aboard, type HarbourState, isDelivered, type Layout, locksOf } from '../state.js'
import type { Ways } from './ways.js'

/** Lifts for one crate that lies at a berth: one to load and one to unload it. */
export const LIFTS_PER_CRATE = 2

/**
 * Calls that no plan from a state can do without. The hold takes one crate, so the laden way of each crate is sailed for
 * it alone; each crossing uses up its part of a pass, and passes in hand are credited in full. Consistent: no call
 * lowers it by more than 1.
 *
 * @param ways open ways, with every pass for sale
 */
export function lowerBound(state: HarbourState, layout: Layout, ways: Ways): number {
  const { rules } = layout
  const open = state.crates.filter((crate) => !isDelivered(crate))
  let calls = 0
  let lifts = 0
  for (const { at, bound, isHeavy, needsInspection } of open) {
    const isAboard = at === ABOARD
    calls += ways.cost(isAboard ? state.vessel : at, bound, isHeavy) + (needsInspection ? 1 : 0)
    lifts += isAboard ? 1 : LIFTS_PER_CRATE
  }
  if (open.length > 0 && aboard(state) === undefined) {
    calls += Math.min(...open.map(({ at }) => ways.cost(state.vessel, at, false)))
  }
  if (rules.hasPermits === true) {
    calls += new Set(open.flatMap(({ bound }) => (state.permits.includes(bound) ? [] : [bound]))).size
  }
  if (rules.craneQuota !== undefined) calls += Math.max(0, Math.ceil((lifts - state.lifts) / rules.craneQuota))
  return calls + lifts - creditOf(state, layout)
}

function creditOf({ passes }: HarbourState, layout: Layout): number {
  const crossings = layout.rules.crossingsPerPass
  if (crossings === undefined) return 0
  return locksOf(layout).reduce((sum, lock) => sum + (passes[lock] ?? 0), 0) / crossings
}
