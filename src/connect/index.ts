export {
  type FileCheck,
  type ServerFamily,
  type ServerSurroundings,
  type ServerTask,
  serverFamily,
  type TaskScore,
  type ToolServer,
} from './mcp/index.js'
export { type ChatServer, openaiCompatibleModel } from './openai-compatible.js'
export { systemClock, thisProcess } from './this-process.js'
