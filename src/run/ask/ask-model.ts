import {
  type Answer,
  type Ask,
  type Candidate,
  type EventBody,
  type Journal,
  type Lease,
  ModelError,
} from '../../domain/index.js'
import { type Clock, nextWaitMs, type RetryRule, waitUnlessStopped } from './clock.js'
import { soundAnswer } from './sound-answer.js'
import { priced, setAside } from './spend.js'

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
  readonly step: number
  readonly lease: Lease
  readonly journal: Journal
  readonly clock: Clock
  readonly retry: RetryRule
  /** Longest wait for one answer. */
  readonly answerWaitMs: number
  /** What the whole trial may take. */
  readonly trialMs?: number
  /** Aborted where nothing is to be begun any more, though what is under way may end. */
  readonly halt: AbortSignal
  /** The most that the ask can cost. */
  readonly ceilingUsd: number
  readonly budgetUsd?: number
  readonly failed: (event: EventBody) => Promise<void>
}

/**
 * Asks a model once, with the only retries there are. Transport failures are hidden from the model and written down.
 * Money is set aside before each dispatch; what may have been charged without an answer stays spent. A model that
 * answers neither in time nor to its signal is left alone.
 *
 * @throws the signal's reason when the run is stopped
 */
export async function askModel(options: AskOptions): Promise<AskResult> {
  const { candidate, ask, clock, retry, halt } = options
  const { signal } = ask
  let isPaidFor = false
  for (let failures = 1; ; failures += 1) {
    signal.throwIfAborted()
    if (halt.aborted) return { kind: 'halted' }
    if (!isPaidFor && !(await setAside(options))) return { kind: halt.aborted ? 'halted' : 'no-budget' }
    isPaidFor = true
    const started = clock.monotonicMs()
    try {
      const answer = soundAnswer(await askInTime(options), ask)
      return { kind: 'answered', answer: priced(answer, candidate.price), latencyMs: clock.monotonicMs() - started }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      await options.failed(failureOf(error, options.step))
      isPaidFor = !error.mayBeCharged
      const isTooLate = clock.monotonicMs() - started >= (options.trialMs ?? Number.POSITIVE_INFINITY)
      const result = isTooLate ? ({ kind: 'too-late' } as const) : resultOf(error)
      if (result.kind !== 'transport' || !result.isRetryable || failures > retry.times) return result
      await waitUnlessStopped(clock, nextWaitMs(retry, failures, error.retryAfterMs), { signal, halt })
    }
  }
}

/** Asks, and stops waiting at the deadline or when the run is stopped, whatever the model makes of its signal. */
async function askInTime({ candidate, ask, clock, answerWaitMs, trialMs }: AskOptions): Promise<Answer> {
  const waitMs = Math.min(answerWaitMs, trialMs ?? answerWaitMs)
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
