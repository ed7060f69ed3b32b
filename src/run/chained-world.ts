import {
  contentHash,
  type Environment,
  FINISH_TOOL,
  InvariantError,
  type JsonObject,
  type JsonValue,
  type Message,
  refusalOf,
  type Took,
  type ToolCall,
  type ToolResult,
  type ToolSpec,
  tookOf,
  type WorldCall,
} from '../domain/index.js'
import { PLAIN_REQUEST, type Requested, requestThrough } from './before-ask/index.js'
import type { Chain, Claimed, Delivery, StateChange } from './chain.js'
import { InfrastructureFailed } from './infrastructure.js'

/** What happened before an ask. */
interface Opening {
  readonly deliveries: readonly Delivery[]
  readonly spoken: readonly string[]
  /** Steps that the trial may take from its beginning, where that was cut. */
  readonly steps?: number
}

/** What happened to one call. */
export interface Passage {
  /** The call as the world received it. */
  readonly passed: ToolCall
  readonly result: ToolResult
  readonly deliveries: readonly Delivery[]
  /** What the world itself said, as it was heard beside the chain; only of calls with effects outside. */
  readonly given?: ToolResult
  /** Working time that it took on the clock of the trial, where it was made slow. */
  readonly seconds?: number
}

/** A world seen through a chain; without a chain it is the world itself. */
export interface ChainedWorld {
  /** Lets links change the state and the operator speak, before the ask of a step. */
  open(step: number): Opening
  offer(step: number): { readonly tools: readonly ToolSpec[]; readonly deliveries: readonly Delivery[] }
  /** What becomes of the ask of a step: the conversation that it shows, and who answers it. */
  request(said: readonly Message[], step: number): Requested
  /** A call that does not fit the tools as they were last offered is refused without reaching link or world. */
  call(call: ToolCall, step: number): Promise<Passage>
  /** In place of `call` where effects are outside: `make` carries a call out. Absent without a chain. */
  callOutside?(call: ToolCall, step: number, make: (call: ToolCall) => Promise<ToolResult>): Promise<Passage>
  /** Interventions whose change has become visible in what was returned since the last question. */
  takeEvidence(): readonly string[]
}

/**
 * @param options.twin opens a second world in the same initial state: it lives on without the change, and the first
 *   difference between the two is the evidence of a change of state
 * @param options.steps steps that the trial may take from its beginning; no limit where left out
 * @param options.systemId of the system whose trial it is
 */
export function chainWorld(options: {
  readonly environment: Environment
  readonly chain?: Chain
  readonly twin: () => Environment
  readonly steps?: number
  readonly systemId?: string
}): ChainedWorld {
  const { environment, chain, twin, systemId: ownId = '' } = options
  const stateAtFork = chain === undefined ? undefined : environment.snapshot()
  const evidence = new Set<string>()
  let unchanged: { readonly world: Environment; readonly intervention: string } | undefined
  let offered = environment.tools
  let steps = options.steps

  /** From now on a second world goes on from `state`, as if the change had not happened. */
  function follow(state: JsonValue, intervention: string): void {
    const world = twin()
    world.restore(state)
    unchanged = { world, intervention }
  }

  async function compare(call: ToolCall, result: ToolResult): Promise<void> {
    if (unchanged === undefined) return
    const expected = await unchanged.world.call(call)
    if (expected.text === result.text && expected.isError === result.isError) return
    evidence.add(unchanged.intervention)
    unchanged = undefined
  }

  /** The result the world would give from `state`, leaving the world as it is. */
  async function peek(call: WorldCall, state?: JsonValue): Promise<ToolResult> {
    const now = environment.snapshot()
    if (state !== undefined) environment.restore(state)
    const result = await environment.call(call)
    environment.restore(now)
    if (contentHash(environment.snapshot()) !== contentHash(now)) {
      throw new InfrastructureFailed('environment', new Error('restore() did not bring the state back'))
    }
    return result
  }

  function replaced(claim: Claimed, call: ToolCall, before: ToolResult, after: ToolResult & Took): Passage {
    const delivery = confirm(chain, claim, call.id, { before: toJson(before), after: toJson(after) })
    const { seconds, ...result } = after
    if (chain?.arm === 'sham') return { passed: call, result: before, deliveries: [delivery] }
    evidence.add(claim.link)
    return { passed: call, result, deliveries: [delivery], ...(seconds !== undefined && { seconds }) }
  }

  async function answerInstead(call: ToolCall, result: ToolResult, claim: Claimed | undefined): Promise<Passage> {
    if (claim === undefined) return { passed: call, result, deliveries: [] }
    // What the tool would have said is asked of the world and undone, so that both arms do the same work.
    const would = chain?.arm === 'sham' ? await environment.call(call) : await peek(call)
    return replaced(claim, call, would, result)
  }

  async function undo(claim: Claimed, call: ToolCall, result: ToolResult, before: JsonValue): Promise<Passage> {
    const written = environment.snapshot()
    if (contentHash(written) === contentHash(before)) return { passed: call, result, deliveries: [] }
    const delivery = confirm(chain, claim, call.id, { before: written, after: before })
    if (chain?.arm === 'varied') {
      environment.restore(before)
      // A twin that already lives on without an earlier loss has made this write too, and goes on.
      if (unchanged === undefined) follow(written, claim.link)
    }
    return { passed: call, result, deliveries: [withState(delivery, written)] }
  }

  /** What the world says of itself, not what it was told: a restore or a disturbance that does nothing must show. */
  function withState(delivery: Delivery, before: JsonValue): Delivery {
    return { ...delivery, state: { before, after: environment.snapshot() } }
  }

  async function act(call: ToolCall, step: number): Promise<Passage> {
    // What is not offered now is refused in terms of what is: a world would name the tools that it has, not these.
    const refusal = refusalOf(call, [...offered, FINISH_TOOL])
    if (refusal !== undefined) return { passed: call, result: refusal, deliveries: [] }
    const passage = await carryOut(call, step)
    chain?.note(call)
    return passage
  }

  async function carryOut(call: ToolCall, step: number): Promise<Passage> {
    const decision = chain?.beforeCall(call, step) ?? { kind: 'run', call }
    if (decision.kind === 'answer') return answerInstead(decision.call, decision.result, decision.claim)
    const passed = decision.call
    const before = chain?.watches(passed) ? environment.snapshot() : undefined
    const result = await environment.call(passed)
    await compare(passed, result)
    const change = chain?.afterCall(passed, result, step) ?? { kind: 'pass' }
    if (change.kind === 'replace') return replaced(change.claim, passed, result, tookOf(change))
    if (change.kind === 'undo' && before !== undefined) return undo(change.claim, passed, result, before)
    if (change.kind === 'recall' || change.kind === 'substitute') {
      const other = await (change.kind === 'recall' ? peek(passed, stateAtFork) : peek(change.call))
      if (other.text !== result.text) return replaced(change.claim, passed, result, other)
    }
    return { passed, result, deliveries: [] }
  }

  function disturb(step: number): Delivery | undefined {
    const wanted = chain?.disturbance(step)
    if (wanted === undefined) return undefined
    const { disturb } = environment
    if (disturb === undefined)
      throw new InvariantError(`world has no disturb(); link ${wanted.claim.link} asks for one`)
    const before = environment.snapshot()
    disturb.call(environment, wanted.disturbance)
    const delivery = confirm(chain, wanted.claim, wanted.disturbance, { before, after: environment.snapshot() })
    if (chain?.arm === 'sham') environment.restore(before)
    else follow(before, wanted.claim.link)
    return withState(delivery, before)
  }

  function speak(step: number): { delivery: Delivery; text?: string } | undefined {
    const wanted = chain?.speech(step)
    if (wanted === undefined) return undefined
    const { text, variant, claim } = wanted
    const said = confirm(chain, claim, variant ?? 'operator', { before: { text: '' }, after: { text } })
    const isSham = chain?.arm === 'sham'
    if (!isSham) evidence.add(claim.link)
    const delivery = variant === undefined ? said : turn(said, variant, isSham)
    return isSham ? { delivery } : { delivery, text }
  }

  /** A limit that is lower than the one before; `steps` counts from the beginning of the trial. */
  function cut(step: number): Delivery | undefined {
    const wanted = chain?.cut(step)
    const now = wanted === undefined ? undefined : step + wanted.steps
    if (wanted === undefined || now === undefined || (steps !== undefined && steps <= now)) return undefined
    const delivery = confirm(chain, wanted.claim, 'steps', { before: { steps: steps ?? null }, after: { steps: now } })
    if (chain?.arm === 'varied') steps = now
    return delivery
  }

  /** Changes the scorer's goal along with the operator's word. */
  function turn(said: Delivery, variant: string, isSham: boolean): Delivery {
    const { changeGoal } = environment
    if (changeGoal === undefined) {
      throw new InvariantError(`world has no changeGoal(); link ${said.receipt.intervention} asks for one`)
    }
    const before = environment.snapshot()
    if (!isSham) changeGoal.call(environment, variant)
    return withState(said, before)
  }

  return {
    open(step) {
      const disturbed = disturb(step)
      const spoken = speak(step)
      const limited = cut(step)
      return {
        deliveries: [disturbed, spoken?.delivery, limited].filter((delivery) => delivery !== undefined),
        spoken: spoken?.text === undefined ? [] : [spoken.text],
        ...(steps !== undefined && { steps }),
      }
    },
    offer(step) {
      const offer = chain?.offer(environment.tools, step) ?? { tools: environment.tools, deliveries: [] }
      if (chain?.arm === 'varied') for (const { receipt } of offer.deliveries) evidence.add(receipt.intervention)
      offered = offer.tools
      return offer
    },
    request(said, step) {
      const requested = chain === undefined ? PLAIN_REQUEST : requestThrough(chain, said, { step, ownId })
      // What was taken out of a conversation does not show in it.
      const { by, put = [] } = requested.retold?.rewritten ?? {}
      if (by !== undefined && put.length > 0) evidence.add(by)
      return requested
    },
    call: act,
    takeEvidence() {
      const found = [...evidence]
      evidence.clear()
      return found
    },
  }
}

function confirm(chain: Chain | undefined, claim: Claimed, place: string, passed: StateChange): Delivery {
  if (chain === undefined) throw new InvariantError('a delivery was claimed without a chain')
  return chain.deliver(claim, place, passed)
}

/** A tool result as the value that receipts hash. */
function toJson({ text, isError, seconds }: ToolResult & Took): JsonObject {
  return { text, isError, ...(seconds !== undefined && { seconds }) }
}
