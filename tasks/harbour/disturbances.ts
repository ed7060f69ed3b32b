import { type Disturbance, InvariantError } from 'leadline'
import { isDeliverable } from './solving/plan.js'
import { ABOARD, type Channel, type Crate, channelKey, type HarbourState, isDelivered, type Layout } from './state.js'

/**
 * Every open channel can be closed, unless that would strand whoever only learns of it on the way; and every crate that
 * waits ashore can be taken to one other berth.
 */
export function disturbancesOf(state: HarbourState, layout: Layout): Disturbance[] {
  const open = layout.channels.filter((channel) => !state.closed.includes(channelKey(channel)))
  const ashore = state.crates.filter((crate) => crate.at !== ABOARD && !isDelivered(crate))
  return [
    ...open.filter((channel) => !strands(channel, state, layout)).map(closing),
    ...ashore.flatMap((crate) => shifting(crate, state, layout)),
  ].map((disturbance) => {
    const changed = structuredClone(state)
    disturb(disturbance.id, changed, layout)
    return { ...disturbance, isSolvable: isDeliverable(changed, layout) }
  })
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

function shifting({ id, at, bound }: Crate, state: HarbourState, layout: Layout): Omit<Disturbance, 'isSolvable'>[] {
  const to = layout.berths.find((berth) => ![at, bound, state.vessel].includes(berth))
  if (to === undefined) return []
  return [{ id: `shift ${id} ${to}`, kind: 'item-moved', description: `somebody takes ${id} from ${at} to ${to}` }]
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
  else throw new InvariantError(`disturbance is '${id}'; expected one of disturbances()`)
}
