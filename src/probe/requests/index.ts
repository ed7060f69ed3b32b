export { confirmRequest, requireTold } from './confirm.js'
export { beginSaid, conversationAt, messagesAt, noteSaid, type Said } from './said.js'
export { type RequestReading, readRequests, undeclaredRequest } from './undeclared.js'
export { checkAnswer, checkRequest } from './wanted.js'
