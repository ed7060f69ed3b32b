import type { InterventionFinding } from '../../domain/index.js'
import { counted, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { BEHAVIOUR_WORDS } from '../words.js'
import { barCell, pCell, pointsCell, shareCell } from './cells.js'
import { effectNotes, profileWords } from './effect-notes.js'
import { table, wrapText } from './layout.js'
import type { Look } from './outcomes.js'
import { type Judged, verdictLines } from './verdicts.js'

const SIGNS = { positive: 'It helps', negative: 'It hurts' }

const COLUMNS = [
  { title: 'system' },
  { title: ' hurts  │   helps', leaveOutAs: 4 },
  { title: 'effect, points' },
  { title: 'gated' },
  { title: 'progress', leaveOutAs: 2 },
  { title: 'sham/varied', leaveOutAs: 3 },
  { title: 'p', isNumber: true },
  { title: 'corrected', isNumber: true },
  { title: 'met', isNumber: true, leaveOutAs: 1 },
]

const LEGEND =
  '  Varied minus sham, over all pairs. Gated: only samples that the system solves without the change. Met: pairs in which the change was delivered. Corrected: Holm over the interventions of one system.'

/** Every intervention with its effect on every system, and the verdicts under each table. */
export function effectLines({ interventions = [] }: ReportDocument, look: Look): string[] {
  const names = [...new Set(interventions.map(({ intervention }) => intervention))]
  if (names.length === 0) return []
  const tables = names.flatMap((name, index) => {
    const own = interventions.filter(({ intervention }) => intervention === name)
    return [
      ...(index === 0 ? [] : ['']),
      `  ${look.bold(name)}${apart(own[0]?.concern)}`,
      ...table(COLUMNS, own.map(effectCells), { ...look, indent: 4 }),
      ...verdictLines(own.map(judgedBySystem), SIGNS, look.columns),
      ...countLines(own, look.columns),
      ...own.flatMap((finding) => noteLines(finding, look.columns)),
    ]
  })
  return [wrapText(LEGEND, look.columns, '  '), ...tables]
}

/** Only what is established, and how much is not: the effects in a few lines. */
export function effectSummary({ interventions = [] }: ReportDocument, look: Look): string[] {
  const systems = [...new Set(interventions.map(({ system }) => system))]
  return systems.flatMap((system) => {
    const own = interventions.filter((finding) => finding.system === system)
    const found = own
      .filter(({ correctedVerdict, effect }) => correctedVerdict.kind === 'established' && effect.kind === 'determined')
      .sort((a, b) => effectSize(a) - effectSize(b))
      .map((finding) => `${nameOf(finding)} ${pointsCell(finding.effect).replace(/ \(.*/, '')}`)
    const words = found.length === 0 ? 'no effect is established' : found.join(', ')
    return [wrapText(`  ${system}: ${words} (${counted(own.length, 'intervention')})`, look.columns, '    ')]
  })
}

function apart(concern: InterventionFinding['concern']): string {
  return concern === undefined ? '' : ` (${concern}, apart from work)`
}

/** What is no matter of weakness at work says so. */
function nameOf({ intervention, concern }: InterventionFinding): string {
  return concern === undefined ? intervention : `${intervention} (${concern})`
}

function effectSize({ effect }: InterventionFinding): number {
  return effect.kind === 'determined' ? effect.value : 0
}

function effectCells(finding: InterventionFinding): string[] {
  const { system, effect, gated, progress, shamSuccess, variedSuccess, effectTest, correctedP, counts } = finding
  return [
    system,
    barCell(effect, { from: -1, to: 1 }),
    pointsCell(effect),
    pointsCell(gated),
    pointsCell(progress),
    `${percent(shamSuccess)}/${percent(variedSuccess)}`,
    pCell(effectTest?.p),
    pCell(correctedP),
    `${counts.delivered}/${counts.planned}`,
  ]
}

function judgedBySystem({ system, effect, verdict, correctedVerdict }: InterventionFinding): Judged {
  return { name: system, estimate: effect, verdict, correctedVerdict }
}

function countLines(own: readonly InterventionFinding[], columns: number): string[] {
  const kinds = [
    ['notMet', 'Never met'],
    ['void', 'Void'],
    ['notApplicable', 'Not applicable'],
  ] as const
  return kinds.flatMap(([kind, title]) => {
    const some = own.filter(({ counts }) => counts[kind] > 0)
    if (some.length === 0) return []
    const words = some.map(({ system, counts }) => `${system} ${counts[kind]}`).join(', ')
    return [wrapText(`    ${title}: ${words}`, columns, '      ')]
  })
}

function noteLines(finding: InterventionFinding, columns: number): string[] {
  const [notes, profile] = [effectNotes(finding).join('; '), profileWords(finding)]
  return [
    ...(notes === '' ? [] : [wrapText(`    ${finding.system}: ${notes}`, columns, '      ')]),
    ...(profile === '' ? [] : [wrapText(`    ${finding.system} did: ${profile}`, columns, '      ')]),
  ]
}

/** The mix of behaviours of every system after a delivered change. */
export function behaviourLines({ behaviours = [] }: ReportDocument, { columns }: Look): string[] {
  return behaviours.map(({ system, counts }) => {
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const parts = Object.entries(BEHAVIOUR_WORDS).flatMap(([behaviour, { name }]) => {
      const count = counts[behaviour as keyof typeof counts] ?? 0
      return count === 0 ? [] : [`${name} ${percent(count / total)}`]
    })
    return wrapText(`  ${system}, ${counted(total, 'pair')}: ${parts.join(', ')}`, columns, '    ')
  })
}

/** Planted truths beside what was recovered. */
export function plantedLines({ calibration: rows = [] }: ReportDocument, look: Look): string[] {
  return table(
    [{ title: '  planted truth' }, { title: 'planted', isNumber: true }, { title: 'recovered' }, { title: '' }],
    rows.map(({ quantity, planted, unit, recovered, isRecovered, note }) => [
      `${isRecovered ? '✓' : '✗'} ${quantity}`,
      planted === undefined ? '' : percent(planted),
      unit === 'points' ? pointsCell(recovered) : shareCell(recovered),
      isRecovered ? '' : ['MISSED', ...(note === undefined ? [] : [note])].join(': '),
    ]),
    { ...look, indent: 2 },
  )
}
