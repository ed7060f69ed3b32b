export {
  type AgentHost,
  createAgentHost,
  type FolderWork,
  startCommand,
} from './agent-host.js'
export { type AgentEndpoint, type Guest, openEndpoint } from './endpoint.js'
