import type { Intervention, JsonObject, JsonValue, Link, ToolCall, ToolSpec, WorldCall } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools, wordDose } from './aim.js'
import { propertiesOf, requiredOf } from './parameters.js'

/** A schema that asks for something else, and the way between both forms of a call. */
interface Schema {
  readonly spec: ToolSpec
  readonly toNew: (fields: JsonObject) => JsonObject
  /** What the world gets, or what is wrong with the call, in the terms of the new schema. */
  readonly toOld: (fields: JsonObject) => JsonObject | string
}

/**
 * One tool takes its calls in another form from now on and refuses the old one. Dose: `change`, whether a `field` has
 * become required, a `choice` has, or the `type` of a field is another one.
 */
export const schemaStrict: Intervention = {
  name: 'schema-strict',
  question: 'Does it plan its arguments anew when a tool refuses the form that worked so far?',
  seams: ['tool-list', 'before-call'],
  visibility: 'explicit',
  duration: 'permanent',
  dose: { change: 'field' },
  doseMeans: {
    change: 'a text becomes required (`field`), a choice does (`choice`), or a text becomes a list (`type`)',
  },
  adaptive: 'reads the refusal and the schema, and fills in what is asked for now',
  target: 'a tool that the baseline goes on to use, more than once where there is one',
  needs: ['for `type`: a parameter that is a text'],
  witness: 'the plan with the arguments in their new form',
  example: '`load` refuses `{ crate }`: "load.reason is missing; expected a text"',
  checkDose: changeOf,
  prepare(scene) {
    const change = changeOf(scene.dose)
    const schemas = usedTools(scene).flatMap(({ spec, calls }) => {
      const schema = change === 'type' ? listed(spec) : withField(spec, change)
      return schema === undefined ? [] : [{ spec, calls, schema }]
    })
    const repeated = preferRepeated(schemas)
    const target = pick(
      schemas.filter(({ spec }) => repeated.some((other) => other.spec === spec)),
      scene.draw('target'),
    )
    if (target === undefined) return notApplicable('a tool that is used after the fork and whose form can change')
    const { name } = target.spec
    const { toNew } = target.schema
    return {
      kind: 'ready',
      constraint: { kind: 'surface', tool: name },
      link: linkOf(name, target.schema),
      adapt: (plan: readonly WorldCall[]) =>
        plan.map((call) => (call.name === name ? { name, arguments: toNew(call.arguments) } : call)),
    }
  },
}

function changeOf(dose: JsonObject): 'field' | 'choice' | 'type' {
  return wordDose(dose, 'change', { intervention: schemaStrict, words: ['field', 'choice', 'type'] })
}

function linkOf(tool: string, { spec, toOld }: Schema): Link {
  return {
    name: 'schema-strict',
    matches: ({ name }) => name === tool,
    offer: (tools) => ({ kind: 'replace', tools: tools.map((offered) => (offered.name === tool ? spec : offered)) }),
    call(call: ToolCall) {
      const fields = toOld(call.arguments)
      if (typeof fields !== 'string') return { kind: 'translate', call: { ...call, arguments: fields } }
      return { kind: 'answer', result: { text: fields, isError: true }, delivers: true }
    },
  }
}

const FIELDS = {
  field: { name: 'reason', value: 'as planned', schema: { type: 'string', description: 'Why, in a few words.' } },
  choice: { name: 'priority', value: 'normal', schema: { type: 'string', enum: ['normal', 'urgent'] } },
} as const

function withField(spec: ToolSpec, change: 'field' | 'choice'): Schema {
  const { name, value, schema } = FIELDS[change]
  const properties = propertiesOf(spec)
  const field = Object.hasOwn(properties, name) ? `${name}_given` : name
  return {
    spec: {
      ...spec,
      parameters: {
        ...spec.parameters,
        type: 'object',
        properties: { ...properties, [field]: schema },
        required: [...requiredOf(spec), field],
      },
    },
    toNew: (fields) => ({ ...fields, [field]: value }),
    toOld: ({ [field]: _, ...rest }) => rest,
  }
}

/** The first text among the parameters becomes a list with one text. */
function listed(spec: ToolSpec): Schema | undefined {
  const properties = propertiesOf(spec)
  const [field, schema] = Object.entries(properties).find(([, property]) => isPlainText(property)) ?? []
  if (field === undefined || !requiredOf(spec).includes(field)) return undefined
  const description = schema !== null && typeof schema === 'object' && 'description' in schema ? schema.description : ''
  const list = { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 1, description: description ?? '' }
  return {
    spec: { ...spec, parameters: { ...spec.parameters, properties: { ...properties, [field]: list } } },
    toNew: (fields) => ({ ...fields, [field]: [fields[field] ?? ''] }),
    toOld(fields) {
      const given = fields[field]
      // A sham's calls have the text itself.
      if (!Array.isArray(given)) return fields
      const [only] = given
      if (given.length === 1 && typeof only === 'string') return { ...fields, [field]: only }
      return `${spec.name}.${field} is ${JSON.stringify(given)}; expected a list with one text`
    },
  }
}

function isPlainText(property: JsonValue | undefined): boolean {
  return (
    typeof property === 'object' &&
    property !== null &&
    'type' in property &&
    property.type === 'string' &&
    !('enum' in property)
  )
}
