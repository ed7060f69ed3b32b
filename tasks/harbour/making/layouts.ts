import { type Draw, drawOne, drawWhole, shuffle } from './draws.js'

/** A channel between two numbered berths. */
interface Edge {
  readonly from: number
  readonly to: number
  /** Which kind it is where it is not plainly open. */
  readonly kind?: 'lock' | 'shallow'
  readonly isOneWay?: boolean
}

/** Draws channels between so many berths; open ones alone join all of them. */
export type Shape = (count: number, draw: Draw) => Edge[]

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const path = (berths: readonly number[]): Edge[] =>
  berths.slice(1).map((to, index): Edge => ({ from: berths[index] ?? 0, to }))
const isJoined = (edges: readonly Edge[], a: number, b: number) =>
  edges.some(({ from, to }) => (from === a && to === b) || (from === b && to === a))

/** Adds so many channels between berths that have none yet, as far apart as `least` channels. */
function withMore(
  edges: readonly Edge[],
  count: number,
  more: { readonly draw: Draw; readonly least: number; readonly mark?: Omit<Edge, 'from' | 'to'> },
): Edge[] {
  const all = [...edges]
  const berths = [...new Set(edges.flatMap(({ from, to }) => [from, to]))]
  const pairs = berths.flatMap((from) => berths.flatMap((to) => (from < to ? [{ from, to }] : [])))
  const far = pairs.filter(({ from, to }) => hops(edges, from, to) >= more.least)
  for (const pair of shuffle(far, more.draw).slice(0, count)) all.push({ ...pair, ...more.mark })
  return all
}

function hops(edges: readonly Edge[], start: number, end: number): number {
  const found = new Map([[start, 0]])
  for (const [berth, distance] of found) {
    if (berth === end) return distance
    for (const { from, to } of edges) {
      const next = from === berth ? to : to === berth ? from : undefined
      if (next !== undefined && !found.has(next)) found.set(next, distance + 1)
    }
  }
  return Number.POSITIVE_INFINITY
}

/** A ring with chords across it. */
export const ring: Shape = (count, draw) => {
  const berths = numbers(count)
  return withMore([...path(berths), { from: count - 1, to: 0 }], Math.max(1, Math.floor(count / 3)), { draw, least: 2 })
}

/** Two basins: locks join them in the middle, and a long way round joins their far ends. */
export const basins: Shape = (count, draw) => {
  const berths = numbers(count)
  const split = drawWhole(draw, 3, count - 3)
  const [near, far] = [berths.slice(0, split), berths.slice(split)]
  const shores = [...path(near), ...path(far), { from: count - 1, to: 0 }]
  const gates = near.slice(1).flatMap((from) => far.slice(0, -1).map((to) => ({ from, to })))
  const free = gates.filter(({ from, to }) => !isJoined(shores, from, to))
  const locks = shuffle(free, draw).slice(0, count < 9 ? 2 : 3)
  const inner = withMore(path(near.length > far.length ? near : far), count < 9 ? 1 : 2, { draw, least: 2 })
  const chords = inner.filter(({ from, to }) => !isJoined(shores, from, to))
  return [...shores, ...chords, ...locks.map((lock): Edge => ({ ...lock, kind: 'lock' }))]
}

/** The quarter of canals: a grid of which some channels are filled in. */
export const grid: Shape = (count, draw) => {
  const columns = drawWhole(draw, 2, Math.max(2, Math.ceil(Math.sqrt(count))))
  const all = numbers(count).flatMap((from) => [
    ...(from % columns < columns - 1 && from + 1 < count ? [{ from, to: from + 1 }] : []),
    ...(from + columns < count ? [{ from, to: from + columns }] : []),
  ])
  const kept = spanning(shuffle(all, draw))
  const others = all.filter(({ from, to }) => !isJoined(kept, from, to))
  return [...kept, ...others.filter((_, index) => index === 0 || draw() < 0.6)]
}

/** Islands of two to four berths, and bridges between them. */
export const archipelago: Shape = (count, draw) => {
  const islands: number[][] = []
  for (let next = 0; next < count; ) {
    const size = Math.min(drawWhole(draw, 2, 4), count - next)
    islands.push(numbers(size).map((index) => next + index))
    next += size
  }
  const shores = islands.flatMap((island) => [
    ...path(island),
    ...(island.length > 2 ? [{ from: island[0] ?? 0, to: island.at(-1) ?? 0 }] : []),
  ])
  const bridges = islands.slice(1).map((island, index): Edge => {
    const before = drawOne(draw, islands.slice(0, index + 1)) ?? []
    return { from: drawOne(draw, before) ?? 0, to: drawOne(draw, island) ?? 0 }
  })
  return withMore([...shores, ...bridges], Math.max(1, Math.floor(count / 5)), { draw, least: 3 })
}

/** A fjord that branches, with a few loops of deep water and shallows that cut across. */
export const fjord: Shape = (count, draw) => {
  const arms = numbers(count)
    .slice(1)
    .map((to): Edge => ({ from: drawWhole(draw, Math.max(0, to - 3), to - 1), to }))
  const deep = withMore(arms, Math.max(1, Math.floor(count / 5)), { draw, least: 3 })
  return withMore(deep, Math.max(2, Math.floor(count / 3)), { draw, least: 2, mark: { kind: 'shallow' } })
}

/** A current that leads round one way, with channels in which it does not run and back eddies. */
export const current: Shape = (count, draw) => {
  const berths = numbers(count)
  const round = [...path(berths), { from: count - 1, to: 0 }].map((edge) => ({ ...edge, isOneWay: draw() < 0.7 }))
  const wide = withMore(round, Math.max(1, Math.floor(count / 4)), { draw, least: 2 })
  return withMore(wide, Math.max(1, Math.floor(count / 4)), { draw, least: 2, mark: { isOneWay: true } })
}

/** A roadstead in the middle, with spokes to some of the berths around it. */
export const wheel: Shape = (count, draw) => {
  const rim = numbers(count).slice(1)
  const around = [...path(rim), { from: count - 1, to: 1 }]
  const spokes = shuffle(rim, draw)
    .slice(0, drawWhole(draw, 2, Math.ceil(count / 2)))
    .map((to): Edge => ({ from: 0, to }))
  const gap = drawWhole(draw, 0, around.length - 1)
  return [...around.filter((_, index) => index !== gap), ...spokes]
}

/** A river: two banks, open crossings at both ends and locks between. */
export const river: Shape = (count, draw) => {
  const length = drawWhole(draw, 3, count - 3)
  const [left, right] = [numbers(length), numbers(count - length).map((index) => length + index)]
  const ends = [
    { from: 0, to: length },
    { from: length - 1, to: count - 1 },
  ]
  const banks = [...path(left), ...path(right), ...ends]
  const rungs = left.flatMap((from) => right.map((to) => ({ from, to })))
  const free = rungs.filter(({ from, to }) => hops(banks, from, to) >= 2)
  const locks = shuffle(free, draw).slice(0, count < 9 ? 2 : 3)
  return [...banks, ...locks.map((lock): Edge => ({ ...lock, kind: 'lock' }))]
}

/** The first channels that join berths not yet joined. */
function spanning(edges: readonly Edge[]): Edge[] {
  const kept: Edge[] = []
  for (const edge of edges) if (!Number.isFinite(hops(kept, edge.from, edge.to))) kept.push(edge)
  return kept
}
