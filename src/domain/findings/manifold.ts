import type { Estimate } from '../estimate.js'

/**
 * How competent systems are over two ways off what they know: longer work, and more disturbances in it. All systems meet
 * the same samples with the same disturbances at the same steps.
 */
export interface ManifoldFinding {
  /** Label of the system that the others are held against. */
  readonly reference: string
  /** Labels of the others, in the order in which they were given. */
  readonly systems: readonly string[]
  /** Wanted lengths of the work in reference calls, ascending. */
  readonly lengths: readonly number[]
  /** Disturbances set into one run, ascending; the first is 0. */
  readonly doses: readonly number[]
  /** Where the other systems are at home: undisturbed work of up to so many reference calls. Absent where nobody says it. */
  readonly homeLength?: number
  /** Names of the interventions that disturbances are drawn from. */
  readonly disturbances: readonly string[]
  /** Confidence level of every interval, in (0, 1). */
  readonly level: number
  /** One for each system, length and dose. */
  readonly cells: readonly ManifoldCell[]
  /** Lengths at which samples were left out, for all systems alike: the tracer did not solve them under every dose. */
  readonly leftOut: readonly { readonly length: number; readonly samples: number; readonly drawn: number }[]
}

/** One system on work of one length under one dose. */
export interface ManifoldCell {
  readonly system: string
  /** Reference calls. */
  readonly length: number
  /** Disturbances set into one run. */
  readonly dose: number
  /** Share solved, in [0, 1], clustered by sample. */
  readonly success: Estimate
  /** Disturbances that a run met, on average over its counted trials; absent where there are none. */
  readonly met?: number
  /** Success of the reference minus that of this system on the same samples; absent of the reference itself. */
  readonly behind?: Estimate
  /** That there is no difference, corrected for all cells that could be compared (Holm), in (0, 1]; absent where it was not tested. */
  readonly correctedP?: number
}

/** Whether a cell shows a difference from the reference: its interval leaves out 0. */
export function isToldApart({ behind }: Pick<ManifoldCell, 'behind'>): boolean {
  return behind?.kind === 'determined' && (behind.low > 0 || behind.high < 0)
}
