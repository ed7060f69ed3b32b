import type { VoidCause } from '../../domain/index.js'

/**
 * Something that went wrong around a model while a study runs. It is told so that people see why nothing moves; it is
 * never counted against a model.
 */
export type Trouble =
  /** `isMadeAgain`: within the same attempt. */
  | { readonly kind: 'ask-failed'; readonly message: string; readonly isMadeAgain: boolean }
  /** The trial is launched again from where it stands. */
  | { readonly kind: 'attempt-failed'; readonly cause: VoidCause; readonly message: string }
  /** The trial does not count. */
  | { readonly kind: 'trial-void'; readonly cause: VoidCause; readonly message: string }
