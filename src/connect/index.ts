export {
  type FileCheck,
  type ServerFamily,
  type ServerSurroundings,
  type ServerTask,
  serverFamily,
  type TaskScore,
  type ToolServer,
} from './mcp/index.js'
export { type Network, type NetworkOptions, openNetwork } from './network.js'
export * from './providers/index.js'
export { type CheckVerdict, checkByCommand } from './check-command.js'
export { systemClock, thisProcess } from './this-process.js'
