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
  /** Crate that has to be delivered before this one is loaded; absent where there is none. */
  readonly after?: string
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
  /** Numbers that crates had at first, by those that they have now; absent where none has another. */
  labels?: Record<string, string>
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

/** The crate that still has to be delivered before another one is loaded, if any. */
export function blockerOf({ after }: Pick<Crate, 'after'>, crates: readonly Crate[]): Crate | undefined {
  const first = after === undefined ? undefined : crates.find(({ id }) => id === after)
  return first === undefined || isDelivered(first) ? undefined : first
}

/** The berth that a channel leads to from another, or undefined where it does not. */
export function endFrom(berth: string, { from, to, isOneWay }: Channel): string | undefined {
  if (from === berth) return to
  return to === berth && !isOneWay ? from : undefined
}

/** The lock of a channel, if it has one. */
export function lockOf({ kind }: Pick<Channel, 'kind'>): string | undefined {
  return typeof kind === 'object' ? kind.lock : undefined
}

/** Names of all locks. */
export function locksOf({ channels }: Pick<Layout, 'channels'>): string[] {
  return [...new Set(channels.flatMap((channel) => lockOf(channel) ?? []))]
}
