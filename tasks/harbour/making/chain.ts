import { LIFTS_PER_CRATE } from '../solving/bound.js'
import type { Ways } from '../solving/ways.js'
import type { Crate, HarbourState, Layout } from '../state.js'
import { type Draw, drawOne, drawWhole, shuffle } from './draws.js'
import type { Variant } from './variants.js'

/** A crate in its place in the chain. */
export interface Chained {
  readonly crate: Omit<Crate, 'id' | 'after' | 'effort'>
  /** Calls for it, a crossing counting as its part of a pass. */
  readonly cost: number
  /** Place in the chain of the crate it waits for. */
  readonly after: number | undefined
  /** True where a channel of the variant's own kind makes its way longer than it looks. */
  readonly isBent: boolean
}

/** What a chain is drawn for. */
interface ChainRequest {
  readonly variant: Variant
  readonly layout: Layout
  readonly ways: Ways
  readonly size: number
}

const FIRST_NUMBER = 101
/** Share of crates that wait for another one. */
const WAITING = 0.85
/** A crate waits for one of so many before it. */
const REACH = 3
/** Least moves of a laden way, where there is one; very short work takes what there is. */
const FAR = 2
const SHORT = 9

/** Crates that lie where the one before is bound, until about the wanted length is reached. */
export function chainOf({ variant, layout, ways, size }: ChainRequest, draw: Draw): Chained[] {
  const { craneQuota, hasPermits } = variant.rules
  const perLift = craneQuota === undefined ? 0 : 1 / craneQuota
  const handling = LIFTS_PER_CRATE * (1 + perLift)
  const permits = new Set<string>()
  const chain: Chained[] = []
  let at = drawOne(draw, layout.berths) ?? ''
  let total = 0
  // Half of the least crate: the next one brings the total nearer to the wanted length, not further away.
  while (chain.length === 0 || total + (handling + FAR) / 2 < size) {
    const isHeavy = draw() < variant.heavy
    const needsInspection = draw() < variant.inspected
    const bound = destination({ at, isHeavy, left: size - total - handling, size }, { layout, ways }, draw)
    if (bound === undefined) break
    const papers = (needsInspection ? 1 : 0) + (hasPermits === true && !permits.has(bound) ? 1 : 0)
    permits.add(bound)
    const cost = ways.cost(at, bound, isHeavy) + handling + papers
    const after = chain.length > 0 && draw() < WAITING ? chain.length - drawWhole(draw, 1, REACH) : undefined
    chain.push({
      crate: { at, bound, isHeavy, needsInspection },
      cost,
      after: after === undefined ? undefined : Math.max(0, after),
      isBent: isBent({ at, bound, isHeavy }, layout, ways),
    })
    total += cost
    at = bound
  }
  return chain
}

interface Wanted {
  readonly at: string
  readonly isHeavy: boolean
  /** Calls that are left for the way. */
  readonly left: number
  readonly size: number
}

function destination(
  { at, isHeavy, left, size }: Wanted,
  { layout, ways }: Pick<ChainRequest, 'layout' | 'ways'>,
  draw: Draw,
): string | undefined {
  const reached = layout.berths
    .map((berth) => ({ berth, cost: ways.cost(at, berth, isHeavy) }))
    .filter(({ berth, cost }) => berth !== at && Number.isFinite(cost))
  const fitting = reached.filter(({ cost }) => cost <= Math.max(left, 1) && (size <= SHORT || cost >= FAR))
  const some = fitting.length > 0 ? fitting : reached
  return drawOne(draw, some)?.berth
}

/** Whether a way is longer than it would be if every channel were open both ways. */
function isBent(
  { at, bound, isHeavy }: Pick<Crate, 'at' | 'bound' | 'isHeavy'>,
  { channels }: Layout,
  ways: Ways,
): boolean {
  const steps = new Map([[at, 0]])
  for (const [berth, step] of steps) {
    for (const { from, to } of channels) {
      const next = from === berth ? to : to === berth ? from : undefined
      if (next !== undefined && !steps.has(next)) steps.set(next, step + 1)
    }
  }
  return ways.cost(at, bound, isHeavy) > (steps.get(bound) ?? 0)
}

const numberOf = ({ id }: Pick<Crate, 'id'>) => Number(id.slice('C-'.length))

/** The chain as the state in which the work begins, and its crates in the order of the chain. */
export function stateOf(
  chain: readonly Chained[],
  layout: Layout,
  draw: Draw,
): { readonly state: HarbourState; readonly order: readonly Crate[] } {
  const total = chain.reduce((sum, { cost }) => sum + cost, 0)
  const numbers = shuffle(
    chain.map((_, index) => FIRST_NUMBER + index),
    draw,
  )
  const idOf = (place: number) => `C-${numbers[place]}`
  const order = chain.map(({ crate, cost, after }, place): Crate => {
    return { ...crate, id: idOf(place), ...(after !== undefined && { after: idOf(after) }), effort: cost / total }
  })
  const { craneQuota } = layout.rules
  const most = Math.min(craneQuota ?? 0, LIFTS_PER_CRATE * chain.length - 1)
  const state = {
    vessel: chain[0]?.crate.at ?? '',
    crates: order.toSorted((a, b) => numberOf(a) - numberOf(b)),
    passes: {},
    lifts: craneQuota === undefined ? 0 : drawWhole(draw, 0, most),
    permits: [],
    closed: [],
  }
  return { state, order }
}
