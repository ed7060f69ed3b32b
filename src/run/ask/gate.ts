import type { ModelError, Quota } from '../../domain/index.js'
import type { RateSignal } from './rate-control.js'

/** What asks of one account pass through, each before it is sent. */
export interface Gate {
  /**
   * Waits in turn until the account may take one more ask.
   * @param isAgain the ask was refused before: it goes before those that have not been sent yet
   * @returns undefined where nothing is to be begun any more
   * @throws the first signal's reason when it is aborted
   */
  enter(signals: StopSignals, isAgain: boolean): Promise<Pass | undefined>
  /** Waits before an ask is made again, as `waitUnlessStopped`; a wait for which the server asked is the account's. */
  rest(rest: Rest, signals: StopSignals): Promise<void>
}

/** A wait of one ask before it is made again. */
export interface Rest {
  readonly waitMs: number
  /** Why: a rate limit, with or without a word of the server's on how long; or anything else that failed. */
  readonly why: 'rate-limit' | 'rate-limit-hint' | 'failure'
}

/** `signal` stops at once, `halt` begins nothing more. */
export interface StopSignals {
  readonly signal: AbortSignal
  readonly halt: AbortSignal
}

/** The leave to send one ask; given back once, with what came of it. */
export interface Pass {
  /** @param isFirstTry nothing had failed for this ask before */
  answered(isFirstTry: boolean, quota?: Quota): void
  failed(error: ModelError): void
  /** Given back without a reply. */
  unused(): void
}

const RATE_LIMITED = 429

/** What a failure says of the account; a refusal of this one ask says nothing. */
export function signalOf(error: ModelError): RateSignal | undefined {
  const { retryAfterMs, fault } = error
  if (isRateLimit(error)) return { kind: 'limited', retryAfterMs }
  return fault === 'transport' ? { kind: 'strained', retryAfterMs } : undefined
}

/** Whether an ask was refused because too many were made; an account that is used up is another matter. */
export function isRateLimit({ status, fault }: ModelError): boolean {
  return status === RATE_LIMITED && fault === 'transport'
}
