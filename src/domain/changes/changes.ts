import type { WorldCall } from '../environment.js'
import type { Message, ToolCall, ToolResult, ToolSpec } from '../message.js'

/** `replace` delivers; the receipt is written the first time the replaced list is offered. */
export type OfferChange = { readonly kind: 'pass' } | { readonly kind: 'replace'; readonly tools: readonly ToolSpec[] }

/** `translate` maps a call of the changed surface back and delivers nothing; `answer` replaces the tool and delivers. */
export type CallChange =
  | { readonly kind: 'pass' }
  | { readonly kind: 'translate'; readonly call: ToolCall }
  /** The tool does not run. `delivers: false` where the refusal only follows from an earlier delivery. */
  | { readonly kind: 'answer'; readonly result: ToolResult; readonly delivers: boolean }

/** What a link does to the result of a call. */
export type ResultChange =
  | { readonly kind: 'pass' }
  /** `seconds`: what the call took of the time of the trial; an agent with a loop of its own waits for them. */
  | { readonly kind: 'replace'; readonly result: ToolResult; readonly seconds?: number }
  /** The result stands, the effect is rolled back. Delivers only if the call changed the state. */
  | { readonly kind: 'undo' }
  /** Answer the same call from the state at the fork. Delivers only if that answer differs. */
  | { readonly kind: 'recall' }
  /** The answer to another call, which only reads. Delivers only if that answer differs. */
  | { readonly kind: 'substitute'; readonly call: WorldCall }

/** What a link does to the world: nothing, or one of the disturbances that the environment declares. */
export type DisturbChange = { readonly kind: 'pass' } | { readonly kind: 'disturb'; readonly disturbance: string }

/** What the operator says between two steps, if anything. */
export type SpeakChange =
  | { readonly kind: 'pass' }
  /** With `variant`, the scorer's goal changes too. */
  | { readonly kind: 'speak'; readonly text: string; readonly variant?: string }

/** `steps`: so many are left from now on, the coming one included; has to be less than before. */
export type LimitChange = { readonly kind: 'pass' } | { readonly kind: 'cut'; readonly steps: number }

/** `replace`: this is the conversation from now on, and later messages are added to it. */
export type RewriteChange =
  | { readonly kind: 'pass' }
  | { readonly kind: 'replace'; readonly messages: readonly Message[] }

/** `route`: another system of the study answers this ask; delivers at the first ask that goes there. */
export type RouteChange = { readonly kind: 'pass' } | { readonly kind: 'route'; readonly systemId: string }

/** How a request fails at a vendor: too much to do, too many asks of this account, or an error of its own. */
export type VendorFailure = 'overloaded' | 'rate-limit' | 'server-error'

/** How an answer goes over the line where it does not go as it should. */
export type LineFault =
  /** The connection breaks off after so much of the answer, as a share above 0 and below 1. */
  | { readonly kind: 'break'; readonly share: number }
  /** The answer comes piece by piece, over so many seconds. */
  | { readonly kind: 'slow'; readonly seconds: number }

/** What an agent gets back for a request. */
export type ResponseChange =
  | { readonly kind: 'pass' }
  /** The model is not asked; the request fails in the words of a vendor. */
  | { readonly kind: 'fail'; readonly error: VendorFailure; readonly retryAfterSeconds?: number }
  | LineFault
  /** The answer ends at a limit of tokens, after so much of its text; the rest and its calls are lost. */
  | { readonly kind: 'truncate'; readonly share: number }
  /** Nothing: the process that asks is killed, and its command started again in the same place. */
  | { readonly kind: 'end' }
