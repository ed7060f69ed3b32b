import {
  count,
  counted,
  type Descent,
  type PairRow,
  type PairTruth,
  percent,
  type RateRow,
  type ZooCheck,
} from '../../domain/index.js'

/** What each kind of pair is called. */
export const PAIR_TITLES: Readonly<Record<PairTruth, string>> = {
  null: 'Null pairs: nothing to find',
  true: 'True pairs: behind on long work',
  open: 'Open pairs: nothing was said',
}

/** All kinds, in the order in which they are shown. */
export const PAIR_TRUTHS: readonly PairTruth[] = ['null', 'true', 'open']

/** What the studies of the zoo are. */
export function zooBasis({ reference, studies, trials, samples, sizes, controlFailure }: ZooCheck): string {
  return `Small networks of known lineage in a made world. In each of ${count(studies)} studies every model is held against ${reference} on ${count(samples.narrow)} samples of short work (${sizes.narrow} reference calls) and ${count(samples.long)} of long work (${sizes.long}), each tried once: ${counted(trials, 'trial')} in all. Found means that the shadow is established at 95%; where short work is solved by all, a control says what plain weakness looks like: ${reference}, giving up ${percent(controlFailure)} of its trials at once.`
}

/** What these studies do not say. */
export const DESCENT_WORDS =
  'Today the instrument measures competence and behaviour, not descent: who learned from whom is known from how the models were made, and nothing here finds it. Models that learned the same short work can look alike, whoever taught them.'

/** What a null pair is, and how far the word reaches. */
export const NULL_WORDS =
  'The same weights under two names differ by chance alone. Two models of one recipe and different seeds need not be equal in truth: what tells them apart often would be found where the first pair is quiet.'

/** How often one pair was found: `0 of 40 studies`. */
export function hitsWords({ rate, studies }: Pick<PairRow, 'rate' | 'studies'>): string {
  return `${count(Math.round(rate * studies))} of ${count(studies)}`
}

/** What was stated of a rate: `≤ 5%`; empty where nothing was. */
export function statedWords(truth: PairTruth, bound: number | undefined): string {
  return bound === undefined ? '' : `${truth === 'null' ? '≤' : '≥'} ${percent(bound)}`
}

/** All verdicts of one pair, those that did not occur left out. */
export function verdictCounts({ behind, ahead, equivalent, notEstablished, undetermined }: PairRow): string {
  const parts: readonly (readonly [number, string])[] = [
    [behind, 'further behind'],
    [ahead, 'further ahead'],
    [equivalent, 'equivalent'],
    [notEstablished, 'not established'],
    [undetermined, 'cannot tell'],
  ]
  return parts.flatMap(([number, words]) => (number === 0 ? [] : [`${count(number)} ${words}`])).join(', ')
}

/** Whose answers a model learned from. */
export function taughtBy({ teacher }: Descent): string {
  return teacher ?? 'a planner'
}

/** Of whom it descends, the nearest first. */
export function ancestryOf({ ancestors }: Descent): string {
  return ancestors.length === 0 ? 'none' : ancestors.join(', ')
}

/** Null pairs or true pairs together, of a check that has some. */
export function togetherIn({ rates }: ZooCheck, truth: PairTruth): RateRow | undefined {
  return rates.find(({ bound }) => (truth === 'null' ? bound === 'at-most' : truth === 'true' && bound === 'at-least'))
}
