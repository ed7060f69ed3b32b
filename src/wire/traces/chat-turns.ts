import type { JsonObject } from '../../domain/index.js'
import { asObject } from '../place.js'
import { argumentsIn, type Fields, firstOf, listOf, textIn, unpacked, wordOf } from './values.js'

/** One message of a conversation, in whichever of the usual forms it was recorded. */
export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly text: string
  readonly reasoning?: string
  readonly calls: readonly TurnCall[]
  /** Results of tools that it carries. */
  readonly results: readonly TurnResult[]
}

/** A call within a message. */
export interface TurnCall {
  readonly id?: string
  readonly name: string
  readonly arguments?: JsonObject
}

/** A result within a message. */
export interface TurnResult {
  /** Id of the call it answers. */
  readonly id?: string
  readonly text: string
  readonly isError?: boolean
}

const ROLES: Readonly<Record<string, ChatTurn['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
}

/**
 * Messages in the forms that vendors and their recorders share: a role with a text, with parts (text, tool call, tool
 * result, reasoning), or with calls beside the text; a list of them, one alone, or JSON as text.
 *
 * @returns empty where the value is nothing of the kind
 */
export function chatTurns(value: unknown): ChatTurn[] {
  const parsed = unpacked(value)
  if (Array.isArray(parsed)) return parsed.flatMap((entry: unknown) => chatTurns(entry))
  const object = asObject(parsed)
  if (object === undefined) return []
  const inner = asObject(firstOf(object, 'kwargs', 'data'))
  const named = roleOf(object)
  if (inner !== undefined && (named !== undefined || Array.isArray(object.id))) {
    const role = named ?? roleOf(inner)
    return role === undefined ? [] : [turnOf(inner, role)]
  }
  if (named !== undefined) return [turnOf(object, named)]
  const held = firstOf(object, 'messages', 'message', 'generations', 'choices', 'output', 'input')
  return held === undefined ? [] : chatTurns(held)
}

function roleOf(object: Fields): ChatTurn['role'] | undefined {
  const stated = wordOf(firstOf(object, 'role'))?.toLowerCase()
  if (stated !== undefined) return ROLES[stated]
  const path = listOf(object.id).at(-1)
  const type = wordOf(typeof path === 'string' ? path : object.type)
  return type === undefined ? undefined : ROLES[type.toLowerCase().replace(/message(?:chunk)?$/, '')]
}

function turnOf(object: Fields, role: ChatTurn['role']): ChatTurn {
  const content = unpacked(firstOf(object, 'parts', 'content'))
  const parts = listOf(content).map((part) => asObject(part) ?? { type: 'text', text: part })
  const loose = asObject(content)
  const plain = typeof content === 'string' ? content : loose === undefined ? undefined : JSON.stringify(loose)
  const calls = [...listOf(unpacked(firstOf(object, 'tool_calls', 'toolCalls'))), ...parts.filter(isCall)]
  const reasoning = parts.filter(({ type }) => type === 'reasoning' || type === 'thinking').map(wordsOf)
  const results = parts.filter(isResult).map(resultOf)
  const texts = parts.filter(({ type }) => type === undefined || type === 'text' || type === 'output_text').map(wordsOf)
  const text = plain ?? texts.join('\n')
  const answers = role === 'tool' && results.length === 0 ? [answerOf(object, text)] : results
  return {
    role: role === 'user' && results.length > 0 && text === '' ? 'tool' : role,
    text,
    ...(reasoning.length > 0 && { reasoning: reasoning.join('\n') }),
    calls: calls.flatMap(callOf),
    results: answers,
  }
}

const CALL_TYPES = ['tool_call', 'tool-call', 'tool_use', 'function_call', 'server_tool_call']
const RESULT_TYPES = ['tool_call_response', 'tool-result', 'tool_result', 'function_call_output']

function isCall({ type }: Fields): boolean {
  return CALL_TYPES.some((known) => known === type)
}

function isResult({ type }: Fields): boolean {
  return RESULT_TYPES.some((known) => known === type)
}

function wordsOf(part: Fields): string {
  return textIn(firstOf(part, 'text', 'content', 'thinking', 'reasoning')) ?? ''
}

/** A call in any of the usual forms; without a name it is none. */
export function callOf(value: unknown): TurnCall[] {
  const call = asObject(unpacked(value))
  if (call === undefined) return []
  const called = asObject(call.function) ?? call
  const name = wordOf(firstOf(called, 'name', 'toolName', 'function_name')) ?? wordOf(call.function)
  if (name === undefined) return []
  const id = wordOf(firstOf(call, 'id', 'toolCallId', 'tool_call_id', 'call_id'))
  const given = argumentsIn(firstOf(called, 'arguments', 'args', 'input'))
  return [{ name, ...(id !== undefined && { id }), ...(given !== undefined && { arguments: given }) }]
}

function resultOf(part: Fields): TurnResult {
  const id = wordOf(firstOf(part, 'id', 'tool_use_id', 'toolCallId', 'tool_call_id', 'call_id'))
  const text = textIn(firstOf(part, 'response', 'result', 'output', 'content')) ?? ''
  const isError = firstOf(part, 'is_error', 'isError')
  return { text, ...(id !== undefined && { id }), ...(typeof isError === 'boolean' && { isError }) }
}

function answerOf(object: Fields, text: string): TurnResult {
  const id = wordOf(firstOf(object, 'tool_call_id', 'toolCallId', 'call_id', 'id'))
  const isError = object.status === 'error' || object.error === true || object.is_error === true
  return { text, ...(id !== undefined && { id }), ...(isError && { isError }) }
}
