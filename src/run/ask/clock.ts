/** Time as the runner sees it; passed in so that tests need no real clock. */
export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  monotonicMs(): number
  /** @throws the signal's reason when aborted while waiting */
  wait(ms: number, signal: AbortSignal): Promise<void>
  /**
   * Calls back once after so many milliseconds; keeps the process alive until then.
   * @returns cancels the call
   */
  after(ms: number, call: () => void): () => void
}

/** How often a failed ask is repeated within one attempt, and how long to wait. */
export interface RetryRule {
  /** Further asks after the first, from 0; refusals for a rate limit are not among them. */
  readonly times: number
  /** How long rate limits may keep one ask waiting before its attempt ends, in milliseconds; half an hour where left out. */
  readonly limitedMs?: number
  readonly firstWaitMs: number
  /** Of our own waits; a vendor may ask for longer ones. */
  readonly longestWaitMs: number
}

/** Five further asks; the wait doubles from one second to at most a minute. */
export const DEFAULT_RETRY: RetryRule = { times: 5, firstWaitMs: 1_000, longestWaitMs: 60_000 }

/** Where a rule does not say how long rate limits may keep one ask waiting. */
export const LIMITED_MS = 1_800_000

/** Longest wait for one answer, in milliseconds. */
export const DEFAULT_ANSWER_WAIT_MS = 600_000

/** Longest wait that a vendor can ask for, in milliseconds. */
export const LONGEST_HINT_MS = 900_000

/**
 * Milliseconds to the next try: doubling, and never shorter than the vendor asks for.
 *
 * @param failures tries that failed, from 1
 */
export function nextWaitMs(retry: RetryRule, failures: number, retryAfterMs = 0): number {
  const own = Math.min(retry.firstWaitMs * 2 ** (failures - 1), retry.longestWaitMs)
  return Math.max(own, Math.min(retryAfterMs, LONGEST_HINT_MS))
}

/**
 * Waits until the time is over or the second signal says that nothing is to be begun any more.
 *
 * @throws the first signal's reason when it is aborted
 */
export async function waitUnlessStopped(
  clock: Clock,
  ms: number,
  signals: { readonly signal: AbortSignal; readonly halt: AbortSignal },
): Promise<void> {
  const { signal, halt } = signals
  try {
    await clock.wait(ms, AbortSignal.any([signal, halt]))
  } catch (error) {
    signal.throwIfAborted()
    if (!halt.aborted) throw error
  }
}
