export {
  findZipDirectory,
  LOCAL_HEADER,
  readLocalHeader,
  readZipEnd64,
  readZipEntries,
  ZIP_TAIL,
  type ZipDirectory,
  type ZipEntry,
} from './archive/zip.js'
export { zstdFrames } from './archive/zstd-frames.js'
export { assembleTable, type OutcomeTable } from './assemble.js'
export { columnMapFromFlags, readColumnMap } from './column-map.js'
export {
  type ColumnMap,
  OPENHANDS_COLUMNS,
  type StratumMap,
  TABLE_COLUMNS,
  type TableColumn,
  type ValueMap,
} from './columns.js'
export type { ReadTable, TableEntry, TableNote } from './entry.js'
export { type LabelledSystem, labelSystems } from './labels.js'
export {
  momentOf,
  readCanaries,
  readSessions,
  SESSION_COLUMNS,
  type SessionColumn,
  type SessionEntry,
  type SessionMap,
  type SessionTable,
} from './live/index.js'
export { readOutcomes } from './outcome-table.js'
export { asObject, fieldOf, type Place } from './place.js'
export { PUBLISHED_COLUMNS, type PublishedColumn, type PublishedMap, readPublished } from './published-table.js'
export * from './served/index.js'
export { READER_VERDICTS, type ReaderLabels, type ReaderVerdict, readLabels } from './sessions/label-file.js'
export { createRedactor, REDACTION_RULES, type RedactionRule, type Redactor } from './sessions/redact.js'
export { readRedactionRules } from './sessions/redaction-file.js'
export { type ResultRule, settleSession } from './sessions/result.js'
export {
  isRecordHead,
  type RecordEnd,
  readRecordLine,
  recordEnd,
  recordHead,
  sessionLine,
} from './sessions/session-record.js'
export { readCsv, readJsonLines, type SourceRow, type SourceTable } from './source-table.js'
export { readTau2, type Tau2Simulation } from './tau2.js'
export { readTau2Turns } from './tau2-turns.js'
export { isAtif, readAtif } from './traces/atif.js'
export type { SessionDraft } from './traces/draft.js'
export { groupInspectMembers, type InspectMembers, joinInspectChunks } from './traces/inspect-chunks.js'
export { type InspectHeader, readInspectHeader, readInspectSample } from './traces/inspect-sample.js'
export { isLangfuse, type LangfuseRow, langfuseSessions, readLangfuse } from './traces/langfuse.js'
export { isLangsmith, type LangsmithRun, langsmithSessions, readLangsmith } from './traces/langsmith.js'
export { parseLenient } from './traces/lenient-json.js'
export { isOtel, type OtelSpan, otelSessions, readOtelSpans } from './traces/otel.js'
export { writeCsv, writeJsonLines } from './write-table.js'
