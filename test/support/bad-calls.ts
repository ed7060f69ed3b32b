import type { JsonObject, JsonValue, ToolOffer, WorldCall } from '../../src/domain/index.js'
import { type Aimed, type ConformanceWorld, type RecordedFork, recorded } from './aimed.js'

/** The answer to a call that fits no tool offered. */
export interface Refused {
  readonly call: WorldCall
  readonly text: string
  /** What was offered when it was made. */
  readonly offered: readonly ToolOffer[]
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The parameters of a tool. */
export function parametersOf({ parameters }: Pick<ToolOffer, 'parameters'>): string[] {
  return isObject(parameters.properties) ? Object.keys(parameters.properties) : []
}

/** Makes calls that fit no tool, as the world has them and as they may be offered, and returns what is answered. */
export async function refusedIn(
  world: ConformanceWorld,
  aimed: Aimed,
  arm: 'sham' | 'varied',
): Promise<readonly Refused[]> {
  const shown = await recorded(world, aimed, 'varied')
  const known = new Map([...world.open().tools, ...lastOffer(shown)].map((tool) => [tool.name, tool]))
  const bad = [{ name: 'no_such_tool', arguments: {} }, ...[...known.values()].flatMap(badCallsOf)]
  const fork = await recorded(world, { ...aimed, future: [...bad, ...aimed.future] }, arm)
  const offered = lastOffer(fork)
  return bad.flatMap((call, index) => {
    const text = refusalOfCall(fork, `call-${aimed.past.length + index}`)
    return text === undefined ? [] : [{ call, text, offered }]
  })
}

/** A call without arguments, and one with every argument of the wrong kind. */
function badCallsOf(tool: ToolOffer): WorldCall[] {
  const names = parametersOf(tool)
  if (names.length === 0) return []
  const wrong = Object.fromEntries(names.map((name) => [name, [true]]))
  return [
    { name: tool.name, arguments: {} },
    { name: tool.name, arguments: wrong },
  ]
}

function refusalOfCall({ journal, id }: RecordedFork, callId: string): string | undefined {
  for (const { body } of journal.events(id)) {
    if (body.kind !== 'tool-returned' || body.callId !== callId || !body.isError) continue
    const message = journal.content(body.messageHash)
    return isObject(message) && typeof message.text === 'string' ? message.text : undefined
  }
  return undefined
}

function lastOffer({ asks }: RecordedFork): ToolOffer[] {
  const { tools }: { tools: ToolOffer[] } = JSON.parse(asks.at(-1) ?? '{"tools":[]}')
  return tools
}
