import { basename } from 'node:path'
import { ConfigError, type OutcomeRow, someOf } from '../domain/index.js'
import {
  assembleTable,
  type ColumnMap,
  fieldOf,
  type OutcomeTable,
  type ReadTable,
  readColumnMap,
  readCsv,
  readJsonLines,
  readOutcomes,
  readTau2,
  type SourceTable,
  type Tau2Simulation,
} from '../wire/index.js'
import { contentOf, parseJson } from './detect.js'
import { type OpenedFile, openFile } from './open-file.js'
import type { ParsedFile, ReadFile, TableFormat } from './parsed-file.js'
import { tellApart } from './tell-apart.js'
import { sessionTable } from './traces/session-table.js'

/** How to read tables that are not in the canonical form. */
export interface TableOptions {
  /** For CSV and JSON lines; its strata hold for tau2 results too. */
  readonly columns?: ColumnMap
  /** Name of the system in a file, by path or by the path's last part. */
  readonly labels?: Readonly<Record<string, string>>
}

/** Recorded trials of one or several files, with what should be known of them. */
export interface ImportedTables extends OutcomeTable {
  readonly files: readonly ReadFile[]
  /** Simulations of tau2 files, for their conversations; empty for tables. */
  readonly simulations: readonly Tau2Simulation[]
  /** The row of each simulation, in the same order. */
  readonly simulatedRows: readonly OutcomeRow[]
}

/**
 * Reads files of recorded outcomes, made by anybody: CSV, JSON lines, tau2 results; plain or gzip, told by content.
 *
 * @param paths in the order in which repeats are numbered
 * @throws RecordError located by file and line where anything is malformed
 * @throws ConfigError where no file is given, or an option does not fit the files
 */
export async function readTables(paths: readonly string[], options: TableOptions = {}): Promise<ImportedTables> {
  if (paths.length === 0) throw new ConfigError('files', [], 'at least one file of outcomes')
  const stray = Object.keys(options.labels ?? {}).find((name) => !paths.some((path) => isNamed(path, name)))
  if (stray !== undefined) throw new ConfigError('--label', stray, `one of the files: ${paths.join(', ')}`)
  const parsed: ParsedFile[] = []
  for (const path of paths) parsed.push(parseFile(await openFile(path), options))
  requireDifferent(parsed)
  const { files, notes } = tellApart(parsed)
  const strata = options.columns?.strata
  const table = assembleTable(
    files.map((file) => file.table),
    strata === undefined ? {} : { strata },
  )
  return {
    ...table,
    notes: [...table.notes, ...notes],
    files: files.map(({ file }) => file),
    simulations: files.flatMap((file) => file.tau2?.simulations ?? []),
    simulatedRows: files.flatMap((file, index) => {
      const before = files.slice(0, index).reduce((rows, earlier) => rows + earlier.table.entries.length, 0)
      return file.tau2 === undefined ? [] : table.rows.slice(before, before + file.table.entries.length)
    }),
  }
}

/**
 * Reads a mapping of columns from a JSON file.
 *
 * @throws RecordError where the file cannot be read or is not JSON
 * @throws ConfigError where it is not a mapping
 */
export async function readColumnMapFile(path: string): Promise<ColumnMap> {
  const { text } = await openFile(path)
  return readColumnMap(parseJson(text, path), path)
}

/** The same runs twice would count as repeats of one another. */
function requireDifferent(parsed: readonly ParsedFile[]): void {
  for (const [index, { file }] of parsed.entries()) {
    const twin = parsed.slice(0, index).find((other) => other.file.sha256 === file.sha256)
    if (twin !== undefined) throw new ConfigError('files', `${twin.file.path} and ${file.path}`, 'files that differ')
  }
}

function isNamed(path: string, name: string): boolean {
  return path === name || basename(path) === name
}

function labelFor(path: string, options: TableOptions): string | undefined {
  return Object.entries(options.labels ?? {}).find(([name]) => isNamed(path, name))?.[1]
}

function parseFile(opened: OpenedFile, options: TableOptions): ParsedFile {
  const { path, text, sha256 } = opened
  const content = contentOf(opened)
  const label = labelFor(path, options)
  const fileOf = (format: TableFormat, table: ReadTable) => ({ path, format, sha256, rows: table.entries.length })
  if (content.format === 'tau2') {
    const table = readTau2(content.document, path, label === undefined ? {} : { label })
    const tau2 = { document: content.document, simulations: table.simulations, isLabelled: label !== undefined }
    return { file: fileOf('tau2', table), table, tau2 }
  }
  if (content.format === 'sessions') {
    const table = sessionTable(text, path)
    const named = table.entries.map((entry) => (label === undefined ? entry : { ...entry, system: { model: label } }))
    return { file: fileOf('sessions', table), table: { ...table, entries: named } }
  }
  const source = content.format === 'csv' ? readCsv(text, path) : readJsonLines(text, path)
  if (label !== undefined) requireOneModel(source, options.columns?.model ?? 'model', path)
  const table = readOutcomes(source, label === undefined ? options.columns : withModel(options.columns ?? {}, label))
  return { file: fileOf(content.format, table), table }
}

/** A label is the name of one system: over several it would make them repeats of one another. */
function requireOneModel({ rows }: SourceTable, column: string | readonly string[], path: string): void {
  const names = [column].flat()
  const models = new Set(rows.map(({ cells }) => names.map((name) => String(fieldOf(cells, name) ?? '')).join('/')))
  if (models.size <= 1) return
  throw new ConfigError('--label', basename(path), `a file of one model; it holds ${someOf([...models].sort())}`)
}

function withModel({ model: _replaced, ...map }: ColumnMap, label: string): ColumnMap {
  return { ...map, constants: { ...map.constants, model: label } }
}
