import {
  type Answer,
  type Ask,
  type Candidate,
  type EventBody,
  type Journal,
  type Lease,
  ModelError,
} from '../../domain/index.js'

import { type Clock, LIMITED_MS, nextWaitMs, type RetryRule } from './clock.js'
import { type Gate, isRateLimit, type Pass, type Rest } from './gate.js'
import { soundAnswer } from './sound-answer.js'
import { type MoneyWait, priced, setAside, waitForMoney } from './spend.js'
import type { Trouble } from './trouble.js'

/** What came of asking. */
export type AskResult =
  /** `isOld`: the answer was recorded by an earlier attempt. */
  | { readonly kind: 'answered'; readonly answer: Answer; readonly latencyMs: number; readonly isOld?: true }
  | { readonly kind: 'no-budget' }
  /** Nothing is to be begun any more. */
  | { readonly kind: 'halted' }
  /** The system may not be asked at all. */
  | { readonly kind: 'refused'; readonly error: ModelError }
  /** The conversation is longer than the model takes. */
  | { readonly kind: 'too-long' }
  /** The answer alone would have taken longer than the whole trial may. */
  | { readonly kind: 'too-late' }
  /** This ask is refused as it stands. */
  | { readonly kind: 'rejected'; readonly message: string }
  | {
      readonly kind: 'transport'
      readonly isRetryable: boolean
      readonly message: string
      readonly retryAfterMs?: number
    }

/** What asking needs beside the ask. */
interface AskOptions {
  readonly candidate: Candidate
  readonly ask: Ask
  /** Ids of earlier calls that the conversation no longer holds. */
  readonly forgotten?: Iterable<string>
  readonly step: number
  readonly lease: Lease
  readonly journal: Journal
  readonly clock: Clock
  readonly retry: RetryRule
  /** What the asks of this candidate's account pass through. */
  readonly gate: Gate
  /** Longest wait for one answer where the candidate states none. */
  readonly answerWaitMs: number
  /** What the whole trial may take. */
  readonly trialMs?: number
  /** Aborted where nothing is to be begun any more, though what is under way may end. */
  readonly halt: AbortSignal
  /** The most that the ask can cost. */
  readonly ceilingUsd: number
  readonly budgetUsd?: number
  readonly failed: (event: EventBody) => Promise<void>
  readonly troubled?: ((trouble: Trouble) => void) | undefined
}

/**
 * Asks a model once, with the only retries there are. Transport failures are hidden from the model and written down.
 * Each dispatch waits for its turn in its account, and then money is set aside for it; what may have been charged without
 * an answer stays spent. Refusals for a rate limit are waited out and do not use up the tries. A model that answers
 * neither in time nor to its signal is left alone.
 *
 * @throws the signal's reason when the run is stopped
 */
export async function askModel(options: AskOptions): Promise<AskResult> {
  const { candidate, ask, clock, gate, halt } = options
  const tries: Tries = { failed: 0, limited: 0, limitedSinceMs: undefined }
  for (;;) {
    const pass = await leaveToSend(options, tries.failed + tries.limited > 0)
    if (typeof pass === 'string') return { kind: pass }
    const started = clock.monotonicMs()
    try {
      const { quota, ...answer } = soundAnswer(await askInTime(options), ask, options.forgotten)
      pass.answered(tries.failed + tries.limited === 0, quota)
      return { kind: 'answered', answer: priced(answer, candidate.price), latencyMs: clock.monotonicMs() - started }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      pass.failed(error)
      const isTooLate = clock.monotonicMs() - started >= (options.trialMs ?? Number.POSITIVE_INFINITY)
      const result = isTooLate ? ({ kind: 'too-late' } as const) : resultOf(error)
      const waitMs = result.kind === 'transport' ? waitAfter(error, tries, options) : undefined
      options.troubled?.({ kind: 'ask-failed', message: error.message, isRateLimit: isRateLimit(error) })
      await options.failed(failureOf(error, options.step))
      if (waitMs === undefined) return result
      await gate.rest({ waitMs, why: whyOf(error, options.retry) }, { signal: ask.signal, halt })
    } finally {
      pass.unused()
    }
  }
}

/** Waits for a turn and for the money; nobody holds a place while he waits for the other. */
async function leaveToSend(options: AskOptions, isAgain: boolean): Promise<Pass | 'no-budget' | 'halted'> {
  const { gate, halt, ask } = options
  const wait: MoneyWait = { before: undefined, waitedMs: 0 }
  for (;;) {
    const pass = await gate.enter({ signal: ask.signal, halt }, isAgain)
    if (pass === undefined) return 'halted'
    if (setAside(options)) return pass
    pass.unused()
    if (!(await waitForMoney(options, wait))) return halt.aborted ? 'halted' : 'no-budget'
  }
}

/** How often one ask was made in vain so far. */
interface Tries {
  failed: number
  /** Refused for a rate limit, which is nobody's failure. */
  limited: number
  /** When the first of these was sent. */
  limitedSinceMs: number | undefined
}

/** Counts a failure. @returns milliseconds to the next try, or undefined where there is none */
function waitAfter(error: ModelError, tries: Tries, { retry, clock }: Pick<AskOptions, 'retry' | 'clock'>) {
  if (!error.isRetryable) return undefined
  if (isRateLimit(error)) {
    tries.limited += 1
    tries.limitedSinceMs ??= clock.monotonicMs()
    const isTooLong = clock.monotonicMs() - tries.limitedSinceMs >= (retry.limitedMs ?? LIMITED_MS)
    return isTooLong ? undefined : nextWaitMs(retry, tries.limited, error.retryAfterMs)
  }
  tries.failed += 1
  return tries.failed > retry.times ? undefined : nextWaitMs(retry, tries.failed, error.retryAfterMs)
}

function whyOf(error: ModelError, { firstWaitMs }: RetryRule): Rest['why'] {
  if (!isRateLimit(error)) return 'failure'
  // A hint of next to nothing, given again and again, would be no wait at all.
  return (error.retryAfterMs ?? 0) < Math.max(1, firstWaitMs) ? 'rate-limit' : 'rate-limit-hint'
}

/** Asks, and stops waiting at the deadline or when the run is stopped, whatever the model makes of its signal. */
async function askInTime({ candidate, ask, clock, answerWaitMs, trialMs }: AskOptions): Promise<Answer> {
  const longestMs = candidate.answerWaitMs ?? answerWaitMs
  const waitMs = Math.min(longestMs, trialMs ?? longestMs)
  const taken = new AbortController()
  const given = Promise.withResolvers<never>()
  const giveUp = (reason: unknown) => {
    given.reject(reason)
    taken.abort(reason)
  }
  const stop = () => giveUp(ask.signal.reason)
  ask.signal.addEventListener('abort', stop)
  const { host, model } = candidate.system
  const cancel = clock.after(waitMs, () =>
    giveUp(new ModelError(host ?? model, undefined, true, `gave no answer within ${waitMs / 1_000} s`)),
  )
  try {
    return await Promise.race([candidate.model.ask({ ...ask, signal: taken.signal }), given.promise])
  } finally {
    cancel()
    ask.signal.removeEventListener('abort', stop)
  }
}

function resultOf(error: ModelError): Exclude<AskResult, { kind: 'answered' }> {
  const { fault, isRetryable, message, retryAfterMs } = error
  if (fault === 'access') return { kind: 'refused', error }
  if (fault === 'context') return { kind: 'too-long' }
  if (fault === 'request') return { kind: 'rejected', message }
  return { kind: 'transport', isRetryable, message, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

function failureOf({ vendor, status, isRetryable, mayBeCharged }: ModelError, step: number): EventBody {
  return {
    kind: 'transport-failed',
    step,
    vendor,
    isRetryable,
    ...(status !== undefined && { status }),
    ...(mayBeCharged && { mayBeCharged }),
  }
}
