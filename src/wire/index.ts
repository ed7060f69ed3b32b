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
export { readCsv, readJsonLines, type SourceRow, type SourceTable } from './source-table.js'
export { readTau2, type Tau2Simulation } from './tau2.js'
export { readTau2Turns } from './tau2-turns.js'
export { writeCsv, writeJsonLines } from './write-table.js'
