import type { Intervention, JsonObject, JsonValue, ToolSpec } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools } from './aim.js'

/** The parameters of one tool get other names in another order; what they mean stays. */
export const parameterRenamed: Intervention = {
  name: 'parameter-renamed',
  question: 'Does it read a schema again when the fields it is used to have other names?',
  seams: ['tool-list', 'before-call'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'reads the schema again and fills in the new fields',
  prepare(scene) {
    const withParameters = usedTools(scene).filter(({ spec }) => Object.keys(propertiesOf(spec)).length > 0)
    const target = pick(preferRepeated(withParameters), scene.draw('target'))
    if (target === undefined) return notApplicable('a tool with parameters that is used after the fork')
    const tool = target.spec.name
    const names = newNames(target.spec)
    return {
      kind: 'ready',
      constraint: { kind: 'surface', tool },
      link: {
        name: 'parameter-renamed',
        matches: ({ name }) => name === tool,
        offer: (tools) => ({
          kind: 'replace',
          tools: tools.map((spec) => (spec.name === tool ? renameParameters(spec, names) : spec)),
        }),
        call: (call) => ({ kind: 'translate', call: { ...call, arguments: toOld(call.arguments, names) } }),
      },
      adapt: (plan) =>
        plan.map((call) => (call.name === tool ? { name: tool, arguments: rename(call.arguments, names) } : call)),
    }
  },
}

type Names = ReadonlyMap<string, string>

function propertiesOf(spec: ToolSpec): JsonObject {
  const { properties } = spec.parameters
  return isObject(properties) ? properties : {}
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `to` becomes `to_value`: other to a habit, the same to a reader. */
function newNames(spec: ToolSpec): Names {
  const old = Object.keys(propertiesOf(spec))
  const suffix = old.some((name) => old.includes(`${name}_value`)) ? '_given_value' : '_value'
  return new Map(old.map((name) => [name, `${name}${suffix}`]))
}

/** The fields as the world knows them; one under its old name is none that was offered, and is left out. */
function toOld(fields: JsonObject, names: Names): JsonObject {
  const old = new Map([...names].map(([from, to]) => [to, from]))
  return rename(Object.fromEntries(Object.entries(fields).filter(([key]) => !names.has(key))), old)
}

function rename(fields: JsonObject, names: Names): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [names.get(key) ?? key, value]))
}

function renameParameters(spec: ToolSpec, names: Names): ToolSpec {
  const properties = Object.entries(propertiesOf(spec)).toReversed()
  const { required } = spec.parameters
  const renamed = {
    ...spec.parameters,
    properties: rename(Object.fromEntries(properties), names),
    ...(Array.isArray(required) && {
      required: required.map((name: JsonValue) => (typeof name === 'string' ? (names.get(name) ?? name) : name)),
    }),
  }
  return { ...spec, parameters: renamed }
}
