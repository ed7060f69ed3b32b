import type { Ways } from './ways.js'

/** A stretch to sail: to a berth, with a heavy crate in the hold or not. */
export interface Leg {
  readonly to: string
  readonly isHeavy: boolean
}

/** One berth entered, with the pass that has to be bought before. */
export interface Sailed {
  readonly to: string
  readonly buys: string | undefined
}

/** Where a voyage starts, and what passes cost. */
interface Departure {
  readonly berth: string
  readonly passes: Readonly<Record<string, number>>
  readonly crossingsPerPass: number
  readonly canBuy: (lock: string) => boolean
}

interface Place {
  readonly berth: string
  /** Crossings left, by lock. */
  readonly passes: Readonly<Record<string, number>>
  readonly cost: number
  readonly leg: number
  readonly from: Place | undefined
  readonly by: Sailed | undefined
}

/**
 * The voyage with the fewest calls along legs in a given order, a pass counting as the call that buys it (Dijkstra over
 * berths and crossings left; a pass is bought when none is left, for buying earlier saves nothing).
 *
 * @returns what is sailed on each leg, or undefined where a leg has no way
 */
export function sailLegs(legs: readonly Leg[], departure: Departure, ways: Ways): Sailed[][] | undefined {
  const { berth, passes } = departure
  let places: Place[] = [{ berth, passes, cost: 0, leg: 0, from: undefined, by: undefined }]
  for (const [index, leg] of legs.entries()) {
    places = undominated(sailLeg(places, { ...leg, index }, departure, ways), departure.crossingsPerPass)
    if (places.length === 0) return undefined
  }
  const [best] = places.toSorted((a, b) => a.cost - b.cost)
  const sailed: Sailed[][] = legs.map(() => [])
  for (let place = best; place?.by !== undefined; place = place.from) sailed[place.leg]?.unshift(place.by)
  return sailed
}

/** Places at the end of a leg from which the rest could be cheapest. */
function sailLeg(
  starts: readonly Place[],
  { to, isHeavy, index }: Leg & { readonly index: number },
  departure: Departure,
  ways: Ways,
): Place[] {
  const byCost: Place[][] = []
  const put = (place: Place) => {
    const places = byCost[place.cost] ?? []
    byCost[place.cost] = places
    places.push(place)
  }
  for (const place of starts) put(place)
  const seen = new Set<string>()
  const ends: Place[] = []
  // What costs more than the first arrival and a pass for every lock cannot be better than buying these passes there.
  let most = Number.POSITIVE_INFINITY
  for (let cost = 0; cost < byCost.length && cost <= most; cost += 1) {
    for (const place of byCost[cost] ?? []) {
      const key = `${place.berth} ${JSON.stringify(place.passes)}`
      if (seen.has(key)) continue
      seen.add(key)
      if (place.berth === to) {
        ends.push(place)
        most = Math.min(most, cost + Object.keys(place.passes).length)
        continue
      }
      for (const exit of ways.exits(place.berth, isHeavy)) {
        const next = enter(place, exit, index, departure)
        if (next !== undefined) put(next)
      }
    }
  }
  return ends
}

function enter(
  place: Place,
  { to, lock }: { readonly to: string; readonly lock: string | undefined },
  leg: number,
  { crossingsPerPass, canBuy }: Departure,
): Place | undefined {
  const { passes, cost } = place
  if (lock === undefined) {
    return { berth: to, passes, cost: cost + 1, leg, from: place, by: { to, buys: undefined } }
  }
  const left = passes[lock] ?? 0
  if (left > 0) {
    const used = { ...passes, [lock]: left - 1 }
    return { berth: to, passes: used, cost: cost + 1, leg, from: place, by: { to, buys: undefined } }
  }
  if (!canBuy(lock)) return undefined
  const bought = { ...passes, [lock]: crossingsPerPass - 1 }
  return { berth: to, passes: bought, cost: cost + 2, leg, from: place, by: { to, buys: lock } }
}

/** A place is dropped where a cheaper one gets all its passes for the difference. */
function undominated(places: readonly Place[], crossingsPerPass: number): Place[] {
  const kept: Place[] = []
  for (const place of places) {
    const isDominated = kept.some((other) => other.cost + missing(other, place, crossingsPerPass) <= place.cost)
    if (!isDominated) kept.push(place)
  }
  return kept
}

/** Passes that one place would have to buy to have at least those of another. */
function missing(place: Place, other: Place, crossingsPerPass: number): number {
  return Object.entries(other.passes).reduce((sum, [lock, left]) => {
    return sum + Math.max(0, Math.ceil((left - (place.passes[lock] ?? 0)) / crossingsPerPass))
  }, 0)
}
