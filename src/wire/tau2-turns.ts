import { asJson, type StepCall, type ToolResult } from '../domain/index.js'
import { asObject, badValue, fieldOf, type Place } from './place.js'
import type { Tau2Simulation } from './tau2.js'

/** One turn of a tau2 conversation; the simulated user calls tools of its own. */
interface Tau2Turn {
  readonly role: 'agent' | 'user'
  readonly text: string
  readonly calls: readonly StepCall[]
}

/**
 * The conversation of a simulation, tool results attached to their calls.
 *
 * @throws RecordError with the path of a message that is not of tau2's form
 */
export function readTau2Turns({ place, messages }: Tau2Simulation): Tau2Turn[] {
  const results = new Map<string, ToolResult>()
  const at = (index: number): Place => ({ file: place.file, at: `${place.at}.messages[${index}]` })
  const objects = messages.map((message, index) => {
    const object = asObject(message)
    if (object === undefined) throw badValue(at(index), message, 'an object')
    return object
  })
  for (const message of objects) {
    if (message.role !== 'tool') continue
    results.set(String(message.id), { text: textIn(message), isError: message.error === true })
  }
  return objects.flatMap((message, index): Tau2Turn[] => {
    if (message.role !== 'assistant' && message.role !== 'user') return []
    const role = message.role === 'user' ? 'user' : 'agent'
    return [{ role, text: textIn(message), calls: callsIn(message, at(index), results) }]
  })
}

function textIn(message: Readonly<Record<string, unknown>>): string {
  const content = fieldOf(message, 'content')
  return typeof content === 'string' ? content : ''
}

function callsIn(
  message: Readonly<Record<string, unknown>>,
  place: Place,
  results: ReadonlyMap<string, ToolResult>,
): StepCall[] {
  const list = fieldOf(message, 'tool_calls') ?? []
  const at = `${place.at}.tool_calls`
  if (!Array.isArray(list)) throw badValue({ file: place.file, at }, list, 'a list of calls, or null')
  return list.map((entry: unknown, index): StepCall => {
    const call = asObject(entry)
    const args = asObject(call?.arguments)
    if (call === undefined || args === undefined || typeof call.name !== 'string') {
      throw badValue({ file: place.file, at: `${at}[${index}]` }, entry, 'a call with name and arguments')
    }
    const id = String(call.id)
    const result = results.get(id)
    const made = { id, name: call.name, arguments: asJson(args) }
    return { call: made, ...(result !== undefined && { result }) }
  })
}
