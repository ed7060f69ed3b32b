import { InvariantError, type Sample, type WorldCall } from 'leadline'
import { lowerBound } from '../solving/bound.js'
import { planDeliveries } from '../solving/plan.js'
import { searchShortest } from '../solving/search.js'
import { ALL_WAYS, type Ways, waysOf } from '../solving/ways.js'
import type { Channel, HarbourState, Layout } from '../state.js'
import { toolsFor } from '../tools.js'
import { type Chained, chainOf, stateOf } from './chain.js'
import { type Draw, drawsOf, drawWhole, shuffle } from './draws.js'
import type { Variant } from './variants.js'

/** A sample as it is made: the start, and what is known of its solution. */
export interface Generated {
  readonly layout: Layout
  readonly state: HarbourState
  /** Calls of the best plan that is known. */
  readonly solution: readonly WorldCall[]
  /** Calls that no plan can do without; equal to those of the solution where that is proven to be the shortest. */
  readonly atLeast: number
}

const BERTHS = [
  'Alder',
  'Birch',
  'Cedar',
  'Drift',
  'Elm',
  'Fern',
  'Gorse',
  'Hazel',
  'Iris',
  'Juniper',
  'Kelp',
  'Larch',
  'Maple',
  'Nettle',
]
const LOCKS = ['Red', 'Blue', 'Green', 'White']
/** Up to this size a search shows which plan is the shortest, if it ends within its budget. */
const SEARCHED_SIZE = 29
/** States that such a search may try. */
const SEARCH_BUDGET = 6_000
/** Draws of a harbour until one has the wanted length and is about the variant's mechanics. */
const MOST_DRAWS = 80
/** How far a long form may be from the wanted length, as a share of it. */
const TOLERANCE = 0.02
/** What a mechanic that is not needed counts, in calls off the wanted length. */
const UNUSED = 3

/**
 * Makes a layout and crates that form a chain: each lies where the one before it is bound, and waits at most for crates
 * before it. So a plan without an empty move exists, and no plan is shorter but by its passes.
 *
 * @param size wanted length in reference calls
 */
export function generate(variant: Variant, size: number, seed: number): Generated {
  const drawAt = (attempt: number): Drawn =>
    drawHarbour(variant, size, drawsOf(`${variant.name}/${size}/${seed}/${attempt}`))
  let best = drawAt(0)
  for (let attempt = 1; attempt < MOST_DRAWS && best.miss > TOLERANCE * size; attempt += 1) {
    const drawn = drawAt(attempt)
    if (drawn.miss < best.miss) best = drawn
  }
  return finished(best, size)
}

/**
 * The reference length of a sample.
 *
 * @throws InvariantError where the bound is above a plan that is known: then it is no bound
 */
export function referenceOf({ solution, atLeast }: Generated): Sample['reference'] {
  const calls = solution.length
  if (calls === 0 || atLeast > calls) throw new InvariantError(`lower bound is ${atLeast}; a plan has ${calls} calls`)
  return { calls, atLeast }
}

interface Drawn {
  readonly layout: Layout
  readonly state: HarbourState
  readonly ways: Ways
  readonly calls: readonly WorldCall[]
  /** How far it is from what is wanted, in calls. */
  readonly miss: number
}

function drawHarbour(variant: Variant, size: number, draw: Draw): Drawn {
  const layout = layoutOf(variant, size, draw)
  const ways = waysOf(layout, [], ALL_WAYS)
  const chain = chainOf({ variant, layout, ways, size }, draw)
  const { state, order } = stateOf(chain, layout, draw)
  const plan = planDeliveries(state, layout, { order })
  const calls = plan.kind === 'calls' ? plan.calls : []
  return { layout, state, ways, calls, miss: missOf(calls, chain, { variant, size }) }
}

function layoutOf(variant: Variant, size: number, draw: Draw): Layout {
  const least = size < 30 ? 6 : size < 120 ? 8 : size < 400 ? 10 : 12
  const count = drawWhole(draw, least, least + 2)
  const berths = shuffle(BERTHS, draw).slice(0, count)
  const locks = shuffle(LOCKS, draw)
  const edges = shuffle(variant.shape(count, draw), draw)
  const channels = edges.map(({ from, to, kind = 'open' as const, isOneWay = false }, index): Channel => {
    const lock = locks[edges.slice(0, index).filter((edge) => edge.kind === 'lock').length] ?? 'Red'
    const named = kind === 'lock' ? { lock } : kind
    return { from: berths[from] ?? '', to: berths[to] ?? '', kind: named, isOneWay }
  })
  return { berths, channels, rules: variant.rules }
}

function missOf(
  calls: readonly WorldCall[],
  chain: readonly Chained[],
  { variant, size }: { readonly variant: Variant; readonly size: number },
): number {
  const unused = variant.uses.filter((tool) => !calls.some(({ name }) => name === tool))
  const isPlain = variant.bends && !chain.some(({ isBent }) => isBent)
  return Math.abs(calls.length - size) + UNUSED * (unused.length + (isPlain ? 1 : 0))
}

/** A plan that is as short as the bound is the shortest; otherwise a search may say so, or find a shorter one. */
function finished({ layout, state, ways, calls }: Drawn, size: number): Generated {
  const bound = Math.ceil(lowerBound(state, layout, ways) - 1e-9)
  if (bound === calls.length || size > SEARCHED_SIZE) return { layout, state, solution: calls, atLeast: bound }
  const found = searchShortest(state, layout, { tools: toolsFor(layout.rules), budget: SEARCH_BUDGET })
  if (found.kind === 'spent') return { layout, state, solution: calls, atLeast: Math.max(bound, found.atLeast) }
  return { layout, state, solution: found.calls, atLeast: found.calls.length }
}
