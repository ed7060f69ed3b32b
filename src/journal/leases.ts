import { type Lease, type Owner, RecordError } from '../domain/index.js'
import type { Connection } from './connection.js'
import { type LeaseStatements, type OpenAttempt, type OpenProcess, prepareLeaseStatements } from './lease-statements.js'
import { isAlive, startMarkerOf } from './liveness.js'
import { NANO, type TrialRow, trialOf } from './rows.js'

/** A trial that this process holds, as far as it knows. */
export interface Held {
  /** Number of the trial in the file. */
  readonly no: number
  readonly attempt: number
  /** Number of the process in the file. */
  readonly process: number
  nextSeq: number
  /** Open reservation, in billionths of a dollar. */
  reserved: number
}

/** The clock and the length of a lease, both in milliseconds. */
export interface LeaseTimes {
  readonly now: () => number
  readonly leaseMs: number
}

/** Who holds which trial. Methods marked *inside* expect an open transaction. */
export class Leases {
  readonly #connection: Connection
  readonly #times: LeaseTimes
  readonly #sql: LeaseStatements
  readonly #processNos = new Map<string, number>()
  readonly #holding = new Map<string, Held>()

  constructor(connection: Connection, times: LeaseTimes) {
    this.#connection = connection
    this.#times = times
    this.#sql = prepareLeaseStatements(connection)
  }

  /** The next trial, without its past. */
  claim(owner: Owner): Omit<Lease, 'past'> | undefined {
    // A look without a lock first: idle workers ask often.
    const canTakeAny = () => this.#sql.isAnyWaiting.get() !== undefined || this.#isAnyAbandoned(owner)
    if (!this.#connection.read(undefined, canTakeAny)) return undefined
    return this.#connection.quickly(() => {
      this.#sweep(owner)
      const process = this.#processNo(owner)
      return this.#hold(this.#sql.take.get(), process)
    })
  }

  /** A trial that has ended, to be judged anew; without its past. */
  retake(owner: Owner, trialId: string): Omit<Lease, 'past'> | undefined {
    return this.#connection.quickly(() => {
      const process = this.#processNo(owner)
      return this.#hold(this.#sql.retake.get(trialId), process)
    })
  }

  /** Makes the trials of dead holders and of leases that ran out wait again. */
  sweep(owner: Owner): void {
    if (this.#connection.read(undefined, () => this.#isAnyAbandoned(owner))) {
      this.#connection.quickly(() => this.#sweep(owner))
    }
  }

  renew(): void {
    if (this.#holding.size === 0) return
    this.#connection.quickly(() => {
      for (const no of this.#processNos.values()) this.#sql.renew.run(this.#leaseEnd(), no)
    })
  }

  /** Inside: the trial as held under its newest attempt by this process, or undefined where the lease is lost. */
  held({ trial, attempt }: Lease): Held | undefined {
    const held = this.#holding.get(trial.id)
    if (held?.attempt !== attempt) return undefined
    const now = this.#sql.status.get(held.no)
    if (now?.status === 'running' && now.attempts === attempt) return held
    this.#holding.delete(trial.id)
    return undefined
  }

  /** Inside: sets money aside, or gives false where the budget does not allow it. */
  reserve(held: Held, amountUsd: number, budgetUsd: number): boolean {
    const amount = Math.ceil(amountUsd * NANO)
    const committed = this.#sql.committed.get()
    const total = Number(committed?.spent) + Number(committed?.reserved) + amount
    // Written so that an amount or a budget that is no number never passes.
    if (!(total <= budgetUsd * NANO)) return false
    if (amount > 0) this.#sql.setReserved.run(held.reserved + amount, held.no, held.attempt)
    held.reserved += amount
    return true
  }

  /** Inside: an answer came. Without a known cost the reservation counts as spent, because it bounds the cost. */
  settle(held: Held, costUsd: number | undefined): void {
    const spent = costUsd === undefined ? held.reserved : Math.round(costUsd * NANO)
    if (spent > 0 || held.reserved > 0) this.#sql.settle.run(spent, held.no, held.attempt)
    held.reserved = 0
  }

  /** Inside: gives the trial up; what is still reserved is set free. */
  leave(held: Held, trialId: string, status: 'waiting' | 'ended'): void {
    this.#sql.closeAttempt.run(held.no, held.attempt)
    this.#sql.move.run(status, held.no)
    this.#holding.delete(trialId)
  }

  /** After a transaction that failed: takes the counters of a trial from the database again. */
  recover({ trial, attempt }: Lease): void {
    const row = this.#sql.find.get(trial.id, attempt)
    const process = Number(row?.process)
    if (row === undefined || ![...this.#processNos.values()].includes(process)) return
    const no = Number(row.no)
    this.#holding.set(trial.id, { no, attempt, process, nextSeq: this.#nextSeq(no), reserved: Number(row.reserved) })
  }

  /** Gives back whatever this process still holds. */
  close(): void {
    if (this.#processNos.size === 0) return
    this.#connection.quickly(() => {
      for (const no of this.#processNos.values()) this.#giveBack(no)
    })
  }

  /** Inside: begins the attempt that a trial was just taken for. */
  #hold(taken: unknown, process: number): Omit<Lease, 'past'> | undefined {
    const row = taken as TrialRow | undefined
    if (row === undefined) return undefined
    const { id, no, attempts: attempt } = row
    this.#sql.addAttempt.run(no, attempt, process, this.#leaseEnd())
    this.#holding.set(id, { no, attempt, process, nextSeq: this.#nextSeq(no), reserved: 0 })
    return { trial: trialOf(row, this.#connection.file), attempt, launchIndex: row.launch_index ?? 0 }
  }

  #leaseEnd(): number {
    return Math.ceil(this.#times.now() + this.#times.leaseMs)
  }

  #nextSeq(no: number): number {
    return Number(this.#sql.nextSeq.get(no)?.next)
  }

  #processNo({ processId, pid, host }: Owner): number {
    const known = this.#processNos.get(processId)
    if (known !== undefined) return known
    const no = Number(this.#sql.addProcess.get(processId, pid, host, startMarkerOf(pid))?.no)
    this.#processNos.set(processId, no)
    return no
  }

  #isAnyAbandoned(owner: Owner): boolean {
    return this.#sql.isAnyExpired.get(this.#times.now()) !== undefined || this.#deadProcesses(owner).length > 0
  }

  #sweep(owner: Owner): void {
    const expired = this.#sql.expired.all(this.#times.now()) as unknown as OpenAttempt[]
    for (const attempt of expired) this.#abandon(attempt)
    for (const no of this.#deadProcesses(owner)) this.#giveBack(no)
  }

  /** Processes of the owner's host that are no more and have not closed the journal. */
  #deadProcesses(owner: Owner): number[] {
    const processes = this.#sql.openProcesses.all(owner.host) as unknown as OpenProcess[]
    return processes
      .filter(({ id, pid, start_marker }) => id !== owner.processId && !isAlive(pid, start_marker))
      .map(({ no }) => no)
  }

  #giveBack(processNo: number): void {
    const attempts = this.#sql.heldBy.all(processNo) as unknown as OpenAttempt[]
    for (const attempt of attempts) this.#abandon(attempt)
    this.#sql.closeProcess.run(processNo)
  }

  #abandon({ trial, n }: OpenAttempt): void {
    // What was in flight may have been charged, and nobody will know: its ceiling counts as spent.
    this.#sql.abandon.run(trial, n)
    this.#sql.move.run('waiting', trial)
  }
}

/** The refusal of a write under a lease that another attempt has replaced or that was given back. */
export function leaseLost(file: string, { trial, attempt }: Lease): RecordError {
  const place = `trial ${trial.id} attempt ${attempt}`
  return new RecordError(file, place, 'no longer held', 'the newest attempt, held by this process', {
    code: 'lease-lost',
  })
}
