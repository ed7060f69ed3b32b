import type { LimitKind, Session, VoidCause } from '../../domain/index.js'

/** A session as a reader found it, before anything decides how it ended. */
export interface SessionDraft extends Omit<Session, 'outcome' | 'labelledBy' | 'judged' | 'file' | 'score'> {
  /** The limit that ended it, where the source says so. */
  readonly limit?: LimitKind
  /** Something around the model broke, where the source says so. */
  readonly broken?: VoidCause
  /** Names of scores that speak of success, in order of preference; others need the user's word. */
  readonly successNames: readonly string[]
}
