import {
  type Content,
  type EventBody,
  type Journal,
  type JournalEvent,
  type JournalTotals,
  type JsonValue,
  type Lease,
  type Owner,
  type PlannedTrial,
  RecordError,
  type RecordedEvent,
  type TrialRecord,
  type VoidCause,
} from '../domain/index.js'
import type { Connection } from './connection.js'
import { type Contents, createContents } from './contents.js'
import { requireFinite } from './event-body.js'
import { createHistory } from './history.js'
import { type Held, Leases, type LeaseTimes, leaseLost } from './leases.js'
import { INSERT_TRIAL, NANO, recordOf, type TrialRow, trialValues } from './rows.js'
import { createWriter, type Writer } from './writer.js'

/** Where a journal takes its times from. */
export interface JournalTimes extends LeaseTimes {
  readonly monotonic: () => number
}

/** A journal on an open database whose schema is in place. */
export class JournalStore implements Journal {
  readonly #connection: Connection
  readonly #leases: Leases
  readonly #contents: Contents
  readonly #history: Journal['eachEvent']
  readonly #writer: Writer
  readonly #times: JournalTimes
  readonly #sql: Statements
  #isClosed = false

  constructor(connection: Connection, times: JournalTimes) {
    this.#connection = connection
    this.#times = times
    this.#leases = new Leases(connection, times)
    this.#contents = createContents(connection)
    this.#history = createHistory(connection)
    this.#writer = createWriter(connection, this.#leases, this.#contents)
    this.#sql = prepareStatements(connection)
  }

  /** Makes the trials of dead holders and of leases that ran out wait again. */
  sweep(owner: Owner): void {
    this.#leases.sweep(owner)
  }

  addTrials(trials: readonly PlannedTrial[]): void {
    if (trials.length === 0) return
    this.#connection.quickly(() => {
      for (const trial of trials) this.#sql.addTrial.run(...trialValues(trial))
    })
  }

  claim(owner: Owner): Lease | undefined {
    const claimed = this.#leases.claim(owner)
    if (claimed === undefined) return undefined
    // From here on nobody else may write to the trial, so the past can be read outside of the transaction.
    return { ...claimed, past: claimed.attempt === 1 ? [] : this.events(claimed.trial.id) }
  }

  retake(owner: Owner, trialId: string): Lease | undefined {
    const taken = this.#leases.retake(owner, trialId)
    return taken === undefined ? undefined : { ...taken, past: this.events(trialId) }
  }

  async append(lease: Lease, events: readonly EventBody[], contents: readonly Content[] = []): Promise<void> {
    for (const body of events) requireFinite(body, body.kind)
    const wallTime = Math.round(this.#times.now())
    const monotonicMs = this.#times.monotonic()
    return this.#writer.write(lease, (held) => {
      this.#contents.add(contents)
      for (const body of events) this.#addEvent(held, body, [wallTime, monotonicMs])
    })
  }

  renew(): void {
    try {
      this.#leases.renew()
    } catch (error) {
      // Another process is in a long commit: the next renewal comes well before a lease runs out.
      if (!(error instanceof RecordError && error.code === 'record-busy')) throw error
    }
  }

  end(lease: Lease): Promise<void> {
    return this.#writer.write(lease, (held) => this.#leases.leave(held, lease.trial.id, 'ended'))
  }

  release(lease: Lease): Promise<void> {
    return this.#writer.write(lease, (held) => this.#leases.leave(held, lease.trial.id, 'waiting'))
  }

  reopen(cause: VoidCause): void {
    this.#connection.quickly(() => this.#sql.reopen.run(cause))
  }

  withdraw(systemId: string): number {
    return this.#connection.quickly(() => Number(this.#sql.withdraw.run(systemId).changes))
  }

  reserve(lease: Lease, amountUsd: number, budgetUsd: number): boolean {
    return this.#connection.quickly(() => {
      const held = this.#leases.held(lease)
      if (held === undefined) throw leaseLost(this.#connection.file, lease)
      return this.#leases.reserve(held, amountUsd, budgetUsd)
    })
  }

  trials(): readonly TrialRecord[] {
    const rows = this.#connection.read('table trial', () => this.#sql.trials.all())
    return (rows as unknown as (TrialRow & { spent: number })[]).map((row) => recordOf(row, this.#connection.file))
  }

  trial(trialId: string): TrialRecord | undefined {
    const row = this.#connection.read(`trial ${trialId}`, () => this.#sql.trial.get(trialId))
    return row === undefined
      ? undefined
      : recordOf(row as unknown as TrialRow & { spent: number }, this.#connection.file)
  }

  events(trialId: string): readonly JournalEvent[] {
    const counting: JournalEvent[] = []
    for (const { event, counts } of this.eachEvent(trialId)) if (counts) counting.push(event)
    return counting
  }

  allEvents(trialId: string): readonly JournalEvent[] {
    return Array.from(this.eachEvent(trialId), ({ event }) => event)
  }

  eachEvent(trialId: string): Iterable<RecordedEvent> {
    return this.#history(trialId)
  }

  content(hash: string): JsonValue {
    return this.#contents.read(hash)
  }

  totals(): JournalTotals {
    const row = this.#connection.read('table tally', () => this.#sql.tally.get())
    const count = (name: string) => Number(row?.[name])
    return {
      waiting: count('waiting'),
      running: count('running'),
      ended: count('ended'),
      spentUsd: count('spent') / NANO,
      reservedUsd: count('reserved') / NANO,
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#writer.close()
    try {
      this.#leases.close()
    } finally {
      this.#connection.close()
    }
  }

  #addEvent(held: Held, body: EventBody, [wallTime, monotonicMs]: readonly [number, number]): void {
    const { no, attempt, process } = held
    const seq = held.nextSeq
    held.nextSeq += 1
    this.#sql.addEvent.run(no, seq, attempt, body.kind, wallTime, monotonicMs, process, JSON.stringify(body))
    if ('stateHash' in body) this.#sql.addSnapshot.run(no, seq, body.stateHash)
    if (body.kind === 'model-answered') this.#leases.settle(held, body.costUsd)
    else if (mayBeCharged(body)) this.#leases.settle(held, undefined)
    // Nothing is charged for it, and others need not wait until it is made again.
    else if (body.kind === 'transport-failed') this.#leases.settle(held, 0)
  }
}

/** An ask that got no answer and may be on the bill all the same: what was set aside for it counts as spent. */
function mayBeCharged(body: EventBody): boolean {
  if (body.kind === 'attempt-ended') return body.reason === 'interrupted'
  return body.kind === 'transport-failed' && body.mayBeCharged === true
}

type Statements = ReturnType<typeof prepareStatements>

function prepareStatements({ prepare }: Connection) {
  const record = `SELECT trial.*, (SELECT coalesce(sum(spent), 0) FROM attempt WHERE attempt.trial = trial.no) AS spent
    FROM trial`
  return {
    addTrial: prepare(INSERT_TRIAL),
    addEvent: prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    addSnapshot: prepare('INSERT INTO snapshot VALUES (?, ?, ?)'),
    trials: prepare(`${record} ORDER BY trial.no`),
    trial: prepare(`${record} WHERE trial.id = ?`),
    tally: prepare('SELECT * FROM tally'),
    withdraw: prepare("UPDATE trial SET status = 'ended' WHERE status = 'waiting' AND system = ?"),
    // The judgement is the last event but one.
    reopen: prepare(`UPDATE trial SET status = 'waiting' WHERE status = 'ended' AND EXISTS (
      SELECT 1 FROM event WHERE event.trial = trial.no AND event.kind = 'trial-scored'
        AND event.seq >= (SELECT max(seq) - 1 FROM event WHERE event.trial = trial.no)
        AND json_extract(event.body, '$.outcome.cause') = ?)`),
  }
}
