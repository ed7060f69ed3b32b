import {
  type Constraint,
  forbidsCall,
  type Link,
  type PlannedTrial,
  type Preparation,
  type Solution,
  type ToolSpec,
  type WorldCall,
} from '../domain/index.js'
import { executePlan, withReads } from '../run/index.js'
import type { ForkPoint, ForkWorld, NotApplicable } from './fork-point.js'

/** An intervention aimed at a fork point and proven solvable, or why it cannot be used there. */
export type AimedProbe =
  | NotApplicable
  | {
      readonly kind: 'ready'
      readonly link: Link
      readonly constraint: ReadyPreparation['constraint']
      readonly expects: PlannedTrial['expects']
      /** What the executed witness met; absent where the solver shows that there is no plan. */
      readonly witness?: { readonly deliveries: number }
    }

/** An intervention that found its place. */
export type ReadyPreparation = Extract<Preparation, { kind: 'ready' }>

/** Executes what a system that adapts would do; it changes the world. */
export async function witness(
  prepared: ReadyPreparation,
  { environment, state, open: twin }: ForkWorld,
  { parent, future, said }: ForkPoint,
): Promise<AimedProbe> {
  const { link, constraint } = prepared
  environment.restore(state)
  const { tools } = environment
  const solution = environment.solve === undefined ? ownWay(tools, future, constraint) : environment.solve([constraint])
  if (solution === undefined) return { kind: 'not-applicable', missing: 'solve' }
  if (solution.kind === 'infeasible') return { kind: 'ready', link, constraint, expects: 'infeasible' }
  environment.restore(state)
  const plan = prepared.adapt(withReads(solution.calls, future, { tools, constraint }))
  const { pairId } = parent
  const shared = { environment, twin, links: [link], pairId, plan, said: said() }
  const { isSolved, deliveries } = await executePlan({ ...shared, arm: 'varied' })
  if (!isSolved) return { kind: 'not-applicable', missing: 'a witness that solves the sample' }
  return { kind: 'ready', link, constraint, expects: 'solution', witness: { deliveries } }
}

/**
 * What the parent itself did after the fork, for a world without a solver: executed under the change, it shows as well
 * as a solver's plan that the goal can still be reached. None where the change forbids a part of it.
 */
function ownWay(
  tools: readonly ToolSpec[],
  future: readonly WorldCall[],
  constraint: Constraint,
): Solution | undefined {
  if (future.some((call) => forbidsCall(constraint, call))) return undefined
  const writes = new Set(tools.flatMap(({ name, effect }) => (effect === 'writes' ? [name] : [])))
  return { kind: 'calls', calls: future.filter(({ name }) => writes.has(name)) }
}
