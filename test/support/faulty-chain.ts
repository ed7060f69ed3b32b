import type { Environment, JsonValue, ToolResult } from '../../src/domain/index.js'
import type { Requested } from '../../src/run/before-ask/index.js'
import type { Chain, Delivery } from '../../src/run/chain.js'
import type { ChainedWorld } from '../../src/run/chained-world.js'

/**
 * How the machinery between a link and the model fails.
 * `swallowed`: the receipt is written, the change is dropped on its way.
 * `silent`: the change is made, the receipt is lost.
 * `misplaced`: the receipt is written for one place, the change is made at the next.
 * `lied`: a state is put back, and the record is told that it changed.
 * `leaked`: a sham arm makes the change.
 * `dropped`: neither change nor receipt, as if there were no chain.
 * `lapsed`: the first change is made with its receipt, everything after it is dropped.
 */
export type Fault = 'swallowed' | 'silent' | 'misplaced' | 'lied' | 'leaked' | 'dropped' | 'lapsed'

interface Options {
  readonly environment: Environment
  readonly chain?: Chain
  readonly twin: () => Environment
}

/**
 * The seams of a chain with a fault in them; everything else is the real thing.
 *
 * @param how.bare the same world without a chain
 */
export function breakSeams(
  world: ChainedWorld,
  { environment }: Options,
  { fault, bare }: { readonly fault: Fault; readonly bare: ChainedWorld },
): ChainedWorld {
  if (fault === 'leaked') return { ...world, offer: (step) => leak(world.offer(step)) }
  if (fault === 'dropped') return bare
  if (fault === 'lapsed') return lapsing(world, bare)
  let lateResult: ToolResult | undefined
  let lateUndo = false
  let lateWords: readonly string[] = []
  let lateState: (() => void) | undefined
  let isListLate = false
  let lateRequest: Requested | undefined

  /** The world put back where it was before a delivery changed its state. */
  function putBack(delivery: Delivery): Delivery {
    if (delivery.state === undefined) return delivery
    const { before, after } = delivery.state
    environment.restore(before)
    return { ...delivery, state: { before, after: fault === 'lied' ? after : environment.snapshot() } }
  }

  function again({ receipt, state }: Delivery): void {
    if (state === undefined) return
    if (receipt.seam === 'environment') environment.disturb?.(receipt.place)
    else environment.changeGoal?.(receipt.place)
  }

  return {
    takeEvidence: () => world.takeEvidence(),

    open(step) {
      lateState?.()
      lateState = undefined
      const [opening, late] = [world.open(step), lateWords]
      lateWords = []
      if (opening.deliveries.length === 0) return { ...opening, spoken: late }
      if (fault === 'silent') return { ...opening, deliveries: [] }
      const deliveries = opening.deliveries.map(putBack)
      if (fault === 'lied') return { ...opening, deliveries }
      if (fault === 'misplaced') {
        lateWords = opening.spoken
        lateState = () => opening.deliveries.forEach(again)
      }
      return { deliveries, spoken: [] }
    },

    offer(step) {
      const offered = world.offer(step)
      if (fault === 'silent') return { ...offered, deliveries: [] }
      if (fault === 'lied' || isListLate) return offered
      isListLate = fault === 'misplaced' && offered.deliveries.length > 0
      return { ...offered, tools: environment.tools }
    },

    request(said, step) {
      const [requested, late] = [world.request(said, step), lateRequest]
      lateRequest = undefined
      if (late !== undefined) return { ...late, deliveries: requested.deliveries }
      if (requested.deliveries.length === 0 || fault === 'lied') return requested
      if (fault === 'silent') return { ...requested, deliveries: [] }
      if (fault === 'misplaced') lateRequest = requested
      return { deliveries: requested.deliveries }
    },

    async call(call, step) {
      const before = environment.snapshot()
      const passage = await world.call(call, step)
      const { deliveries, passed } = passage
      const [delivery] = deliveries
      if (delivery === undefined) return actLate(passage, before)
      if (fault === 'silent') return { ...passage, deliveries: [] }
      const isState = delivery.state !== undefined
      if (fault === 'misplaced') {
        lateUndo = isState
        lateResult = isState ? undefined : passage.result
      }
      if (isState) return { ...passage, deliveries: deliveries.map(putBack) }
      if (fault === 'lied') return passage
      if (delivery.receipt.seam === 'before-call') await environment.call(passed)
      return { ...passage, result: asResult(delivery.contents[0]?.value) }
    },
  }

  function actLate(passage: Awaited<ReturnType<ChainedWorld['call']>>, before: JsonValue) {
    if (lateUndo) environment.restore(before)
    const result = lateResult ?? passage.result
    lateUndo = false
    lateResult = undefined
    return { ...passage, result }
  }
}

/** A chain that is gone once it has delivered anything. */
function lapsing(world: ChainedWorld, bare: ChainedWorld): ChainedWorld {
  let isGone = false
  const now = () => (isGone ? bare : world)
  function after<T extends { readonly deliveries: readonly Delivery[] }>(passed: T): T {
    isGone ||= passed.deliveries.length > 0
    return passed
  }
  return {
    open: (step) => after(now().open(step)),
    offer: (step) => after(now().offer(step)),
    request: (said, step) => after(now().request(said, step)),
    call: async (call, step) => after(await now().call(call, step)),
    takeEvidence: () => world.takeEvidence(),
  }
}

/** All the rest of a leak is a chained world that takes its chain for a varied one. */
function leak(offered: ReturnType<ChainedWorld['offer']>): ReturnType<ChainedWorld['offer']> {
  if (offered.deliveries.length === 0) return offered
  return { ...offered, tools: offered.tools.slice(1) }
}

function asResult(value: JsonValue | undefined): ToolResult {
  if (typeof value !== 'object' || value === null || !('text' in value)) throw new Error('no result was delivered')
  return { text: String(value.text), isError: value.isError === true }
}
