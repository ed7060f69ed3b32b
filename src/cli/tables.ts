import { basename, resolve } from 'node:path'
import {
  ConfigError,
  type Decision,
  type EscalationFinding,
  type LiveFinding,
  type NextTrials,
  type Provenance,
  RELEASE,
  someOf,
} from '../domain/index.js'
import { type ImportedTables, readColumnMapFile, readTables } from '../import/index.js'
import { type MethodNote, type ReportDocument, renderJson, renderTerminal, versionsOf } from '../report/index.js'
import type { OutcomeAnalysis } from '../shadow/index.js'
import { type ColumnMap, columnMapFromFlags, OPENHANDS_COLUMNS } from '../wire/index.js'
import type { Io } from './io.js'
import { writePictures } from './write-pictures.js'
import { writePage } from './write-report.js'

/** Options that the commands on recorded runs share. */
export interface TableCommandOptions {
  readonly reference: string
  readonly preset?: 'openhands'
  readonly map?: readonly string[]
  readonly columns?: string
  readonly stratum?: readonly string[]
  readonly label?: readonly string[]
  readonly contrast: 'longer-work' | 'other-work'
  readonly level: number
  readonly margin: number
  readonly seed: number
  readonly html?: string
  readonly pictures?: string
  readonly json?: boolean
}

/** Reads the files of a command with the mapping that its flags describe. */
export async function openTables(
  io: Io,
  files: readonly string[],
  options: TableCommandOptions,
): Promise<ImportedTables> {
  const fromFile = options.columns === undefined ? {} : await readColumnMapFile(resolve(io.cwd, options.columns))
  const flags = columnMapFromFlags({
    ...(options.map !== undefined && { map: options.map }),
    ...(options.stratum !== undefined && { stratum: options.stratum }),
  })
  const columns: ColumnMap = { ...(options.preset === 'openhands' && OPENHANDS_COLUMNS), ...fromFile, ...flags }
  return readTables(
    files.map((file) => resolve(io.cwd, file)),
    { columns, labels: pairsOf('--label', options.label) },
  )
}

/** `NAME=VALUE` flags as an object; the last `=` separates, since file names may hold one. */
export function pairsOf(flag: string, values: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    values.map((value) => {
      const place = value.lastIndexOf('=')
      if (place < 1) throw new ConfigError(flag, value, 'NAME=VALUE')
      return [value.slice(0, place), value.slice(place + 1)]
    }),
  )
}

const KINDS = ['frontier-trained', 'declared-derivative', 'suspected', 'unknown'] as const

/** Provenance claims from `--provenance SYSTEM=KIND`; systems that are not named are unknown. */
export function provenancesOf(
  systems: readonly string[],
  flags: readonly string[] | undefined,
): Record<string, Provenance> {
  const stated = pairsOf('--provenance', flags)
  const claims = new Map<string, Provenance>()
  for (const [system, named] of Object.entries(stated)) {
    const kind = KINDS.find((entry) => entry === named)
    if (kind === undefined) throw new ConfigError(`--provenance ${system}`, named, KINDS.join(', '))
    if (!systems.includes(system)) throw new ConfigError('--provenance', system, `one of ${someOf(systems)}`)
    claims.set(system, { kind, source: 'stated by the user' })
  }
  return Object.fromEntries(systems.map((system) => [system, claims.get(system) ?? { kind: 'unknown' }]))
}

/** The report of recorded runs. */
export function tableDocument(
  io: Io,
  tables: Pick<ImportedTables, 'rows' | 'notes'> & { readonly files?: ImportedTables['files'] },
  parts: {
    readonly title: string
    readonly analysis: OutcomeAnalysis
    readonly seed: number
    readonly decision?: Decision
    readonly live?: LiveFinding
    readonly escalations?: readonly EscalationFinding[]
    readonly surprise?: string
    readonly nextTrials?: NextTrials
  },
): ReportDocument {
  const { rows, notes, files = [] } = tables
  const { seed, title, ...optional } = parts
  const { exclusions, ...analysis } = parts.analysis
  return {
    schemaVersion: 1,
    kind: 'report',
    source: 'recorded',
    isInstrumentCheck: false,
    title,
    createdAt: io.now(),
    versions: versionsOf(RELEASE),
    seeds: { analysis: seed },
    counts: {
      systems: new Set(rows.map(({ system }) => system)).size,
      samples: new Set(rows.map(({ task }) => task)).size,
      trials: rows.length,
    },
    ...optional,
    analysis,
    method: [
      ...fileNotes(files),
      ...notes.map(({ words }) => ({ title: 'Note', words: withoutFolders(words, files) })),
    ],
    exclusions,
  }
}

/** What a report rests on: each file with its size and hash. */
export function fileNotes(files: ImportedTables['files']): MethodNote[] {
  return files.map(({ path, rows, sha256, format }) => ({
    title: basename(path),
    words: `${rows} rows, ${format}, sha256 ${sha256.slice(0, 16)}`,
  }))
}

/** The reader knows where the files are; a note names them as the list above it does. */
function withoutFolders(words: string, files: ImportedTables['files']): string {
  return files.reduce((text, { path }) => text.replaceAll(path, basename(path)), words)
}

/** Shows a document as text or JSON, and as a page or as pictures where they are wanted. */
export function show(
  io: Io,
  document: ReportDocument,
  options: { readonly html?: string; readonly pictures?: string; readonly json?: boolean },
): void {
  if (options.html !== undefined && !/\.html?$/.test(options.html)) {
    throw new ConfigError('--html', options.html, 'a path that ends in .html')
  }
  // The files first: where they cannot be written, nothing is printed either.
  if (options.pictures !== undefined) {
    const folder = resolve(io.cwd, options.pictures)
    io.err(`Pictures: ${writePictures(document, folder).length} files in ${folder}\n`)
  }
  if (options.html !== undefined) {
    const page = resolve(io.cwd, options.html)
    writePage(document, page)
    io.err(`Page: ${page}\n`)
  }
  io.out(options.json === true ? renderJson(document) : renderTerminal(document, io))
}
