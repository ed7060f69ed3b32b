import { ConfigError } from '../../domain/index.js'

/**
 * Refuses a state that does not survive as JSON: it could neither be kept nor gone back to.
 *
 * @param place of the value, for the error
 * @throws ConfigError with the first place in it that is no JSON
 */
export function requireJson(place: string, value: unknown): void {
  requireWithin(place, value, [])
}

function requireWithin(place: string, value: unknown, around: readonly object[]): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return
  if (typeof value === 'number' && Number.isFinite(value)) return
  if (typeof value === 'object' && around.includes(value)) {
    throw new ConfigError(place, 'a part of itself', 'JSON, which has an end')
  }
  if (typeof value === 'object' && isPlain(value)) {
    for (const [key, entry] of Object.entries(value)) {
      // An absent field is no value: JSON leaves it out on both ways.
      if (entry === undefined && !Array.isArray(value)) continue
      requireWithin(Array.isArray(value) ? `${place}[${key}]` : `${place}.${key}`, entry, [...around, value])
    }
    return
  }
  throw new ConfigError(
    place,
    kindOf(value),
    'JSON: a text, a finite number, true, false, null, a list or a plain object',
  )
}

function isPlain(value: object): boolean {
  const kind: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || kind === Object.prototype || kind === null
}

/** What a value is, in a word: the name of its class, of its type, or the number itself. */
export function kindOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return value.constructor?.name ?? 'object'
  return typeof value === 'number' ? String(value) : typeof value
}
