import { basename } from 'node:path'
import { ConfigError, RecordError, type Session, type SessionFormat } from '../../domain/index.js'
import {
  isAtif,
  isLangfuse,
  isLangsmith,
  isOtel,
  isRecordHead,
  type LangfuseRow,
  type LangsmithRun,
  langfuseSessions,
  langsmithSessions,
  type OtelSpan,
  otelSessions,
  type Place,
  type RecordEnd,
  type ResultRule,
  readAtif,
  readLangfuse,
  readLangsmith,
  readOtelSpans,
  settleSession,
} from '../../wire/index.js'
import { firstBytes, startsWith, ZIP } from './first-bytes.js'
import { jsonValues } from './json-values.js'
import { PARQUET, parquetRows, type WantedColumns } from './parquet-rows.js'
import { isInspectLog, type ReadDraft, readInspectArchive, readInspectLog } from './read-inspect.js'

/** How traces are read. */
export interface TraceOptions extends ResultRule {
  /** Told by content where left out. */
  readonly format?: SessionFormat
  /** Broken places are left out and counted instead of ending the import. */
  readonly isPartial?: boolean
  /** Hears of each place that was left out. */
  readonly onLeftOut?: (error: RecordError) => void
}

/** What became of one file. */
type FileCount = { -readonly [field in keyof RecordEnd['files'][number]]: RecordEnd['files'][number][field] }

/** Sessions of several files, as they are read. */
export interface TraceReading {
  /** To be read once, to its end. */
  readonly sessions: AsyncGenerator<Session>
  /** What each file held; complete when `sessions` has ended. */
  readonly files: readonly FileCount[]
}

/** Spans of formats that spread a session over lines and files. */
interface Gathered {
  readonly otel: OtelSpan[]
  readonly langfuse: LangfuseRow[]
  readonly langsmith: LangsmithRun[]
}

/** What each reader shares. */
interface Reading {
  readonly options: TraceOptions
  readonly files: FileCount[]
  readonly gathered: Gathered
  /** File of each session so far, by id. */
  readonly seen: Map<string, string>
}

/**
 * Reads recorded work of agents from files of any known format. Sessions that one file holds whole come one at a time;
 * those of spans come when all files have been read.
 *
 * @throws ConfigError where no file is given
 */
export function readTraces(paths: readonly string[], options: TraceOptions = {}): TraceReading {
  if (paths.length === 0) throw new ConfigError('files', [], 'at least one file of traces')
  const reading: Reading = {
    options,
    files: [],
    gathered: { otel: [], langfuse: [], langsmith: [] },
    seen: new Map(),
  }
  return { sessions: sessionsOf(paths, reading), files: reading.files }
}

async function* sessionsOf(paths: readonly string[], reading: Reading): AsyncGenerator<Session> {
  for (const path of paths) {
    for await (const read of draftsOf(path, reading)) yield* settled(read, basename(path), reading)
  }
  const { otel, langfuse, langsmith } = reading.gathered
  for (const draft of otelSessions(otel)) yield* settled({ draft }, fileOf('otel', reading), reading)
  for (const draft of langfuseSessions(langfuse)) yield* settled({ draft }, fileOf('langfuse', reading), reading)
  for (const draft of langsmithSessions(langsmith)) yield* settled({ draft }, fileOf('langsmith', reading), reading)
}

/** Spans of one session may lie in several files: the first of the format stands for all. */
function fileOf(format: SessionFormat, { files }: Reading): string {
  return files.find((file) => file.format === format)?.name ?? format
}

function* settled(read: ReadDraft, file: string, reading: Reading): Generator<Session> {
  const count = reading.files.findLast(({ name }) => name === file)
  if ('error' in read) return leaveOut(read.error, count, reading)
  const session = settleSession(read.draft, reading.options, file)
  const twin = reading.seen.get(session.id)
  if (twin !== undefined) {
    const found = `session ${JSON.stringify(session.id)} again, first in ${twin}`
    return leaveOut(new RecordError(file, undefined, found, 'each session once'), count, reading)
  }
  reading.seen.set(session.id, file)
  if (count !== undefined) count.sessions += 1
  yield session
}

function leaveOut(error: RecordError, count: FileCount | undefined, { options }: Reading): void {
  if (options.isPartial !== true) throw error
  if (count !== undefined) count.leftOut += 1
  options.onLeftOut?.(error)
}

async function* draftsOf(path: string, reading: Reading): AsyncGenerator<ReadDraft> {
  if (startsWith(await firstBytes(path), ZIP)) {
    startFile(path, 'inspect', reading)
    yield* readInspectArchive(path, { rebuild: reading.options.isPartial === true })
    return
  }
  const isParquet = startsWith(await firstBytes(path), PARQUET)
  if (isParquet) requireLangsmith(reading.options.format)
  let format: SessionFormat | undefined = isParquet ? 'langsmith' : undefined
  if (format !== undefined) startFile(path, format, reading)
  for await (const read of isParquet ? parquetRows(path, BULK_EXPORT) : jsonValues(path)) {
    if ('error' in read) {
      if (format === undefined) throw read.error
      yield read
      continue
    }
    if (format === undefined) {
      format = reading.options.format ?? formatOf(read.value, read.place)
      startFile(path, format, reading)
    }
    yield* draftsIn(read.value, { format, place: read.place, reading })
  }
  if (format === undefined) throw new RecordError(path, undefined, 'empty', 'a file of traces')
}

/** Columns of LangSmith's bulk export; its contents are JSON texts. */
const BULK_EXPORT: WantedColumns = {
  what: 'a bulk export of LangSmith',
  required: ['id', 'trace_id', 'parent_run_id', 'run_type', 'start_time', 'inputs', 'outputs'],
  optional: [
    ...['name', 'end_time', 'status', 'error', 'extra', 'feedback_stats', 'reference_example_id'],
    ...['prompt_tokens', 'completion_tokens', 'total_cost'],
  ],
}

function requireLangsmith(format: SessionFormat | undefined): void {
  if (format !== undefined && format !== 'langsmith') {
    throw new ConfigError('--format', format, 'langsmith: of Parquet files only its bulk export is read')
  }
}

function startFile(path: string, format: SessionFormat, { files }: Reading): void {
  files.push({ name: basename(path), format, sessions: 0, leftOut: 0 })
}

const FORMATS: readonly (readonly [SessionFormat, (value: unknown) => boolean])[] = [
  ['otel', isOtel],
  ['atif', isAtif],
  ['inspect', isInspectLog],
  ['langsmith', isLangsmith],
  ['langfuse', isLangfuse],
]

function formatOf(value: unknown, { file, at }: Place): SessionFormat {
  const place = at === '' ? undefined : at
  if (isRecordHead(value)) {
    throw new RecordError(
      file,
      place,
      'a record of sessions already',
      'traces; leadline sessions shows what such a record says',
    )
  }
  const found = FORMATS.find(([, isOf]) => isOf(value))
  if (found !== undefined) return found[0]
  const expected =
    'OpenTelemetry GenAI spans (OTLP JSON), Langfuse or LangSmith exports, an Inspect log, or an ATIF trajectory'
  throw new RecordError(file, place, 'JSON of no known format of traces', expected, { code: 'format-unknown' })
}

/** A value that cannot be read is an error of its own place, and others may still be read. */
function* draftsIn(
  value: unknown,
  { format, place, reading }: { readonly format: SessionFormat; readonly place: Place; readonly reading: Reading },
): Generator<ReadDraft> {
  const { otel, langfuse, langsmith } = reading.gathered
  try {
    if (format === 'otel') for (const span of readOtelSpans(value, place)) otel.push(span)
    else if (format === 'langfuse') for (const row of readLangfuse(value, place)) langfuse.push(row)
    else if (format === 'langsmith') for (const run of readLangsmith(value, place)) langsmith.push(run)
    else if (format === 'atif') yield { draft: readAtif(value, place) }
    else yield* readInspectLog(value, place.file)
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    yield { error }
  }
}
