import { isJsonObject, type JsonObject, type JsonValue, type Message, type ToolCall } from '../../domain/index.js'
import { malformed, maybeTextAt, NotCarried, nameAt, objectAt, schemaAt, textAt } from './expected.js'

/** What a client asks of a model, in terms that providers share. */
export interface ServedAsk {
  /** As the client names it; replies name it back. */
  readonly model: string
  readonly messages: readonly Message[]
  readonly tools: readonly { readonly name: string; readonly description: string; readonly parameters: JsonObject }[]
  readonly isStream: boolean
  /** Whether a stream of chat completions ends with the tokens that were used. */
  readonly isUsageWanted: boolean
}

/** A request read, or what keeps it from being carried: one sentence for the client. */
export type ReadAsk<T extends ServedAsk = ServedAsk> =
  | { readonly ask: T }
  | { readonly problem: string; readonly place?: string }

/** The items of a list, or none where it is none. */
export function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

/** A field of an object; undefined where the value is no object or lacks it. */
export function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value[name] : undefined
}

/** A text, or the empty text where it is none. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** Reads a request; what cannot be carried becomes a problem instead of an error. */
export function reading<T extends ServedAsk>(body: JsonValue, read: (body: JsonObject) => T): ReadAsk<T> {
  try {
    return { ask: read(objectAt(body, 'the body')) }
  } catch (error) {
    if (error instanceof NotCarried) {
      return { problem: error.message, ...(error.place !== undefined && { place: error.place }) }
    }
    throw error
  }
}

/** Which parts of a content are text. */
interface TextParts {
  readonly kinds: Readonly<Record<string, string>>
  readonly skipped?: readonly string[]
  readonly mayLack?: boolean
}

/**
 * The text of a content that is a text or a list of parts.
 *
 * @param mayLack whether it may be left out
 * @param kinds types of parts that hold a text, by the field that holds it
 * @param skipped types that are passed over
 * @throws NotCarried for a part of any other type
 */
export function contentText(
  content: JsonValue | undefined,
  place: string,
  { kinds, skipped = [], mayLack = false }: TextParts,
): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content) && !(mayLack && (content === undefined || content === null))) {
    throw malformed(place, content, 'a text or a list of parts')
  }
  const texts = itemsOf(content).flatMap((part, index) => {
    const type = nameAt(objectAt(part, `${place}[${index}]`).type, `${place}[${index}].type`)
    if (skipped.includes(type)) return []
    const name = Object.hasOwn(kinds, type) ? kinds[type] : undefined
    if (name === undefined) throw notText(`${place}[${index}]`, type)
    return [textAt(field(part, name), `${place}[${index}].${name}`)]
  })
  return texts.join('\n')
}

/** The complaint about a part that is no text. */
export function notText(place: string, type: string): NotCarried {
  return new NotCarried(`${place} is of type '${type}'; this endpoint carries text only`, place)
}

/** The complaint about a tool that runs at the vendor's. */
export function notOwnTool(place: string, type: string): NotCarried {
  return new NotCarried(`${place} is of type '${type}'; this endpoint carries tools that the client runs itself`, place)
}

/** A tool as chat completions and responses declare one. */
export function ownTool(declared: JsonObject, place: string): ServedAsk['tools'][number] {
  const { name, description, parameters } = declared
  return {
    name: nameAt(name, `${place}.name`),
    description: maybeTextAt(description, `${place}.description`),
    parameters: schemaAt(parameters, `${place}.parameters`),
  }
}

/** Arguments of a call as an object, as the model wrote them where they are none. */
export function argumentsIn(given: JsonValue | undefined, place: string): JsonObject {
  if (given === undefined) return {}
  if (typeof given !== 'string') {
    if (isJsonObject(given)) return given
    throw malformed(place, given, 'arguments as JSON text or an object')
  }
  if (given.trim() === '') return {}
  try {
    const parsed: JsonValue = JSON.parse(given)
    return isJsonObject(parsed) ? parsed : { 'not-an-object': parsed }
  } catch {
    return { 'malformed-json': given }
  }
}

/** Arguments as text, with what was no JSON as the model wrote it: its client shall tell it so. */
export function argumentsOut({ arguments: given }: ToolCall): string {
  const fields = Object.entries(given)
  const [[name, value] = []] = fields
  if (fields.length === 1 && name === 'malformed-json' && typeof value === 'string') return value
  return JSON.stringify(fields.length === 1 && name === 'not-an-object' ? value : given)
}

/** Names of the tools that were called, by the id of the call. */
export function calledNames(messages: readonly Message[]): (callId: string) => string {
  const names = new Map<string, string>()
  for (const message of messages) {
    if (message.role === 'assistant') for (const { id, name } of message.calls) names.set(id, name)
  }
  return (callId) => names.get(callId) ?? ''
}

/**
 * Whether the tools of a request are meant to be used.
 *
 * @throws NotCarried where a certain one has to be called: no model of every vendor can be told so
 */
export function mayUseTools(choice: JsonValue | undefined): boolean {
  const word = typeof choice === 'string' ? choice : (field(choice, 'type') ?? 'auto')
  if (word === 'none') return false
  if (word === 'auto') return true
  throw new NotCarried(`tool_choice is ${JSON.stringify(choice)}; this endpoint carries auto and none`, 'tool_choice')
}
