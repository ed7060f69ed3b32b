import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { FORMAT_VERSION, RecordError } from '../domain/index.js'
import { translated } from './connection.js'
import { APPLICATION_ID, SCHEMA } from './schema.js'

const EXPECTED = 'a journal of leadline'
const HEADER_BYTES = 100
const BUSY_MS = 30_000
/** Up to this size every page is checked before a journal is opened; beyond it damage is met when it is read. */
const SMALL_BYTES = 64 * 2 ** 20

/**
 * Refuses a file that is no whole journal of a known format, without changing it and without leaving anything beside
 * it.
 *
 * @throws RecordError with file and place
 */
export function inspectFile(path: string): void {
  translated(path, undefined, () => {
    const header = readHeader(path)
    refuseForeign(path, header)
    refuseLocked(path)
    const hasLog = logBytes(path) > 0
    if (!hasLog) refuseCut(path, header)
    const db = openToLook(path, hasLog)
    try {
      refuseOtherTables(path, db)
      refuseDamage(path, db)
    } finally {
      db.close()
    }
  })
}

/**
 * A connection that only reads leaves its log behind when it is closed, one that may write takes it away, and with a
 * log that somebody left it would also write what is in it into the file: so the first is for files with a log, the
 * second for the others.
 */
function openToLook(path: string, hasLog: boolean): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: hasLog, timeout: BUSY_MS })
  if (!hasLog) db.exec('PRAGMA query_only = ON')
  return db
}

/** Reads only the header, so that nothing is created beside a file that is not ours. */
function refuseForeign(path: string, header: Buffer): void {
  if (header.length === 0) throw new RecordError(path, undefined, 'empty', EXPECTED)
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0' || header.length < HEADER_BYTES) {
    throw new RecordError(path, undefined, 'no database', EXPECTED)
  }
  if (header.readUInt32BE(68) !== APPLICATION_ID) {
    throw new RecordError(path, undefined, 'a database of another program', EXPECTED)
  }
  const version = header.readUInt32BE(60)
  if (version < 1 || version > FORMAT_VERSION) {
    const known = FORMAT_VERSION === 1 ? 'format 1' : `a format from 1 to ${FORMAT_VERSION}`
    const expected = `${known}; a newer release of leadline reads newer formats`
    throw new RecordError(path, undefined, `of format ${version}`, expected, { code: 'format-unknown' })
  }
}

/** Even readers write beside the file: they take part in the locking of its log. */
function refuseLocked(path: string): void {
  closeSync(openSync(path, 'r+'))
}

/** The database itself reads a file that ends too early as if zeros followed. */
function refuseCut(path: string, header: Buffer): void {
  const [pageSize, pages] = [header.readUInt16BE(16), header.readUInt32BE(28)]
  const expected = (pageSize === 1 ? 65_536 : pageSize) * pages
  const { size } = statSync(path)
  if (size < expected) throw new RecordError(path, `byte ${size}`, 'the end', `a journal of ${expected} bytes`)
}

function readHeader(path: string): Buffer {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw new RecordError(path, undefined, 'missing', EXPECTED, { code: 'record-missing' })
  if (!stat.isFile()) throw new RecordError(path, undefined, 'no file', EXPECTED)
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0))
  } finally {
    closeSync(file)
  }
}

function logBytes(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

/** Refuses a database that lacks a table, a column, an index or a trigger of the format. */
function refuseOtherTables(path: string, db: DatabaseSync): void {
  const model = new DatabaseSync(':memory:')
  try {
    model.exec(SCHEMA)
    const there = new Set(partsOf(db))
    const missing = partsOf(model).find((part) => !there.has(part))
    if (missing !== undefined) throw new RecordError(path, undefined, `without ${missing}`, 'a journal of leadline')
  } finally {
    model.close()
  }
}

/** Such as `the table event`, and then `the column event.seq`. */
function partsOf(db: DatabaseSync): string[] {
  const columns = db.prepare('SELECT name FROM pragma_table_info(?)')
  return db
    .prepare('SELECT type, name FROM sqlite_schema ORDER BY rowid')
    .all()
    .flatMap(({ type, name }) => [
      `the ${type} ${name}`,
      ...(type === 'table' ? columns.all(String(name)).map((row) => `the column ${name}.${row.name}`) : []),
    ])
}

/** Refuses a database whose pages do not hang together. */
function refuseDamage(path: string, db: DatabaseSync): void {
  // The tables that every command reads are short; a page of events or contents may wait until it is read.
  const isSmall = statSync(path).size <= SMALL_BYTES
  const checks = isSmall
    ? ['quick_check(1)']
    : ["quick_check('study')", "quick_check('trial')", "quick_check('attempt')"]
  for (const check of checks) {
    const [result] = db.prepare(`PRAGMA ${check}`).all()
    const text = String(Object.values(result ?? {})[0])
    if (text !== 'ok') throw damaged(path, db, text)
  }
}

/** Such as `*** in database main ***` and, on a line of its own, `Tree 10 page 23 cell 4: Extends off end of page`. */
function damaged(path: string, db: DatabaseSync, text: string): RecordError {
  const line = text.replace(/^\*\*\* in database main \*\*\*\s*/, '').replaceAll(/\s+/g, ' ')
  const [head, tree, page] = /^Tree (\d+) page (\d+)(?: cell \d+)?: /.exec(line) ?? ['']
  const place = page === undefined ? undefined : `page ${page} (${ownerOf(db, Number(tree))})`
  return new RecordError(path, place, `damaged: ${line.slice(head.length)}`, 'a whole journal')
}

/** The table or index whose pages hang from a root. */
function ownerOf(db: DatabaseSync, root: number): string {
  const row = db.prepare('SELECT type, name FROM sqlite_schema WHERE rootpage = ?').get(root)
  return row === undefined ? `tree ${root}` : `${row.type} ${row.name}`
}
