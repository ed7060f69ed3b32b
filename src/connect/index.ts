export { type Network, type NetworkOptions, openNetwork } from './network.js'
export { type ChatServer, openaiCompatibleModel } from './openai-compatible.js'
export * from './providers/index.js'
export {
  createProxiedAgents,
  createProxiedAgents,
  joinProxy,
  joinProxy,
  type ProxiedAgents,
  type ProxiedAgents,
  type ProxiedCommand,
  type ProxiedCommand,
  runBeside,
  runBeside,
} from './proxy/index.js'
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
