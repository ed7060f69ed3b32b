import type { WorldCall } from '../../src/index.js'
import { act } from '../../tasks/harbour/act.js'
import { endFrom, type HarbourState, isDelivered, type Layout, locksOf } from '../../tasks/harbour/state.js'
import { toolsFor } from '../../tasks/harbour/tools.js'

/**
 * Length of the shortest solution, found without any estimate: every call is tried in every state that can be reached.
 *
 * @returns undefined where none is as short as `limit`
 */
export function shortestLength(start: HarbourState, layout: Layout, limit: number): number | undefined {
  const tools = toolsFor(layout.rules)
  const seen = new Set([keyOf(start)])
  let frontier = [start]
  for (let depth = 0; depth <= limit; depth += 1) {
    if (frontier.some(({ crates }) => crates.every(isDelivered))) return depth
    const next: HarbourState[] = []
    for (const state of frontier) {
      for (const call of callsIn(state, layout)) {
        const reached = structuredClone(state)
        if (act(call, reached, layout, tools).isError || seen.has(keyOf(reached))) continue
        seen.add(keyOf(reached))
        next.push(reached)
      }
    }
    frontier = next
  }
  return undefined
}

function keyOf({ vessel, crates, passes, lifts, permits }: HarbourState): string {
  const held = Object.entries(passes).sort().join()
  return JSON.stringify([
    vessel,
    crates.map(({ at, needsInspection }) => [at, needsInspection]),
    held,
    lifts,
    permits.toSorted(),
  ])
}

function callsIn({ vessel, crates, lifts, passes, permits }: HarbourState, layout: Layout): WorldCall[] {
  const { craneQuota, hasPermits } = layout.rules
  const ends = layout.channels.flatMap((channel) => endFrom(vessel, channel) ?? [])
  return [
    ...ends.map((to) => ({ name: 'move', arguments: { to } })),
    ...crates.flatMap(({ id }) => ['load', 'unload', 'inspect'].map((name) => ({ name, arguments: { crate: id } }))),
    // Permits for berths that no crate is bound for, passes and lifts that cannot be used up: they only widen the search.
    ...(hasPermits === true ? [...new Set(crates.map(({ bound }) => bound))] : []).flatMap((berth) =>
      permits.includes(berth) ? [] : [{ name: 'request_permit', arguments: { berth } }],
    ),
    ...locksOf(layout).flatMap((lock) => ((passes[lock] ?? 0) > 1 ? [] : [{ name: 'buy_pass', arguments: { lock } }])),
    ...(craneQuota !== undefined && lifts < craneQuota ? [{ name: 'reset_crane', arguments: {} }] : []),
  ]
}
