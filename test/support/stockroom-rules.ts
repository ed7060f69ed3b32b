import type { GoalVariant, JsonObject, ToolResult, ToolSpec, WorldCall } from '../../src/domain/index.js'

/** One kind of goods. `name`: what it is called now. */
export interface Goods {
  name: string
  shelf: string
  count: number
  readonly kg: number
}

/** A stockroom: goods lie on shelves in some number. It has what the depot lacks: numbers, units, dates, pages. */
export interface StockState {
  goods: Goods[]
  want: { shelf: string; count: number }[]
}

/** Before anything has happened. */
export const START: StockState = {
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

/** Tools of the stockroom. */
export const TOOLS: readonly ToolSpec[] = [
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

/** The tool that it holds back. */
export const LATER: ToolSpec = {
  name: 'settle_item',
  description: 'Bring one kind of goods to a shelf and to a number, all at once.',
  parameters: takes('item', 'shelf', 'count'),
  effect: 'writes',
}

/** Other goals, of every kind. */
export const VARIANTS: readonly (GoalVariant & { readonly change: (want: StockState['want']) => void })[] = [
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

const good = (text: string): ToolResult => ({ text, isError: false })
const bad = (text: string): ToolResult => ({ text, isError: true })

/** What a call does to the stockroom, and its answer. */
export function act(state: StockState, { name, arguments: given }: WorldCall): ToolResult {
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
