import { InvariantError, type Lease } from '../domain/index.js'
import type { Connection } from './connection.js'
import type { Contents } from './contents.js'
import { type Held, type Leases, leaseLost } from './leases.js'

/** Writes in one commit at most, and trials that go on in one turn: hundreds of them must not stop the event loop. */
const MOST_WRITES = 48
const MOST_RESUMED = 2

/** Collects the writes of one turn of the event loop into one durable transaction. */
export interface Writer {
  /**
   * Resolves after the commit.
   * @throws RecordError `lease-lost`; then nothing of this write was done
   */
  write(lease: Lease, act: (held: Held) => void): Promise<void>
  /** Commits what is waiting; later writes are refused. */
  close(): void
}

interface Write {
  readonly lease: Lease
  readonly act: (held: Held) => void
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Writes events in batches on one connection, for attempts that still hold their lease. */
export function createWriter(connection: Connection, leases: Leases, contents: Contents): Writer {
  const waiting: Write[] = []
  /** What the writers of finished commits still have to be told; nothing more is committed before that. */
  const settled: (() => void)[] = []
  const parts = { connection, leases, contents, settled }
  let isScheduled = false
  let isClosed = false

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    setImmediate(turn)
  }

  function turn(): void {
    isScheduled = false
    if (settled.length > 0) for (const settle of settled.splice(0, MOST_RESUMED)) settle()
    else if (waiting.length > 0) commitBatch(waiting.splice(0, MOST_WRITES), parts)
    if (settled.length > 0 || waiting.length > 0) schedule()
  }

  return {
    write(lease, act) {
      if (isClosed) return Promise.reject(new InvariantError(`trial ${lease.trial.id} is written to a closed journal`))
      return new Promise<void>((resolve, reject) => {
        waiting.push({ lease, act, resolve, reject })
        schedule()
      })
    },
    close() {
      isClosed = true
      while (waiting.length > 0) commitBatch(waiting.splice(0, MOST_WRITES), parts)
      for (const settle of settled.splice(0)) settle()
    },
  }
}

interface Parts {
  readonly connection: Connection
  readonly leases: Leases
  readonly contents: Contents
  readonly settled: (() => void)[]
}

function commitBatch(batch: readonly Write[], parts: Parts): void {
  const { connection, leases, contents, settled } = parts
  const lost = new Set<Write>()
  try {
    connection.durably(() => {
      for (const write of batch) {
        const held = leases.held(write.lease)
        if (held === undefined) lost.add(write)
        else write.act(held)
      }
    })
  } catch (error) {
    contents.settle(false)
    retryAlone(batch, parts, error)
    return
  }
  contents.settle(true)
  for (const write of batch) {
    if (lost.has(write)) settled.push(() => write.reject(leaseLost(connection.file, write.lease)))
    else settled.push(write.resolve)
  }
}

/** A write that cannot be done must not take down the others that happened in the same turn. */
function retryAlone(batch: readonly Write[], parts: Parts, error: unknown): void {
  try {
    for (const { lease } of batch) parts.leases.recover(lease)
  } catch (second) {
    for (const write of batch) parts.settled.push(() => write.reject(second))
    return
  }
  if (batch.length === 1) for (const write of batch) parts.settled.push(() => write.reject(error))
  else for (const write of batch) commitBatch([write], parts)
}
