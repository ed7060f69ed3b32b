import type { Message } from 'leadline'
import { type Fact, parseObservation } from '../observation.js'
import {
  ABOARD,
  type Channel,
  type Crate,
  channelKey,
  endFrom,
  type HarbourState,
  type Layout,
  lockOf,
  type Rules,
} from '../state.js'

/** What a policy model believes, rebuilt from the messages alone. */
export interface Belief {
  readonly state: HarbourState
  readonly channels: Map<string, Channel>
  /** Pages of the manifest read since it was last in doubt. */
  readonly pagesRead: Set<number>
  pages: number | undefined
  isChartRead: boolean
  isPlaceKnown: boolean
  isHoldKnown: boolean
}

/** The facts that a message tells. */
export function factsOf(message: Message): readonly Fact[] {
  if (message.role === 'assistant' || (message.role === 'tool' && message.isError)) return []
  return parseObservation(message.text)
}

/** A belief before anything was read. */
function emptyBelief(): Belief {
  const state: HarbourState = {
    vessel: '',
    crates: [],
    passes: {},
    lifts: Number.POSITIVE_INFINITY,
    permits: [],
    closed: [],
  }
  const seen = { pagesRead: new Set<number>(), pages: undefined, channels: new Map<string, Channel>() }
  return { state, ...seen, isChartRead: false, isPlaceKnown: false, isHoldKnown: false }
}

/**
 * Reads messages into a belief.
 *
 * @param options.heedsOrders whether a change of orders is taken in
 * @param options.factsOf what a message tells: `factsOf`, or the same remembered
 */
export function believe(
  messages: readonly Message[],
  options: { readonly heedsOrders: boolean; readonly factsOf: (message: Message) => readonly Fact[] },
): Belief {
  const belief = emptyBelief()
  for (const message of messages) {
    if (message.role === 'user' && !options.heedsOrders && message !== messages[1]) continue
    for (const fact of options.factsOf(message)) take(fact, belief)
    if (message.role === 'tool' && message.isError) doubt(message.text, belief)
  }
  return belief
}

function take(fact: Fact, belief: Belief): void {
  const { state } = belief
  switch (fact.kind) {
    case 'at':
      cross(fact.berth, belief)
      state.vessel = fact.berth
      belief.isPlaceKnown = true
      return
    case 'hold':
      belief.isHoldKnown = true
      for (const crate of state.crates) if (crate.at === ABOARD && crate.id !== fact.crate) crate.at = state.vessel
      if (fact.crate !== undefined) setPlace(fact.crate, ABOARD, belief)
      return
    case 'chart':
      belief.isChartRead = true
      belief.channels.clear()
      state.closed.length = 0
      return
    case 'channel':
      belief.channels.set(channelKey(fact.channel), fact.channel)
      if (fact.isClosed) state.closed.push(channelKey(fact.channel))
      return
    case 'crate':
      putCrate(fact, belief)
      return
    case 'page':
      belief.pages = fact.pages
      belief.pagesRead.add(fact.page)
      return
    case 'order':
      for (const crate of state.crates) {
        if (crate.at !== crate.bound) crate.bound = fact.moves.get(crate.bound) ?? crate.bound
      }
      belief.pagesRead.clear()
      return
    default:
      takeResult(fact, belief)
  }
}

function takeResult(fact: Fact, belief: Belief): void {
  const { state } = belief
  if (fact.kind === 'loaded') {
    setPlace(fact.crate, ABOARD, belief)
    if (Number.isFinite(state.lifts)) state.lifts -= 1
  }
  if (fact.kind === 'unloaded') {
    setPlace(fact.crate, fact.berth, belief)
    if (Number.isFinite(state.lifts)) state.lifts -= 1
  }
  if (fact.kind === 'inspected')
    for (const crate of state.crates) if (crate.id === fact.crate) crate.needsInspection = false
  if (fact.kind === 'pass') state.passes[fact.lock] = fact.crossings
  if (fact.kind === 'lifts') state.lifts = fact.left
  if (fact.kind === 'permit' && !state.permits.includes(fact.berth)) state.permits.push(fact.berth)
}

/** A move through a lock uses up a crossing. */
function cross(to: string, { state, channels, isPlaceKnown }: Belief): void {
  if (!isPlaceKnown || state.vessel === to) return
  const used = [...channels.values()].find((channel) => endFrom(state.vessel, channel) === to)
  const lock = used === undefined ? undefined : lockOf(used)
  if (lock !== undefined) state.passes[lock] = Math.max(0, (state.passes[lock] ?? 0) - 1)
}

function setPlace(id: string, at: string, { state }: Belief): void {
  const crate = state.crates.find((entry) => entry.id === id)
  if (crate !== undefined) crate.at = at
}

function putCrate(fact: Extract<Fact, { kind: 'crate' }>, { state }: Belief): void {
  const { id, at, bound, isHeavy, needsInspection, after } = fact
  const crate: Crate = { id, at, bound, isHeavy, needsInspection, effort: 0, ...(after !== undefined && { after }) }
  const place = state.crates.findIndex((entry) => entry.id === id)
  if (place < 0) state.crates.push(crate)
  else state.crates[place] = crate
}

/** What a refusal says about the world. */
function doubt(text: string, belief: Belief): void {
  if (/no lift left/.test(text)) belief.state.lifts = 0
  const inspect = /^(\S+) has to be inspected/.exec(text)?.[1]
  for (const crate of belief.state.crates) if (crate.id === inspect) crate.needsInspection = true
  const pass = /^The lock (\S+) .* needs a pass/.exec(text)?.[1]
  if (pass !== undefined) belief.state.passes[pass] = 0
  const permit = /^Unloading at (\S+) needs a permit/.exec(text)?.[1]
  if (permit !== undefined)
    belief.state.permits.splice(
      0,
      belief.state.permits.length,
      ...belief.state.permits.filter((berth) => berth !== permit),
    )
  if (/ is closed\.$/.test(text)) belief.isChartRead = false
  if (/is not (at|in the hold|released)|hold already has|No channel leads/.test(text)) {
    belief.isPlaceKnown = false
    belief.pagesRead.clear()
  }
}

/** Numbers as the standing text spells them, each at its own place. */
const WORDS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven']

/** The layout that is believed, with the rules that the standing text states. */
export function believedLayout(belief: Belief, instructions: string): Layout {
  const numberIn = (pattern: RegExp): number => WORDS.indexOf(pattern.exec(instructions)?.[1] ?? '')
  const [crossings, lifts] = [numberIn(/allows (\w+) crossings/), numberIn(/make (\w+) lifts/)]
  const rules: Rules = {
    ...(crossings > 0 && { crossingsPerPass: crossings }),
    ...(lifts > 0 && { craneQuota: lifts }),
    ...(instructions.includes('needs inspection') && { hasCustoms: true }),
    ...(instructions.includes('needs a permit') && { hasPermits: true }),
  }
  const channels = [...belief.channels.values()]
  const berths = [...new Set(channels.flatMap(({ from, to }) => [from, to]))]
  return { berths, channels, rules }
}
