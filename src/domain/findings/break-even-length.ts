import type { UndeterminedReason, WarningCode } from '../estimate.js'
import type { LengthKind } from '../task.js'
import type { HorizonFinding, HorizonShape } from './horizon.js'

/** A part of the lengths that were tested, ends included. */
export interface LengthRange {
  readonly from: number
  readonly to: number
}

/** A length at which the other of two systems becomes the cheaper one for each finished job. */
export interface BreakEvenCrossing {
  readonly length: number
  /** Whether the system costs less just below it, and the reference just above. */
  readonly paysBelow: boolean
}

/** What a finished job of one length costs, and how sure it is that the system is the cheaper one there. */
export interface BreakEvenPoint {
  readonly length: number
  /** Of a finished job, in US dollars, by the fitted curves. */
  readonly systemUsd: number
  /** As `systemUsd`. */
  readonly referenceUsd: number
  /** Share of what the measurement leaves possible in which the system is cheaper, in [0, 1]. */
  readonly cheaper: number
}

/** Up to which length of a job a system costs less than the reference for each finished one; never beyond what was tested. */
export type BreakEvenLength =
  | {
      readonly kind: 'undetermined'
      readonly system: string
      readonly reference: string
      /** Absent where no counted trial carries a length. */
      readonly lengthKind?: LengthKind
      readonly reason: UndeterminedReason
      /** Shared tasks of known length. */
      readonly tasks: number
      /** The finding in plain sentences. */
      readonly words: readonly string[]
    }
  | {
      readonly kind: 'determined'
      readonly system: string
      readonly reference: string
      /** What every length here counts. */
      readonly lengthKind: LengthKind
      /** Shortest and longest length that both were tested at. */
      readonly tested: HorizonFinding['tested']
      /** Where the fitted curves cross, ascending; empty where one system costs less over the whole tested range. */
      readonly crossings: readonly BreakEvenCrossing[]
      /** The lengths at which the system costs less by the fitted curves, ascending; empty where there is none. */
      readonly pays: readonly LengthRange[]
      /** The lengths at which it is at least 90 % sure to cost less, ascending; empty where there is none. */
      readonly sure: readonly LengthRange[]
      /** Evenly on the logarithm of length, ascending, from the shortest to the longest tested. */
      readonly points: readonly BreakEvenPoint[]
      /** Where curves of other shapes cross, with the same costs. */
      readonly shapes: readonly {
        readonly shape: HorizonShape['shape']
        readonly crossings: readonly BreakEvenCrossing[]
      }[]
      /** Cost of an attempt: a fixed part, and one for each unit of length, both in US dollars. */
      readonly costs: {
        readonly system: { readonly fixedUsd: number; readonly perLengthUsd: number }
        readonly reference: { readonly fixedUsd: number; readonly perLengthUsd: number }
      }
      /** False where one attempt of the reference at the same length stands in for what a failure costs. */
      readonly isFailureEntered: boolean
      readonly method: string
      /** How sure is sure enough for `sure`, in (0, 1). */
      readonly level: number
      /** What was taken for independent: families from six on, tasks below. */
      readonly unit: 'family' | 'task'
      /** How many of them there are. */
      readonly units: number
      /** Shared tasks of known length. */
      readonly tasks: number
      /** Counted trials of both systems at these tasks. */
      readonly trials: number
      /** Trials of both left out, by reason in words. */
      readonly excluded: Readonly<Record<string, number>>
      /** Of the draws. */
      readonly seed: number
      readonly warnings: readonly WarningCode[]
      /** The finding in plain sentences. */
      readonly words: readonly string[]
      /** What a failure was taken to cost, in words. */
      readonly basis: string
    }
