import type { Account, ModelError, Quota } from '../../domain/index.js'
import { type Clock, waitUnlessStopped } from './clock.js'
import { firstRate, nextRate, type RateRule, type RateSignal, type RateState } from './rate-control.js'

/** What asks of one account pass through, each before it is sent. */
export interface Gate {
  /**
   * Waits in turn until the account may take one more ask.
   * @returns undefined where nothing is to be begun any more
   * @throws the first signal's reason when it is aborted
   */
  enter(signals: StopSignals): Promise<Pass | undefined>
  /** Waits before an ask is made again, as `waitUnlessStopped`. */
  rest(ms: number, signals: StopSignals): Promise<void>
}

/** `signal` stops at once, `halt` begins nothing more. */
interface StopSignals {
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

/** A change of what an account may have in flight. */
export interface RateChange {
  /** On the clock of the run. */
  readonly atMs: number
  readonly limit: number
}

/** How one account stands, for people. */
export interface AccountStatus {
  /** Its host. */
  readonly label: string
  /** Asks that may be in flight. */
  readonly limit: number
  readonly inFlight: number
  /** Asks that wait: for their turn, or before they are made again. */
  readonly waiting: number
  /** Of these, asks that failed and wait before they are made again. */
  readonly resting: number
  /** Milliseconds until the next of them may go on, where time alone holds all of them back; undefined where none waits so. */
  readonly resumesInMs: number | undefined
  /** Replies so far that were refusals for a rate limit. */
  readonly refusals: number
  /** Milliseconds that asks have waited in all: before they were made again, or because the server asked for it. */
  readonly waitedMs: number
  /** From the beginning; the last 500 changes. */
  readonly history: readonly RateChange[]
}

const LONGEST_HISTORY = 500
const RATE_LIMITED = 429

/** The gate of one account, and how it stands. */
export interface AccountGate extends Gate {
  /** Asks that may be in flight now. */
  limit(): number
  status(): AccountStatus
}

/**
 * Bounds what is in flight for one account. Asks pass in the order in which they came, so that none is overtaken by what
 * another trial does.
 *
 * @param options.changed called whenever the limit has moved
 */
export function createAccountGate(account: Account, options: Options): AccountGate {
  const { rule, clock } = options
  const state = firstRate(rule)
  const book: Book = {
    ...options,
    state,
    inFlight: 0,
    queue: new Set(),
    resting: new Set(),
    refusals: 0,
    waitedMs: 0,
    history: [{ atMs: clock.monotonicMs(), limit: state.limit }],
    cancelOpening: undefined,
  }
  return {
    limit: () => book.state.limit,
    enter: (signals) => enter(book, signals),
    rest: (ms, signals) => rest(book, ms, signals),
    status: () => statusOf(book, account.label),
  }
}

interface Options {
  readonly rule: RateRule
  readonly clock: Clock
  readonly changed: () => void
}

/** One account while it is used. */
interface Book extends Options {
  state: RateState
  inFlight: number
  /** Asks that wait for their turn, in order. */
  readonly queue: Set<() => void>
  /** When each ask that waits before it is made again goes on. */
  readonly resting: Set<{ readonly untilMs: number }>
  refusals: number
  waitedMs: number
  history: readonly RateChange[]
  /** Takes back the call at the moment at which the server may be asked again. */
  cancelOpening: (() => void) | undefined
}

async function enter(book: Book, { signal, halt }: StopSignals): Promise<Pass | undefined> {
  signal.throwIfAborted()
  if (halt.aborted) return undefined
  if (book.queue.size === 0 && isOpen(book)) return send(book)
  const pass = await turnOf(book, AbortSignal.any([signal, halt]))
  if (!signal.aborted && !halt.aborted) return pass
  // Stopped between its turn and now.
  pass?.unused()
  signal.throwIfAborted()
  return undefined
}

function isOpen({ inFlight, state, clock }: Book): boolean {
  return inFlight < state.limit && clock.monotonicMs() >= state.closedUntilMs
}

/** Resolves when it is this ask's turn, and without a pass when it is stopped. */
async function turnOf(book: Book, stop: AbortSignal): Promise<Pass | undefined> {
  const { promise, resolve } = Promise.withResolvers<Pass | undefined>()
  // Sent in the same moment, so that nobody takes the place in between.
  const go = () => resolve(send(book))
  const leave = () => {
    book.queue.delete(go)
    resolve(undefined)
  }
  book.queue.add(go)
  stop.addEventListener('abort', leave)
  openLater(book)
  const began = book.clock.monotonicMs()
  try {
    return await promise
  } finally {
    stop.removeEventListener('abort', leave)
    book.waitedMs += Math.max(0, Math.min(book.clock.monotonicMs(), book.state.closedUntilMs) - began)
  }
}

/** Lets through whoever may go, and sees to it that this is done again when the server may be asked again. */
function letThrough(book: Book): void {
  for (const go of book.queue) {
    if (!isOpen(book)) break
    book.queue.delete(go)
    go()
  }
  openLater(book)
}

function openLater(book: Book): void {
  book.cancelOpening?.()
  const ms = book.state.closedUntilMs - book.clock.monotonicMs()
  book.cancelOpening = book.queue.size > 0 && ms > 0 ? book.clock.after(ms, () => letThrough(book)) : undefined
}

function send(book: Book): Pass {
  book.inFlight += 1
  learn(book, { kind: 'sent', inFlight: book.inFlight })
  let isBack = false
  const giveBack = (signal?: RateSignal) => {
    if (isBack) return
    isBack = true
    book.inFlight -= 1
    if (signal !== undefined) learn(book, signal)
    letThrough(book)
  }
  return {
    answered: (isFirstTry, quota) => giveBack({ kind: 'answered', isFirstTry, quota }),
    failed: (error) => giveBack(signalOf(error)),
    unused: () => giveBack(),
  }
}

/** What a failure says of the account; a refusal of this one ask says nothing. */
function signalOf(error: ModelError): RateSignal | undefined {
  const { retryAfterMs, fault } = error
  if (isRateLimit(error)) return { kind: 'limited', retryAfterMs }
  return fault === 'transport' ? { kind: 'strained', retryAfterMs } : undefined
}

/** Whether an ask was refused because too many were made; an account that is used up is another matter. */
export function isRateLimit({ status, fault }: ModelError): boolean {
  return status === RATE_LIMITED && fault === 'transport'
}

function learn(book: Book, signal: RateSignal): void {
  const { rule, state: before, clock } = book
  const nowMs = clock.monotonicMs()
  book.state = nextRate(rule, before, { signal, nowMs })
  if (signal.kind === 'limited') book.refusals += 1
  const { limit } = book.state
  if (limit === before.limit) return
  book.history = [...book.history, { atMs: nowMs, limit }].slice(-LONGEST_HISTORY)
  book.changed()
}

async function rest(book: Book, ms: number, signals: StopSignals): Promise<void> {
  const { clock, resting } = book
  const began = clock.monotonicMs()
  const entry = { untilMs: began + ms }
  resting.add(entry)
  try {
    await waitUnlessStopped(clock, ms, signals)
  } finally {
    resting.delete(entry)
    book.waitedMs += clock.monotonicMs() - began
  }
}

function statusOf(book: Book, label: string): AccountStatus {
  const { state, inFlight, queue, resting, refusals, waitedMs, history, clock } = book
  const nowMs = clock.monotonicMs()
  const openMs = state.closedUntilMs - nowMs
  const isOnlyTime = queue.size + resting.size > 0 && (openMs > 0 || queue.size === 0)
  const untilMs = Math.min(...Array.from(resting, (entry) => entry.untilMs)) - nowMs
  const resumesInMs = Math.max(0, openMs, queue.size === 0 ? untilMs : 0)
  return {
    label,
    limit: state.limit,
    inFlight,
    waiting: queue.size + resting.size,
    resting: resting.size,
    resumesInMs: isOnlyTime ? resumesInMs : undefined,
    refusals,
    waitedMs,
    history,
  }
}
