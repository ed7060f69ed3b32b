export { bodyOf, headersFor, type ReplyHeaders, sendFrames, sendJson, TooLarge } from './exchange.js'
export { type OpenServer, openServer } from './open-server.js'
