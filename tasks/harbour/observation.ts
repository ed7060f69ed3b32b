import type { Channel, ChannelKind, Crate, HarbourState, Layout } from './state.js'
import { ABOARD, aboard, channelKey, endFrom, isDelivered } from './state.js'

/** Crates on one page of the manifest. */
const PAGE_SIZE = 10

/** What a text tells; every observation is made and read in this file. */
export type Fact =
  | { readonly kind: 'at'; readonly berth: string }
  | { readonly kind: 'hold'; readonly crate: string | undefined }
  | { readonly kind: 'channel'; readonly channel: Channel; readonly isClosed: boolean }
  | { readonly kind: 'chart' }
  | {
      readonly kind: 'crate'
      readonly id: string
      readonly at: string
      readonly bound: string
      readonly isHeavy: boolean
      readonly needsInspection: boolean
      readonly after: string | undefined
    }
  | { readonly kind: 'page'; readonly page: number; readonly pages: number }
  | { readonly kind: 'loaded'; readonly crate: string; readonly bound: string }
  | { readonly kind: 'unloaded'; readonly crate: string; readonly berth: string }
  | { readonly kind: 'inspected'; readonly crate: string }
  | { readonly kind: 'pass'; readonly lock: string; readonly crossings: number }
  | { readonly kind: 'lifts'; readonly left: number }
  | { readonly kind: 'permit'; readonly berth: string }
  | { readonly kind: 'order'; readonly moves: ReadonlyMap<string, string> }

function kindText(kind: ChannelKind, isClosed: boolean): string {
  if (isClosed) return 'closed'
  return typeof kind === 'object' ? `lock ${kind.lock}` : kind
}

function kindOf(text: string): ChannelKind {
  if (text.startsWith('lock ')) return { lock: text.slice(5) }
  return text === 'shallow' ? 'shallow' : 'open'
}

const listed = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '))

/** What is seen from the bridge. */
export function formatLook(state: HarbourState, layout: Layout): string {
  const cargo = aboard(state)
  const here = state.crates.filter(({ at }) => at === state.vessel).map(({ id }) => id)
  const ways = layout.channels.flatMap((channel) => {
    const isClosed = state.closed.includes(channelKey(channel))
    const to = endFrom(state.vessel, channel)
    return to === undefined ? [] : [`${to} (${kindText(channel.kind, isClosed)})`]
  })
  const lines = [
    `You are at ${state.vessel}.`,
    `Hold: ${cargo === undefined ? 'empty' : cargo.id}.`,
    `Crates here: ${listed(here)}.`,
    `Channels from here: ${ways.join('; ')}.`,
  ]
  const passes = Object.entries(state.passes).filter(([, left]) => left > 0)
  if (layout.rules.craneQuota !== undefined) lines.push(`Lifts left: ${state.lifts}.`)
  if (layout.rules.crossingsPerPass !== undefined) {
    lines.push(`Passes: ${listed(passes.map(([lock, left]) => `${lock} ${left}`))}.`)
  }
  if (layout.rules.hasPermits === true) lines.push(`Permits: ${listed(state.permits)}.`)
  return lines.join('\n')
}

/** All channels, as last surveyed. */
export function formatChart(state: HarbourState, layout: Layout): string {
  const lines = layout.channels.map((channel) => {
    const sign = channel.isOneWay ? '>' : '-'
    return `${channel.from} ${sign} ${channel.to} (${kindText(channel.kind, state.closed.includes(channelKey(channel)))})`
  })
  return ['Chart of the harbour:', ...lines].join('\n')
}

/** One crate as the manifest has it. */
export function formatCrate(crate: Crate): string {
  const where = crate.at === ABOARD ? 'aboard' : isDelivered(crate) ? `delivered at ${crate.at}` : `at ${crate.at}`
  const marks = [
    crate.isHeavy ? ', heavy' : '',
    crate.needsInspection ? ', needs inspection' : '',
    crate.after === undefined ? '' : `, after ${crate.after}`,
  ].join('')
  return `${crate.id}: ${where}, bound for ${crate.bound}${marks}`
}

/** One page of the manifest. @param page from 1 */
export function formatPage(state: HarbourState, page: number): string {
  const pages = pagesOf(state)
  const crates = state.crates.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  return [`Manifest, page ${page} of ${pages}:`, ...crates.map(formatCrate)].join('\n')
}

/** Pages of the manifest, at least one. */
export function pagesOf(state: Pick<HarbourState, 'crates'>): number {
  return Math.max(1, Math.ceil(state.crates.length / PAGE_SIZE))
}

/** The vessel sailed by itself, or was towed. */
export const formatMoved = (to: string, by: 'move' | 'tow') =>
  by === 'tow' ? `The tug brought you to ${to}.` : `Moved to ${to}.`
/** A crate came aboard. */
export const formatLoaded = (crate: Crate) => `Loaded ${crate.id}, bound for ${crate.bound}.`
/** A crate came ashore, at its destination or elsewhere. */
export const formatUnloaded = (crate: Crate) =>
  `Unloaded ${crate.id} at ${crate.at}${isDelivered(crate) ? ': delivered.' : `, but it is bound for ${crate.bound}.`}`
/** A crate passed inspection. */
export const formatInspected = (id: string) => `${id} has passed inspection.`
/** A pass for a lock was bought. @param left crossings that may be made now, earlier passes included */
export const formatPass = (lock: string, left: number) => `Bought a pass for the lock ${lock}. Crossings left: ${left}.`
/** Crane and winch may lift again. */
export const formatReset = (lifts: number) => `Crane and winch are reset. Lifts left: ${lifts}.`
/** A berth may be unloaded at. */
export const formatPermit = (berth: string) => `Permit to unload at ${berth} granted.`
/** The operator gives crates other destinations. @param moves new destination by the one before */
export const formatOrder = (moves: ReadonlyMap<string, string>) => {
  const changes = [...moves].map(([before, now]) => `bound for ${before} go to ${now}`)
  return `Change of orders: of the crates that are not yet delivered, those ${changes.join('; those ')}. All others stay as they are.`
}

/** The operator asks for one thing more, otherwise, or no longer. @param to where the crate counts as delivered now */
export const formatRequirement = (kind: 'added' | 'revised' | 'withdrawn', { id, at, bound }: Crate, to: string) =>
  ({
    added: `One thing more: ${id}, which you have delivered at ${at}, is needed at ${to}. Take it there as well.`,
    revised: `${id} is to go to ${to} instead of ${bound}. All others stay as they are.`,
    withdrawn: `${id} may stay at ${to}, where it lies. All others stay as they are.`,
  })[kind]

type Rule = readonly [RegExp, (match: RegExpExecArray) => readonly Fact[]]

const at = (match: RegExpExecArray, group: number): string => match[group] ?? ''

const RULES: readonly Rule[] = [
  [/^You are at (.+)\.$/, (match) => [{ kind: 'at', berth: at(match, 1) }]],
  [/^Hold: (.+)\.$/, (match) => [{ kind: 'hold', crate: at(match, 1) === 'empty' ? undefined : at(match, 1) }]],
  [/^(?:.* reset\. )?Lifts left: (\d+)\.$/, (match) => [{ kind: 'lifts', left: Number(at(match, 1)) }]],
  [/^Chart of the harbour:$/, () => [{ kind: 'chart' }]],
  [
    /^(\S+) ([->]) (\S+) \((.+)\)$/,
    (match) => {
      const channel = {
        from: at(match, 1),
        to: at(match, 3),
        kind: kindOf(at(match, 4)),
        isOneWay: at(match, 2) === '>',
      }
      return [{ kind: 'channel', channel, isClosed: at(match, 4) === 'closed' }]
    },
  ],
  [
    /^Manifest, page (\d+) of (\d+):$/,
    (match) => [{ kind: 'page', page: Number(at(match, 1)), pages: Number(at(match, 2)) }],
  ],
  [
    /^(\S+): (?:(aboard)|(?:delivered )?at (\S+)), bound for ([^,]+)(, heavy)?(, needs inspection)?(?:, after (\S+))?$/,
    (match) => [
      {
        kind: 'crate',
        id: at(match, 1),
        at: match[2] === undefined ? at(match, 3) : ABOARD,
        bound: at(match, 4),
        isHeavy: match[5] !== undefined,
        needsInspection: match[6] !== undefined,
        after: match[7],
      },
    ],
  ],
  [/^(?:Moved|The tug brought you) to (.+)\.$/, (match) => [{ kind: 'at', berth: at(match, 1) }]],
  [/^Loaded (\S+), bound for (.+)\.$/, (match) => [{ kind: 'loaded', crate: at(match, 1), bound: at(match, 2) }]],
  [
    /^Unloaded (\S+) at (\S+?)(?::|, but) /,
    (match) => [{ kind: 'unloaded', crate: at(match, 1), berth: at(match, 2) }],
  ],
  [/^(\S+) has passed inspection\.$/, (match) => [{ kind: 'inspected', crate: at(match, 1) }]],
  [
    /^Bought a pass for the lock (\S+)\. Crossings left: (\d+)\.$/,
    (match) => [{ kind: 'pass', lock: at(match, 1), crossings: Number(at(match, 2)) }],
  ],
  [/^Permit to unload at (.+) granted\.$/, (match) => [{ kind: 'permit', berth: at(match, 1) }]],
  [/^Change of orders: /, ({ input }) => [{ kind: 'order', moves: movesIn(input) }]],
]

function movesIn(order: string): Map<string, string> {
  const found = order.matchAll(/bound for (\S+) go to ([^\s;.]+)/g)
  return new Map([...found].map(([, before = '', now = '']) => [before, now]))
}

/** The facts in a text; lines that tell nothing are passed over. */
export function parseObservation(text: string): Fact[] {
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('Passes: ')) return parsePasses(line)
    if (line.startsWith('Permits: ')) return entriesOf(line).map((berth) => ({ kind: 'permit', berth }))
    for (const [pattern, read] of RULES) {
      const match = pattern.exec(line)
      if (match !== null) return read(match)
    }
    return []
  })
}

function parsePasses(line: string): Fact[] {
  return entriesOf(line).map((entry) => {
    const [lock = '', left = '0'] = entry.split(' ')
    return { kind: 'pass', lock, crossings: Number(left) }
  })
}

/** The entries of a line such as `Permits: Elm, Fern.` */
function entriesOf(line: string): string[] {
  const list = line.slice(line.indexOf(': ') + 2, -1)
  return list === 'none' ? [] : list.split(', ')
}
