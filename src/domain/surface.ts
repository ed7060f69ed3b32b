import type { WorldCall } from './environment.js'
import type { JsonObject, JsonValue } from './identity.js'
import type { ToolOffer, ToolResult } from './message.js'

/** What an argument of a type is called in a refusal; other types of a schema are not looked at. */
const KINDS: Readonly<Record<string, { readonly words: string; readonly fits: (value: JsonValue) => boolean }>> = {
  string: { words: 'a text', fits: (value) => typeof value === 'string' },
  integer: { words: 'a whole number', fits: (value) => Number.isInteger(value) },
  number: { words: 'a number', fits: (value) => typeof value === 'number' },
  boolean: { words: 'true or false', fits: (value) => typeof value === 'boolean' },
  array: { words: 'a list', fits: (value) => Array.isArray(value) },
  object: { words: 'an object', fits: isObject },
}

/**
 * The answer to a call that does not fit the tools as they are offered: of a tool that is not there, or with arguments
 * that its schema does not allow (names, presence, plain types and choices of the top level).
 *
 * @returns undefined where the call fits
 */
export function refusalOf(call: WorldCall, offered: readonly ToolOffer[]): ToolResult | undefined {
  const tool = offered.find(({ name }) => name === call.name)
  if (tool === undefined) return refusal(`unknown tool '${call.name}'; known: ${namesOf(offered)}`)
  if (!isObject(call.arguments)) {
    return refusal(`${call.name} is called with ${JSON.stringify(call.arguments)}; expected an object of arguments`)
  }
  const problem = argumentProblem(call, tool.parameters)
  return problem === undefined ? undefined : refusal(problem)
}

const refusal = (text: string): ToolResult => ({ text, isError: true })
const namesOf = (offered: readonly ToolOffer[]) => offered.map(({ name }) => name).join(', ')

function argumentProblem({ name, arguments: given }: WorldCall, schema: JsonObject): string | undefined {
  const { additionalProperties, required } = schema
  const properties = isObject(schema.properties) ? schema.properties : {}
  const known = Object.keys(properties)
  const strange = Object.keys(given).find((key) => !Object.hasOwn(properties, key))
  if (strange !== undefined && additionalProperties === false) {
    return `${name} has no argument '${strange}'; known: ${known.join(', ') || 'none'}`
  }
  for (const [key, property] of Object.entries(properties)) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined
    const isRequired = Array.isArray(required) && required.includes(key)
    const expected = value === undefined && !isRequired ? undefined : expectation(value, property)
    if (expected !== undefined) return `${name}.${key} is ${JSON.stringify(value) ?? 'missing'}; expected ${expected}`
  }
  return undefined
}

/** What would do in place of a value, or undefined where it does. */
function expectation(value: JsonValue | undefined, property: JsonValue | undefined): string | undefined {
  const { type, enum: choices } = isObject(property) ? property : {}
  if (Array.isArray(choices)) {
    const isChoice = value !== undefined && choices.includes(value)
    return isChoice ? undefined : choices.map((choice) => JSON.stringify(choice)).join(' or ')
  }
  const kind = typeof type === 'string' && Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  if (value === undefined) return kind?.words ?? 'a value'
  return kind === undefined || kind.fits(value) ? undefined : kind.words
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
