/** How a channel may be used. Closed channels stay closed. */
export type ChannelKind = 'open' | 'shallow' | { readonly lock: string }

/** A channel between two berths; `isOneWay` channels lead from `from` to `to` only. */
export interface Channel {
  readonly from: string
  readonly to: string
  readonly kind: ChannelKind
  readonly isOneWay: boolean
}

/** The mechanics that a variant of the harbour has. */
export interface Rules {
  /** Crossings that one pass allows; absent where there are no locks. */
  readonly crossingsPerPass?: number
  /** Lifts between two resets of the crane; absent where the crane never tires. */
  readonly craneQuota?: number
  /** Some crates must be inspected before they are loaded. */
  readonly hasCustoms?: boolean
  /** Unloading needs a permit for the berth, asked for once. */
  readonly hasPermits?: boolean
}

/** What never changes in one sample. */
export interface Layout {
  readonly berths: readonly string[]
  readonly channels: readonly Channel[]
  readonly rules: Rules
}

/** A crate: where it is, where it is bound for, and what it needs. */
export interface Crate {
  readonly id: string
  /** A berth, or `aboard`. */
  at: string
  bound: string
  readonly isHeavy: boolean
  /** True until it is inspected. */
  needsInspection: boolean
  /** Share of the reference calls, fixed when the sample was made. */
  readonly effort: number
}

/** Everything that changes. */
export interface HarbourState {
  vessel: string
  crates: Crate[]
  /** Crossings left by lock. */
  passes: Record<string, number>
  lifts: number
  permits: string[]
  /** Channels that somebody closed, as `from>to`. */
  closed: string[]
}

/** Where a crate is that the vessel carries. */
export const ABOARD = 'aboard'

/** Name of a channel whichever way it is looked at. */
export function channelKey(channel: Pick<Channel, 'from' | 'to'>): string {
  return `${channel.from}>${channel.to}`
}

/** The crate in the hold, if any. */
export function aboard(state: HarbourState): Crate | undefined {
  return state.crates.find(({ at }) => at === ABOARD)
}

/** Whether a crate is where it is bound for. */
export function isDelivered({ at, bound }: Crate): boolean {
  return at === bound
}

/** Everything known that a route depends on. */
export interface RouteView {
  readonly channels: readonly Channel[]
  readonly closed: ReadonlySet<string>
  readonly isHeavy: boolean
  /** Whether a lock may be crossed. */
  readonly canCross: (lock: string) => boolean
  /** Whether a berth may be entered from another. */
  readonly canEnter?: (from: string, to: string) => boolean
}

/** Berths that can be entered from a berth, with the channel that leads there. */
export function neighbours(berth: string, view: RouteView): { readonly to: string; readonly channel: Channel }[] {
  return view.channels.flatMap((channel) => {
    if (view.closed.has(channelKey(channel))) return []
    if (channel.kind === 'shallow' && view.isHeavy) return []
    if (typeof channel.kind === 'object' && !view.canCross(channel.kind.lock)) return []
    const to =
      channel.from === berth ? channel.to : channel.to === berth && !channel.isOneWay ? channel.from : undefined
    if (to === undefined || view.canEnter?.(berth, to) === false) return []
    return [{ to, channel }]
  })
}

/** Shortest route without its start, or undefined where there is none; equal ones are decided by the order of channels. */
export function shortestRoute(from: string, to: string, view: RouteView): string[] | undefined {
  const cameFrom = new Map<string, string>([[from, from]])
  const queue = [from]
  for (let berth = queue.shift(); berth !== undefined; berth = queue.shift()) {
    if (berth === to) break
    for (const next of neighbours(berth, view)) {
      if (cameFrom.has(next.to)) continue
      cameFrom.set(next.to, berth)
      queue.push(next.to)
    }
  }
  if (!cameFrom.has(to)) return undefined
  const route: string[] = []
  for (let berth = to; berth !== from; berth = cameFrom.get(berth) ?? from) route.unshift(berth)
  return route
}
