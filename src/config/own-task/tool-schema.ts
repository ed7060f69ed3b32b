import { ConfigError, type JsonObject, type JsonValue } from '../../domain/index.js'
import type { StandardSchema } from './standard-schema.js'

const NOTHING: JsonObject = { type: 'object', properties: {}, additionalProperties: false }
const WANTED = 'parameters: a JSON Schema of an object, because the library of its input gives none'

/**
 * JSON Schema of a tool's arguments: as stated, or as the library of its schema gives it.
 *
 * @param place of the tool, for the error
 * @throws ConfigError where the library gives none, or it is not of an object
 */
export function parametersOf(
  place: string,
  { input, parameters }: { readonly input?: StandardSchema; readonly parameters?: JsonObject },
): JsonObject {
  if (parameters !== undefined) return checked(`${place}.parameters`, parameters)
  if (input === undefined) return NOTHING
  const given = jsonSchemaOf(input)
  if (given === undefined) throw new ConfigError(place, input['~standard'].vendor, WANTED)
  return checked(`${place}.input`, given)
}

/** Libraries say it in one of three ways; none of them is part of the interface itself. */
function jsonSchemaOf(schema: StandardSchema): unknown {
  const extension: unknown = Reflect.get(schema['~standard'], 'jsonSchema')
  const own: unknown = isThing(extension) ? Reflect.get(extension, 'input') : undefined
  if (typeof own === 'function') return own.call(extension, { target: 'draft-2020-12' })
  for (const name of ['toJSONSchema', 'toJsonSchema']) {
    const method: unknown = Reflect.get(schema, name)
    if (typeof method === 'function') return method.call(schema)
  }
  return undefined
}

function checked(place: string, value: unknown): JsonObject {
  const schema = jsonCopy(value)
  if (!isObject(schema) || schema.type !== 'object') {
    throw new ConfigError(place, value, 'the JSON Schema of an object (type "object")')
  }
  const { $schema: _, ...rest } = schema
  return rest
}

/** The value as JSON, or undefined where it has none. */
export function jsonCopy(value: unknown): JsonValue | undefined {
  const text = JSON.stringify(value)
  if (text === undefined) return undefined
  const parsed: JsonValue = JSON.parse(text)
  return parsed
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return isThing(value) && !Array.isArray(value)
}

function isThing(value: unknown): value is object {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
}
