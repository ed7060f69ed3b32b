import type { Intervention, JsonObject, JsonValue, ToolSpec, WorldCall } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools } from './aim.js'
import { propertiesOf } from './parameters.js'
import { sayingOnce } from './told.js'

/** What everybody takes for granted is the other way round, and is said to be: a count begins at 0. */
export const defaultInverted: Intervention = {
  name: 'default-inverted',
  question: 'Does it follow a rule that turns a habit round?',
  seams: ['operator-turn', 'tool-list', 'before-call'],
  visibility: 'explicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'counts as it is told to',
  target: 'a reading tool that picks by a whole number and that the baseline goes on to use',
  needs: ['a reading tool with a whole number among its parameters'],
  witness: 'the plan with every such number less by one',
  example: '"From now on page of manifest counts from 0": page 0 is what page 1 was',
  prepare(scene) {
    const counting = usedTools(scene).flatMap(({ spec, calls }) => {
      // What is read is picked by its number; what is written may be an amount.
      if (spec.effect !== 'reads') return []
      const field = Object.entries(propertiesOf(spec)).find(([, schema]) => isCount(schema))?.[0]
      const isCounted = field !== undefined && calls.every(({ arguments: given }) => Number(given[field]) >= 1)
      return isCounted ? [{ spec, calls, field }] : []
    })
    const repeated = preferRepeated(counting).map(({ spec }) => spec)
    const target = pick(
      counting.filter(({ spec }) => repeated.includes(spec)),
      scene.draw('target'),
    )
    if (target === undefined) return notApplicable('a reading tool in use with a parameter that counts from 1')
    const { field } = target
    const tool = target.spec.name
    const by = (call: WorldCall, change: number): JsonObject => {
      const value = call.arguments[field]
      return typeof value === 'number' ? { ...call.arguments, [field]: value + change } : call.arguments
    }
    return {
      kind: 'ready',
      constraint: { kind: 'surface', tool },
      link: {
        ...sayingOnce('default-inverted', `From now on ${field} of ${tool} counts from 0: 0 is what 1 was, and so on.`),
        matches: ({ name }) => name === tool,
        offer: (tools) => ({
          kind: 'replace',
          tools: tools.map((spec) => (spec.name === tool ? fromZero(spec, field) : spec)),
        }),
        call: (call) => ({ kind: 'translate', call: { ...call, arguments: by(call, 1) } }),
      },
      adapt: (plan) => plan.map((call) => (call.name === tool ? { name: tool, arguments: by(call, -1) } : call)),
    }
  },
}

function isCount(schema: JsonValue | undefined): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'integer'
}

function fromZero(spec: ToolSpec, field: string): ToolSpec {
  const counted = { type: 'integer', description: 'A whole number that counts from 0.' }
  const properties = { ...propertiesOf(spec), [field]: counted }
  return { ...spec, parameters: { ...spec.parameters, properties } }
}
