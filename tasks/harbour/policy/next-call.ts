import type { Message, WorldCall } from 'leadline'
import { planDeliveries } from '../solving/plan.js'
import { isDelivered } from '../state.js'
import { type Belief, believedLayout } from './belief.js'
import type { History } from './history.js'
import type { Surface } from './surface.js'

/** What is known at a turn. */
export interface Situation {
  readonly messages: readonly Message[]
  readonly belief: Belief
  readonly surface: Surface
  readonly history: History
}

/** A call, and those that are planned to follow it until the next crate is delivered. */
export interface Advice {
  readonly call: WorldCall
  /** Empty where nothing is planned beyond the call. */
  readonly ahead: readonly WorldCall[]
}

/** Refusals of one call that are taken for passing trouble. */
const PATIENCE = 4

/** Ends the work with a result. */
export const finish = (result: string): WorldCall => ({ name: 'finish', arguments: { result } })

/** The next call by the harbour's own planner, from what is believed; by its known name, before it is written on the surface. */
export function nextCall({ messages, belief, surface, history }: Situation): Advice {
  const usable = (call: WorldCall) => isUsable(call, surface, history)
  const instructions = messages[0]?.role === 'system' ? messages[0].text : ''
  const reading = nextReading(messages, belief, usable)
  if (reading !== undefined) return { call: reading, ahead: [] }
  const layout = believedLayout(belief, instructions)
  const plan = planDeliveries(belief.state, layout, { allows: usable, crates: 1 })
  if (plan.kind === 'infeasible') return { call: finish('impossible'), ahead: [] }
  const [first, ...ahead] = plan.calls
  if (first !== undefined) return { call: first, ahead }
  const check = nextCheck(belief, history, usable)
  return { call: check ?? finish(belief.state.crates.every(isDelivered) ? 'done' : 'gave-up'), ahead: [] }
}

/** What has to be known before anything can be planned. */
function nextReading(
  messages: readonly Message[],
  belief: Belief,
  usable: (call: WorldCall) => boolean,
): WorldCall | undefined {
  const chart = { name: 'chart', arguments: {} }
  const look = { name: 'look', arguments: {} }
  if (!belief.isChartRead && usable(chart)) return chart
  const wanted = wantedCrates(messages, belief)
  const page = firstUnread(belief, Math.max(1, belief.pages ?? Math.ceil(wanted / 10)))
  if (page !== undefined && usable({ name: 'manifest', arguments: { page } }))
    return { name: 'manifest', arguments: { page } }
  if (page !== undefined) {
    const known = new Set(belief.state.crates.map(({ id }) => id))
    const missing = Array.from({ length: wanted }, (_, index) => `C-${101 + index}`).find((id) => !known.has(id))
    const find = { name: 'find_crate', arguments: { crate: missing ?? '' } }
    if (missing !== undefined && usable(find)) return find
  }
  return !belief.isPlaceKnown && usable(look) ? look : undefined
}

function firstUnread({ pagesRead }: Belief, pages: number): number | undefined {
  return Array.from({ length: pages }, (_, index) => index + 1).find((page) => !pagesRead.has(page))
}

/** How many crates the goal speaks of. */
function wantedCrates(messages: readonly Message[], belief: Belief): number {
  const goal = messages[1]
  const stated = goal?.role === 'user' ? /destination: (\d+) crates/.exec(goal.text)?.[1] : undefined
  return stated === undefined ? belief.state.crates.length : Number(stated)
}

/** Before it reports success it reads the manifest again: what the tools said may not be so. */
function nextCheck(
  belief: Belief,
  { pagesSinceWrite }: History,
  usable: (call: WorldCall) => boolean,
): WorldCall | undefined {
  const pages = belief.pages ?? Math.max(1, Math.ceil(belief.state.crates.length / 10))
  for (let page = 1; page <= pages; page += 1) {
    const call = { name: 'manifest', arguments: { page } }
    if (!pagesSinceWrite.has(page) && usable(call)) return call
  }
  return undefined
}

/** Whether a call is offered and has not failed too often. */
export function isUsable(call: WorldCall, surface: Surface, { failures, toolFailures }: History): boolean {
  if (!surface.has(call.name)) return false
  const key = `${call.name} ${JSON.stringify(Object.values(call.arguments))}`
  return (failures.get(key) ?? 0) < PATIENCE && (toolFailures.get(call.name) ?? 0) < 2 * PATIENCE
}
