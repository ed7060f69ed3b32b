import {
  type Constraint,
  type Environment,
  forbidsCall,
  type Link,
  type Message,
  type Sample,
  type ToolCall,
  type ToolResult,
  type ToolSpec,
  type WorldCall,
} from '../domain/index.js'
import { createChain } from './chain.js'
import { chainWorld } from './chained-world.js'
import { inWorld, judging } from './infrastructure.js'

/**
 * Executes a plan through the applied chain, one call a step, and says whether the goal is then reached; where the chain
 * cuts the steps, with those that are left.
 *
 * @param options.environment in the state at which the chain comes into place; it is changed
 * @param options.said the conversation at that place; each call of the plan is a turn more
 */
export async function executePlan(options: {
  readonly environment: Environment
  readonly twin: () => Environment
  readonly links: readonly Link[]
  readonly arm: 'sham' | 'varied'
  readonly pairId: string
  readonly plan: readonly WorldCall[]
  readonly said: readonly Message[]
}): Promise<{ readonly isSolved: boolean; readonly deliveries: number }> {
  const { environment, twin, links, arm, pairId, plan } = options
  const chain = createChain({ arm, links, pairId, firstStep: 0 })
  const world = chainWorld({ environment, chain, twin })
  let deliveries = 0
  let said = options.said
  for (const [step, call] of plan.entries()) {
    const opening = world.open(step)
    deliveries += opening.deliveries.length
    if (opening.steps !== undefined && step >= opening.steps) break
    deliveries += world.offer(step).deliveries.length
    const spoken = opening.spoken.map((text): Message => ({ role: 'user', text }))
    const requested = world.request([...said, ...spoken], step)
    deliveries += requested.deliveries.length
    const made = { id: `plan-${step}`, ...call }
    const passage = await inWorld(() => world.call(made, step))
    deliveries += passage.deliveries.length
    said = [...(requested.retold?.messages ?? [...said, ...spoken]), ...turnOf(made, passage.result)]
  }
  const { isSolved } = await judging(() => environment.score())
  return { isSolved, deliveries }
}

/** A call as a turn of a conversation, with what came back. */
function turnOf({ id, name, arguments: given }: ToolCall, result: ToolResult): Message[] {
  return [
    { role: 'assistant', text: '', calls: [{ id, name, arguments: given }] },
    { role: 'tool', callId: id, name, ...result },
  ]
}

/**
 * The conversation in which calls were made, one a turn, by their results.
 *
 * @param made in order
 */
export function conversationOf(
  sample: Pick<Sample, 'instructions' | 'goal'>,
  made: readonly { readonly call: WorldCall; readonly result: ToolResult }[],
): Message[] {
  const { instructions, goal } = sample
  return [
    { role: 'system', text: instructions },
    { role: 'user', text: goal },
    ...made.flatMap(({ call, result }, nth) => turnOf({ id: `call-${nth}`, ...call }, result)),
  ]
}

/**
 * A solver's plan with what the parent read: a solver has no need to look, but a change of what is read is met only by
 * who reads. Each read comes after as many writes as it did in the parent's work, or at the end of a shorter plan.
 *
 * @param plan calls that reach the goal
 * @param future what the parent did after the fork
 */
export function withReads(
  plan: readonly WorldCall[],
  future: readonly WorldCall[],
  world: { readonly tools: readonly ToolSpec[]; readonly constraint: Constraint },
): WorldCall[] {
  const { tools, constraint } = world
  const effects = new Map(tools.map(({ name, effect }) => [name, effect]))
  const readsAfter = new Map<number, WorldCall[]>()
  let writes = 0
  for (const call of future) {
    const effect = effects.get(call.name)
    if (effect === 'writes') writes += 1
    if (effect !== 'reads' || forbidsCall(constraint, call)) continue
    const place = Math.min(writes, plan.length)
    readsAfter.set(place, [...(readsAfter.get(place) ?? []), call])
  }
  return Array.from({ length: plan.length + 1 }, (_, place) => [
    ...(readsAfter.get(place) ?? []),
    ...plan.slice(place, place + 1),
  ]).flat()
}
