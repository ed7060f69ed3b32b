import type { MeasuredSuccess } from '../weights.js'

/** A share with its interval. */
export type Share = Pick<MeasuredSuccess, 'solved' | 'trials' | 'low' | 'high'>

/** How many trials were solved, and of how many. */
export type Counts = Pick<Share, 'solved' | 'trials'>

/** In [0, 1]; NaN where there are no trials. */
export function solvedShare({ solved, trials }: Counts): number {
  return solved / trials
}

/** What one intervention does to one model on short work that it solves without. */
export interface MeasuredIntervention {
  readonly intervention: string
  /** Of the pairs that met the change and whose sham twin was solved. */
  readonly solved: Share
  /** Of the same pairs: solved in another way than the sham twin, as docs/behaviours.md has it. */
  readonly adapted: Share
}

/** What one model can do. */
export interface MeasuredModel {
  readonly name: string
  readonly competence: readonly MeasuredSuccess[]
  readonly interventions: readonly MeasuredIntervention[]
}

/** Success of the reference minus that of a model on the same samples, in [-1, 1]. */
export interface MeasuredDifference {
  readonly behind: number
  readonly low: number
  readonly high: number
  readonly samples: number
}

/** A model held against the reference. */
export interface MeasuredPair {
  readonly system: string
  readonly narrow: MeasuredDifference
  readonly long: MeasuredDifference
  readonly shadow: { readonly value: number; readonly low: number; readonly high: number; readonly verdict: string }
}

/** Everything that `npm run zoo:measure` measures. */
export interface Measured {
  readonly seed: number
  readonly level: number
  readonly limits: { readonly stepsPerReferenceCall: number; readonly extraSteps: number }
  readonly models: readonly MeasuredModel[]
  readonly pairs: readonly MeasuredPair[]
}
