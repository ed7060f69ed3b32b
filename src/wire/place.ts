import { RecordError } from '../domain/index.js'

/** Where a value stands, for errors that lead the reader there. */
export interface Place {
  /** The file as the user named it. */
  readonly file: string
  /** Line, or path within a JSON document, such as `line 7` or `simulations[3].reward`. */
  readonly at: string
}

/** A value as errors show it: short, and with NaN and infinite numbers by name. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** The error for a value that cannot be read. */
export function badValue(place: Place, value: unknown, expected: string): RecordError {
  return new RecordError(place.file, place.at, shown(value), expected)
}

/** A parsed JSON object, or undefined where the value is something else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(value) ? value : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own field of an object, so that names such as `constructor` find nothing that is not in the data. */
export function fieldOf<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}
