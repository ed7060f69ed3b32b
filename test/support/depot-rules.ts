import type { GoalVariant, JsonObject, JsonValue, ToolResult, ToolSpec, WorldCall } from '../../src/domain/index.js'

/** A depot: a cart takes parcels between four places joined by ways. Small enough to be understood at a glance. */
export interface DepotState {
  cart: string
  carried: string | null
  readonly places: Record<string, string>
  goal: Record<string, string>
  blocked: string[]
}

/** Both directions of each are open. */
export const WAYS: readonly (readonly [string, string])[] = [
  ['dock', 'hall'],
  ['hall', 'yard'],
  ['dock', 'shed'],
  ['shed', 'yard'],
]
/** Before anything has happened. */
export const START: DepotState = {
  cart: 'dock',
  carried: null,
  places: { red: 'dock', blue: 'hall', green: 'yard' },
  goal: { red: 'yard', blue: 'dock', green: 'hall' },
  blocked: [],
}

/** Other goals, near and far. */
export const VARIANTS: readonly (GoalVariant & { readonly goal: Record<string, string> })[] = [
  {
    id: 'only-green',
    text: 'Change of plan: red and blue as before, but green stays in the yard.',
    novelty: 0.2,
    goal: { red: 'yard', blue: 'dock', green: 'yard' },
  },
  {
    id: 'all-to-shed',
    text: 'Change of plan: all parcels go to the shed instead.',
    novelty: 0.9,
    goal: { red: 'shed', blue: 'shed', green: 'shed' },
  },
]

const object = (properties: Record<string, string>): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, description]) => [name, { type: 'string', description }]),
  ),
  required: Object.keys(properties),
})

/** Tools of the depot. */
export const TOOLS: readonly ToolSpec[] = [
  { name: 'look', description: 'Where the cart is and which ways are open.', parameters: object({}), effect: 'reads' },
  {
    name: 'list_parcels',
    description: 'All parcels with their places and destinations.',
    parameters: object({}),
    effect: 'reads',
    alternatives: ['find_parcel'],
  },
  {
    name: 'find_parcel',
    description: 'The place of one parcel; list_parcels shows all.',
    parameters: object({ parcel: 'The parcel.' }),
    effect: 'reads',
    alternatives: ['list_parcels'],
  },
  {
    name: 'drive',
    description: 'Drive the cart to a neighbouring place.',
    parameters: object({ to: 'The place.' }),
    effect: 'writes',
    alternatives: ['push'],
  },
  {
    name: 'push',
    description: 'Push the cart by hand to a neighbouring place.',
    parameters: object({ to: 'The place.' }),
    effect: 'writes',
    alternatives: ['drive'],
  },
  {
    name: 'load',
    description: 'Load a parcel that is where the cart is.',
    parameters: object({ parcel: 'The parcel.' }),
    effect: 'writes',
  },
  { name: 'unload', description: 'Put the loaded parcel down.', parameters: object({}), effect: 'writes' },
]

/** What a call does to the depot, and its answer. */
export function act(state: DepotState, call: WorldCall): ToolResult {
  const text = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '')
  const to = text(call.arguments.to)
  const parcel = text(call.arguments.parcel)
  if (call.name === 'look') {
    return good(`The cart is in the ${state.cart}; open ways lead to ${neighbours(state, state.cart).join(', ')}.`)
  }
  if (call.name === 'list_parcels') {
    return good(
      Object.keys(state.places)
        .map((name) => `${name}: ${state.places[name]}`)
        .join('\n'),
    )
  }
  if (call.name === 'find_parcel') {
    const place = state.places[parcel]
    return place === undefined ? bad(`parcel is '${parcel}'; expected red, blue or green`) : good(`${parcel}: ${place}`)
  }
  if (call.name === 'drive' || call.name === 'push') {
    if (!neighbours(state, state.cart).includes(to)) return bad(`no open way from the ${state.cart} to the ${to}`)
    state.cart = to
    return good(`The cart is in the ${to}.`)
  }
  if (call.name === 'load') {
    if (state.carried !== null) return bad('the cart is full')
    if (state.places[parcel] !== state.cart) return bad(`${parcel} is not in the ${state.cart}`)
    state.carried = parcel
    state.places[parcel] = 'cart'
    return good(`${parcel} is loaded.`)
  }
  if (call.name === 'unload') {
    if (state.carried === null) return bad('the cart is empty')
    const put = state.carried
    state.places[put] = state.cart
    state.carried = null
    return good(`${put} is in the ${state.cart}.`)
  }
  return bad(`unknown tool '${call.name}'; known: ${TOOLS.map(({ name }) => name).join(', ')}`)
}

const good = (text: string): ToolResult => ({ text, isError: false })
const bad = (text: string): ToolResult => ({ text, isError: true })

/** Places that an open way leads to. */
export function neighbours(state: Pick<DepotState, 'blocked'>, place: string): string[] {
  return WAYS.filter(([a, b]) => !state.blocked.includes(`${a}-${b}`)).flatMap(([a, b]) =>
    a === place ? [b] : b === place ? [a] : [],
  )
}
