export * from './agents/index.js'
export { type CheckVerdict, checkByCommand } from './check-command.js'
export { type Network, type NetworkOptions, openNetwork } from './network.js'
export * from './providers/index.js'
export { createProxiedAgents, joinProxy, type ProxiedAgents, type ProxiedCommand, runBeside } from './proxy/index.js'
export { type ModelServer, type ModelServerOptions, type NamedModel, serveModels } from './served-models/index.js'
export {
  type FileCheck,
  type ServerFamily,
  type ServerSurroundings,
  type ServerTask,
  serverFamily,
  type TaskScore,
  type ToolServer,
} from './served-tasks/index.js'
export { systemClock, thisProcess } from './this-process.js'
