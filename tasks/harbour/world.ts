import {
  asJson,
  type Checkpoint,
  type Constraint,
  canonicalJson,
  type Environment,
  forbidsCall,
  type JsonValue,
  type Score,
  type Solution,
  type WorldCall,
} from 'leadline'
import { act } from './act.js'
import { disturb, disturbancesOf } from './disturbances.js'
import { changeGoal, goalVariantsOf } from './goals.js'
import type { Generated } from './making/generate.js'
import { planDeliveries } from './solving/plan.js'
import { ABOARD, type HarbourState, isDelivered, type Layout } from './state.js'
import { LATER_TOOLS, toolsFor } from './tools.js'

/** Constraints under which the same calls reach the goal. */
const HARMLESS: readonly Constraint['kind'][] = ['surface', 'delayed', 'misreported', 'unhindered', 'limited']

/** Opens a harbour in the state in which it was generated. */
export function openHarbour({ layout, state: start, solution }: Generated): Environment {
  let state = structuredClone(start)
  const tools = toolsFor(layout.rules)
  const toolsOf = (name: string) => (LATER_TOOLS.some((tool) => tool.name === name) ? LATER_TOOLS : tools)
  return {
    tools,
    effects: 'replayable',
    call: (call) => act(call, state, layout, toolsOf(call.name)),
    score: () => scoreOf(state),
    checkpoints: () => checkpointsOf(state, solution.length),
    snapshot: () => asJson(structuredClone(state)),
    restore(saved: JsonValue) {
      // Only what `snapshot` gave comes back here.
      state = structuredClone(saved) as unknown as HarbourState
    },
    disturbances: () => disturbancesOf(state, layout),
    disturb: (id) => disturb(id, state, layout),
    goalVariants: () => goalVariantsOf(state, layout),
    changeGoal: (id) => changeGoal(id, state, layout),
    laterTools: () => LATER_TOOLS,
    solve(constraints) {
      // Where nothing has happened yet, the plan that the reference length rests on is known.
      const isFresh = canonicalJson(asJson(state)) === canonicalJson(asJson(start))
      const isFree = constraints.every(({ kind }) => HARMLESS.includes(kind))
      return isFresh && isFree ? { kind: 'calls', calls: solution } : solve(constraints, state, layout)
    },
  }
}

function scoreOf(state: HarbourState): Score {
  const delivered = state.crates.filter(isDelivered).length
  const open = state.crates.filter((crate) => !isDelivered(crate))
  const evidence = [
    `${delivered} of ${state.crates.length} crates are delivered`,
    ...open
      .slice(0, 3)
      .map(({ id, at, bound }) => `${id} is ${at === ABOARD ? 'aboard' : `at ${at}`} and bound for ${bound}`),
  ]
  return { value: delivered / state.crates.length, isSolved: open.length === 0, evidence }
}

function checkpointsOf(state: HarbourState, referenceCalls: number): Checkpoint[] {
  return state.crates.map((crate) => ({
    id: state.labels?.[crate.id] ?? crate.id,
    effort: crate.effort * referenceCalls,
    isReached: isDelivered(crate),
  }))
}

function solve(constraints: readonly Constraint[], state: HarbourState, layout: Layout): Solution {
  const changed = structuredClone(state)
  for (const constraint of constraints) {
    if (constraint.kind === 'disturbed') disturb(constraint.disturbance, changed, layout)
    if (constraint.kind === 'goal-changed') changeGoal(constraint.variant, changed, layout)
  }
  const allows = (call: WorldCall) => !constraints.some((constraint) => forbidsCall(constraint, call))
  return planDeliveries(changed, layout, { allows })
}
