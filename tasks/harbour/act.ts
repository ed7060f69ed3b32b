import { refusalOf, type ToolResult, type ToolSpec, type WorldCall } from 'leadline'
import {
  formatChart,
  formatCrate,
  formatInspected,
  formatLoaded,
  formatLook,
  formatMoved,
  formatPage,
  formatPass,
  formatPermit,
  formatReset,
  formatUnloaded,
  pagesOf,
} from './observation.js'
import { waysOf } from './solving/ways.js'
import {
  ABOARD,
  aboard,
  blockerOf,
  type Crate,
  channelKey,
  endFrom,
  type HarbourState,
  type Layout,
  lockOf,
  locksOf,
} from './state.js'

/** Carries out one call; a mistake is a result that says what is so, and changes nothing. */
export function act(call: WorldCall, state: HarbourState, layout: Layout, tools: readonly ToolSpec[]): ToolResult {
  const refusal = refusalOf(call, tools)
  if (refusal !== undefined) return refusal
  const given = (name: string) => String(call.arguments[name])
  switch (call.name) {
    case 'look':
      return yes(formatLook(state, layout))
    case 'chart':
      return yes(formatChart(state, layout))
    case 'manifest':
      return readPage(Number(call.arguments.page), state)
    case 'find_crate':
      return withCrate(state, given('crate'), (crate) => yes(formatCrate(crate)))
    case 'move':
    case 'tow':
      return sail(given('to'), call.name, state, layout)
    case 'sail_to':
      return sailFar(given('to'), state, layout)
    case 'load':
    case 'winch_aboard':
      return withCrate(state, given('crate'), (crate) => load(crate, call.name, state, layout))
    case 'unload':
      return withCrate(state, given('crate'), (crate) => unload(crate, state, layout))
    case 'inspect':
      return withCrate(state, given('crate'), (crate) => inspect(crate, state))
    case 'buy_pass':
      return buyPass(given('lock'), state, layout)
    case 'reset_crane':
      state.lifts = layout.rules.craneQuota ?? 0
      return yes(formatReset(state.lifts))
    default:
      return requestPermit(given('berth'), state, layout)
  }
}

const yes = (text: string): ToolResult => ({ text, isError: false })
const no = (text: string): ToolResult => ({ text, isError: true })

function withCrate(state: HarbourState, id: string, use: (crate: Crate) => ToolResult): ToolResult {
  const crate = state.crates.find((entry) => entry.id === id)
  return crate === undefined ? no(`There is no crate ${id} on the manifest.`) : use(crate)
}

function readPage(page: number, state: HarbourState): ToolResult {
  const pages = pagesOf(state)
  if (page < 1 || page > pages) {
    return no(`The manifest has ${pages} ${pages === 1 ? 'page' : 'pages'}; there is no page ${page}.`)
  }
  return yes(formatPage(state, page))
}

function sail(to: string, by: 'move' | 'tow', state: HarbourState, layout: Layout): ToolResult {
  const here = state.vessel
  const channel = layout.channels.find((entry) => endFrom(here, entry) === to)
  if (channel === undefined) return no(`No channel leads from ${here} to ${to}.`)
  if (state.closed.includes(channelKey(channel))) return no(`The channel from ${here} to ${to} is closed.`)
  if (channel.kind === 'shallow' && aboard(state)?.isHeavy === true) {
    return no(`The channel from ${here} to ${to} is too shallow for a heavy crate.`)
  }
  const lock = lockOf(channel)
  if (lock !== undefined) {
    const left = state.passes[lock] ?? 0
    if (left < 1) return no(`The lock ${lock} between ${here} and ${to} needs a pass; you have none.`)
    state.passes[lock] = left - 1
  }
  state.vessel = to
  return yes(formatMoved(to, by))
}

/** Only water that costs nothing and that nobody has closed. */
function sailFar(to: string, state: HarbourState, layout: Layout): ToolResult {
  const ways = waysOf(layout, state.closed, { canEnter: () => true, canCross: () => false })
  const isHeavy = aboard(state)?.isHeavy === true
  if (!Number.isFinite(ways.cost(state.vessel, to, isHeavy))) {
    return no(`No open water leads from ${state.vessel} to ${to}.`)
  }
  state.vessel = to
  return yes(formatMoved(to, 'move'))
}

function load(crate: Crate, by: string, state: HarbourState, layout: Layout): ToolResult {
  const cargo = aboard(state)
  if (cargo !== undefined) return no(`The hold already has ${cargo.id}; it takes one crate.`)
  if (crate.at !== state.vessel) return no(`${crate.id} is not at ${state.vessel}.`)
  const blocker = blockerOf(crate, state.crates)
  if (blocker !== undefined) {
    return no(`${crate.id} is not released; ${blocker.id} has to be delivered first.`)
  }
  if (crate.needsInspection) return no(`${crate.id} has to be inspected before it is loaded.`)
  if (!lift(state, layout)) return no(noLift(by === 'load' ? 'crane' : 'winch'))
  crate.at = ABOARD
  return yes(formatLoaded(crate))
}

function unload(crate: Crate, state: HarbourState, layout: Layout): ToolResult {
  if (crate.at !== ABOARD) return no(`${crate.id} is not in the hold.`)
  if (layout.rules.hasPermits === true && !state.permits.includes(state.vessel)) {
    return no(`Unloading at ${state.vessel} needs a permit.`)
  }
  if (!lift(state, layout)) return no(noLift('crane'))
  crate.at = state.vessel
  return yes(formatUnloaded(crate))
}

const noLift = (device: string) => `The ${device} has no lift left; crane and winch share them and have to be reset.`

function lift(state: HarbourState, layout: Layout): boolean {
  if (layout.rules.craneQuota === undefined) return true
  if (state.lifts < 1) return false
  state.lifts -= 1
  return true
}

function inspect(crate: Crate, state: HarbourState): ToolResult {
  if (crate.at !== state.vessel) return no(`${crate.id} is not at ${state.vessel}.`)
  crate.needsInspection = false
  return yes(formatInspected(crate.id))
}

function buyPass(lock: string, state: HarbourState, layout: Layout): ToolResult {
  const locks = locksOf(layout)
  if (!locks.includes(lock)) return no(`There is no lock ${lock}; locks: ${locks.join(', ')}.`)
  state.passes[lock] = (state.passes[lock] ?? 0) + (layout.rules.crossingsPerPass ?? 0)
  return yes(formatPass(lock, state.passes[lock] ?? 0))
}

function requestPermit(berth: string, state: HarbourState, layout: Layout): ToolResult {
  if (!layout.berths.includes(berth)) return no(`There is no berth ${berth}.`)
  if (!state.permits.includes(berth)) state.permits.push(berth)
  return yes(formatPermit(berth))
}
