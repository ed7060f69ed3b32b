import type { Estimate } from '../estimate.js'

/** A planted truth beside what the instrument recovered. */
export interface CalibrationRow {
  /** What was planted, in words. */
  readonly quantity: string
  /** In `unit`; undefined where the plant is a class and not a number. */
  readonly planted?: number
  readonly unit: 'share' | 'points' | 'steps'
  /** What the instrument says, in `unit`, with its exact interval. */
  readonly recovered: Estimate
  /** True where the interval holds what was planted, but for a stated slack. */
  readonly isRecovered: boolean
  /** What a reader has to know beside it. */
  readonly note?: string
}

/** How often something happened over many studies of known truth, against how often it should. */
export interface RateRow {
  /** What was counted, in words. */
  readonly quantity: string
  /** Stated rate in [0, 1]. */
  readonly nominal: number
  /** `at-most` for false positives, `at-least` for coverage and power. */
  readonly bound: 'at-most' | 'at-least'
  /** Studies that gave an interval. */
  readonly studies: number
  /** Studies in which it happened. */
  readonly hits: number
  /** Observed share in [0, 1]. */
  readonly rate: number
  /** Exact 99 % interval of the observed share. */
  readonly low: number
  readonly high: number
  /** True where that interval does not lie beyond the bound. */
  readonly isHeld: boolean
  /** The true value, where one is estimated. */
  readonly truth?: number
}
