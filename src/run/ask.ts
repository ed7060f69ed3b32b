import {
  type Answer,
  type Ask,
  type Candidate,
  type EventBody,
  type Journal,
  type Lease,
  type Message,
  ModelError,
  type Price,
  type ToolCall,
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
  /** `isOld`: the answer was recorded by an earlier attempt. */
  | { readonly kind: 'answered'; readonly answer: Answer; readonly latencyMs: number; readonly isOld?: true }
  | { readonly kind: 'no-budget' }
  | { readonly kind: 'transport'; readonly isRetryable: boolean; readonly message: string }

/** What asking needs beside the ask. */
export interface AskOptions {
  readonly candidate: Candidate
  readonly ask: Ask
  readonly step: number
  readonly lease: Lease
  readonly journal: Journal
  readonly clock: Clock
  readonly retry: RetryRule
  readonly budgetUsd?: number
  readonly failed: (event: EventBody) => Promise<void>
}

/**
 * Asks a model once, with the only retries there are. Transport failures are hidden from the model and written down.
 * Money is set aside before each dispatch; what may have been charged without an answer stays spent.
 *
 * @throws the signal's reason when the run is stopped
 */
export async function askModel(options: AskOptions): Promise<AskResult> {
  const { candidate, ask, clock, retry, step } = options
  let isPaidFor = false
  for (let attempt = 0; ; attempt += 1) {
    ask.signal.throwIfAborted()
    if (!isPaidFor && !(await setAside(options))) return { kind: 'no-budget' }
    isPaidFor = true
    const started = clock.monotonicMs()
    try {
      const answer = await candidate.model.ask(ask)
      const own = { ...priced(answer, candidate.price), calls: withOwnIds(answer.calls, ask.messages) }
      return { kind: 'answered', answer: own, latencyMs: clock.monotonicMs() - started }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      const { isRetryable, mayBeCharged, message } = error
      await options.failed(failureOf(error, step))
      isPaidFor = !mayBeCharged
      if (!isRetryable || attempt >= retry.times) return { kind: 'transport', isRetryable, message }
      await clock.wait(Math.min(retry.firstWaitMs * 2 ** attempt, retry.longestWaitMs), ask.signal)
    }
  }
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

/** How often to look whether money came free, and how long nothing may move until that is given up. */
const MONEY_POLL_MS = 250
const MONEY_WAIT_MS = 60_000

/** @returns false where the budget does not allow the ask, also when everybody else's answers have been paid */
async function setAside({ candidate, ask, lease, journal, clock, budgetUsd }: AskOptions): Promise<boolean> {
  if (budgetUsd === undefined) return true
  const amount = worstCaseUsd(ask, candidate)
  let before: number | undefined
  let waitedMs = 0
  while (!journal.reserve(lease, amount, budgetUsd)) {
    const { spentUsd, reservedUsd } = journal.totals()
    // Answers turn out cheaper than what was set aside for them.
    if (reservedUsd === 0 || waitedMs >= MONEY_WAIT_MS) return false
    waitedMs = spentUsd + reservedUsd === before ? waitedMs + MONEY_POLL_MS : 0
    before = spentUsd + reservedUsd
    await clock.wait(MONEY_POLL_MS, ask.signal)
  }
  return true
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

/** Ids of calls are unique within a trial: one that was given before, as some servers do at every turn, gets a number. */
function withOwnIds(calls: readonly ToolCall[], messages: readonly Message[]): readonly ToolCall[] {
  const own: ToolCall[] = []
  const isTaken = (id: string) =>
    own.some((call) => call.id === id) ||
    messages.some((message) => message.role === 'assistant' && message.calls.some((call) => call.id === id))
  for (const call of calls) {
    let id = call.id
    for (let number = 2; isTaken(id); number += 1) id = `${call.id}-${number}`
    own.push(id === call.id ? call : { ...call, id })
  }
  return own
}
