export { exportJsonl } from './export.js'
export { processSpace } from './liveness.js'
export {
  amendedAs,
  amendStudy,
  type JournalOptions,
  type OpenOptions,
  openJournal,
  openMemoryJournal,
  readPlan,
} from './open.js'
export { readTrajectories, readTrajectory } from './trajectory/index.js'
