import { RecordError } from './errors.js'
import type { EventBody, JournalEvent, RecordedEvent } from './event.js'
import type { JsonValue } from './identity.js'
import type { Message } from './message.js'
import type { VoidCause } from './outcome.js'
import type { PlannedTrial } from './plan.js'

/** A process that runs trials. */
export interface Owner {
  /** Unique for each process start. */
  readonly processId: string
  /** Operating-system id and host, so that the lease of a dead process on this host can be taken over at once. */
  readonly pid: number
  /** What tells one set of process ids from another; where it differs, only the lease says whether a process lives. */
  readonly host: string
}

/** A trial held under a lease: only the holder of the newest attempt may write. */
export interface Lease {
  readonly trial: PlannedTrial
  /** From 1. */
  readonly attempt: number
  /** Place in the launch order, from 0; kept over attempts. */
  readonly launchIndex: number
  /** What earlier attempts left, already reduced to what still counts, in order. */
  readonly past: readonly JournalEvent[]
}

/** Where a trial stands. */
export interface TrialRecord {
  readonly trial: PlannedTrial
  readonly status: 'waiting' | 'running' | 'ended'
  /** Place in the launch order, from 0; absent before the first launch. */
  readonly launchIndex?: number
  /** Launches so far, 0 before the first. */
  readonly attempts: number
  /** Spent on it so far, over all attempts. */
  readonly costUsd: number
}

/** Content to be stored beside events: the hash is `contentHash` of the value. */
export interface Content {
  readonly hash: string
  readonly value: JsonValue
}

/** Append-only record of a study. One file may be open in several processes. */
export interface Journal {
  /** Idempotent: a trial already there is left as it is. */
  addTrials(trials: readonly PlannedTrial[]): void
  /**
   * Takes the waiting trial that comes first by `order`, or one whose holder is dead or whose lease ran out.
   * Atomic between processes. Undefined where nothing can be taken now.
   */
  claim(owner: Owner): Lease | undefined
  /**
   * Resolves when the events are on disk with full synchronisation; appends of one turn share a commit.
   * @throws RecordError `lease-lost` where a newer attempt exists
   */
  append(lease: Lease, events: readonly EventBody[], contents?: readonly Content[]): Promise<void>
  /** Prolongs all leases of this process. */
  renew(): void
  /** The trial has ended for good. Resolves after a durable commit. */
  end(lease: Lease): Promise<void>
  /** Gives the trial back; a later claim takes it again as attempt + 1 with the same launch index. */
  release(lease: Lease): Promise<void>
  /** Takes a trial that has ended, to judge it anew, as one more attempt; undefined where it has not ended. */
  retake(owner: Owner, trialId: string): Lease | undefined
  /** Ends the waiting trials of a system without running them: they stay without a judgement. Gives how many there were. */
  withdraw(systemId: string): number
  /** Makes trials that ended void by a cause wait again, under their launch index. */
  reopen(cause: VoidCause): void
  /**
   * Reserves spending before a dispatch; false where spent plus reserved over all processes would pass `budgetUsd`.
   * The reservation is settled by the next `append` of a `model-answered` or a `transport-failed`, or by `release`.
   */
  reserve(lease: Lease, amountUsd: number, budgetUsd: number): boolean
  trials(): readonly TrialRecord[]
  trial(trialId: string): TrialRecord | undefined
  /** Events of a trial that count, in order: superseded ones of earlier attempts are left out. */
  events(trialId: string): readonly JournalEvent[]
  /** Every event ever written for the trial, in order of writing. */
  allEvents(trialId: string): readonly JournalEvent[]
  /** Every event ever written for the trial up to now, read a page at a time, so that no trial is too long. */
  eachEvent(trialId: string): Iterable<RecordedEvent>
  /** @throws RecordError `content-missing` */
  content(hash: string): JsonValue
  totals(): JournalTotals
  close(): Promise<void>
}

/** Counts for the live display. */
export interface JournalTotals {
  /** Trials still to be launched, again or for the first time. */
  readonly waiting: number
  /** Trials held under a lease. */
  readonly running: number
  /** Trials that ended for good, void ones too. */
  readonly ended: number
  /** Paid for all asks so far; 0 where nothing has a price. */
  readonly spentUsd: number
  /** Set aside for asks under way. */
  readonly reservedUsd: number
}

/**
 * A recorded message of one role. Content is checked against its hash when it is read, so what has the role and its
 * fields is the message that was stored.
 *
 * @throws RecordError where the content is missing, or is no message of that role: damage is never an empty answer
 */
export function messageAt<Role extends Message['role']>(
  journal: Pick<Journal, 'content'>,
  hash: string,
  role: Role,
): Extract<Message, { role: Role }> {
  const value = journal.content(hash)
  if (!isMessageOf(value, role)) {
    throw new RecordError('the journal', `content ${hash}`, `no ${role} message`, `a message of the role ${role}`)
  }
  return value
}

function isMessageOf<Role extends Message['role']>(
  value: unknown,
  role: Role,
): value is Extract<Message, { role: Role }> {
  if (typeof value !== 'object' || value === null) return false
  const { role: own, text, calls, isError }: Readonly<Record<string, unknown>> = Object(value)
  if (own !== role || typeof text !== 'string') return false
  if (role === 'assistant') return Array.isArray(calls)
  return role !== 'tool' || typeof isError === 'boolean'
}
