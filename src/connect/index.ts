export { type ChatServer, openaiCompatibleModel } from './openai-compatible.js'
export { systemClock, thisProcess } from './this-process.js'
