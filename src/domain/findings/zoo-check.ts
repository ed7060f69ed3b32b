import type { Estimate } from '../estimate.js'
import type { Stratum } from '../task.js'
import type { RateRow } from './calibration.js'

/**
 * What is known of a model beside the reference: `null`, nothing is to be found; `true`, it falls behind on long work;
 * `open`, nobody said beforehand.
 */
export type PairTruth = 'null' | 'true' | 'open'

/** Where a model comes from. */
export interface Descent {
  /** The model whose answers it learned from; absent where it learned from none. */
  readonly teacher?: string
  /** Names of the models it descends from, the nearest first. */
  readonly ancestors: readonly string[]
  /** What it learned from or what it is, in words. */
  readonly words: string
}

/** An embedded model of known descent beside the reference, over many studies. */
export interface PairRow {
  readonly system: string
  readonly truth: PairTruth
  readonly descent: Descent
  /** Studies; each gave one verdict of the shadow. */
  readonly studies: number
  /** How many of them established that it falls further behind on long work. */
  readonly behind: number
  /** How many established the opposite. */
  readonly ahead: number
  /** How many established that there is no difference that matters. */
  readonly equivalent: number
  /** How many could not establish anything with all their trials. */
  readonly notEstablished: number
  /** How many could not tell, for want of variation or of tasks. */
  readonly undetermined: number
  /** Share of studies that found what counts here, in [0, 1]: any shadow in a null or open pair, `behind` in a true one. */
  readonly rate: number
  /** Exact 99 % interval of that share. */
  readonly low: number
  readonly high: number
  /** Most that a null pair may be told apart, least that a true pair has to be found; absent of an open pair. */
  readonly bound?: number
  /** Whether the interval does not lie beyond the bound; absent of an open pair. */
  readonly isHeld?: boolean
  /** Reference minus system on short work, in [-1, 1], over the samples of all studies, at 99 %. */
  readonly narrowGap: Estimate
  /** As `narrowGap`, on long work. */
  readonly longGap: Estimate
}

/** Trials that came out solved. */
export interface SolvedCount {
  readonly solved: number
  readonly trials: number
}

/** Success that a model was measured to have when it was made, beside what the studies find. */
export interface CompetenceRow {
  readonly system: string
  readonly stratum: Stratum
  /** Wanted length of the reference solution in tool calls. */
  readonly size: number
  /** As its card says. */
  readonly planted: SolvedCount
  /** In the studies, each sample tried once. */
  readonly recovered: SolvedCount
  /** Share of the card minus share of the studies, in [-1, 1], at 99 % for all rows together. */
  readonly difference: Estimate
  /** Whether that interval holds 0. */
  readonly isRecovered: boolean
}

/** The instrument held against small networks of known lineage and competence. */
export interface ZooCheck {
  readonly reference: string
  /** Where the reference comes from. */
  readonly descent: Descent
  /** Studies, all of the same design and each on samples of its own. */
  readonly studies: number
  /** Trials of all studies. */
  readonly trials: number
  /** Length of short and long work in reference calls. */
  readonly sizes: Readonly<Record<Stratum, number>>
  /** Samples of one study in each form. */
  readonly samples: Readonly<Record<Stratum, number>>
  /** The control is the reference giving up at the first step of this share of its trials, in [0, 1]. */
  readonly controlFailure: number
  readonly pairs: readonly PairRow[]
  /** Null pairs together and true pairs together; absent where there are none. Their intervals take a study for one trial. */
  readonly rates: readonly RateRow[]
  /** Empty where no card says what the studies measure. */
  readonly competence: readonly CompetenceRow[]
}
