export { readCanaries } from './canary-table.js'
export { momentOf } from './moment.js'
export {
  readSessions,
  SESSION_COLUMNS,
  type SessionColumn,
  type SessionEntry,
  type SessionMap,
  type SessionTable,
} from './session-table.js'
