import {
  type Answer,
  type Ask,
  type Candidate,
  type EventBody,
  type Journal,
  type Lease,
  ModelError,
  type Price,
  type Usage,
} from '../domain/index.js'

/** Time as the runner sees it; passed in so that tests need no real clock. */
export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  monotonicMs(): number
  /** @throws the signal's reason when aborted while waiting */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** How often a failed ask is repeated within one attempt, and how long to wait. */
export interface RetryRule {
  /** Further asks after the first, from 0. */
  readonly times: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
}

/** Five further asks; the wait doubles from one second to at most a minute. */
export const DEFAULT_RETRY: RetryRule = { times: 5, firstWaitMs: 1_000, longestWaitMs: 60_000 }

/** What came of asking. */
export type AskResult =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly latencyMs: number }
  | { readonly kind: 'no-budget' }
  | { readonly kind: 'transport'; readonly isRetryable: boolean; readonly message: string }

/**
 * Asks a model once, with the only retries there are. Transport failures are hidden from the model and written down.
 *
 * @throws the signal's reason when the run is stopped
 */
export async function askModel(options: {
  readonly candidate: Candidate
  readonly ask: Ask
  readonly step: number
  readonly lease: Lease
  readonly journal: Journal
  readonly clock: Clock
  readonly retry: RetryRule
  readonly budgetUsd?: number
  readonly failed: (event: EventBody) => Promise<void>
}): Promise<AskResult> {
  const { candidate, ask, lease, journal, clock, retry, budgetUsd } = options
  if (budgetUsd !== undefined && !journal.reserve(lease, worstCaseUsd(ask, candidate), budgetUsd)) {
    return { kind: 'no-budget' }
  }
  for (let attempt = 0; ; attempt += 1) {
    ask.signal.throwIfAborted()
    const started = clock.monotonicMs()
    try {
      const answer = await candidate.model.ask(ask)
      return { kind: 'answered', answer: priced(answer, candidate.price), latencyMs: clock.monotonicMs() - started }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      const { vendor, status, isRetryable } = error
      const event = { kind: 'transport-failed', step: options.step, vendor, isRetryable } as const
      await options.failed(status === undefined ? event : { ...event, status })
      if (!isRetryable || attempt >= retry.times) return { kind: 'transport', isRetryable, message: error.message }
      await clock.wait(Math.min(retry.firstWaitMs * 2 ** attempt, retry.longestWaitMs), ask.signal)
    }
  }
}

/** Cost of an answer in US dollars, or undefined where usage or price is not known. */
export function costOf(usage: Usage | undefined, price: Price | undefined): number | undefined {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined || price === undefined) return undefined
  return (usage.inputTokens * price.inputUsdPerMillion + usage.outputTokens * price.outputUsdPerMillion) / 1e6
}

/**
 * The most that one ask can cost. Half a token for each ASCII character and one for each byte of any other: more than
 * common tokenisers make of text, code or JSON in any script.
 */
export function worstCaseUsd(ask: Ask, candidate: Candidate): number {
  const { price, maxOutputTokens = 4_096 } = candidate
  if (price === undefined) return 0
  const tokens = mostTokens(JSON.stringify(ask.messages)) + mostTokens(JSON.stringify(ask.tools))
  return (tokens * price.inputUsdPerMillion + maxOutputTokens * price.outputUsdPerMillion) / 1e6
}

function mostTokens(text: string): number {
  const bytes = Buffer.byteLength(text)
  // Each character beyond ASCII takes two bytes or more and one UTF-16 unit or two.
  const beyond = bytes - text.length
  return beyond === 0 ? bytes / 2 : bytes
}

function priced(answer: Answer, price: Price | undefined): Answer {
  if (answer.costUsd !== undefined) return answer
  const costUsd = costOf(answer.usage, price)
  return costUsd === undefined ? answer : { ...answer, costUsd }
}
