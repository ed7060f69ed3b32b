export { serverFamily } from './family.js'
export type { ServerSurroundings } from './prepared-family.js'
export type { FileCheck, ServerFamily, ServerTask, TaskScore, ToolServer } from './server-family.js'
