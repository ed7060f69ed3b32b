import { InvariantError, type Lease } from '../domain/index.js'
import type { Connection } from './connection.js'
import type { Contents } from './contents.js'
import { type Held, type Leases, leaseLost } from './leases.js'

/** Writes in one commit at most: what is over waits one turn, so that hundreds of trials do not stop the event loop. */
const MOST_WRITES = 100

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
  const commit = (batch: readonly Write[]) => commitBatch(batch, { connection, leases, contents })
  let waiting: Write[] = []
  let isClosed = false

  function flush(): void {
    const batch = waiting.slice(0, MOST_WRITES)
    waiting = waiting.slice(MOST_WRITES)
    if (batch.length > 0) commit(batch)
    if (waiting.length > 0) setImmediate(flush)
  }

  return {
    write(lease, act) {
      if (isClosed) return Promise.reject(new InvariantError(`trial ${lease.trial.id} is written to a closed journal`))
      return new Promise<void>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush)
        waiting.push({ lease, act, resolve, reject })
      })
    },
    close() {
      isClosed = true
      while (waiting.length > 0) flush()
    },
  }
}

interface Parts {
  readonly connection: Connection
  readonly leases: Leases
  readonly contents: Contents
}

function commitBatch(batch: readonly Write[], parts: Parts): void {
  const { connection, leases, contents } = parts
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
    if (lost.has(write)) write.reject(leaseLost(connection.file, write.lease))
    else write.resolve()
  }
}

/** A write that cannot be done must not take down the others that happened in the same turn. */
function retryAlone(batch: readonly Write[], parts: Parts, error: unknown): void {
  try {
    for (const { lease } of batch) parts.leases.recover(lease)
  } catch (second) {
    for (const write of batch) write.reject(second)
    return
  }
  if (batch.length === 1) for (const write of batch) write.reject(error)
  else for (const write of batch) commitBatch([write], parts)
}
