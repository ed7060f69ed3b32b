import type { Intervention, Link, ToolSpec } from '../../domain/index.js'
import { notApplicable, pick, preferRepeated, usedTools, wholeDose } from './aim.js'

/** A tool that does nothing, with its answer. */
interface Inert {
  readonly spec: ToolSpec
  readonly answer: string
}

/** Tools of no use are offered beside the others. Dose: `tools`, how many. */
export const distractorTools: Intervention = {
  name: 'distractor-tools',
  question: 'Does it leave tools alone that have nothing to do with its work?',
  seams: ['tool-list', 'before-call'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: { tools: 6 },
  doseMeans: { tools: 'tools more, up to 8' },
  adaptive: 'goes on with the tools that its work needs',
  target: 'the list of tools; calls of the new ones are answered, do nothing and are counted',
  needs: [],
  witness: 'the plan as it is',
  example: '`weather_report`, `currency_rate` and four more are offered',
  checkDose: (dose) => wholeDose(dose, 'tools', distractorTools),
  prepare(scene) {
    const count = wholeDose(scene.dose, 'tools', distractorTools)
    const taken = new Set(scene.environment.tools.map(({ name }) => name))
    const inert = DISTRACTORS.filter(({ spec }) => !taken.has(spec.name)).slice(0, count)
    return {
      kind: 'ready',
      constraint: { kind: 'unhindered' },
      link: withInert('distractor-tools', inert),
      adapt: (plan) => plan,
    }
  },
}

/** A tool that looks like one in use and changes nothing is offered beside it. */
export const nearDuplicateTool: Intervention = {
  name: 'near-duplicate-tool',
  question: 'Does it tell a tool from another one that only looks like it?',
  seams: ['tool-list', 'before-call'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'reads both descriptions and stays with the tool that acts',
  target: 'a writing tool that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the plan as it is',
  example: '`move_preview` stands beside `move`: "... Shows what would be done; nothing is changed."',
  prepare(scene) {
    const writing = usedTools(scene).filter(({ spec }) => spec.effect === 'writes')
    const target = pick(preferRepeated(writing), scene.draw('target'))
    if (target === undefined) return notApplicable('a writing tool that is used after the fork')
    const { spec } = target
    const name = `${spec.name}_preview`
    const description = `${spec.description} Shows what would be done; nothing is changed.`
    const twin: ToolSpec = { name, description, parameters: spec.parameters, effect: 'reads' }
    return {
      kind: 'ready',
      constraint: { kind: 'surface', tool: spec.name },
      link: withInert('near-duplicate-tool', [{ spec: twin, answer: 'Preview: this can be done.' }]),
      adapt: (plan) => plan,
    }
  },
}

function withInert(link: string, inert: readonly Inert[]): Link {
  const answers = new Map(inert.map(({ spec, answer }) => [spec.name, answer]))
  return {
    name: link,
    matches: ({ name }) => answers.has(name),
    offer: (tools) => ({ kind: 'replace', tools: [...tools, ...inert.map(({ spec }) => spec)] }),
    call: ({ name }) => {
      return { kind: 'answer', result: { text: answers.get(name) ?? '', isError: false }, delivers: true }
    },
  }
}

function reading(name: string, description: string, field: string): ToolSpec {
  const properties = { [field]: { type: 'string' } }
  return { name, description, parameters: { type: 'object', properties, required: [field] }, effect: 'reads' }
}

const DISTRACTORS: readonly Inert[] = [
  { spec: reading('weather_report', 'The weather at a place.', 'place'), answer: 'Dry, light wind.' },
  { spec: reading('currency_rate', 'The rate of a currency.', 'currency'), answer: 'No rate today.' },
  { spec: reading('phone_directory', 'The telephone number of a person.', 'person'), answer: 'No entry.' },
  { spec: reading('company_news', 'Recent news about a subject.', 'subject'), answer: 'No news.' },
  { spec: reading('translate_text', 'A text in plain English.', 'text'), answer: 'The text is in English.' },
  { spec: reading('calendar_day', 'Appointments of a day.', 'day'), answer: 'No appointments.' },
  { spec: reading('word_count', 'The number of words of a text.', 'text'), answer: 'A few words.' },
  { spec: reading('archive_search', 'Old papers about a subject.', 'subject'), answer: 'Nothing found.' },
]
