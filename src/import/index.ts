export { parseJson } from './detect.js'
export { EXAMPLE_STRATA, type ExampleSource, type ExampleTable, exampleTable } from './example.js'
export { type OpenedFile, openFile } from './open-file.js'
export type { ReadFile, TableFormat } from './parsed-file.js'
export { type ReadCanaries, type ReadSessions, readCanaryTable, readSessionTables } from './read-live.js'
export { type PublishedTable, readPublishedTable } from './read-published.js'
export {
  type ImportedTables,
  readColumnMapFile,
  readTables,
  type TableOptions,
} from './read-tables.js'
export { readLabelFile } from './traces/label-files.js'
export { readTraces, type TraceOptions, type TraceReading } from './traces/read-sessions.js'
export {
  eachSession,
  readSessionFile,
  type SessionRecord,
  type SessionWriter,
  writeSessions,
} from './traces/session-file.js'
