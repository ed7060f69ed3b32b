import type { Estimate } from '../estimate.js'

/** When a running session of one system should be moved to a stronger model, and what that would have done. */
export interface EscalationFinding {
  /** Scope of work that it was calibrated on. */
  readonly scope: string
  /** Label of the system. */
  readonly system: string
  /** A run is moved up as soon as its distress exceeds this. */
  readonly threshold: number
  /** `conformal-maximum`: from the worst moments of successful runs; `fixed-rule`: there are fewer than 60 of them. */
  readonly method: 'conformal-maximum' | 'fixed-rule'
  /** Share of successful runs that is moved up, at most, on average; holds for `conformal-maximum` only. */
  readonly alpha: number
  /** Successful runs that it rests on. */
  readonly solved: number
  /** Of these, runs that would have been moved up in vain. */
  readonly solvedMovedUp: number
  /** Runs that failed or met a limit. */
  readonly unsolved: number
  /** Of these, runs that would have been moved up. */
  readonly caughtRuns: number
  /** Share of those that would have been moved up, clustered by task. */
  readonly caught: Estimate
  /** Steps between the alarm and the end, in the middle of the runs that were caught; absent where there is none. */
  readonly stepsBeforeEnd?: number
  /** False where the record does not show verified progress, so that distress is read from calls alone. */
  readonly readsProgress: boolean
  /** The finding in plain sentences. */
  readonly words: readonly string[]
}
