import type { UndeterminedReason } from '../estimate.js'
import type { Stratum } from '../task.js'

/** How a fixed number of further trials is best split to learn the shadow. It is never for a gate, which decides for itself. */
export type NextTrials =
  | {
      readonly kind: 'undetermined'
      /** Further trials that were asked for. */
      readonly trials: number
      readonly reason: UndeterminedReason
      /** Why there is no split, in plain sentences. */
      readonly words: readonly string[]
    }
  | {
      readonly kind: 'determined'
      /** Further trials that are split. */
      readonly trials: number
      readonly reference: string
      readonly method: string
      /** System by system, narrow before long; their `next` add up to `trials`. */
      readonly cells: readonly NextTrialsCell[]
      /** Whether costs weigh; false where a cell has none, and every trial then counts alike. */
      readonly isPriced: boolean
      /** What they would cost, in US dollars; absent where costs do not weigh. */
      readonly costUsd?: number
      /** As `costUsd`, for as many split evenly. */
      readonly costEvenUsd?: number
      /** What they would do to the interval of each shadow; without those that have none. */
      readonly shadows: readonly NarrowedShadow[]
      /** The split in plain sentences. */
      readonly words: readonly string[]
    }

/** One system on one side of the contrast. */
export interface NextTrialsCell {
  readonly system: string
  readonly stratum: Stratum
  /** Counted trials so far. */
  readonly pilotTrials: number
  /** Share of them that was solved, in [0, 1]. */
  readonly success: number
  /** Mean cost of a trial in US dollars; absent where none is known. */
  readonly trialUsd?: number
  /** Further trials. */
  readonly next: number
}

/** Half the width of the interval of a shadow, in [0, 2]: now, after these trials, and after as many split evenly. */
export interface NarrowedShadow {
  readonly system: string
  readonly now: number
  /** About: where the new trials go to tasks as unlike each other as those so far. */
  readonly after: number
  /** As `after`. */
  readonly afterEven: number
}
