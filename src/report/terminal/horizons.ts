import type { Estimate, HorizonComparison, HorizonFinding } from '../../domain/index.js'
import { count, counted, percent, pValue, ratio } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { groupBy } from '../pictures/index.js'
import { doublings, HORIZON_LIMITS, LENGTH_WORDS, REASON_WORDS, SHAPE_WORDS } from '../words.js'
import { curveLengthCell, horizonCell, pCell, pointsCell, slopeCell, spreadCell, valueCell } from './cells.js'
import { table, wrapText } from './layout.js'
import type { Look } from './outcomes.js'

/** How far each system goes, what the figures rest on, and the others beside the reference. */
export function horizonLines({ analysis }: ReportDocument, look: Look): string[] {
  const { horizons = [], horizonComparisons = [] } = analysis ?? {}
  if (horizons.length === 0) return []
  const tables = groupBy(horizons, ({ lengthKind }) => lengthKind).flatMap(({ members }) => kindLines(members, look))
  const reasons = horizonReasons(horizons, horizonComparisons, (label) => label)
  return [
    ...tables,
    ...comparisonLines(horizonComparisons, look),
    ...reasons.map((words) => wrapText(`  ${words}`, look.columns, '    ')),
    wrapText(`  ${HORIZON_LIMITS}`, look.columns, '  '),
  ]
}

/** Why single figures cannot be told, one sentence for each figure and reason; a side that is left says it in its cell. */
export function horizonReasons(
  horizons: readonly HorizonFinding[],
  comparisons: readonly HorizonComparison[],
  nameOf: (label: string) => string,
): string[] {
  const single = horizons.flatMap(({ system, h50, h80, resampled }) =>
    [
      ...openOf(system, 'Half', h50),
      ...openOf(system, 'Four in five', h80),
      ...openOf(system, 'Half, drawn anew', resampled.h50),
      ...openOf(system, 'Four in five, drawn anew', resampled.h80),
    ].filter(({ reason }) => !reason.endsWith('-tested-range')),
  )
  const paired = comparisons.flatMap(({ system, horizonRatio, meanGap, slopeChange }) => [
    ...openOf(system, 'Horizon ratio', horizonRatio),
    ...openOf(system, 'Mean gap', meanGap),
    ...openOf(system, 'Change of slope', slopeChange),
  ])
  return groupBy([...single, ...paired], ({ words }) => words).map(({ key, members }) => {
    return `${key} (${members.map(({ system }) => nameOf(system)).join(', ')}).`
  })
}

/** One line for each system whose horizon is known. */
export function horizonSummary({ analysis }: ReportDocument, { columns }: Look): string[] {
  const told = (analysis?.horizons ?? []).filter(({ h50 }) => h50.kind === 'determined')
  return told.flatMap(({ words }) => (words[0] === undefined ? [] : [wrapText(`  ${words[0]}`, columns, '    ')]))
}

function openOf(system: string, figure: string, estimate: Estimate) {
  if (estimate.kind === 'determined') return []
  const { reason } = estimate
  const words = REASON_WORDS[reason].replace(/^it lies/, 'a horizon lies')
  return [{ system, reason, words: `${figure}, cannot tell: ${words}` }]
}

const COLUMNS = [
  { title: 'system' },
  { title: 'half finished' },
  { title: 'four in five (marginal)' },
  { title: 'half, drawn anew', leaveOutAs: 1 },
  { title: 'other shapes, four in five', leaveOutAs: 2 },
]

function kindLines(own: readonly HorizonFinding[], look: Look): string[] {
  const [first] = own
  if (first === undefined) return []
  const rows = own.map((finding) => [
    finding.system,
    horizonCell(finding.h50, finding.tested),
    horizonCell(finding.h80, finding.tested),
    horizonCell(finding.resampled.h50, finding.tested),
    spreadCell(finding.h80Spread),
  ])
  const words = own.flatMap((finding) => [
    wrapText(`  ${finding.words.join(' ')}`, look.columns, '  '),
    look.dim(wrapText(`    ${basisWords(finding)}`, look.columns, '    ')),
  ])
  return [
    wrapText(
      `  Lengths in ${LENGTH_WORDS[first.lengthKind]}, with intervals at ${percent(first.h50.level)}`,
      look.columns,
    ),
    ...table(COLUMNS, rows, { ...look, indent: 2 }),
    ...words,
  ]
}

/** Method, level, n, exclusions, and what other curves and less certain lengths would give. */
function basisWords(finding: HorizonFinding): string {
  const { h50, tasks, families, unit, trials, excluded, shapes, noise, constantHazardTest } = finding
  const left = Object.entries(excluded).map(([reason, number]) => `${reason} ${count(number)}`)
  const parts = [
    `${h50.method} at ${percent(h50.level)}, clustered by ${unit}`,
    `${counted(tasks, 'task')} of ${families} ${families === 1 ? 'family' : 'families'}, ${counted(trials, 'trial')}`,
    ...(left.length === 0 ? [] : [`left out: ${left.join(', ')}`]),
    ...(shapes.length === 0
      ? []
      : [`AIC ${shapes.map(({ shape, aic }) => `${SHAPE_WORDS[shape]} ${count(aic)}`).join(', ')}`]),
    ...(constantHazardTest === undefined ? [] : [`constant risk along the work ${pValue(constantHazardTest.p)}`]),
    ...noise.map(
      ({ deviation, h50: half, h80: four }) =>
        `lengths shaken by ${doublings(deviation)}: half at ${curveLengthCell(half)}, four in five at ${curveLengthCell(four)}`,
    ),
  ]
  return parts.join('; ')
}

function comparisonLines(comparisons: readonly HorizonComparison[], look: Look): string[] {
  if (comparisons.length === 0) return []
  const columns = [
    { title: 'system' },
    { title: 'horizon ratio' },
    { title: 'mean gap, points' },
    { title: 'change of slope', leaveOutAs: 2 },
    { title: 'p', isNumber: true, leaveOutAs: 2 },
    { title: 'tasks', isNumber: true, leaveOutAs: 1 },
  ]
  const rows = comparisons.map(({ system, horizonRatio, meanGap, slopeChange, slopeTest, tasks }) => [
    system,
    valueCell(horizonRatio, ratio),
    pointsCell(meanGap),
    slopeCell(slopeChange),
    pCell(slopeTest?.p),
    count(tasks),
  ])
  const reference = comparisons[0]?.reference ?? 'the reference'
  return [
    '',
    wrapText(
      `  ${reference} beside the others: its horizon over theirs, and how far they are behind`,
      look.columns,
      '  ',
    ),
    ...table(columns, rows, { ...look, indent: 2 }),
    ...comparisons.map(({ words }) => wrapText(`  ${words.join(' ')}`, look.columns, '  ')),
  ]
}
