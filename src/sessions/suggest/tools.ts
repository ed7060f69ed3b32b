import type { JsonValue, Session, SessionCall } from '../../domain/index.js'

/** What the values of one argument were. */
export type SeenType = 'text' | 'whole' | 'number' | 'truth' | 'texts' | 'list' | 'object' | 'anything'

/** One argument of a tool, as it was seen. */
export interface SeenField {
  readonly name: string
  readonly type: SeenType
  /** True where every call had it. */
  readonly isAlways: boolean
}

/** A tool as its calls show it. */
export interface SeenTool {
  /** As it was recorded. */
  readonly name: string
  readonly calls: number
  /** Calls that are marked as failed. */
  readonly failed: number
  /** In the order in which they were first seen; absent where no call tells its arguments. */
  readonly fields?: readonly SeenField[]
}

/** The tools of sessions with the arguments that they were called with, in the order of first use. */
export function seenTools(sessions: readonly Session[]): readonly SeenTool[] {
  const calls = sessions.flatMap(({ steps }) => steps.flatMap((step) => step.calls))
  return [...Map.groupBy(calls, ({ name }) => name)].map(([name, own]) => ({
    name,
    calls: own.length,
    failed: own.filter(({ isError }) => isError === true).length,
    ...fieldsOf(own),
  }))
}

function fieldsOf(calls: readonly SessionCall[]): Pick<SeenTool, 'fields'> {
  const told = calls.flatMap(({ arguments: given, isError }) => (given === undefined ? [] : [{ given, isError }]))
  // What was refused says little of what is wanted; it counts only where nothing else is known.
  const right = told.filter(({ isError }) => isError !== true)
  const used = (right.length > 0 ? right : told).map(({ given }) => given)
  if (used.length === 0) return {}
  const names = [...new Set(used.flatMap((given) => Object.keys(given)))]
  return {
    fields: names.map((name) => {
      const values = used.flatMap((given) => (Object.hasOwn(given, name) ? [given[name]] : []))
      return { name, type: typeOfAll(values), isAlways: values.length === used.length }
    }),
  }
}

function typeOfAll(values: readonly (JsonValue | undefined)[]): SeenType {
  const types = new Set(values.map(typeOf))
  const [first = 'anything'] = types
  if (types.size === 1) return first
  if ([...types].every((type) => type === 'whole' || type === 'number')) return 'number'
  return [...types].every((type) => type === 'texts' || type === 'list') ? 'list' : 'anything'
}

function typeOf(value: JsonValue | undefined): SeenType {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'truth'
  if (typeof value === 'number') return Number.isInteger(value) ? 'whole' : 'number'
  if (Array.isArray(value))
    return value.length > 0 && value.every((entry) => typeof entry === 'string') ? 'texts' : 'list'
  return typeof value === 'object' && value !== null ? 'object' : 'anything'
}
