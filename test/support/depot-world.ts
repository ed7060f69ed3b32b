import {
  asJson,
  type Constraint,
  type Disturbance,
  type Environment,
  forbidsCall,
  type JsonObject,
  type Sample,
  type Solution,
  type TaskFamily,
  type WorldCall,
} from '../../src/domain/index.js'
import { act, type DepotState, neighbours, START, TOOLS, VARIANTS, WAYS } from './depot-rules.js'
import { GERMAN } from './depot-words.js'

/** The one sample of the depot. */
export function depotSample(): Sample {
  return {
    id: 'depot/narrow/14/1',
    family: 'depot',
    stratum: 'narrow',
    seed: 1,
    size: 14,
    instructions: 'You steer a cart in a depot. It carries one parcel at a time.',
    goal: 'Bring red to the yard, blue to the dock and green to the hall.',
    reference: { calls: 13, atLeast: 10 },
    width: 4,
  }
}

/** The depot as a family with its one sample. */
export const depotFamily: TaskFamily = { name: 'depot', bank: 'test', makeSample: depotSample, open: openDepot }

/** A fresh depot in its initial state. */
export function openDepot(): Environment {
  let state = structuredClone(START)
  const without: readonly Constraint[] = []
  return {
    tools: TOOLS,
    effects: 'replayable',
    call: (call) => act(state, call),
    score: () => {
      const { length } = Object.keys(state.goal)
      const value = reached(state).length / length
      return { value, isSolved: value === 1, evidence: [`${value * length} of ${length} parcels are in place`] }
    },
    checkpoints: () =>
      Object.keys(state.goal).map((id) => ({ id, effort: 13 / 3, isReached: reached(state).includes(id) })),
    snapshot: () => asJson(structuredClone(state)),
    restore: (value) => {
      state = structuredClone(value) as unknown as DepotState
    },
    disturbances: () =>
      WAYS.filter(([a, b]) => !state.blocked.includes(`${a}-${b}`)).map((way) => disturbanceOf(state, way)),
    disturb: (id) => {
      if (!state.blocked.includes(id)) state.blocked.push(id)
    },
    goalVariants: () => VARIANTS.map(({ id, text, novelty }) => ({ id, text, novelty })),
    changeGoal: (id) => {
      state.goal = { ...(VARIANTS.find((variant) => variant.id === id)?.goal ?? state.goal) }
    },
    translations: () => [GERMAN],
    solve: (constraints = without) => solve(state, constraints),
  }
}

function reached(state: DepotState): string[] {
  return Object.keys(state.goal).filter((parcel) => state.places[parcel] === state.goal[parcel])
}

function disturbanceOf(state: DepotState, [a, b]: readonly [string, string]): Disturbance {
  const id = `${a}-${b}`
  const isSolvable = solve(state, [{ kind: 'disturbed', disturbance: id }]).kind === 'calls'
  return { id, kind: 'route-blocked', description: `The way between ${a} and ${b} is closed.`, isSolvable }
}

/** One parcel after another, each by the shortest open and allowed way. */
function solve(from: DepotState, constraints: readonly Constraint[]): Solution {
  const state = structuredClone(from)
  for (const constraint of constraints) {
    if (constraint.kind === 'disturbed') state.blocked.push(constraint.disturbance)
    if (constraint.kind === 'goal-changed') {
      state.goal = VARIANTS.find(({ id }) => id === constraint.variant)?.goal ?? state.goal
    }
  }
  const isAllowed = (call: WorldCall) => !constraints.some((constraint) => forbidsCall(constraint, call))
  const calls: WorldCall[] = []
  const make = (call: WorldCall): boolean => {
    calls.push(call)
    return isAllowed(call) && !act(state, call).isError
  }
  const go = (place: string | undefined): boolean => {
    const path = place === undefined ? undefined : wayTo(state, place, isAllowed)
    return path?.every(make) ?? false
  }
  const put = () => make({ name: 'unload', arguments: {} })
  const deliver = (parcel: string): boolean => {
    if (state.carried !== parcel) {
      const isThere = (state.carried === null || put()) && go(state.places[parcel])
      if (!isThere || !make({ name: 'load', arguments: { parcel } })) return false
    }
    return go(state.goal[parcel]) && put()
  }
  const left = Object.keys(state.goal).filter((parcel) => !reached(state).includes(parcel))
  const order = left.toSorted((a, b) => Number(b === state.carried) - Number(a === state.carried))
  const stuck = order.find((parcel) => !deliver(parcel))
  return stuck === undefined ? { kind: 'calls', calls } : { kind: 'infeasible', reason: `${stuck} cannot be delivered` }
}

function wayTo(state: DepotState, place: string, isAllowed: (call: WorldCall) => boolean): WorldCall[] | undefined {
  const found = new Map<string, WorldCall[]>([[state.cart, []]])
  for (const [here, path] of found) {
    if (here === place) return path
    for (const to of neighbours(state, here)) {
      const call = ['drive', 'push'].map((name) => ({ name, arguments: { to } })).find(isAllowed)
      if (call !== undefined && !found.has(to)) found.set(to, [...path, call])
    }
  }
  return undefined
}

/** The calls of a careful worker without any change: reads before it acts and reads again between parcels. */
export function depotRoutine(): WorldCall[] {
  const call = (name: string, given: JsonObject = {}): WorldCall => ({ name, arguments: given })
  const drive = (to: string) => call('drive', { to })
  const load = (parcel: string) => call('load', { parcel })
  return [
    call('look'),
    call('list_parcels'),
    load('red'),
    drive('hall'),
    drive('yard'),
    call('unload'),
    call('list_parcels'),
    call('find_parcel', { parcel: 'red' }),
    load('green'),
    drive('hall'),
    call('unload'),
    call('list_parcels'),
    call('look'),
    load('blue'),
    drive('dock'),
    call('unload'),
    call('list_parcels'),
    call('look'),
  ]
}
