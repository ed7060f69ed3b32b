import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { RecordError } from '../domain/index.js'

/** An open journal database, with the two strengths of commit it is written with. */
export interface Connection {
  /** How messages name the file. */
  readonly file: string
  prepare(sql: string): StatementSync
  exec(sql: string): void
  /** One transaction, on disk with full synchronisation when it returns. */
  durably<T>(act: () => T): T
  /**
   * One transaction that other processes see at once and that no kill of a process loses. A power cut may take it,
   * but never while it keeps a later durable one.
   */
  quickly<T>(act: () => T): T
  /** @throws RecordError in place of an error of the database, naming the place */
  read<T>(place: string | undefined, act: () => T): T
  close(): void
}

/** Waits this long for another process to finish its commit. */
const BUSY_MS = 30_000
const CACHE_KIB = 32_768
/** Pages in the write-ahead log before it is copied back; a larger number means rarer and longer pauses. */
const CHECKPOINT_PAGES = 4_000

/**
 * @param path of the database, or `:memory:`
 * @param file how messages name it; the path by default
 */
export function connect(path: string, file = path === ':memory:' ? 'journal in memory' : path): Connection {
  const db = translated(file, undefined, () => open(path))
  const inTransaction = <T>(begin: string, act: () => T): T =>
    translated(file, undefined, () => {
      db.exec(begin)
      try {
        const result = act()
        db.exec('COMMIT')
        return result
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK')
        throw error
      }
    })
  return {
    file,
    prepare: (sql) => translated(file, undefined, () => db.prepare(sql)),
    exec: (sql) => translated(file, undefined, () => db.exec(sql)),
    durably: (act) => inTransaction('BEGIN IMMEDIATE', act),
    quickly: (act) => {
      db.exec('PRAGMA synchronous = NORMAL')
      try {
        return inTransaction('BEGIN IMMEDIATE', act)
      } finally {
        db.exec('PRAGMA synchronous = FULL')
      }
    },
    read: (place, act) => translated(file, place, act),
    close: () => db.close(),
  }
}

function open(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_MS, enableForeignKeyConstraints: false })
  try {
    db.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
    `)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** What the primary result codes of SQLite mean for a record; others are bugs and pass as they are. */
const FAULTS: Readonly<Record<number, readonly [found: string, expected: string, code: string]>> = {
  5: ['held by another process', `a commit within ${BUSY_MS / 1_000} s`, 'record-busy'],
  8: ['read-only', 'a file and folder that can be written', 'record-not-writable'],
  10: ['on a disk that fails', 'a disk that can be read and written', 'record-not-writable'],
  11: ['damaged', 'a whole journal', 'record-invalid'],
  13: ['on a full disk', 'free space', 'record-not-writable'],
  14: ['not to be opened', 'a file and folder that can be read and written', 'record-not-writable'],
  26: ['no database', 'a journal of leadline', 'record-invalid'],
}

/** What errors of the file system mean for a record; others are bugs and pass as they are. */
const FILE_FAULTS: Readonly<Record<string, (typeof FAULTS)[number]>> = {
  EACCES: ['out of reach', 'a file and folder that can be read and written', 'record-not-writable'],
  EPERM: ['out of reach', 'a file and folder that can be read and written', 'record-not-writable'],
  EROFS: ['read-only', 'a file and folder that can be read and written', 'record-not-writable'],
  ENOSPC: ['on a full disk', 'free space', 'record-not-writable'],
  ENOTDIR: ['inside something that is no folder', 'a path through folders', 'record-not-writable'],
  EEXIST: ['inside something that is no folder', 'a path through folders', 'record-not-writable'],
  ENAMETOOLONG: ['too long a name', 'a shorter path', 'record-not-writable'],
}

/** Runs an act and gives errors of the database and of the file system as errors of the record. */
export function translated<T>(file: string, place: string | undefined, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const fault = FAULTS[primaryCodeOf(error)] ?? FILE_FAULTS[systemCodeOf(error)]
    if (fault === undefined) throw error
    const [found, expected, code] = fault
    const detail = error instanceof Error ? ` (${error.message})` : ''
    throw new RecordError(file, place, found + detail, expected, { code, cause: error })
  }
}

function primaryCodeOf(error: unknown): number {
  const isSqlite = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
  // The low byte is the primary code; the rest says more than we use.
  return isSqlite ? Number(error.errcode) & 0xff : 0
}

function systemCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
