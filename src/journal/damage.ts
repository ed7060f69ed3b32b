import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { RecordError } from '../domain/index.js'
import { SCHEMA } from './schema.js'

/** Up to this size every page is checked before a journal is opened; beyond it damage is met when it is read. */
const SMALL_BYTES = 64 * 2 ** 20

/** Refuses a database that lacks a table, a column, an index or a trigger of the format. */
export function refuseOtherTables(path: string, db: DatabaseSync): void {
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
export function refuseDamage(path: string, db: DatabaseSync): void {
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
