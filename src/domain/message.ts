import type { JsonObject } from './identity.js'

/** One message of a conversation, in the terms that providers share. */
export type Message =
  | { readonly role: 'system'; readonly text: string }
  | { readonly role: 'user'; readonly text: string }
  | {
      readonly role: 'assistant'
      readonly text: string
      readonly calls: readonly ToolCall[]
      /** The turn piece by piece, where text and calls alone do not say all that its vendor wants back. */
      readonly parts?: readonly TurnPart[]
    }
  | {
      readonly role: 'tool'
      readonly callId: string
      readonly name: string
      readonly text: string
      readonly isError: boolean
    }

/** A request to a tool as the model wrote it. */
export interface ToolCall {
  /** Unique within the trial. */
  readonly id: string
  readonly name: string
  /** As the model gave them, whether they fit the tool or not. */
  readonly arguments: JsonObject
}

/**
 * A piece of an assistant's turn, in the order in which the model gave it. `text`: so many further characters of the
 * turn's text; `call`: its next call; `reasoning`: what it thought, as far as its vendor shows; `other`: anything else.
 * `meta` is what the vendor wants back with it, word for word (a signature, an encrypted thought); only the adapter that
 * wrote it reads it.
 */
export type TurnPart =
  | { readonly kind: 'text'; readonly length: number; readonly meta?: JsonObject }
  | { readonly kind: 'call'; readonly meta?: JsonObject }
  | { readonly kind: 'reasoning'; readonly text: string; readonly meta?: JsonObject }
  | { readonly kind: 'other'; readonly name: string; readonly meta?: JsonObject }

/** What a tool gave back; an error is an answer that the model sees, not an exception. */
export interface ToolResult {
  readonly text: string
  /** True where the tool did not do what was asked. */
  readonly isError: boolean
}

/** What a model is shown of a tool. */
export interface ToolOffer {
  readonly name: string
  readonly description: string
  /** JSON Schema of an object. */
  readonly parameters: JsonObject
}

/** A tool as its environment declares it. */
export interface ToolSpec extends ToolOffer {
  /** `reads`: leaves the state as it is. */
  readonly effect: 'reads' | 'writes'
  /** Other tools that reach the same end, alone or together; absent or empty where none does. */
  readonly alternatives?: readonly string[]
  /** True where a repeated call changes nothing more: of its nature, or because it heeds the `key` of the call. */
  readonly isIdempotent?: boolean
}

/** Tokens of one answer; a field a provider does not report is undefined, never 0. */
export interface Usage {
  /** Tokens that the model read, those from a cache and those put into one included, whatever way its vendor counts. */
  readonly inputTokens?: number
  /** Tokens that it wrote, its reasoning included. */
  readonly outputTokens?: number
  /** Of the input: read from the vendor's cache. */
  readonly cacheReadTokens?: number
  /** Of the input: put into the vendor's cache. */
  readonly cacheWriteTokens?: number
  /** Of the output: reasoning. */
  readonly reasoningTokens?: number
}

/**
 * What the headers of a reply say is left of an account's rate limits, as they say it; what they do not say is undefined.
 * Known only while an ask is under way: it is no part of the record.
 */
export interface Quota {
  /** Requests that may still be made before the limit is reached, from 0. */
  readonly remainingRequests?: number
  /** Requests that the limit allows in its span, from 0. */
  readonly limitRequests?: number
  /** Tokens left, from 0; of several token limits the one of which the smallest share is left. */
  readonly remainingTokens?: number
  /** Tokens that this limit allows in its span, from 0. */
  readonly limitTokens?: number
  /** Seconds until the latest of these limits is full again, from 0. */
  readonly resetSeconds?: number
}

/** All that a model sees. */
export interface Ask {
  /** The whole conversation, in order. */
  readonly messages: readonly Message[]
  /** Those that are offered for this turn. */
  readonly tools: readonly ToolOffer[]
  /** Seeds the model's sampling; 32 bits. */
  readonly seed: number
  /** Takes the ask back. */
  readonly signal: AbortSignal
}

/** One turn of a model. */
export interface Answer {
  readonly text: string
  /** In the order in which they are to be made; empty where it only spoke. */
  readonly calls: readonly ToolCall[]
  /** Why the turn ended: for its calls, by itself, at the longest answer, or refused. */
  readonly stop: 'calls' | 'end' | 'length' | 'refusal'
  /** The vendor's own word for why it stopped, where `stop` says less: a reason that Leadline does not know. */
  readonly stopReason?: string
  /** As in a message. */
  readonly parts?: readonly TurnPart[]
  readonly usage?: Usage
  /** Undefined where it is not known. */
  readonly costUsd?: number
  /** What the reply said of the account's rate limits; never recorded. */
  readonly quota?: Quota
}

/** The turn of an answer as it stands in the conversation. */
export function assistantTurn({ text, calls, parts }: Answer): Extract<Message, { role: 'assistant' }> {
  return { role: 'assistant', text, calls, ...(parts !== undefined && { parts }) }
}

/** Anything that can be asked. Stateless: equal asks may be answered by another process. */
export interface Model {
  /**
   * @throws ModelError where no answer came; `isRetryable` says whether asking again can help. The reason of the signal
   * where the ask was taken back. Any other error stops the run
   */
  ask(ask: Ask): Promise<Answer>
}

/** The tool that every trial offers beside its environment's own: it ends the trial with a claim. */
export const FINISH_TOOL: ToolSpec = {
  name: 'finish',
  description:
    'End your work and report the result. Use "done" when everything asked for is achieved, "partly" when only a part is, "impossible" when you have found out that the goal cannot be reached, and "gave-up" when you stop although it may be possible.',
  parameters: {
    type: 'object',
    properties: {
      result: { type: 'string', enum: ['done', 'partly', 'impossible', 'gave-up'] },
      note: { type: 'string', description: 'One or two sentences for the person who asked.' },
    },
    required: ['result'],
    additionalProperties: false,
  },
  effect: 'writes',
}

/** What a model says it achieved. `unstated`: it stopped without `finish`; `unknown`: imported without a claim. */
export type Claim = 'done' | 'partly' | 'impossible' | 'gave-up' | 'unstated' | 'unknown'
