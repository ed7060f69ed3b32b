import { type CompetenceRow, count, type PairRow, type RateRow, type ZooCheck } from '../../domain/index.js'
import { NEVER_WORDS } from '../manifold/words.js'
import { calibrationChart } from '../pictures/index.js'
import { pointsCell } from '../terminal/index.js'
import { exactShare } from './exact-share.js'
import { markOf, solvedWords } from './zoo-check.js'
import {
  ancestryOf,
  DESCENT_WORDS,
  hitsWords,
  NULL_WORDS,
  PAIR_TITLES,
  PAIR_TRUTHS,
  statedWords,
  togetherIn,
  verdictCounts,
  zooBasis,
} from './zoo-words.js'

/**
 * The zoo as part of the Markdown page.
 *
 * @param pictures folder of the pictures as the page refers to it; none are shown where left out
 */
export function zooPage(check: ZooCheck, pictures: string | undefined): string[] {
  const { competence, reference, descent } = check
  const recovered = competence.filter(({ isRecovered }) => isRecovered).length
  return [
    '## The zoo: false alarms and power',
    '',
    `**${NEVER_WORDS}** ${zooBasis(check)}`,
    '',
    ...(pictures === undefined ? [] : [...pictureLines(check, pictures), '']),
    '| | Pair | Stated | Found | Studies | Verdicts |',
    '|---|---|---|---|---|---|',
    ...PAIR_TRUTHS.flatMap((truth) => pairLines(check, truth)),
    '',
    `${NULL_WORDS} An error rate holds where its exact 99 % interval does not lie above what is stated, power where it does not lie below. Together: a study counts as one trial, because its pairs share ${reference}.`,
    '',
    `### Planted competence${competence.length === 0 ? '' : `: ${recovered} of ${competence.length}`}`,
    '',
    ...competenceLines(competence),
    '',
    '### Planted lineage',
    '',
    `How each model was made, beside what the instrument finds of it: points behind ${reference} with their 99 % interval over the samples of all studies, and in how many studies its shadow is established. ${DESCENT_WORDS}`,
    '',
    '| Model | How it was made | Descends from | Behind on short work | Behind on long work | Shadow in studies | Descent |',
    '|---|---|---|---|---|---|---|',
    `| ${reference} | ${descent.words} | ${ancestryOf(descent)} | | | | |`,
    ...check.pairs.map(lineageLine),
    '',
  ]
}

function pictureLines(check: ZooCheck, folder: string): string[] {
  const { title, description } = calibrationChart(check).props
  const words = `${title}. ${description}`.replaceAll('"', '&quot;')
  return [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${folder}/calibration-dark.svg">`,
    `  <img src="${folder}/calibration-light.svg" alt="${words}" width="840">`,
    '</picture>',
  ]
}

function pairLines(check: ZooCheck, truth: PairRow['truth']): string[] {
  const own = check.pairs.filter((pair) => pair.truth === truth)
  if (own.length === 0) return []
  const all = togetherIn(check, truth)
  return [
    `| | **${PAIR_TITLES[truth]}** | | | | |`,
    ...own.map((pair) =>
      rateLine(pair, { words: pair.system, bound: statedWords(truth, pair.bound), verdicts: verdictCounts(pair) }),
    ),
    ...(all === undefined || own.length < 2
      ? []
      : [rateLine(all, { words: 'together', bound: statedWords(truth, all.nominal), verdicts: '' })]),
  ]
}

function rateLine(
  row: Pick<PairRow, 'isHeld'> & Pick<RateRow, 'rate' | 'low' | 'high' | 'studies'>,
  { words, bound, verdicts }: { readonly words: string; readonly bound: string; readonly verdicts: string },
): string {
  const found = `${exactShare(row.rate)} (${exactShare(row.low)} to ${exactShare(row.high)})`
  return `| ${markOf(row.isHeld).trim()} | ${words} | ${bound} | ${found} | ${hitsWords(row)} | ${verdicts} |`
}

function competenceLines(rows: readonly CompetenceRow[]): string[] {
  if (rows.length === 0) return ['No card says what these studies measure.']
  return [
    'Success that was measured when a model was made, on its card, beside what these studies find on samples of their own.',
    'Recovered: the interval of the difference of the two shares holds 0; all intervals together hold at 99 %.',
    '',
    '| | Model | Reference calls | On the card | In these studies | Points apart |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      ({ system, size, planted, recovered, difference, isRecovered }) =>
        `| ${markOf(isRecovered)} | ${system} | ${count(size)} | ${solvedWords(planted)} | ${solvedWords(recovered)} | ${pointsCell(difference)} |`,
    ),
  ]
}

function lineageLine(pair: PairRow): string {
  const { system, descent, narrowGap, longGap } = pair
  const cells = [system, descent.words, ancestryOf(descent), pointsCell(narrowGap), pointsCell(longGap)]
  return `| ${cells.join(' | ')} | ${hitsWords(pair)} | not measured |`
}
