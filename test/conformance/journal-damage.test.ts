import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { type Plan, RecordError } from '../../src/domain/index.js'
import { openJournal, readPlan } from '../../src/journal/index.js'
import { depotPlan } from '../support/depot-study.js'
import { ownFolder } from '../support/journal-bench.js'
import { aWrittenFile, bytesAround, PAGE_BYTES, whatReadingThrows } from '../support/journal-files.js'

/** A change to the bytes of a written journal. */
type Spoil = (path: string) => void

const edited = (edit: (bytes: Buffer) => void): Spoil => {
  return (path) => {
    const bytes = readFileSync(path)
    edit(bytes)
    writeFileSync(path, bytes)
  }
}
const cutTo = (bytes: (size: number) => number): Spoil => {
  return (path) => truncateSync(path, bytes(statSync(path).size))
}
const altered = (sql: string): Spoil => {
  return (path) => {
    const db = new DatabaseSync(path)
    db.exec(sql)
    db.close()
  }
}

const SPOILT: readonly (readonly [what: string, spoil: Spoil, code: string, message: string])[] = [
  ['emptied', cutTo(() => 0), 'record-invalid', 'is empty; expected a journal of leadline'],
  ['cut within its header', cutTo(() => 60), 'record-invalid', 'is no database; expected a journal of leadline'],
  ['cut after its header', cutTo(() => 100), 'record-invalid', 'byte 100 is the end; expected a journal of '],
  ['cut in half', cutTo((size) => size / 2), 'record-invalid', ' is the end; expected a journal of '],
  ['short of one byte', cutTo((size) => size - 1), 'record-invalid', ' is the end; expected a journal of '],
  ['short of one page', cutTo((size) => size - PAGE_BYTES), 'record-invalid', ' is the end; expected a journal of '],
  [
    'overwritten with text',
    (path) => writeFileSync(path, 'text '.repeat(999)),
    'record-invalid',
    'is no database; expected',
  ],
  [
    'of a newer format',
    edited((bytes) => bytes.writeUInt32BE(99, 60)),
    'format-unknown',
    'is of format 99; expected format 1',
  ],
  ['of format 0', edited((bytes) => bytes.writeUInt32BE(0, 60)), 'format-unknown', 'is of format 0; expected format 1'],
  [
    'of another program',
    edited((bytes) => bytes.writeUInt32BE(7, 68)),
    'record-invalid',
    'is a database of another program',
  ],
  ['without a table', altered('DROP TABLE snapshot'), 'record-invalid', 'is without the table snapshot; expected'],
  [
    'without a trigger',
    altered('DROP TRIGGER trial_moved'),
    'record-invalid',
    'is without the trigger trial_moved; expected',
  ],
  [
    'without an index',
    altered('DROP INDEX trial_waiting'),
    'record-invalid',
    'is without the index trial_waiting; expected',
  ],
  [
    'with another column',
    altered('ALTER TABLE event RENAME COLUMN body TO bodies'),
    'record-invalid',
    'is without the column event.body; expected',
  ],
]

test.each(SPOILT)('a journal %s is refused in one sentence and stays as it is', async (_, spoil, code, message) => {
  const path = await aWrittenFile()
  spoil(path)
  await expectRefused(path, code, message)
})

test('a damaged page anywhere is refused by its number and its owner, and the file stays as it is', async () => {
  const whole = await aWrittenFile()
  const pages = statSync(whole).size / PAGE_BYTES
  expect(pages).toBeGreaterThan(40)
  for (let page = 2; page <= pages; page += 1) {
    const path = join(ownFolder(), 'study.journal')
    copyFileSync(whole, path)
    edited((bytes) => bytes.fill(0, (page - 1) * PAGE_BYTES, page * PAGE_BYTES))(path)
    const error = await expectRefused(path, 'record-invalid', 'expected a whole journal')
    expect(error.place).toMatch(new RegExp(`^page ${page} \\((table|index) \\w+\\)$`))
  }
})

test('a damaged first page is refused', async () => {
  const path = await aWrittenFile()
  edited((bytes) => bytes.fill(0xa5, 100, PAGE_BYTES))(path)
  await expectRefused(path, 'record-invalid', 'is damaged')
})

test('an event whose text is damaged is named by its trial and number', async () => {
  const path = await aWrittenFile()
  altered("UPDATE event SET body = replace(body, '\"kind\"', '\"kin') WHERE trial = 7 AND seq = 3")(path)
  const error = await whatReadingThrows(path)
  expect(error).toBeInstanceOf(RecordError)
  expect(error).toMatchObject({ file: path, place: 'trial trial-6 event 3', found: 'not JSON' })
})

test.each([
  ["arm = 'vary'", 'with arm vary'],
  ["status = ''", 'with status '],
  ["probe = '{'", 'with a probe that is not JSON'],
  ['probe = \'{"dose":{}}\'', 'with the probe {"dose":{}}'],
])('a trial whose row is damaged (%s) is named', async (change, found) => {
  const path = await aWrittenFile()
  altered(`UPDATE trial SET ${change} WHERE no = 7`)(path)
  expect(await whatReadingThrows(path)).toMatchObject({
    code: 'record-invalid',
    file: path,
    place: 'trial trial-6',
    found,
  })
})

test('a content whose bytes are damaged is named by its hash', async () => {
  const path = await aWrittenFile()
  altered("UPDATE content SET bytes = replace(bytes, 'text', 'tent') WHERE rowid = 3")(path)
  const db = new DatabaseSync(path)
  const hash = String(db.prepare('SELECT hash FROM content WHERE rowid = 3').get()?.hash)
  db.close()
  const journal = openJournal({ path })
  expect(() => journal.content(hash)).toThrow(
    expect.objectContaining({ code: 'record-invalid', place: `content ${hash}`, found: 'altered' }),
  )
  await journal.close()
})

test('a damaged page of a journal too large to be looked through is named when it is read', async () => {
  const path = await aWrittenFile()
  const root = Number(rowOf(path, "SELECT rootpage AS value FROM sqlite_schema WHERE name = 'event'"))
  altered("INSERT INTO content VALUES ('large', zeroblob(65 * 1024 * 1024))")(path)
  edited((bytes) => bytes.fill(0, (root - 1) * PAGE_BYTES, root * PAGE_BYTES))(path)
  const before = bytesAround(path)
  const error = await whatReadingThrows(path)
  expect(error).toMatchObject({ code: 'record-invalid', file: path, place: 'trial trial-0' })
  expect(error?.found).toMatch(/^damaged/)
  expect(bytesAround(path)).toEqual(before)
})

test('the database of another program is not touched, not even by its log', async () => {
  const path = join(ownFolder(), 'other.db')
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE other (x); INSERT INTO other VALUES (1)')
  const before = bytesAround(path)
  expect(Object.keys(before)).toContain('other.db-wal')
  expect(() => openJournal({ path, plan: depotPlan() })).toThrow('is a database of another program')
  expect(bytesAround(path)).toEqual(before)
  db.close()
})

test('a path without a file, and one to a folder, are refused, and nothing is created', async () => {
  const folder = ownFolder()
  mkdirSync(join(folder, 'folder.journal'))
  await expectRefused(join(folder, 'none.journal'), 'record-missing', 'is missing; expected a journal of leadline')
  await expectRefused(join(folder, 'folder.journal'), 'record-invalid', 'is no file; expected a journal of leadline')
  expect(() => openJournal({ path: join(folder, 'no', 'x') })).toThrow(
    expect.objectContaining({ code: 'record-missing' }),
  )
  const inFile = join(await aWrittenFile(), 'x')
  expect(() => openJournal({ path: inFile, plan: depotPlan() })).toThrow(
    expect.objectContaining({ code: 'record-not-writable', file: inFile }),
  )
})

test.each([
  ['folder', (path: string) => chmodSync(dirname(path), 0o555)],
  ['file', (path: string) => chmodSync(path, 0o444)],
])('a journal in a %s that cannot be written is refused and nothing is left beside it', async (_, lock) => {
  const path = await aWrittenFile()
  chmodSync(dirname(path), 0o777)
  chmodSync(path, 0o666)
  lock(path)
  const refusal = expect.objectContaining({ code: 'record-not-writable', file: path })
  await asNobody(async () => {
    const before = bytesAround(path)
    for (const open of [() => openJournal({ path }), () => readPlan(path)]) expect(open).toThrow(refusal)
    expect(bytesAround(path)).toEqual(before)
  })
  chmodSync(dirname(path), 0o777)
})

test('a study cannot be begun in a folder that cannot be written, and the sentence names its file', async () => {
  const folder = ownFolder()
  chmodSync(folder, 0o555)
  const plan: Plan = depotPlan()
  await asNobody(async () => {
    for (const path of [join(folder, 'new.journal'), join(folder, 'deep', 'er', 'new.journal')]) {
      const refusal = expect.objectContaining({ code: 'record-not-writable', file: path })
      expect(() => openJournal({ path, plan })).toThrow(refusal)
    }
  })
  expect(bytesAround(join(folder, 'x'))).toEqual({})
})

async function expectRefused(path: string, code: string, message: string): Promise<RecordError> {
  const before = bytesAround(path)
  const error = await whatReadingThrows(path)
  expect(error).toBeInstanceOf(RecordError)
  if (error === undefined) throw new Error('not refused')
  expect(error).toMatchObject({ code, file: path })
  expect(error.message).toContain(message)
  expect(error.message).not.toContain('\n')
  expect(() => readPlan(path)).toThrow(error.message)
  expect(bytesAround(path)).toEqual(before)
  return error
}

function rowOf(path: string, sql: string): unknown {
  const db = new DatabaseSync(path)
  const row = db.prepare(sql).get()
  db.close()
  return row?.value
}

/** The superuser may write everywhere: as root, acts as a user who may not. */
async function asNobody(act: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return act()
  process.seteuid?.(65_534)
  try {
    await act()
  } finally {
    process.seteuid?.(0)
  }
}
