import type { Answer, JsonObject, JsonValue, Message } from '../../domain/index.js'
import type { ServedAsk } from './read.js'

/** One frame of a stream of server-sent events. */
export interface Frame {
  /** Absent in chat completions, whose frames have no names. */
  readonly event?: string
  /** JSON, or the word that ends a stream of chat completions. */
  readonly data: JsonObject | '[DONE]'
}

/** What marks one reply off from others. */
export interface ReplyMark {
  /** Letters and digits, without the prefix that a dialect gives. */
  readonly id: string
  /** Seconds since 1970. */
  readonly createdAt: number
}

/** A reply that is no answer: its status and its body in the client's dialect. */
export interface ServedProblem {
  readonly status: number
  readonly body: JsonObject
}

/** Why a request was not answered. */
export type ProblemKind =
  | 'invalid'
  | 'unauthorised'
  | 'unknown-path'
  | 'unknown-model'
  | 'too-long'
  | 'too-large'
  | 'over'

/** HTTP status of each problem. A trial that is over must not look like something that passes: clients would try again. */
export const STATUS: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthorised: 401,
  'unknown-path': 404,
  'unknown-model': 404,
  'too-long': 400,
  'too-large': 413,
  over: 400,
}

/** A frame as it goes over the line. */
export function frameText({ event, data }: Frame): string {
  const name = event === undefined ? '' : `event: ${event}\n`
  return `${name}data: ${data === '[DONE]' ? data : JSON.stringify(data)}\n\n`
}

const CHARACTERS_PER_TOKEN = 4

/** Tokens of a conversation, roughly, for clients that ask before they ask. */
export function estimateTokens(value: readonly Message[] | ServedAsk['tools'] | JsonValue): number {
  return Math.ceil(JSON.stringify(value).length / CHARACTERS_PER_TOKEN)
}

/** As much of a text as has so many tokens, roughly. */
export function cutText(text: string, tokens: number): string {
  return text.slice(0, tokens * CHARACTERS_PER_TOKEN)
}

/**
 * Tokens of an answer as a client is told them. What the vendor does not report is estimated: clients shorten their
 * conversation by these figures, and a zero would keep them from it. Records hold what the vendor reports, or nothing.
 */
export function tokensFor({ usage, text, calls }: Answer, { messages, tools }: ServedAsk) {
  return {
    cacheRead: usage?.cacheReadTokens ?? 0,
    cacheWrite: usage?.cacheWriteTokens ?? 0,
    reasoning: usage?.reasoningTokens ?? 0,
    input: usage?.inputTokens ?? estimateTokens(messages) + estimateTokens(tools),
    output: usage?.outputTokens ?? Math.ceil((text.length + JSON.stringify(calls).length) / CHARACTERS_PER_TOKEN),
  }
}
