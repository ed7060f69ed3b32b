import type { Intervention, JsonObject, JsonValue, Preparation, Scene, ToolSpec } from '../../domain/index.js'
import { notApplicable, pick, usedTools, wholeDose } from './aim.js'
import { propertiesOf } from './parameters.js'

const UNAFFECTED = {
  seams: ['tool-list'],
  visibility: 'implicit',
  duration: 'permanent',
  adaptive: 'goes on as before',
  target: 'the descriptions of all tools',
  needs: [],
} as const

/** Descriptions shrink to their first words and parameters lose theirs. Dose: `words`, how many are left. */
export const descriptionThinned: Intervention = {
  ...UNAFFECTED,
  name: 'description-thinned',
  question: 'Does it still know its tools when their descriptions say less?',
  dose: { words: 4 },
  doseMeans: { words: 'words left of each description' },
  witness: 'the plan as it is',
  example: '"Lift the crate in the hold onto the berth where you are." becomes "Lift the crate in."',
  checkDose: (dose) => wholeDose(dose, 'words', descriptionThinned),
  prepare(scene) {
    const words = wholeDose(scene.dose, 'words', descriptionThinned)
    return prepareDescriptions(scene, 'description-thinned', (spec) => thinned(spec, words))
  },
}

/** Descriptions are said in another frame, with the same content. */
export const descriptionReworded: Intervention = {
  ...UNAFFECTED,
  name: 'description-reworded',
  question: 'Does it work alike when its tools are described in other words?',
  dose: {},
  witness: 'the plan as it is; the old description stands whole in the new one',
  example: '"Sail through a channel." becomes "Use `move` for the following. Sail through a channel."',
  prepare: (scene) =>
    prepareDescriptions(scene, 'description-reworded', (spec) => ({
      ...spec,
      description: `Use \`${spec.name}\` for the following. ${spec.description} It takes ${fieldsOf(spec)}.`,
    })),
}

function prepareDescriptions(scene: Scene, name: string, change: (spec: ToolSpec) => ToolSpec): Preparation {
  const target = pick(usedTools(scene), scene.draw('target'))
  if (target === undefined) return notApplicable('a tool that is used after the fork')
  if (change(target.spec) === target.spec) return notApplicable('tools with descriptions that can be shortened')
  return {
    kind: 'ready',
    constraint: { kind: 'unhindered' },
    link: { name, offer: (tools) => ({ kind: 'replace', tools: tools.map(change) }) },
    adapt: (plan) => plan,
  }
}

function thinned(spec: ToolSpec, words: number): ToolSpec {
  const all = spec.description.split(/\s+/)
  const bare = Object.entries(propertiesOf(spec)).map(([name, schema]) => [name, withoutDescription(schema)] as const)
  const hasLess = all.length > words || bare.some(([name, schema]) => schema !== propertiesOf(spec)[name])
  if (!hasLess) return spec
  const description =
    all.length > words
      ? `${all
          .slice(0, words)
          .join(' ')
          .replace(/[,;:.]$/, '')}.`
      : spec.description
  return { ...spec, description, parameters: { ...spec.parameters, properties: Object.fromEntries(bare) } }
}

function withoutDescription(schema: JsonValue | undefined): JsonValue | undefined {
  if (!isSchema(schema) || schema.description === undefined) return schema
  const { description, ...rest } = schema
  return rest
}

function isSchema(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fieldsOf(spec: ToolSpec): string {
  const names = Object.keys(propertiesOf(spec))
  return names.length === 0 ? 'no arguments' : names.join(', ')
}
