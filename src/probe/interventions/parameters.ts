import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Preparation,
  type Scene,
  type ToolSpec,
} from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools } from './aim.js'

/** New names of parameters by the old ones. */
export type Names = ReadonlyMap<string, string>

/** The parameters of a tool, with their schemas. */
export function propertiesOf(spec: ToolSpec): JsonObject {
  const { properties } = spec.parameters
  return isJsonObject(properties) ? properties : {}
}

/** Names of the parameters that a tool cannot do without. */
export function requiredOf({ parameters }: Pick<ToolSpec, 'parameters'>): string[] {
  const { required } = parameters
  return Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : []
}

/** Aims at a tool in use with parameters and offers it with these under new names, in another order. */
export function prepareParameters(scene: Scene, name: string, namesFor: (spec: ToolSpec) => Names): Preparation {
  const withParameters = usedTools(scene).filter(({ spec }) => namesFor(spec).size > 0)
  const target = pick(preferRepeated(withParameters), scene.draw('target'))
  if (target === undefined) return notApplicable('a tool with parameters that is used after the fork')
  const tool = target.spec.name
  const names = namesFor(target.spec)
  return {
    kind: 'ready',
    constraint: { kind: 'surface', tool },
    link: {
      name,
      matches: (call) => call.name === tool,
      offer: (tools) => ({
        kind: 'replace',
        tools: tools.map((spec) => (spec.name === tool ? renameParameters(spec, names) : spec)),
      }),
      call: (call) => ({ kind: 'translate', call: { ...call, arguments: toOld(call.arguments, names) } }),
    },
    adapt: (plan) =>
      plan.map((call) => (call.name === tool ? { name: tool, arguments: rename(call.arguments, names) } : call)),
  }
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
