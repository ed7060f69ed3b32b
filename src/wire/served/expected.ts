import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/index.js'

/** Something in a request that cannot be carried; the message is for the client. */
export class NotCarried extends Error {
  /** @param place the field, as its vendor names it in an error */
  constructor(
    message: string,
    readonly place?: string,
  ) {
    super(message)
  }
}

const MOST_SHOWN = 60

/** The complaint about a field that is not what its vendor takes. */
export function malformed(place: string, found: JsonValue | undefined, expected: string): NotCarried {
  const text = found === undefined ? 'missing' : JSON.stringify(found)
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text
  return new NotCarried(`${place} is ${shown}; expected ${expected}`, place)
}

/** A field that may be left out or null. */
export function isAbsent(value: JsonValue | undefined): value is undefined | null {
  return value === undefined || value === null
}

/** A list; where it is left out, an empty one. */
export function listAt(value: JsonValue | undefined, place: string, of: string): readonly JsonValue[] {
  if (isAbsent(value)) return []
  if (!Array.isArray(value)) throw malformed(place, value, `a list of ${of}`)
  return value
}

/** A list that has to be there, with something in it. */
export function someAt(value: JsonValue | undefined, place: string, of: string): readonly JsonValue[] {
  if (!Array.isArray(value)) throw malformed(place, value, `a list of ${of}`)
  if (value.length === 0) throw malformed(place, value, `at least one of ${of}`)
  return value
}

/** An object that has to be there. */
export function objectAt(value: JsonValue | undefined, place: string): JsonObject {
  if (!isJsonObject(value)) throw malformed(place, value, 'an object')
  return value
}

/** A text that has to be there. */
export function textAt(value: JsonValue | undefined, place: string): string {
  if (typeof value !== 'string') throw malformed(place, value, 'a text')
  return value
}

/** A name or an id: a text that is not empty. */
export function nameAt(value: JsonValue | undefined, place: string): string {
  if (typeof value !== 'string' || value === '') throw malformed(place, value, 'a name')
  return value
}

/** A text; where it is left out, the empty one. */
export function maybeTextAt(value: JsonValue | undefined, place: string): string {
  return isAbsent(value) ? '' : textAt(value, place)
}

/** Yes or no; where it is left out, no unless `otherwise` says yes. */
export function flagAt(value: JsonValue | undefined, place: string, otherwise = false): boolean {
  if (isAbsent(value)) return otherwise
  if (typeof value !== 'boolean') throw malformed(place, value, 'true or false')
  return value
}

/**
 * A number; undefined where it is left out.
 *
 * @param expected which numbers are accepted, in words
 */
export function maybeNumberAt(
  value: JsonValue | undefined,
  place: string,
  { expected, accepts }: { readonly expected: string; readonly accepts: (value: number) => boolean },
): number | undefined {
  if (isAbsent(value)) return undefined
  if (typeof value !== 'number' || !accepts(value)) throw malformed(place, value, expected)
  return value
}

/** JSON Schema of an object; where it is left out, one without fields. */
export function schemaAt(value: JsonValue | undefined, place: string): JsonObject {
  return isAbsent(value) ? { type: 'object', properties: {} } : objectAt(value, place)
}
