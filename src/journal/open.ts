import { existsSync, linkSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  type Amendments,
  ConfigError,
  FORMAT_VERSION,
  type Journal,
  type Owner,
  type Plan,
  RecordError,
} from '../domain/index.js'
import { type Connection, connect, translated } from './connection.js'
import { inspectFile } from './inspect.js'
import { APPLICATION_ID, SCHEMA } from './schema.js'
import { JournalStore, type JournalTimes } from './store.js'

/** What both kinds of journal may be told. */
export interface JournalOptions {
  /** Milliseconds since 1970; the clock of the computer by default. */
  readonly now?: () => number
  /** Milliseconds on a clock that never goes back. */
  readonly monotonic?: () => number
  /** How long a trial stays held without a renewal, in milliseconds; 60,000 by default. */
  readonly leaseMs?: number
}

/** Where a study lies and what it is. */
export interface OpenOptions extends JournalOptions {
  readonly path: string
  /** The plan that the file must belong to; needed where the file is to be created. */
  readonly plan?: Plan
  /** Whether a missing file may be created; true by default where there is a plan. */
  readonly create?: boolean
  /**
   * The process that opens it. Trials of dead processes of its host wait again at once, so that counts are right from
   * the start; without it that happens at the first claim.
   */
  readonly owner?: Owner
}

const LEASE_MS = 60_000

/**
 * Opens the journal of a study, or begins it. A file is looked at before anything is written to it: what is no whole
 * journal stays as it is. Several processes may have the same file open.
 *
 * @throws RecordError where the file is missing and may not be created, damaged or of an unknown format;
 * ConfigError where it belongs to another plan
 */
export function openJournal({ path, plan, create = plan !== undefined, owner, ...options }: OpenOptions): Journal {
  if (plan !== undefined && create && !existsSync(path)) beginFile(path, plan, timesOf(options))
  inspectFile(path)
  const connection = connect(path)
  try {
    if (plan !== undefined) keepPlan(connection, plan)
    const journal = new JournalStore(connection, timesOf(options))
    if (owner !== undefined) journal.sweep(owner)
    return journal
  } catch (error) {
    connection.close()
    throw error
  }
}

/** A journal that lives and ends with this process: the same code on a database in memory. */
export function openMemoryJournal(options: JournalOptions = {}): Journal {
  const connection = connect(':memory:')
  connection.exec(SCHEMA)
  return new JournalStore(connection, timesOf(options))
}

/**
 * The plan that the journal at a path was begun with.
 *
 * @throws RecordError as `openJournal`, and where the stored plan cannot be read
 */
export function readPlan(path: string): Plan {
  inspectFile(path)
  const connection = connect(path)
  try {
    return storedPlan(connection)
  } finally {
    connection.close()
  }
}

/**
 * Changes a study that has begun: repeats are replaced, cancelled systems are added to those that are.
 *
 * @returns the plan as it is now
 * @throws RecordError as `openJournal`
 */
export function amendStudy(path: string, change: Amendments): Plan {
  inspectFile(path)
  const connection = connect(path)
  try {
    const stored = storedPlan(connection)
    const cancelled = [...new Set([...(stored.amendments?.cancelled ?? []), ...(change.cancelled ?? [])])].sort()
    const addedRepeats = change.addedRepeats ?? stored.amendments?.addedRepeats
    const amendments = {
      ...(addedRepeats !== undefined && { addedRepeats }),
      ...(cancelled.length > 0 && { cancelled }),
    }
    const plan = { ...stored, amendments }
    writePlan(connection, plan)
    return plan
  } finally {
    connection.close()
  }
}

function writePlan(connection: Connection, plan: Plan): void {
  const text = JSON.stringify(plan)
  connection.durably(() => connection.prepare('UPDATE study SET plan = ? WHERE id = ?').run(text, plan.id))
}

function timesOf(options: JournalOptions): JournalTimes {
  const { now = Date.now, monotonic = () => performance.now(), leaseMs = LEASE_MS } = options
  return { now, monotonic, leaseMs }
}

/** Makes the file under another name and links it: a file at the path is always complete, whoever dies meanwhile. */
function beginFile(path: string, plan: Plan, times: JournalTimes): void {
  translated(path, undefined, () => mkdirSync(dirname(path), { recursive: true }))
  const draft = `${path}.new-${process.pid}`
  removeDatabase(draft)
  try {
    fillFile(connect(draft, path), plan, times)
    link(draft, path)
  } finally {
    removeDatabase(draft)
  }
}

function link(draft: string, path: string): void {
  try {
    linkSync(draft, path)
  } catch (error) {
    // Another process began the same study in the same moment: its file is as good.
    if (existsSync(path)) return
    throw new RecordError(path, undefined, 'not to be created', 'a folder that can be written', { cause: error })
  }
}

/** Writes everything that a new journal holds, and closes it. */
function fillFile(connection: Connection, plan: Plan, times: JournalTimes): void {
  try {
    connection.durably(() => {
      connection.exec(SCHEMA)
      connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT_VERSION}`)
      const insert = connection.prepare('INSERT INTO study (id, name, begun, plan) VALUES (?, ?, ?, ?)')
      insert.run(plan.id, plan.name, Math.round(times.now()), JSON.stringify(plan))
    })
  } finally {
    connection.close()
  }
}

/** With its log: a log left behind by a killed process must never meet a new file of the same name. */
function removeDatabase(path: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true })
}

function keepPlan(connection: Connection, plan: Plan): void {
  const stored = storedPlan(connection)
  if (stored.id !== plan.id) {
    const got = `the journal of study "${stored.name}" (plan ${stored.id.slice(0, 8)})`
    const wanted = `a journal of study "${plan.name}" (plan ${plan.id.slice(0, 8)})`
    const advice = 'give this plan a file of its own, or go back to the configuration that the file was begun with'
    throw new ConfigError(connection.file, got, `${wanted}: ${advice}`)
  }
  // The same study with another budget; what was changed since it began stays, whoever opens it.
  const kept = amendedAs(plan, stored)
  if (JSON.stringify(kept) !== JSON.stringify(stored)) writePlan(connection, kept)
}

function storedPlan(connection: Connection): Plan {
  const place = 'table study'
  const rows = connection.read(place, () => connection.prepare('SELECT id, plan FROM study').all())
  const fail = (found: string) => new RecordError(connection.file, place, found, 'the plan of one study')
  const [row] = rows
  if (row === undefined || rows.length > 1) throw fail(`of ${rows.length} rows`)
  let plan: unknown
  try {
    plan = JSON.parse(String(row.plan))
  } catch {
    throw fail('not JSON')
  }
  if (!isPlan(plan) || plan.id !== row.id) throw fail('no plan')
  return plan
}

/** A plan as it is asked for, with what was changed of the study since it began. */
export function amendedAs(plan: Plan, stored: Plan): Plan {
  const { amendments = stored.amendments, ...rest } = plan
  return amendments === undefined ? rest : { ...rest, amendments }
}

const LISTS = ['systems', 'samples', 'probes'] as const

/** Looks at what a reader would trip over; the rest was a plan when it was written. */
function isPlan(value: unknown): value is Plan {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Readonly<Record<string, unknown>>
  return (
    typeof record.id === 'string' &&
    typeof record.name === 'string' &&
    LISTS.every((list) => Array.isArray(record[list]))
  )
}
