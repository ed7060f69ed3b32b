import { counted, type Intervention, RELEASE, type Seam } from '../domain/index.js'
import { auditInterventions, interventionNamed, interventions } from '../probe/index.js'
import { styleFor, versionsOf, wrapText } from '../report/index.js'
import type { Io } from './io.js'
import { TIERS } from './tiers.js'

/** What each seam is called. */
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

/** In the order of the catalogue. */
const SEAM_ORDER = [
  'tool-list',
  'before-call',
  'tool-result',
  'environment',
  'operator-turn',
  'budget',
  'model-request',
  'model-response',
  'process',
] as const

/**
 * Lists the interventions that come with Leadline, or shows one in full.
 *
 * @throws ConfigError where there is none of that name
 */
export function listInterventions(io: Io, name: string | undefined, options: { readonly json?: boolean }): void {
  const shown = name === undefined ? interventions : [interventionNamed(name)]
  if (options.json === true) io.out(`${JSON.stringify(documentOf(io, shown))}\n`)
  else io.out(`${(name === undefined ? listOf(io) : shown.flatMap((one) => fullOf(one, io))).join('\n')}\n`)
}

function documentOf(io: Io, shown: readonly Intervention[]) {
  return {
    schemaVersion: 1,
    kind: 'interventions',
    createdAt: io.now(),
    versions: versionsOf(RELEASE),
    total: interventions.length,
    interventions: shown.map(({ prepare, checkDose, dose, doseMeans = {}, ...told }) => ({
      ...told,
      doses: Object.entries(dose).map(([field, value]) => ({ field, value, means: doseMeans[field] })),
      tiers: tiersOf(told),
    })),
  }
}

/** Tiers whose plans take it; none where it has to be named in a configuration. */
function tiersOf({ name }: Pick<Intervention, 'name'>): string[] {
  const place = auditInterventions.findIndex((audited) => audited.name === name)
  return Object.entries(TIERS).flatMap(([tier, { probes }]) => (place >= 0 && place < probes ? [tier] : []))
}

function listOf(io: Io): string[] {
  const { bold } = styleFor(io)
  const groups = SEAM_ORDER.map((seam) => ({
    seam,
    own: interventions.filter(({ seams }) => seams[0] === seam),
  }))
  return [
    `${counted(interventions.length, 'intervention')}. ● is in the plan that names none. E explicit, I implicit; T transient, P permanent.`,
    ...groups.flatMap(({ seam, own }) => ['', bold(capital(SEAMS[seam])), ...own.flatMap((one) => rowOf(one, io))]),
    '',
    wrapText(
      'A probe of your configuration names one: { intervention: NAME }. `leadline interventions NAME` shows it in full.',
      io.columns,
    ),
  ]
}

function rowOf(one: Intervention, io: Io): string[] {
  const { dim, bold } = styleFor(io)
  const { name, seams, question, needs = [] } = one
  const mark = tiersOf(one).includes('decision') ? '●' : ' '
  const others = seams.slice(1).map((seam) => `also ${SEAMS[seam]}`)
  const facts = [axesOf(one), ...others, ...dosesOf(one), ...(needs.length === 0 ? [] : [`needs ${needs.join(', ')}`])]
  return [
    `${mark} ${bold(name)}${one.concern === undefined ? '' : ` (${one.concern})`}`,
    wrapText(`    ${question}`, io.columns, '    '),
    dim(wrapText(`    ${facts.join(' · ').replaceAll('`', '')}`, io.columns, '    ')),
  ]
}

function fullOf(one: Intervention, io: Io): string[] {
  const { bold } = styleFor(io)
  const { name, question, seams, adaptive, target, needs = [], witness, example, dose } = one
  const tiers = tiersOf(one)
  const rows = [
    ['changes', `${seams.map((seam) => SEAMS[seam]).join(', ')}; ${one.visibility}, ${one.duration}`],
    ['dose', dosesOf(one).join('; ') || 'none'],
    ['aims at', target ?? 'not said'],
    ['needs', needs.join('; ') || 'nothing of the task'],
    ['adapts', adaptive],
    ['witness', witness ?? 'not said'],
    ['example', example ?? 'not said'],
    ['tiers', tiers.join(', ') || 'none: name it in a configuration'],
    ...(one.concern === undefined ? [] : [['concern', `${one.concern}: corrected and shown apart from work`] as const]),
  ] as const
  const probe = Object.keys(dose).length === 0 ? '' : `, dose: ${literal(dose)}`
  return [
    bold(name),
    wrapText(`  ${question}`, io.columns, '  '),
    '',
    ...rows.map(([title, words]) => wrapText(`  ${title.padEnd(10)}${words}`, io.columns, ' '.repeat(12))),
    '',
    '  In a configuration:',
    `    probes: [{ intervention: '${name}'${probe} }],`,
  ]
}

function axesOf({ visibility, duration }: Intervention): string {
  return `${visibility === 'explicit' ? 'E' : 'I'} ${duration === 'transient' ? 'T' : 'P'}`
}

/** `calls 2: answers come old` for each field. */
function dosesOf({ dose, doseMeans = {} }: Intervention): string[] {
  return Object.entries(dose).map(([field, value]) => {
    const meaning = doseMeans[field]
    return `${field} ${String(value)}${meaning === undefined ? '' : `: ${meaning}`}`
  })
}

function literal(dose: Intervention['dose']): string {
  const fields = Object.entries(dose).map(([field, value]) => {
    return `${field}: ${typeof value === 'string' ? `'${value}'` : String(value)}`
  })
  return `{ ${fields.join(', ')} }`
}

const capital = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
