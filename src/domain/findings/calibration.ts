import type { Estimate } from '../estimate.js'

/** A planted truth beside what the instrument recovered. */
export interface CalibrationRow {
  readonly quantity: string
  /** In `unit`; undefined where the plant is a class and not a number. */
  readonly planted?: number
  readonly unit: 'share' | 'points' | 'steps'
  readonly recovered: Estimate
  readonly isRecovered: boolean
  readonly note?: string
}

/** How often something happened over many studies of known truth, against how often it should. */
export interface RateRow {
  readonly quantity: string
  /** Stated rate in [0, 1]. */
  readonly nominal: number
  /** `at-most` for false positives, `at-least` for coverage. */
  readonly bound: 'at-most' | 'at-least'
  /** Studies that gave an interval. */
  readonly studies: number
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
