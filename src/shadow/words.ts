import {
  type Estimate,
  type OutcomeRow,
  points,
  pointsWords,
  ratio,
  type ShadowFinding,
  STRATA,
  signedPoints,
} from '../domain/index.js'
import type { AnalysisOptions } from './analysis-options.js'

/** How the two sides of the contrast are called. */
export function sideNames(rows: readonly OutcomeRow[], options: AnalysisOptions): ShadowFinding['names'] {
  if (options.names !== undefined) return options.names
  if (options.contrast === 'longer-work') return { narrow: 'short tasks', long: 'long tasks' }
  const familiesOf = (side: 'narrow' | 'long') =>
    [
      ...new Set(rows.flatMap(({ stratum, family }) => (stratum === side && family !== undefined ? [family] : []))),
    ].sort()
  return { narrow: familiesOf('narrow').join(' + ') || 'narrow', long: familiesOf('long').join(' + ') || 'long' }
}

/**
 * The finding in one or two plain sentences.
 *
 * @param systems held against the same reference
 */
export function shadowWords(finding: ShadowFinding, systems: number): string[] {
  const { system, reference, names, narrowGap, longGap, shadow, oddsRatio, correctedVerdict: verdict, bank } = finding
  const isOther = finding.contrast === 'other-work'
  if (shadow.kind === 'undetermined' || narrowGap.kind === 'undetermined' || longGap.kind === 'undetermined') {
    return [`Whether ${system} has a shadow behind ${reference} cannot be told from these trials.`]
  }
  const first = `On ${names.narrow} ${system} is ${gapWords(narrowGap.value, reference)}; on ${names.long} ${gapWords(longGap.value)}.`
  const extra = `${pointsWords(shadow.value)} (${range(shadow)})`
  const where = bank === undefined ? '' : ` in the bank of ${bank}`
  const odds = oddsWords(oddsRatio)
  if (verdict.kind === 'established' && shadow.value > 0) {
    const kind = isOther ? 'are its shadow on other work' : 'are its shadow'
    return [first, `The extra ${extra} ${kind}${where}; being weaker overall would not explain it${odds}.`]
  }
  if (verdict.kind === 'established') {
    return [first, `It gains ${extra} where the work differs: the opposite of a shadow${where}${odds}.`]
  }
  if (verdict.kind === 'established-equivalent') {
    return [
      first,
      `No shadow${where}: the change of ${signed(shadow)} lies within ${pointsWords(verdict.margin)} either way.`,
    ]
  }
  if (finding.verdict.kind === 'established') {
    const found = shadow.value > 0 ? 'look like a shadow' : 'look like the opposite of one'
    return [
      first,
      `The extra ${extra} ${found}${odds}, but one such finding among ${systems} systems can come by chance: not established${where} after correction.`,
    ]
  }
  const isOff = shadow.low > 0 || shadow.high < 0
  return [
    first,
    isOff
      ? `The change of ${signed(shadow)} could come from being weaker overall, so no shadow is established${where}${odds}.`
      : `A shadow is not established${where}: the change is ${signed(shadow)}.`,
  ]
}

function gapWords(gap: number, reference?: string): string {
  const named = (preposition: string) => (reference === undefined ? '' : `${preposition} ${reference}`)
  if (Number(points(gap)) === 0) return `level${named(' with')}`
  return gap > 0 ? `${pointsWords(gap)} behind${named('')}` : `${pointsWords(gap)} ahead${named(' of')}`
}

function oddsWords(found: Estimate): string {
  if (found.kind === 'undetermined') return ' (the odds ratio is not identifiable)'
  return ` (odds ratio ${ratio(found.value)}-fold, ${ratio(found.low)} to ${ratio(found.high)})`
}

type Determined = Extract<Estimate, { kind: 'determined' }>

/** The interval as seen from the side of its value. */
function range({ low, high, value }: Determined): string {
  const [near, far] = value >= 0 ? [low, high] : [-high, -low]
  return `${bare(near)} to ${bare(far)}`
}

function signed({ value, low, high }: Determined): string {
  const size = bare(value)
  return `${size} ${size === '1' || size === '−1' ? 'point' : 'points'} (${bare(low)} to ${bare(high)})`
}

function bare(share: number): string {
  return signedPoints(share).replace('+', '')
}

/** What the rows cannot tell, one plain sentence each. */
export function cannotSay(rows: readonly OutcomeRow[], options: AnalysisOptions): string[] {
  const sentences: string[] = []
  const missing = STRATA.filter((name) => !rows.some(({ stratum }) => stratum === name))
  if (missing.length > 0) {
    const why = missing.length === 2 ? 'the tasks are not marked as narrow or long' : `no task is marked ${missing[0]}`
    sentences.push(`Whether anybody falls further behind on longer work: ${why}.`)
  } else if (options.contrast === 'other-work') {
    sentences.push(
      'Anything about longer work: one kind of work is held against another, and they differ in more than length.',
    )
  }
  if (rows.every(({ repeat }) => repeat === 0)) {
    sentences.push('How reliably a task is solved: each task was tried once, so chance within a task is not seen.')
  }
  if (rows.every(({ length }) => length === undefined)) {
    sentences.push('At which length success falls to a half: the tasks carry no lengths.')
  }
  if (rows.every(({ progress }) => progress === undefined)) {
    sentences.push('When in a run a system loses its way: the trials carry no progress.')
  }
  if (rows.some(({ costUsd }) => costUsd === undefined)) {
    const some = rows.every(({ costUsd }) => costUsd === undefined)
      ? 'no trial carries a cost'
      : 'some trials carry none'
    sentences.push(`The full cost: ${some}.`)
  }
  sentences.push(
    'Whether a difference comes from the model or from its host, agent or settings: a system is all of them together.',
    'Anything about work that is not among these tasks, or about how a model was made.',
  )
  return sentences
}
