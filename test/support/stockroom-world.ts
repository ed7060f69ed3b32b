import {
  asJson,
  type Constraint,
  type Disturbance,
  type Environment,
  forbidsCall,
  type GoalVariant,
  type JsonObject,
  type JsonValue,
  type Sample,
  type Solution,
  type ToolResult,
  type ToolSpec,
  type WorldCall,
} from '../../src/domain/index.js'

/** One kind of goods. `name`: what it is called now. */
interface Goods {
  name: string
  shelf: string
  count: number
  readonly kg: number
}

/** A stockroom: goods lie on shelves in some number. It has what the depot lacks: numbers, units, dates, pages. */
interface StockState {
  goods: Goods[]
  want: { shelf: string; count: number }[]
}

const START: StockState = {
  goods: [
    { name: 'bolts', shelf: 'A', count: 40, kg: 12 },
    { name: 'hinges', shelf: 'A', count: 16, kg: 9 },
    { name: 'lamps', shelf: 'B', count: 25, kg: 31 },
    { name: 'ropes', shelf: 'B', count: 7, kg: 4 },
  ],
  want: [
    { shelf: 'C', count: 60 },
    { shelf: 'C', count: 16 },
    { shelf: 'A', count: 30 },
    { shelf: 'C', count: 7 },
  ],
}

const FIELDS = { item: 'string', shelf: 'string', count: 'integer', page: 'integer' } as const

const takes = (...names: (keyof typeof FIELDS)[]): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: FIELDS[name], description: `The ${name}.` }])),
  required: names,
})

const TOOLS: readonly ToolSpec[] = [
  {
    name: 'list_items',
    description: 'One page of the stock list, two kinds of goods on each.',
    parameters: takes('page'),
    effect: 'reads',
    alternatives: ['show_item'],
  },
  {
    name: 'show_item',
    description: 'What the stockroom knows of one kind of goods.',
    parameters: takes('item'),
    effect: 'reads',
    alternatives: ['list_items'],
  },
  {
    name: 'move_item',
    description: 'Take all goods of one kind to another shelf with the truck.',
    parameters: takes('item', 'shelf'),
    effect: 'writes',
    alternatives: ['carry_item'],
  },
  {
    name: 'carry_item',
    description: 'Take all goods of one kind to another shelf by hand.',
    parameters: takes('item', 'shelf'),
    effect: 'writes',
    alternatives: ['move_item'],
  },
  {
    name: 'receive',
    description: 'Take in more of one kind of goods.',
    parameters: takes('item', 'count'),
    effect: 'writes',
  },
  { name: 'issue', description: 'Give out some of one kind.', parameters: takes('item', 'count'), effect: 'writes' },
]

const LATER: ToolSpec = {
  name: 'settle_item',
  description: 'Bring one kind of goods to a shelf and to a number, all at once.',
  parameters: takes('item', 'shelf', 'count'),
  effect: 'writes',
}

const VARIANTS: readonly (GoalVariant & { readonly change: (want: StockState['want']) => void })[] = [
  variant('all-to-d', undefined, 'All goods go to shelf D instead; their numbers stay as I said.', (want) => {
    for (const entry of want) entry.shelf = 'D'
  }),
  variant('more-ropes', 'added', 'One thing more: there should be 12 ropes in the end.', (want) => {
    const ropes = want[3]
    if (ropes !== undefined) ropes.count = 12
  }),
  variant('lamps-to-d', 'revised', 'The lamps go to shelf D instead of A. The rest stays as it is.', (want) => {
    const lamps = want[2]
    if (lamps !== undefined) lamps.shelf = 'D'
  }),
  variant('hinges-stay', 'withdrawn', 'The hinges may stay on shelf A. The rest stays as it is.', (want) => {
    const hinges = want[1]
    if (hinges !== undefined) hinges.shelf = 'A'
  }),
]

function variant(
  id: string,
  kind: GoalVariant['kind'],
  text: string,
  change: (want: StockState['want']) => void,
): (typeof VARIANTS)[number] {
  return { id, text, novelty: kind === undefined ? 0.9 : 0.2, change, ...(kind !== undefined && { kind }) }
}

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

const good = (text: string): ToolResult => ({ text, isError: false })
const bad = (text: string): ToolResult => ({ text, isError: true })

function act(state: StockState, { name, arguments: given }: WorldCall): ToolResult {
  if (name === 'list_items') {
    const page = Number(given.page)
    const shown = state.goods.slice(2 * page - 2, 2 * page)
    return shown.length === 0 ? bad('there are pages 1 and 2') : good(['Stock list', ...shown.map(lineOf)].join('\n'))
  }
  const goods = state.goods.find((entry) => entry.name === given.item)
  if (goods === undefined) return bad(`there are no goods called '${given.item}'`)
  if (name === 'show_item') return good(lineOf(goods))
  if (name === 'move_item' || name === 'carry_item') goods.shelf = String(given.shelf)
  else if (name === 'receive') goods.count += Number(given.count)
  else if (name === 'issue') goods.count -= Number(given.count)
  else if (name === LATER.name) Object.assign(goods, { shelf: String(given.shelf), count: Number(given.count) })
  else return bad(`unknown tool '${name}'; known: ${TOOLS.map((tool) => tool.name).join(', ')}`)
  return good(`${goods.name}: now ${goods.count} pieces on shelf ${goods.shelf}`)
}

const lineOf = ({ name, shelf, count, kg }: Goods) =>
  `${name}: ${kg} kg, ${count} pieces on shelf ${shelf}, counted 2026-03-04 at 09:30`

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
