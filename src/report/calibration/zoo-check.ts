import { type CompetenceRow, percent, type SolvedCount, type ZooCheck } from '../../domain/index.js'
import { NEVER_WORDS } from '../manifold/words.js'
import { pointsCell, styleFor, type TerminalOptions, table, wrapText } from '../terminal/index.js'
import {
  ancestryOf,
  DESCENT_WORDS,
  hitsWords,
  PAIR_TITLES,
  PAIR_TRUTHS,
  statedWords,
  taughtBy,
  togetherIn,
  verdictCounts,
  zooBasis,
} from './zoo-words.js'

const RATE_COLUMNS = [
  { title: '' },
  { title: 'stated', isNumber: true },
  { title: 'found (99%)' },
  { title: 'studies', isNumber: true },
  { title: 'verdicts' },
]

const COMPETENCE_COLUMNS = [
  { title: '  success' },
  { title: 'card', isNumber: true },
  { title: 'here', isNumber: true },
  { title: 'points (99% together)' },
  { title: '' },
]

/** The zoo as text: false alarms and power, success beside the cards, and the family beside what was found. */
export function zooLines(check: ZooCheck, options: TerminalOptions): string[] {
  const { bold, dim } = styleFor(options)
  const { columns } = options
  const look = { columns, indent: 2, dim }
  const { competence } = check
  const recovered = competence.filter(({ isRecovered }) => isRecovered).length
  const lines = PAIR_TRUTHS.flatMap((truth) => {
    const cells = pairCells(check, truth)
    return cells.length === 0 ? [] : [bold(PAIR_TITLES[truth]), ...table(RATE_COLUMNS, cells, look), '']
  })
  return [
    bold(NEVER_WORDS),
    wrapText(zooBasis(check), columns),
    '',
    ...lines,
    ...(competence.length === 0
      ? ['No card says what these studies measure.']
      : [
          bold(`Planted competence: ${recovered} of ${competence.length} recovered`),
          ...table(COMPETENCE_COLUMNS, competence.map(competenceCells), look),
        ]),
    '',
    bold('Planted lineage'),
    ...table(lineageColumns(check), lineageCells(check), look),
    wrapText(DESCENT_WORDS, columns),
  ]
}

function pairCells(check: ZooCheck, truth: (typeof PAIR_TRUTHS)[number]): string[][] {
  const own = check.pairs.filter((pair) => pair.truth === truth)
  const all = togetherIn(check, truth)
  const cells = own.map((pair) => [
    `${markOf(pair.isHeld)} ${pair.system}`,
    statedWords(truth, pair.bound),
    rateWords(pair),
    hitsWords(pair),
    `${pair.isHeld === false ? 'MISSED: ' : ''}${verdictCounts(pair)}`,
  ])
  if (all === undefined || own.length < 2) return cells
  const missed = all.isHeld ? '' : 'MISSED'
  return [
    ...cells,
    [`${markOf(all.isHeld)} together`, statedWords(truth, all.nominal), rateWords(all), hitsWords(all), missed],
  ]
}

/** A mark for what was stated, none where nothing was. */
export function markOf(isHeld: boolean | undefined): string {
  if (isHeld === undefined) return ' '
  return isHeld ? '✓' : '✗'
}

function rateWords({ rate, low, high }: { readonly rate: number; readonly low: number; readonly high: number }) {
  return `${percent(rate)} (${percent(low)} to ${percent(high)})`
}

/** A share with its counts: `97% (388 of 400)`. */
export function solvedWords({ solved, trials }: SolvedCount): string {
  return trials === 0 ? 'not tried' : `${percent(solved / trials)} (${solved} of ${trials})`
}

function competenceCells({ system, size, planted, recovered, difference, isRecovered }: CompetenceRow): string[] {
  const words = `${markOf(isRecovered)} ${system}, ${size} calls`
  const apart = pointsCell(difference)
  return [words, solvedWords(planted), solvedWords(recovered), apart, isRecovered ? '' : 'MISSED']
}

function lineageColumns({ reference }: ZooCheck) {
  return [
    { title: '  model' },
    { title: 'learned from' },
    { title: 'descends from' },
    { title: `behind ${reference}, short` },
    { title: 'long (points)' },
    { title: 'shadow' },
  ]
}

function lineageCells({ reference, descent, pairs }: ZooCheck): string[][] {
  return [
    [`  ${reference}`, taughtBy(descent), ancestryOf(descent), '', '', ''],
    ...pairs.map((pair) => [
      `  ${pair.system}`,
      taughtBy(pair.descent),
      ancestryOf(pair.descent),
      pointsCell(pair.narrowGap),
      pointsCell(pair.longGap),
      hitsWords(pair),
    ]),
  ]
}
