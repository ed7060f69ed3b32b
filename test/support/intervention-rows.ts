import type { Intervention, JsonValue, Seam } from '../../src/domain/index.js'
import { defaultInterventions } from '../../src/probe/interventions/index.js'

const SEAMS: Readonly<Record<Seam, string>> = {
  'tool-list': 'tool list',
  'before-call': 'before a call',
  'tool-result': 'tool result',
  environment: 'environment',
  'operator-turn': 'operator turn',
  budget: 'budget',
  'model-request': 'before a model request',
  'model-response': 'model response',
  process: 'process of the agent',
}

/** The row of an intervention in the first table of docs/interventions.md. */
export function whatRow(intervention: Intervention): string {
  const { name, question, seams, visibility, duration, dose, doseMeans = {}, adaptive } = intervention
  const mark = defaultInterventions.includes(intervention) ? ' ● ' : ' '
  const axes = `${visibility === 'explicit' ? 'E' : 'I'} ${duration === 'transient' ? 'T' : 'P'}`
  const doses = Object.entries(dose).map(([field, value]) => `\`${field}\`: ${doseWords(value, doseMeans[field])}`)
  const cells = [
    `\`${name}\``,
    question,
    seams.map((seam) => SEAMS[seam]).join(', '),
    axes,
    doses.join('; ') || '–',
    adaptive,
  ]
  return `|${mark}| ${cells.join(' | ')} |`
}

function doseWords(value: JsonValue | undefined, means = ''): string {
  return typeof value === 'number' ? `${value} ${means}` : `\`${String(value)}\`: ${means}`
}

/** Its row in the second table. */
export function aimsRow({ name, target = '', needs = [], witness = '', example = '' }: Intervention): string {
  const cells = [`\`${name}\``, target, needs.join(', ') || '–', witness, example]
  return `| ${cells.join(' | ')} |`
}
