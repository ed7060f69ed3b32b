import type { Environment, JsonObject, ToolResult } from '../../src/index.js'
import { parseObservation } from '../../tasks/harbour/observation.js'
import { ALL_WAYS, waysOf } from '../../tasks/harbour/solving/ways.js'
import type { Channel, Crate, Layout } from '../../tasks/harbour/state.js'

/** What a naive worker does with a crate that is not released: tries the next one, or goes for the one named. */
export type Naivety = 'puts off' | 'follows'

/**
 * A worker without a plan: takes the crates in the order of the manifest, by the way with the fewest channels, looks
 * before it loads and unloads, and learns every rule from the refusal.
 *
 * @param limit most calls
 */
export function naiveRun(
  world: Environment,
  limit: number,
  naivety: Naivety,
): { readonly isSolved: boolean; readonly calls: number } {
  let calls = 0
  const ask = (name: string, given: JsonObject = {}): ToolResult => {
    calls += 1
    if (calls > limit) throw new Stopped()
    const result = world.call({ name, arguments: given })
    if (result instanceof Promise) throw new Error('the harbour answers at once')
    return result
  }
  try {
    deliverAll(ask, naivety)
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
  }
  const score = world.score()
  if (score instanceof Promise) throw new Error('the harbour judges at once')
  return { isSolved: score.isSolved, calls: calls + 1 }
}

class Stopped extends Error {}

type Ask = (name: string, given?: JsonObject) => ToolResult

function deliverAll(ask: Ask, naivety: Naivety): void {
  const channels = parseObservation(ask('chart').text).flatMap((fact) =>
    fact.kind === 'channel' ? [fact.channel] : [],
  )
  let waiting = readManifest(ask)
  while (waiting.length > 0) {
    const putOff: string[] = []
    for (const id of waiting) {
      const blocker = carry(id, ask, channels)
      if (blocker === undefined) continue
      putOff.push(id)
      if (naivety === 'follows')
        for (let next: string | undefined = blocker; next !== undefined; ) next = carry(next, ask, channels)
    }
    waiting = putOff
  }
}

function readManifest(ask: Ask): string[] {
  const ids: string[] = []
  for (let [page, pages] = [1, 1]; page <= pages; page += 1) {
    for (const fact of parseObservation(ask('manifest', { page }).text)) {
      if (fact.kind === 'page') pages = fact.pages
      if (fact.kind === 'crate') ids.push(fact.id)
    }
  }
  return ids
}

/** Carries one crate to its berth. @returns the crate that has to be delivered before it, if that is why it stays */
function carry(id: string, ask: Ask, channels: readonly Channel[]): string | undefined {
  const crate = parseObservation(ask('find_crate', { crate: id }).text).find((fact) => fact.kind === 'crate')
  if (crate?.kind !== 'crate' || crate.at === crate.bound) return undefined
  sail(crate.at, false, ask, channels)
  const refusal = insist(() => ask('load', { crate: id }), crate, ask)
  if (refusal !== undefined) return /; (\S+) has to be delivered first/.exec(refusal)?.[1]
  sail(crate.bound, crate.isHeavy, ask, channels)
  insist(() => ask('unload', { crate: id }), crate, ask)
  return undefined
}

/** Does what a refusal asks for and tries again. @returns the refusal for which nothing can be done at once */
function insist(act: () => ToolResult, { id, bound }: Pick<Crate, 'id' | 'bound'>, ask: Ask): string | undefined {
  for (;;) {
    const { text, isError } = act()
    if (!isError) return undefined
    if (/no lift left/.test(text)) ask('reset_crane')
    else if (/has to be inspected/.test(text)) ask('inspect', { crate: id })
    else if (/needs a permit/.test(text)) ask('request_permit', { berth: bound })
    else return text
  }
}

function sail(to: string, isHeavy: boolean, ask: Ask, channels: readonly Channel[]): void {
  const layout: Layout = { berths: [], channels, rules: {} }
  for (;;) {
    const here = parseObservation(ask('look').text).find((fact) => fact.kind === 'at')
    if (here?.kind !== 'at') throw new Error('no berth is seen')
    const ways = waysOf(layout, [], ALL_WAYS)
    let berth = here.berth
    if (berth === to) return
    while (berth !== to) {
      const next = ways
        .exits(berth, isHeavy)
        .map((exit) => exit.to)
        .sort((a, b) => ways.cost(a, to, isHeavy) - ways.cost(b, to, isHeavy))[0]
      if (next === undefined) throw new Error('no way')
      const { text, isError } = ask('move', { to: next })
      const lock = isError ? /^The lock (\S+) /.exec(text)?.[1] : undefined
      if (lock !== undefined) ask('buy_pass', { lock })
      else if (isError) throw new Error(text)
      else berth = next
    }
  }
}
