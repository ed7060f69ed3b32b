import { type EventBody, InvariantError, RecordError } from '../domain/index.js'

type Shape = 'string' | 'number' | 'boolean' | 'object' | 'list'

/** Fields that an event of each kind must have; a kind added to the union does not compile until it is listed. */
const REQUIRED: { readonly [Kind in EventBody['kind']]: Readonly<Record<string, Shape>> } = {
  'attempt-started': { owner: 'string' },
  'trial-started': { messages: 'list', toolsHash: 'string', stateHash: 'string' },
  'trial-forked': { parent: 'object', attempt: 'number', stateHash: 'string' },
  'trial-resumed': { afterSeq: 'number', repeatedAsks: 'number' },
  'operator-spoke': { step: 'number', messageHash: 'string' },
  'tools-offered': { step: 'number', toolsHash: 'string' },
  'model-asked': { step: 'number', added: 'list', toolsHash: 'string' },
  'model-answered': { step: 'number', messageHash: 'string', stop: 'string', latencyMs: 'number' },
  'tool-called': { step: 'number', call: 'object' },
  'tool-returned': { step: 'number', callId: 'string', messageHash: 'string', isError: 'boolean' },
  'tool-failed': { step: 'number', callId: 'string', message: 'string' },
  'transport-failed': { step: 'number', vendor: 'string', isRetryable: 'boolean' },
  'intervention-applied': { receipt: 'object' },
  'checkpoint-reached': { step: 'number', id: 'string', progress: 'number' },
  'snapshot-taken': { step: 'number', stateHash: 'string', moment: 'string' },
  'trial-ended': { step: 'number', end: 'object', claim: 'string' },
  'trial-scored': { outcome: 'object', evidence: 'list', progress: 'number' },
  'attempt-ended': { reason: 'string' },
}

/** The same as entries, so that reading a million events makes no million lists. */
const FIELDS: ReadonlyMap<string, readonly (readonly [field: string, shape: Shape])[]> = new Map(
  Object.entries(REQUIRED).map(([kind, fields]) => [kind, Object.entries(fields)]),
)

/**
 * An event's body as it was written.
 *
 * @param where file and place, only used where the text cannot be read
 * @throws RecordError where the text is not JSON, the kind is not known or a required field is missing
 */
export function parseBody(text: string, where: { readonly file: string; readonly place: () => string }): EventBody {
  const fail = (found: string, expected: string) => new RecordError(where.file, where.place(), found, expected)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw fail('not JSON', 'the JSON of an event')
  }
  if (typeof body !== 'object' || body === null || !('kind' in body)) throw fail('no event', 'an object with a kind')
  const { kind } = body
  const fields = typeof kind === 'string' ? FIELDS.get(kind) : undefined
  if (fields === undefined) throw fail(`of kind ${JSON.stringify(kind)}`, 'a kind of event that this release knows')
  const record = body as Readonly<Record<string, unknown>>
  for (const [field, shape] of fields) {
    if (shapeOf(record[field]) !== shape) throw fail(`${kind} with ${field} ${show(record[field])}`, `a ${shape}`)
  }
  // The parse boundary: kind and required fields are there, so it is the event that was written.
  return body as EventBody
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  return value === null ? 'null' : typeof value
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? 'missing'
}

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
