import { type Disturbance, InvariantError } from 'leadline'
import { isDeliverable } from './solving/plan.js'
import { ABOARD, type Channel, type Crate, channelKey, type HarbourState, isDelivered, type Layout } from './state.js'

/**
 * Every open channel can be closed, unless that would strand whoever only learns of it on the way; every crate that
 * waits ashore can be taken to one other berth or get another number; and every crate that was delivered can be taken
 * away again.
 */
export function disturbancesOf(state: HarbourState, layout: Layout): Disturbance[] {
  const open = layout.channels.filter((channel) => !state.closed.includes(channelKey(channel)))
  const ashore = state.crates.filter((crate) => crate.at !== ABOARD && !isDelivered(crate))
  const now = structuredClone(state)
  return [
    ...open.filter((channel) => !strands(channel, state, layout)).map(closing),
    ...ashore.flatMap((crate) => shifting(crate, state, layout, 'item-moved')),
    ...state.crates.filter(isDelivered).flatMap((crate) => shifting(crate, state, layout, 'work-undone')),
    ...ashore.flatMap((crate) => relabelling(crate, state)),
  ].map((disturbance) => ({
    ...disturbance,
    // A search for a plan, which most of those who look through the list never ask for.
    get isSolvable() {
      const changed = structuredClone(now)
      disturb(disturbance.id, changed, layout)
      return isDeliverable(changed, layout)
    },
  }))
}

/** Work that can still be done from here, and no longer from where the closed channel begins: behind one-way channels. */
function strands(channel: Channel, state: HarbourState, layout: Layout): boolean {
  const closed = [...state.closed, channelKey(channel)]
  const isDoneFrom = (vessel: string) => isDeliverable({ ...state, closed, vessel }, layout)
  const ends = channel.isOneWay ? [channel.from] : [channel.from, channel.to]
  return isDoneFrom(state.vessel) && !ends.every(isDoneFrom)
}

function closing(channel: Channel): Omit<Disturbance, 'isSolvable'> {
  const description = `the channel between ${channel.from} and ${channel.to} closes for good`
  return { id: `close ${channelKey(channel)}`, kind: 'route-blocked', description }
}

function shifting(
  { id, at, bound }: Crate,
  state: HarbourState,
  { berths }: Layout,
  kind: 'item-moved' | 'work-undone',
): Omit<Disturbance, 'isSolvable'>[] {
  const to = berths.find((berth) => ![at, bound, state.vessel].includes(berth))
  if (to === undefined) return []
  return [{ id: `shift ${id} ${to}`, kind, description: `somebody takes ${id} from ${at} to ${to}` }]
}

/** Numbers of crates that were relabelled begin with so much more. */
const RELABELLED = 500

function relabelling({ id }: Crate, { crates }: HarbourState): Omit<Disturbance, 'isSolvable'>[] {
  const now = `C-${Number(id.slice('C-'.length)) + RELABELLED}`
  if (crates.some((crate) => crate.id === now)) return []
  return [{ id: `label ${id} ${now}`, kind: 'item-renamed', description: `${id} is called ${now} from now on` }]
}

/** A crate under another number, wherever the manifest names it. */
function relabel(id: string, now: string, state: HarbourState): void {
  const { [id]: first = id, ...others } = state.labels ?? {}
  state.labels = { ...others, [now]: first }
  state.crates = state.crates.map((crate) => ({
    ...crate,
    id: crate.id === id ? now : crate.id,
    ...(crate.after !== undefined && { after: crate.after === id ? now : crate.after }),
  }))
}

/**
 * Changes a state as a disturbance says.
 *
 * @throws InvariantError where the id is none that `disturbancesOf` gives
 */
export function disturb(id: string, state: HarbourState, layout: Layout): void {
  const [what, first = '', second = ''] = id.split(' ')
  const crate = state.crates.find((entry) => entry.id === first)
  if (what === 'close' && layout.channels.some((channel) => channelKey(channel) === first)) {
    if (!state.closed.includes(first)) state.closed.push(first)
  } else if (what === 'shift' && crate !== undefined && layout.berths.includes(second)) crate.at = second
  else if (what === 'label' && crate !== undefined && /^C-\d+$/.test(second)) relabel(first, second, state)
  else throw new InvariantError(`disturbance is '${id}'; expected one of disturbances()`)
}
