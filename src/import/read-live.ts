import { type CanaryReading, ConfigError, RecordError } from '../domain/index.js'
import {
  readCanaries,
  readCsv,
  readJsonLines,
  readSessions,
  type SessionMap,
  type SessionTable,
  type SourceTable,
} from '../wire/index.js'
import { contentOf } from './detect.js'
import { openFile } from './open-file.js'
import type { ReadFile } from './parsed-file.js'

/** Sessions served after a decision, with the files that they stand in. */
export interface ReadSessions {
  readonly tables: readonly SessionTable[]
  readonly files: readonly ReadFile[]
}

/** Daily comparisons of answers to fixed prompts, with the file that they stand in. */
export interface ReadCanaries {
  readonly readings: readonly CanaryReading[]
  readonly file: ReadFile
}

/**
 * Reads tables of sessions that were served after a decision: CSV or JSON lines, plain or gzip.
 *
 * @param paths in the order in which sessions without a time count
 * @throws RecordError located by file and line where anything is malformed
 * @throws ConfigError where one table has times and another has not, or has them as numbers beside dates
 */
export async function readSessionTables(paths: readonly string[], map: SessionMap = {}): Promise<ReadSessions> {
  const read = []
  for (const path of paths) {
    const { table, ...file } = await sourceAt(path, 'a table of served sessions')
    const sessions = readSessions(table, map)
    read.push({ sessions, file: { ...file, rows: sessions.entries.length } })
  }
  const tables = read.map(({ sessions }) => sessions)
  const clocks = new Set(tables.map(({ clock }) => clock ?? 'no times'))
  if (clocks.size > 1) throw new ConfigError('--since', [...clocks].join(' and '), 'tables with the same kind of times')
  return { tables, files: read.map(({ file }) => file) }
}

/**
 * Reads a table of daily comparisons: CSV or JSON lines, plain or gzip.
 *
 * @param options.now seconds since 1970, after which no day may lie; where left out any day may
 * @throws RecordError located by file and line where anything is malformed
 */
export async function readCanaryTable(path: string, options: { readonly now?: number } = {}): Promise<ReadCanaries> {
  const { table, ...file } = await sourceAt(path, 'a table of daily comparisons')
  const readings = readCanaries(table, options.now)
  return { readings, file: { ...file, rows: readings.length } }
}

async function sourceAt(
  path: string,
  expected: string,
): Promise<Pick<ReadFile, 'path' | 'format' | 'sha256'> & { readonly table: SourceTable }> {
  const opened = await openFile(path)
  const { format } = contentOf(opened)
  if (format === 'tau2') throw new RecordError(path, undefined, 'a tau2 file', expected)
  const table = format === 'csv' ? readCsv(opened.text, path) : readJsonLines(opened.text, path)
  return { path, format, sha256: opened.sha256, table }
}
