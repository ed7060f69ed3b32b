import {
  counted,
  type FigureAudit,
  type PublishedAudit,
  type PublishedComparison,
  type PublishedFigure,
  percent,
  points,
  signedPoints,
} from '../domain/index.js'
import { groupBy } from './pictures/index.js'
import { type Style, styleFor, type TerminalOptions, table, wrapText } from './terminal/index.js'

/** Published figures held to what their tasks and trials can give. */
export interface AuditDocument extends PublishedAudit {
  readonly schemaVersion: 1
  readonly kind: 'audit'
  /** ISO date and time, given by the caller. */
  readonly createdAt: string
  readonly versions: Readonly<Record<string, string>>
  /** The table: name, rows and checksum. */
  readonly table: { readonly name: string; readonly rows: number; readonly sha256: string }
}

type Look = TerminalOptions & Style

/** The audit as text: what cannot be, what repeats, what is too small to tell, and what none of this says. */
export function renderAudit(document: AuditDocument, options: TerminalOptions): string {
  const look = { ...options, ...styleFor(options) }
  const lines = [
    ...figureLines(document, look),
    ...conflictLines(document, look),
    '',
    ...repeatLines(document, look),
    '',
    ...comparisonLines(document, look),
    '',
    look.bold('What this cannot say'),
    ...document.cannotSay.map((words) => item(words, look)),
  ]
  return `${lines.join('\n')}\n`
}

function item(words: string, { columns }: Look): string {
  return wrapText(`  - ${words}`, columns, '    ')
}

function figureLines({ figures, table: { name } }: AuditDocument, look: Look): string[] {
  const of = (verdict: FigureAudit['verdict']) => figures.filter((figure) => figure.verdict === verdict)
  const [wrong, cut, possible, untold] = [of('impossible'), of('only-cut-off'), of('possible'), of('untold')]
  const named = [...wrong, ...cut].map(({ figure, words }) => item(`${whose(figure)}: ${words}.`, look))
  const rest = [
    ...(possible.length === 0 ? [] : [`${counted(possible.length, 'figure')} can arise.`]),
    ...(untold.length === 0
      ? []
      : [
          `Nothing can be told of ${counted(untold.length, 'figure')}: so many results reach every figure of so few digits.`,
        ]),
  ]
  return [
    look.bold(`${name}: ${counted(wrong.length, 'figure')} of ${figures.length} cannot arise`),
    ...named,
    ...rest.map((words) => item(words, look)),
  ]
}

function whose({ system, family, line }: PublishedFigure): string {
  return `line ${line}, ${family === undefined ? system : `${system}, ${family}`}`
}

function conflictLines({ conflicts }: AuditDocument, look: Look): string[] {
  if (conflicts.length === 0) return []
  return [
    '',
    look.bold('Figures that contradict one another'),
    ...conflicts.map(({ words }) => item(`${words}.`, look)),
  ]
}

function repeatLines({ repeats }: AuditDocument, look: Look): string[] {
  const flagged = repeats.filter(({ isFlagged }) => isFlagged)
  const chance = repeats.length - flagged.length
  return [
    look.bold(
      `Digits that another row repeats: ${flagged.length === 0 ? 'none beyond chance' : counted(flagged.length, 'pair')}`,
    ),
    ...flagged.map(({ words }) => item(`${words}.`, look)),
    ...(chance === 0
      ? []
      : [item(`${counted(chance, 'pair')} with two equal figures or more, as chance gives.`, look)]),
  ]
}

const COLUMNS = [
  { title: 'system' },
  { title: 'points behind' },
  { title: 'finds', isNumber: true, leaveOutAs: 2 },
  { title: 'power', isNumber: true, leaveOutAs: 1 },
  { title: 'of that size' },
]

const SAID = { holds: 'beyond chance', depends: 'ask for results by task', 'too-small': 'too small to tell' } as const

const LEGEND =
  'Points behind: interval for two samples of tasks, which needs no result by task. Finds: the difference that so many tasks and trials find in four of five tries, the same tasks for both. Power: how often such a study finds a true difference of the published size. Beyond chance: after correction for the systems compared.'

function comparisonLines({ comparisons, reference }: AuditDocument, look: Look): string[] {
  if (comparisons.length === 0)
    return [look.bold(`Differences from ${reference}`), item('No other system has a figure that it has.', look)]
  const tables = groupBy(comparisons, titleOf).flatMap(({ key, members }) => [
    `  ${look.bold(key)}`,
    ...table(COLUMNS, members.map(cellsOf), { ...look, indent: 4 }),
    '',
  ])
  return [
    look.bold(`Differences from ${reference}`),
    wrapText(`  ${LEGEND}`, look.columns, '  '),
    ...tables.slice(0, -1),
  ]
}

function titleOf({ family, metric, k }: PublishedComparison): string {
  const name = metric === 'success' ? 'success' : `pass${metric === 'pass-all-of' ? '^' : '@'}${k}`
  return family === undefined ? name : `${family}, ${name}`
}

function cellsOf({ system, difference, low, high, smallestFound, power, verdict }: PublishedComparison): string[] {
  const shown = [difference, low, high].map((share) => signedPoints(share).replace('+', ''))
  return [
    system,
    `${shown[0]} (${shown[1]} to ${shown[2]})`,
    smallestFound === undefined ? '' : points(smallestFound),
    power === undefined ? '' : percent(power),
    SAID[verdict],
  ]
}
