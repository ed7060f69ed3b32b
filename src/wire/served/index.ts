export { chatFailure, chatFrames, chatProblem, chatReply, readChat } from './chat.js'
export { type ExactAsk, readExactChat } from './exact-chat.js'
export { messagesFailure, messagesFrames, messagesProblem, messagesReply, readMessages } from './messages.js'
export { modelEntry, modelList } from './model-list.js'
export type { ReadAsk, ServedAsk } from './read.js'
export {
  cutText,
  estimateTokens,
  type Frame,
  frameText,
  type ProblemKind,
  type ReplyMark,
  type ServedProblem,
  tokensFor,
} from './reply.js'
export { type Remembered, readResponses, responseItems, responsesFrames, responsesReply } from './responses.js'
