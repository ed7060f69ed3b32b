export {
  type CallReply,
  connectTo,
  type ListedTool,
  openTransport,
  type ProgressListener,
  type ReadyServer,
  type ToolConnection,
} from './connection.js'
export { loadClient } from './load-client.js'
export { type Filled, fillIn, shortLine } from './secrets.js'
