import type { ToolSpec, WorldCall } from 'leadline'
import { act } from '../act.js'
import { ABOARD, aboard, endFrom, type HarbourState, isDelivered, type Layout, locksOf } from '../state.js'
import { lowerBound } from './bound.js'
import { ALL_WAYS, waysOf } from './ways.js'

/** What a search for the shortest plan came to. */
type SearchEnd =
  /** No plan is shorter. */
  | { readonly kind: 'shortest'; readonly calls: readonly WorldCall[] }
  /** Every plan takes at least so many calls. */
  | { readonly kind: 'spent'; readonly atLeast: number }

interface Node {
  readonly state: HarbourState
  readonly cost: number
  readonly from: Node | undefined
  readonly by: WorldCall | undefined
}

/**
 * The shortest plan from a state, whatever it does on the way: every call that the rules let pass is tried, in order of
 * the calls made and those that cannot be done without (A*).
 *
 * @param budget most states to try the calls of
 */
export function searchShortest(
  start: HarbourState,
  layout: Layout,
  options: { readonly tools: readonly ToolSpec[]; readonly budget: number },
): SearchEnd {
  const ways = waysOf(layout, start.closed, ALL_WAYS)
  const estimate = (state: HarbourState) => Math.ceil(lowerBound(state, layout, ways) - 1e-9)
  const byEstimate: Node[][] = []
  const put = (node: Node, least: number) => {
    const total = Math.max(least, node.cost + estimate(node.state))
    const nodes = byEstimate[total] ?? []
    byEstimate[total] = nodes
    nodes.push(node)
  }
  const best = new Map<string, number>([[keyOf(start), 0]])
  put({ state: start, cost: 0, from: undefined, by: undefined }, 0)
  let tried = 0
  for (let total = 0; total < byEstimate.length; total += 1) {
    const nodes = byEstimate[total] ?? []
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      if (node.state.crates.every(isDelivered)) return { kind: 'shortest', calls: pathTo(node) }
      if (node.cost > (best.get(keyOf(node.state)) ?? 0)) continue
      tried += 1
      if (tried > options.budget) return { kind: 'spent', atLeast: total }
      for (const call of usefulCalls(node.state, layout)) {
        const state = structuredCopy(node.state)
        if (act(call, state, layout, options.tools).isError) continue
        const [key, cost] = [keyOf(state), node.cost + 1]
        if (cost >= (best.get(key) ?? Number.POSITIVE_INFINITY)) continue
        best.set(key, cost)
        put({ state, cost, from: node, by: call }, total)
      }
    }
  }
  return { kind: 'spent', atLeast: 0 }
}

/** Calls that may change something; a second pass of a lock, or a lift that is not used up, can wait. */
function usefulCalls(state: HarbourState, layout: Layout): WorldCall[] {
  const { vessel, crates, passes, permits, lifts } = state
  const { hasPermits, craneQuota } = layout.rules
  const cargo = aboard(state)
  const call = (name: string, given: WorldCall['arguments']): WorldCall => ({ name, arguments: given })
  const ends = layout.channels.flatMap((channel) => endFrom(vessel, channel) ?? [])
  const here = crates.filter(({ at }) => at === vessel)
  return [
    ...ends.map((to) => call('move', { to })),
    ...locksOf(layout).flatMap((lock) => ((passes[lock] ?? 0) > 0 ? [] : [call('buy_pass', { lock })])),
    ...(craneQuota === undefined || lifts > 0 ? [] : [call('reset_crane', {})]),
    ...(hasPermits === true && cargo !== undefined && !permits.includes(vessel)
      ? [call('request_permit', { berth: vessel })]
      : []),
    ...here.flatMap(({ id, needsInspection }) => (needsInspection ? [call('inspect', { crate: id })] : [])),
    ...(cargo === undefined
      ? here.map(({ id }) => call('load', { crate: id }))
      : [call('unload', { crate: cargo.id })]),
  ]
}

function structuredCopy(state: HarbourState): HarbourState {
  return {
    ...state,
    crates: state.crates.map((crate) => ({ ...crate })),
    passes: { ...state.passes },
    permits: [...state.permits],
  }
}

function keyOf({ vessel, crates, passes, lifts, permits }: HarbourState): string {
  const places = crates.map(({ at, needsInspection }) => `${at === ABOARD ? '' : at}${needsInspection ? '!' : ''}`)
  const held = Object.entries(passes).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `${vessel};${places.join()};${held.join()};${lifts};${permits.toSorted().join()}`
}

function pathTo(end: Node): WorldCall[] {
  const calls: WorldCall[] = []
  for (let node: Node | undefined = end; node?.by !== undefined; node = node.from) calls.unshift(node.by)
  return calls
}
