import { asObject, badValue, type Place } from '../place.js'
import { type Fields, listOf } from './values.js'

/**
 * Attributes of OTLP JSON as plain values by name; numbers of 64 bits come as texts there.
 *
 * @throws RecordError where an attribute has no key
 */
export function attributesOf(value: unknown, place: Place): Fields {
  const entries = listOf(value).map((entry): [string, unknown] => {
    const object = asObject(entry)
    if (typeof object?.key !== 'string') throw badValue(place, entry, 'an attribute with a key and a value')
    return [object.key, plainValue(object.value)]
  })
  return Object.fromEntries(entries)
}

function plainValue(value: unknown): unknown {
  const object = asObject(value)
  if (object === undefined) return undefined
  if (typeof object.stringValue === 'string') return object.stringValue
  if (typeof object.boolValue === 'boolean') return object.boolValue
  if (object.intValue !== undefined) return Number(object.intValue)
  if (object.doubleValue !== undefined) return Number(object.doubleValue)
  const list = asObject(object.arrayValue)
  if (list !== undefined) return listOf(list.values).map(plainValue)
  const fields = asObject(object.kvlistValue)
  if (fields === undefined) return undefined
  return Object.fromEntries(
    listOf(fields.values).flatMap((entry) => {
      const field = asObject(entry)
      return typeof field?.key === 'string' ? [[field.key, plainValue(field.value)]] : []
    }),
  )
}

/**
 * Attributes that spell a list out, as `gen_ai.prompt.0.content` does, put together again.
 *
 * @returns empty where no attribute begins with the prefix and a number
 */
export function spelledList(attributes: Fields, prefix: string): unknown[] {
  const items = new Map<number, Record<string, unknown>>()
  for (const [name, value] of Object.entries(attributes)) {
    const match = new RegExp(`^${prefix.replaceAll('.', '\\.')}\\.(\\d+)\\.(.+)$`).exec(name)
    const [, place = '', rest = ''] = match ?? []
    if (match === null) continue
    const item = items.get(Number(place)) ?? {}
    item[rest] = value
    items.set(Number(place), item)
  }
  return [...items]
    .sort(([a], [b]) => a - b)
    .map(([, item]) => {
      const calls = Object.keys(item).some((name) => name.startsWith('tool_calls.'))
        ? spelledList(item, 'tool_calls')
        : undefined
      return calls === undefined ? item : { ...item, tool_calls: calls }
    })
}
