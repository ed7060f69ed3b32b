import { InvariantError } from '../domain/index.js'

/**
 * Refuses a number that JSON cannot hold: it would come back as null, and the event could not be read again.
 *
 * @param place of the value, such as `model-answered.latencyMs`
 * @throws InvariantError
 */
export function requireFinite(value: unknown, place: string): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new InvariantError(`${place} is ${value}; expected a finite number`)
  } else if (typeof value === 'object' && value !== null) {
    for (const [field, part] of Object.entries(value)) requireFinite(part, `${place}.${field}`)
  }
}
