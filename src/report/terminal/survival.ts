import type { HazardTrend, SurvivalComparison, SurvivalFinding } from '../../domain/index.js'
import { amount, count, counted, percent, pValue } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { groupBy } from '../pictures/index.js'
import { hazardSentence, survivalSentence } from '../sentences.js'
import { LENGTH_WORDS, SURVIVAL_LIMITS } from '../words.js'
import { lengthCell, pCell, slopeCell } from './cells.js'
import { table, wrapText } from './layout.js'
import type { Look } from './outcomes.js'
import { verdictLines } from './verdicts.js'

/** How long each system stays on track, the others beside the reference, and whether they derail more easily later. */
export function survivalLines({ analysis }: ReportDocument, look: Look): string[] {
  const { survival = [], survivalComparisons = [], hazardTrends = [] } = analysis ?? {}
  const lines = [
    ...survival.map((finding) => wrapText(`  ${survivalSentence(finding)}`, look.columns, '    ')),
    ...hazardLines(survival, look),
    ...groupBy(survivalComparisons, ({ lengthKind }) => lengthKind).flatMap(({ members }) =>
      comparisonLines(members, look),
    ),
    ...trendLines(hazardTrends, look),
  ]
  return lines.length === 0 ? [] : [...lines, wrapText(`  ${SURVIVAL_LIMITS}`, look.columns, '  ')]
}

function hazardLines(survival: readonly SurvivalFinding[], { columns }: Look): string[] {
  const words = survival.flatMap((finding) => hazardSentence(finding) ?? [])
  if (survival.every(({ failures }) => failures === 0)) return []
  return [
    '',
    '  Failures met (cumulative hazard), clustered by task',
    ...words.map((line) => wrapText(`  ${line}`, columns, '    ')),
  ]
}

const COLUMNS = [
  { title: 'system' },
  { title: 'on track for less' },
  { title: 'p', isNumber: true },
  { title: 'corrected', isNumber: true },
  { title: 'within tasks', isNumber: true, leaveOutAs: 2 },
  { title: 'early', isNumber: true, leaveOutAs: 2 },
  { title: 'limits as "at least"', leaveOutAs: 1 },
]

function comparisonLines(own: readonly SurvivalComparison[], look: Look): string[] {
  const [first] = own
  if (first === undefined) return []
  const rows = own.map(({ system, difference, tests, correctedP, limitsCensored, correctedVerdict }) => {
    const shown = (p: number | undefined) => (correctedVerdict.kind === 'undetermined' ? '' : pCell(p))
    return [
      system,
      lengthCell(difference),
      ...[tests.clustered.p, correctedP, tests.withinTasks.p, tests.early.p].map(shown),
      lengthCell(limitsCensored.difference),
    ]
  })
  const title = `Beside ${first.reference}, in ${LENGTH_WORDS[first.lengthKind]}, at ${percent(first.difference.level)}; p: log-rank, clustered by task`
  return [
    '',
    wrapText(`  ${title}`, look.columns, '  '),
    ...table(COLUMNS, rows, { ...look, indent: 2 }),
    ...verdictLines(
      own.map(({ system, difference, verdict, correctedVerdict }) => {
        return { name: system, estimate: difference, verdict, correctedVerdict }
      }),
      { positive: 'Derails earlier', negative: 'Derails later' },
      look.columns,
    ),
    ...own.map(({ words }) => wrapText(`  ${words.join(' ')}`, look.columns, '  ')),
    ...own.map((comparison) => look.dim(wrapText(`    ${basisWords(comparison)}`, look.columns, '    '))),
  ]
}

function basisWords({ system, end, tasks, trials, onTrack, limitsCensored }: SurvivalComparison): string {
  const lowered = end.isLowered ? ` instead of ${amount(end.wanted)}` : ''
  const means = `the reference ${lengthCell(onTrack.reference)}, the system ${lengthCell(onTrack.system)}`
  const limits = `with limits as "at least so far" ${pValue(limitsCensored.clustered.p)}`
  return `${system}: up to ${amount(end.value)}${lowered}, ${counted(tasks, 'shared task')}, ${counted(trials, 'trial')}; on track ${means}; ${limits}`
}

/** The trends, with what they cannot show right under them. */
function trendLines(trends: readonly HazardTrend[], look: Look): string[] {
  const columns = [
    { title: 'system' },
    { title: 'chance to derail' },
    { title: 'slope within families' },
    { title: 'over all', leaveOutAs: 1 },
    { title: 'derailed', leaveOutAs: 2 },
  ]
  const rows = trends.map(({ system, direction, withinFamilies, slope, failures, trials }) => [
    system,
    direction.replace('-', ' '),
    slopeCell(withinFamilies),
    slopeCell(slope),
    `${count(failures)} of ${count(trials)}`,
  ])
  if (rows.length === 0) return []
  const own = trends.map(({ words, caution }) => words.filter((words) => words !== caution).join(' '))
  return [
    '',
    '  Whether they derail more easily the longer a trial lasts',
    ...table(columns, rows, { ...look, indent: 2 }),
    ...[...new Set(trends.map(({ caution }) => caution))].map((words) => wrapText(`  ${words}`, look.columns, '  ')),
    ...own.map((words) => wrapText(`  ${words}`, look.columns, '    ')),
  ]
}
