import type { VoidCause } from '../../domain/index.js'

/**
 * Something that went wrong around a model while a study runs. It is told so that people see why nothing moves; it is
 * never counted against a model.
 */
export type Trouble =
  /** `isRateLimit`: the server had had enough; the ask is made again for as long as it takes. */
  | { readonly kind: 'ask-failed'; readonly message: string; readonly isRateLimit: boolean }
  /** The trial is launched again from where it stands. */
  | { readonly kind: 'attempt-failed'; readonly cause: VoidCause; readonly message: string }
  /** The trial does not count. */
  | { readonly kind: 'trial-void'; readonly cause: VoidCause; readonly message: string }
