import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { FORMAT_VERSION } from '../../src/domain/index.js'
import { openJournal } from '../../src/journal/index.js'
import { APPLICATION_ID, SCHEMA } from '../../src/journal/schema.js'
import { anOwnerNamed, claimed, closing, ownFolder } from '../support/journal-bench.js'
import { aContent, EVENTS } from '../support/journal-events.js'
import { aWrittenFile } from '../support/journal-files.js'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const README = read('../../src/journal/README.md')

/** Runs a text of SQL into a new file. */
function fileOf(sql: string): { readonly path: string; readonly db: DatabaseSync } {
  const path = join(ownFolder(), 'study.journal')
  const db = new DatabaseSync(path)
  db.exec(sql)
  return { path, db }
}

/** The statements behind every table, index and trigger of a database, by name. */
function partsOf(sql: string): ReadonlyMap<string, string> {
  const { db } = fileOf(sql)
  const rows = db.prepare('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all()
  db.close()
  return new Map(rows.map((row) => [String(row.name), String(row.sql).replaceAll(/\s+/g, ' ')]))
}

/** First cells of the table below a heading, without their marks. */
function rowsBelow(heading: string): string[] {
  const [, rest = ''] = README.split(`\n${heading}\n`)
  const [section = ''] = rest.split(/\n#{2,3} /)
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name)
}

test('the page describes every table with exactly its columns, and every index and trigger', () => {
  const { db } = fileOf(SCHEMA)
  const parts = db.prepare("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").all()
  expect(parts.length).toBeGreaterThan(10)
  for (const { type, name } of parts) {
    const columns = db.prepare('SELECT name FROM pragma_table_info(?)').all(String(name))
    if (type === 'table') expect(rowsBelow(`### \`${name}\``), `table ${name}`).toEqual(columns.map((row) => row.name))
    else expect(README, `${type} ${name}`).toContain(`\`${name}\``)
  }
  db.close()
})

test('the page describes every kind of event with exactly its fields', () => {
  expect(rowsBelow('## Events')).toEqual(expect.arrayContaining(Object.keys(EVENTS)))
  expect(rowsBelow('## Events')).toHaveLength(Object.keys(EVENTS).length)
  for (const [kind, [whole]] of Object.entries(EVENTS)) {
    const [, body = ''] = new RegExp(`^\\| \`${kind}\` \\| ([^|]+) \\|`, 'm').exec(README) ?? []
    const fields = [...body.matchAll(/`(\w+)`/g)].map(([, field]) => field)
    expect(fields, kind).toEqual(Object.keys(whole ?? {}).filter((field) => field !== 'kind'))
  }
})

test('a field in brackets may be absent, and no other', () => {
  for (const [kind, bodies] of Object.entries(EVENTS)) {
    const [, body = ''] = new RegExp(`^\\| \`${kind}\` \\| ([^|]+) \\|`, 'm').exec(README) ?? []
    const optional = [...body.matchAll(/\[`(\w+)`\]/g)].map(([, field]) => field)
    const absent = Object.keys(bodies[0] ?? {}).filter((field) => bodies.some((other) => !(field in other)))
    expect(optional, kind).toEqual(absent)
  }
})

test('the page names the marks of the file and every format', () => {
  expect(README).toContain(`\`application_id\` is ${APPLICATION_ID} `)
  for (let format = 1; format <= FORMAT_VERSION; format += 1)
    expect(README).toMatch(new RegExp(`^\\| ${format} \\|`, 'm'))
})

test('every statement that the page shows runs on a written journal', async () => {
  const db = new DatabaseSync(await aWrittenFile(), { readOnly: true })
  const statements = [...README.matchAll(/^```sql\n([^`]+)```$/gm)].map(([, sql = '']) => sql)
  expect(statements.length).toBeGreaterThan(2)
  for (const sql of statements) expect(() => db.prepare(sql).all(), sql).not.toThrow()
  const [first = ''] = statements
  expect(db.prepare(first).all()).toEqual([{ status: 'ended', trials: 20, attempts: 20 }])
  db.close()
})

test('a new file has the tables of format 1: others are a new format', () => {
  expect(FORMAT_VERSION).toBe(1)
  expect(partsOf(SCHEMA)).toEqual(partsOf(read('journal-format-1.sql')))
})

test('a file of format 1 is read whole and its study goes on', async () => {
  const { path, db } = fileOf(read('journal-format-1.sql'))
  db.close()
  const journal = closing(openJournal({ path }))
  expect(journal.trials().map(({ trial, status, costUsd }) => [trial.id, status, costUsd])).toEqual([
    ['one', 'ended', 0.000123],
    ['two', 'waiting', 0],
  ])
  const events = journal.allEvents('one')
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 24 }, (_, place) => place))
  expect(events[13]?.body).toEqual({
    kind: 'tool-failed',
    step: 3,
    callId: 'call-1',
    message: 'line one\nline two \u0000 \u{1F6A2}',
  })
  for (const value of ['short', 'long '.repeat(1_200)]) expect(journal.content(aContent(value).hash)).toBe(value)
  expect(claimed(journal, anOwnerNamed('next'))).toMatchObject({
    launchIndex: 1,
    trial: {
      probe: { intervention: 'error-first-n', dose: { calls: 2 } },
      parent: { trialId: 'one', step: 4 },
      expects: 'infeasible',
    },
  })
})
