import type { Failure } from './behaviour.js'
import type { LengthKind, Stratum } from './task.js'

/** Why a trial does not count. */
export type VoidCause = 'model-api' | 'environment' | 'injection' | 'scorer' | 'simulated-user' | 'interrupted-effect'

/**
 * Causes for which a trial can be launched again. Not among them: a call outside that may have had its effect, which nobody
 * may repeat.
 */
export const RETRIABLE_CAUSES = ['model-api', 'environment', 'injection', 'scorer', 'simulated-user'] as const

/** A limit that ended a trial. */
export type LimitKind = 'steps' | 'tokens' | 'time' | 'cost'

/** How one trial ended; how each estimate counts it is settled in one table (docs/outcomes.md). */
export type Outcome =
  | { readonly kind: 'solved'; readonly steps?: number }
  | { readonly kind: 'failed'; readonly steps?: number; readonly derailedAtStep?: number }
  | { readonly kind: 'censored'; readonly steps?: number; readonly limit: LimitKind }
  | { readonly kind: 'void'; readonly cause: VoidCause }
  | { readonly kind: 'unknown' }

/** One trial as every estimate reads it, whether run here or imported. */
export interface OutcomeRow {
  /** Label of the system. */
  readonly system: string
  /** The sample. */
  readonly task: string
  /** Tasks of one family are variants of one task. */
  readonly family?: string
  readonly stratum?: Stratum
  /** From 0. */
  readonly repeat: number
  readonly outcome: Outcome
  /** In [0, 1]; a value strictly between rules out discordance and pass^k. */
  readonly score?: number
  /** Length of the task, in `lengthKind`. */
  readonly length?: number
  /** What `length` and `progress` count; never mixed in one estimate. */
  readonly lengthKind?: LengthKind
  /** Reference effort behind the last verified checkpoint, in the unit of `length`. */
  readonly progress?: number
  /** Undefined where it is not known. */
  readonly costUsd?: number
  /** Working time, without failed asks and waiting. */
  readonly seconds?: number
  /** What an audit found to be so, 0 or 1, of trials drawn at random from those that a judge told the outcome of. */
  readonly truth?: 0 | 1
  /** Reason in words why the row does not count. */
  readonly excluded?: string
  /** Of a trial that is not solved: whether it was claimed to be done all the same. Absent where the claim is not known. */
  readonly isSilentFailure?: boolean
  /** How it went wrong and from which step on, where the record shows it. */
  readonly failure?: Failure
}

/** Success in [0, 1] as rates and paired effects count it, or undefined where the row is left out. */
export function successOf(row: OutcomeRow): number | undefined {
  if (row.excluded !== undefined) return undefined
  if (row.outcome.kind === 'void' || row.outcome.kind === 'unknown') return undefined
  if (row.outcome.kind === 'solved') return row.score ?? 1
  return row.outcome.kind === 'failed' ? (row.score ?? 0) : 0
}
