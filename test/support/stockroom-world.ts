import {
  asJson,
  type Constraint,
  type Disturbance,
  type Environment,
  forbidsCall,
  type JsonObject,
  type JsonValue,
  type Sample,
  type Solution,
  type WorldCall,
} from '../../src/domain/index.js'
import { act, type Goods, LATER, START, type StockState, TOOLS, VARIANTS } from './stockroom-rules.js'

/** The one sample of the stockroom. */
export function stockroomSample(): Sample {
  return {
    id: 'stockroom/narrow/7/1',
    family: 'stockroom',
    stratum: 'narrow',
    seed: 1,
    size: 7,
    instructions: 'You keep a stockroom with the shelves A, B, C and D.',
    goal: 'In the end there are 60 bolts, 16 hinges and 7 ropes on shelf C and 30 lamps on shelf A.',
    reference: { calls: 6, atLeast: 6 },
    width: 6,
  }
}

/** A fresh stockroom in its initial state. */
export function openStockroom(): Environment {
  let state = structuredClone(START)
  const isReached = (at: number) =>
    state.goods[at]?.shelf === state.want[at]?.shelf && state.goods[at]?.count === state.want[at]?.count
  const reached = () => START.goods.filter((_, at) => isReached(at)).length
  return {
    tools: TOOLS,
    effects: 'replayable',
    call: (call) => act(state, call),
    score: () => ({
      value: reached() / START.goods.length,
      isSolved: reached() === START.goods.length,
      evidence: [`${reached()} of ${START.goods.length} kinds of goods are as they should be`],
    }),
    checkpoints: () => START.goods.map(({ name }, at) => ({ id: name, effort: 1.5, isReached: isReached(at) })),
    snapshot: () => asJson(structuredClone(state)),
    restore: (value: JsonValue) => {
      state = structuredClone(value) as unknown as StockState
    },
    disturbances: () => disturbancesOf(state, isReached),
    disturb: (id) => disturb(state, id),
    goalVariants: () => VARIANTS.map(({ change, ...rest }) => rest),
    changeGoal: (id) => VARIANTS.find((entry) => entry.id === id)?.change(state.want),
    laterTools: () => [LATER],
    solve: (constraints) => solve(state, constraints),
  }
}

function disturbancesOf(state: StockState, isReached: (at: number) => boolean): Disturbance[] {
  const of = (kind: string, goods: Goods): Disturbance => {
    return { id: `${kind} ${goods.name}`, kind, description: `${goods.name}: ${kind}`, isSolvable: true }
  }
  return state.goods.flatMap((goods, at) =>
    isReached(at) ? [of('work-undone', goods)] : [of('item-moved', goods), of('item-renamed', goods)],
  )
}

function disturb(state: StockState, id: string): void {
  const [kind, name] = id.split(' ')
  const goods = state.goods.find((entry) => entry.name === name)
  if (goods === undefined) return
  if (kind === 'item-renamed') goods.name = `${name}-new`
  else goods.shelf = 'B'
}

function solve(from: StockState, constraints: readonly Constraint[]): Solution {
  const state = structuredClone(from)
  for (const constraint of constraints) {
    if (constraint.kind === 'disturbed') disturb(state, constraint.disturbance)
    if (constraint.kind === 'goal-changed') VARIANTS.find(({ id }) => id === constraint.variant)?.change(state.want)
  }
  const isAllowed = (call: WorldCall) => !constraints.some((constraint) => forbidsCall(constraint, call))
  const calls: WorldCall[] = []
  const make = (...choices: WorldCall[]): boolean => {
    const call = choices.find(isAllowed)
    if (call !== undefined) calls.push(call)
    return call !== undefined
  }
  for (const [at, { name, shelf, count }] of state.goods.entries()) {
    const want = state.want[at] ?? { shelf, count }
    const more = want.count - count
    const move = { item: name, shelf: want.shelf }
    const isMoved =
      shelf === want.shelf || make({ name: 'move_item', arguments: move }, { name: 'carry_item', arguments: move })
    const amount = { item: name, count: Math.abs(more) }
    const isCounted = more === 0 || make({ name: more > 0 ? 'receive' : 'issue', arguments: amount })
    if (!isMoved || !isCounted) return { kind: 'infeasible', reason: `${name} cannot be brought in order` }
  }
  return { kind: 'calls', calls }
}

/** The calls of a careful worker without any change. */
export function stockroomRoutine(): WorldCall[] {
  const call = (name: string, given: JsonObject): WorldCall => ({ name, arguments: given })
  const show = (item: string) => call('show_item', { item })
  const list = (page: number) => call('list_items', { page })
  return [
    list(1),
    list(2),
    show('hinges'),
    call('move_item', { item: 'hinges', shelf: 'C' }),
    show('hinges'),
    show('bolts'),
    call('move_item', { item: 'bolts', shelf: 'C' }),
    call('receive', { item: 'bolts', count: 20 }),
    list(1),
    show('lamps'),
    call('move_item', { item: 'lamps', shelf: 'A' }),
    call('receive', { item: 'lamps', count: 5 }),
    list(2),
    show('ropes'),
    call('move_item', { item: 'ropes', shelf: 'C' }),
    list(1),
    list(2),
    show('ropes'),
  ]
}
