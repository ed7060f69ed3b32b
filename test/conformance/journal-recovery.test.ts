import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { EventBody, Journal } from '../../src/domain/index.js'
import { type Connection, connect } from '../../src/journal/connection.js'
import { openJournal } from '../../src/journal/index.js'
import { SCHEMA } from '../../src/journal/schema.js'
import { JournalStore } from '../../src/journal/store.js'
import { depotPlan } from '../support/depot-study.js'
import { aClock, anOwnerNamed, claimed, closing, ownFolder } from '../support/journal-bench.js'
import { aContent, aTrial, EVENTS, trialsInOrder } from '../support/journal-events.js'

const owner = anOwnerNamed('first')
const APPENDS = 12
const CUTS = 24

const pair = (step: number): EventBody[] => [
  { kind: 'model-asked', step, added: [], toolsHash: 'tools' },
  { kind: 'checkpoint-reached', step, id: `${step}`, progress: step },
]

/** An open journal of one trial, with so many durable commits of two events each, none of them copied back yet. */
async function aLoggedFile(): Promise<string> {
  const path = join(ownFolder(), 'study.journal')
  const journal = closing(openJournal({ path, plan: depotPlan() }))
  journal.addTrials([aTrial('only')])
  const lease = claimed(journal, owner)
  for (let step = 0; step < APPENDS; step += 1) {
    await journal.append(lease, pair(step), [aContent(`${step} ${'text '.repeat(500)}`)])
  }
  return path
}

/** What a machine that lost power would find: the file, and so much of its log. */
function copyWithLog(path: string, logBytes = statSync(`${path}-wal`).size): string {
  const copy = join(ownFolder(), 'study.journal')
  copyFileSync(path, copy)
  copyFileSync(`${path}-wal`, `${copy}-wal`)
  truncateSync(`${copy}-wal`, logBytes)
  return copy
}

/** Commits that are there: each whole or not at all. */
function commitsIn(journal: Journal): number {
  const bodies = journal.allEvents('only').map(({ body }) => body)
  expect(bodies).toEqual(Array.from({ length: bodies.length / 2 }, (_, step) => pair(step)).flat())
  for (let step = 0; step < bodies.length / 2; step += 1) {
    const { hash, value } = aContent(`${step} ${'text '.repeat(500)}`)
    expect(journal.content(hash)).toBe(value)
  }
  return bodies.length / 2
}

test('a log that ends anywhere gives back every commit before the break, and a later break never fewer', async () => {
  const path = await aLoggedFile()
  const { size } = statSync(`${path}-wal`)
  const counts: number[] = []
  for (let cut = 0; cut <= CUTS; cut += 1) {
    const journal = closing(openJournal({ path: copyWithLog(path, Math.floor((size * cut) / CUTS)) }))
    counts.push(commitsIn(journal))
  }
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  expect([counts[0], counts.at(-1)]).toEqual([0, APPENDS])
  expect(new Set(counts).size).toBeGreaterThan(APPENDS / 2)
})

test('a log with a damaged middle gives back the commits before it', async () => {
  const path = copyWithLog(await aLoggedFile())
  const log = readFileSync(`${path}-wal`)
  log.fill(0xa5, log.length / 2, log.length / 2 + 64)
  writeFileSync(`${path}-wal`, log)
  const commits = commitsIn(closing(openJournal({ path })))
  expect(commits).toBeGreaterThan(0)
  expect(commits).toBeLessThan(APPENDS)
})

test('a durable transaction waits for the disk, a quick one does not, and a broken one leaves nothing behind', () => {
  const connection = connect(join(ownFolder(), 'study.journal'))
  const level = () => connection.prepare('PRAGMA synchronous').get()?.synchronous
  const [NORMAL, FULL] = [1, 2]
  expect([level(), connection.durably(level), connection.quickly(level), level()]).toEqual([FULL, FULL, NORMAL, FULL])
  const breaks = () => {
    connection.exec('CREATE TABLE half (x)')
    throw new Error('broke')
  }
  expect(() => connection.quickly(breaks)).toThrow('broke')
  expect(() => connection.durably(breaks)).toThrow('broke')
  expect(connection.durably(level)).toBe(FULL)
  expect(connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n).toBe(0)
  connection.close()
})

test('what a trial did is written durably; who holds it and what is set aside is not worth the wait', async () => {
  const strengths: string[] = []
  const journal = spied(strengths)
  journal.addTrials([aTrial('one'), aTrial('two', { order: 0.5 })])
  const [first, second] = [claimed(journal, owner), claimed(journal, owner)]
  journal.reserve(first, 0.1, 1)
  journal.renew()
  expect(strengths.splice(0)).toEqual(['quickly', 'quickly', 'quickly', 'quickly', 'quickly'])
  await journal.append(first, EVENTS['attempt-started'])
  await journal.end(first)
  await journal.release(second)
  expect(strengths).toEqual(['durably', 'durably', 'durably'])
  await journal.close()
})

/** A journal that notes with which strength it commits. */
function spied(strengths: string[]): Journal {
  const connection = connect(':memory:')
  connection.exec(SCHEMA)
  const noted: Connection = {
    ...connection,
    durably: (act) => {
      strengths.push('durably')
      return connection.durably(act)
    },
    quickly: (act) => {
      strengths.push('quickly')
      return connection.quickly(act)
    },
  }
  return new JournalStore(noted, { ...aClock(), leaseMs: 1_000 })
}

test('a journal that is closed gives back what it holds and leaves one file', async () => {
  const path = join(ownFolder(), 'study.journal')
  const journal = openJournal({ path, plan: depotPlan() })
  journal.addTrials(trialsInOrder(2))
  const lease = claimed(journal, owner)
  await journal.append(lease, EVENTS['attempt-started'])
  await journal.close()
  expect(() => statSync(`${path}-wal`)).toThrow('ENOENT')
  expect(() => statSync(`${path}-shm`)).toThrow('ENOENT')
  const again = closing(openJournal({ path }))
  expect(again.totals()).toMatchObject({ waiting: 2, running: 0 })
  expect(claimed(again, anOwnerNamed('second'))).toMatchObject({ attempt: 2, launchIndex: 0 })
})

test('the counts and sums that the database keeps are those of its rows', async () => {
  const path = await aLoggedFile()
  const clock = aClock()
  const journal = closing(openJournal({ path, ...clock }))
  journal.addTrials(trialsInOrder(9))
  const db = new DatabaseSync(path, { readOnly: true })
  const count = (status: string) => db.prepare('SELECT count(*) AS n FROM trial WHERE status = ?').get(status)?.n
  const sums = db.prepare('SELECT sum(spent) AS spent, sum(reserved) AS reserved FROM attempt').get()
  expect(db.prepare('SELECT * FROM tally').get()).toEqual({
    waiting: count('waiting'),
    running: count('running'),
    ended: count('ended'),
    ...sums,
  })
  db.close()
})
