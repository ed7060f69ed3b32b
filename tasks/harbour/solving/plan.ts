import type { WorldCall } from 'leadline'
import { ABOARD, type Crate, type HarbourState, type Layout } from '../state.js'
import { orderOf } from './order.js'
import { type Leg, type Sailed, sailLegs } from './voyage.js'
import { type Ways, waysOf } from './ways.js'

/** Which calls may be made. */
type Allows = (call: WorldCall) => boolean

/** Calls, or the reason why the goal cannot be reached. */
type HarbourPlan =
  | { readonly kind: 'calls'; readonly calls: readonly WorldCall[] }
  | { readonly kind: 'infeasible'; readonly reason: string }

/** What a plan may do, and how far it goes. */
interface PlanOptions {
  /** Everything by default. */
  readonly allows?: Allows
  /** The order in which crates are carried; the nearest next by default. */
  readonly order?: readonly Crate[]
  /** Plan only the first so many crates; all by default. */
  readonly crates?: number
}

class Infeasible extends Error {}

/** Calls that deliver every crate from a state: as few as there can be for the order in which the crates are carried. */
export function planDeliveries(state: HarbourState, layout: Layout, options: PlanOptions = {}): HarbourPlan {
  const { allows = () => true, crates = Number.POSITIVE_INFINITY } = options
  const canBuy = (lock: string) => allows({ name: 'buy_pass', arguments: { lock } })
  const canEnter = (to: string) => ['move', 'tow'].some((name) => allows({ name, arguments: { to } }))
  const canCross = (lock: string) => (state.passes[lock] ?? 0) > 0 || canBuy(lock)
  const ways = waysOf(layout, state.closed, { canEnter, canCross: canBuy })
  const withPasses = waysOf(layout, state.closed, { canEnter, canCross })
  const order = options.order ?? orderOf(state, ways, crates) ?? orderOf(state, withPasses, crates)
  if (order === undefined) return { kind: 'infeasible', reason: `no way is left from ${state.vessel} to every crate` }
  const departure = {
    berth: state.vessel,
    passes: state.passes,
    crossingsPerPass: layout.rules.crossingsPerPass ?? 1,
    canBuy,
  }
  const sailed = sailLegs(order.flatMap(legsOf), departure, withPasses)
  if (sailed === undefined)
    return { kind: 'infeasible', reason: `the passes in hand do not reach from ${state.vessel}` }
  try {
    return { kind: 'calls', calls: callsOf({ state, layout, allows, order, sailed }) }
  } catch (error) {
    if (error instanceof Infeasible) return { kind: 'infeasible', reason: error.message }
    throw error
  }
}

/** Whether every crate can still be delivered when all tools may be used. */
export function isDeliverable(state: HarbourState, layout: Layout): boolean {
  const ways: Ways = waysOf(layout, state.closed, { canEnter: () => true, canCross: () => true })
  return orderOf(state, ways, Number.POSITIVE_INFINITY) !== undefined
}

/** A crate that lies ashore is sailed to and then carried; one in the hold is only carried. */
function legsOf({ at, bound, isHeavy }: Crate): Leg[] {
  const carried = { to: bound, isHeavy }
  return at === ABOARD ? [carried] : [{ to: at, isHeavy: false }, carried]
}

interface Planned {
  readonly state: HarbourState
  readonly layout: Layout
  readonly allows: Allows
  readonly order: readonly Crate[]
  readonly sailed: readonly (readonly Sailed[])[]
}

/** The voyage as calls, with what each crate needs at its berths. */
function callsOf({ state, layout, allows, order, sailed }: Planned): WorldCall[] {
  const { craneQuota, hasPermits } = layout.rules
  const permits = new Set(state.permits)
  const calls: WorldCall[] = []
  let { lifts } = state
  let leg = 0

  /** Makes the first of several calls that is allowed. */
  function make(names: readonly string[], given: WorldCall['arguments']): void {
    const name = names.find((entry) => allows({ name: entry, arguments: given }))
    if (name === undefined) throw new Infeasible(`nothing can stand in for ${names[0]}`)
    calls.push({ name, arguments: given })
  }

  function sail(): void {
    for (const { to, buys } of sailed[leg] ?? []) {
      if (buys !== undefined) make(['buy_pass'], { lock: buys })
      make(['move', 'tow'], { to })
    }
    leg += 1
  }

  function lift(names: readonly string[], crate: string): void {
    if (craneQuota !== undefined && lifts < 1) {
      make(['reset_crane'], {})
      lifts = craneQuota
    }
    lifts -= 1
    make(names, { crate })
  }

  for (const { id, at, bound, needsInspection } of order) {
    if (at !== ABOARD) {
      sail()
      if (needsInspection) make(['inspect'], { crate: id })
      lift(['load', 'winch_aboard'], id)
    }
    sail()
    if (hasPermits === true && !permits.has(bound)) make(['request_permit'], { berth: bound })
    permits.add(bound)
    lift(['unload'], id)
  }
  return calls
}
