import type { Estimate } from '../estimate.js'
import type { Slice } from './findings.js'

/**
 * Many small tests at once, for what deserves a closer look: a system on one kind of work, under one change where
 * changes were made. What it finds are candidates, not established effects.
 */
export interface Screen {
  /** Share of the finds that is expected to be false, in (0, 1). */
  readonly rate: number
  /** Every test that could be made, by p. */
  readonly tests: readonly ScreenTest[]
  /** Cells in which nothing could be tested: too few samples, or no variation. */
  readonly untested: number
}

/** One cell of a screen. */
export interface ScreenTest {
  readonly system: string
  /** The kind of work: a family, or a form of work where families are too small to test. */
  readonly work: Slice
  /** Name of the probe; absent where the system is held against the reference. */
  readonly intervention?: string
  /** Varied minus sham, or system minus reference, in [-1, 1]: negative means that the system does worse. */
  readonly difference: Estimate
  /** In (0, 1]. */
  readonly p: number
  /** Benjamini and Hochberg over all tests of the screen, in (0, 1]. */
  readonly adjustedP: number
  /** Whether the adjusted p is at most `rate`. */
  readonly isFound: boolean
}
