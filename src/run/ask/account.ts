import type { Account } from '../../domain/index.js'
import { type Clock, waitUnlessStopped } from './clock.js'
import { type Gate, type Pass, type Rest, type StopSignals, signalOf } from './gate.js'
import { firstRate, nextRate, type RateRule, type RateSignal, type RateState } from './rate-control.js'

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
    again: new Set(),
    fresh: new Set(),
    resting: new Set(),
    refusals: 0,
    waitedMs: 0,
    history: [{ atMs: clock.monotonicMs(), limit: state.limit }],
    cancelOpening: undefined,
  }
  return {
    limit: () => book.state.limit,
    enter: (signals, isAgain) => enter(book, signals, isAgain),
    rest: (given, signals) => rest(book, given, signals),
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
  /** Asks that were refused before and wait for their turn, in order. */
  readonly again: Set<() => void>
  /** Asks that have not been sent yet and wait for their turn, in order. */
  readonly fresh: Set<() => void>
  /** Asks that wait before they are made again, in order. */
  readonly resting: Set<{ readonly untilMs: number; readonly goEarly: (() => void) | undefined }>
  refusals: number
  waitedMs: number
  history: readonly RateChange[]
  /** Takes back the call at the moment at which the server may be asked again. */
  cancelOpening: (() => void) | undefined
}

async function enter(book: Book, { signal, halt }: StopSignals, isAgain: boolean): Promise<Pass | undefined> {
  signal.throwIfAborted()
  if (halt.aborted) return undefined
  const queue = isAgain ? book.again : book.fresh
  if (book.again.size + (isAgain ? 0 : book.fresh.size) === 0 && isOpen(book, book.clock.monotonicMs()))
    return send(book)
  const pass = await turnOf(book, queue, AbortSignal.any([signal, halt]))
  if (!signal.aborted && !halt.aborted) return pass
  // Stopped between its turn and now.
  pass?.unused()
  signal.throwIfAborted()
  return undefined
}

function queued({ again, fresh }: Book): number {
  return again.size + fresh.size
}

function isOpen({ inFlight, state }: Book, nowMs: number): boolean {
  return inFlight < state.limit && nowMs >= state.closedUntilMs
}

/** Resolves when it is this ask's turn, and without a pass when it is stopped. */
async function turnOf(book: Book, queue: Set<() => void>, stop: AbortSignal): Promise<Pass | undefined> {
  const { promise, resolve } = Promise.withResolvers<Pass | undefined>()
  // Sent in the same moment, so that nobody takes the place in between.
  const go = () => resolve(send(book))
  const leave = () => {
    queue.delete(go)
    resolve(undefined)
  }
  queue.add(go)
  stop.addEventListener('abort', leave)
  letThrough(book)
  const began = book.clock.monotonicMs()
  try {
    return await promise
  } finally {
    stop.removeEventListener('abort', leave)
    // Nothing must keep a stopped process alive.
    letThrough(book)
    book.waitedMs += Math.max(0, Math.min(book.clock.monotonicMs(), book.state.closedUntilMs) - began)
  }
}

/**
 * Lets through whoever may go, and sees to it that this is done again when the server may be asked again. Both by one look
 * at the clock: were the server closed at the first look and open at the second, nobody would go, now or later.
 */
function letThrough(book: Book): void {
  const nowMs = book.clock.monotonicMs()
  for (const queue of [book.again, book.fresh]) {
    for (const go of queue) {
      if (!isOpen(book, nowMs)) break
      queue.delete(go)
      go()
    }
  }
  book.cancelOpening?.()
  const ms = book.state.closedUntilMs - nowMs
  book.cancelOpening = queued(book) > 0 && ms > 0 ? book.clock.after(ms, () => letThrough(book)) : undefined
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
    if (signal?.kind === 'answered' && isOpen(book, book.clock.monotonicMs())) wakeOne(book)
    letThrough(book)
  }
  return {
    answered: (isFirstTry, quota) => giveBack({ kind: 'answered', isFirstTry, quota }),
    failed: (error) => giveBack(signalOf(error)),
    unused: () => giveBack(),
  }
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

async function rest(book: Book, { waitMs, why }: Rest, signals: StopSignals): Promise<void> {
  const { clock, resting } = book
  // The account is closed until then, and the ask waits at the head of its queue.
  if (why === 'rate-limit-hint') return
  const began = clock.monotonicMs()
  const early = new AbortController()
  const entry = { untilMs: began + waitMs, goEarly: why === 'rate-limit' ? () => early.abort() : undefined }
  resting.add(entry)
  try {
    await waitUnlessStopped(clock, waitMs, { ...signals, halt: AbortSignal.any([signals.halt, early.signal]) })
  } finally {
    resting.delete(entry)
    book.waitedMs += clock.monotonicMs() - began
  }
}

/**
 * Where a vendor takes fewer asks than our fewest, whoever has just been answered would ask again first, for ever: the
 * place that an answer leaves belongs to the ask that has been waiting longest.
 */
function wakeOne(book: Book): void {
  const { resting } = book
  if (queued(book) > 0) return
  for (const entry of resting) {
    if (entry.goEarly === undefined) continue
    resting.delete(entry)
    entry.goEarly()
    return
  }
}

function statusOf(book: Book, label: string): AccountStatus {
  const { state, inFlight, resting, refusals, waitedMs, history, clock } = book
  const inQueue = queued(book)
  const nowMs = clock.monotonicMs()
  const openMs = state.closedUntilMs - nowMs
  const isOnlyTime = inQueue + resting.size > 0 && (openMs > 0 || inQueue === 0)
  const untilMs = Math.min(...Array.from(resting, (entry) => entry.untilMs)) - nowMs
  const resumesInMs = Math.max(0, openMs, inQueue === 0 ? untilMs : 0)
  return {
    label,
    limit: state.limit,
    inFlight,
    waiting: inQueue + resting.size,
    resting: resting.size,
    resumesInMs: isOnlyTime ? resumesInMs : undefined,
    refusals,
    waitedMs,
    history,
  }
}
