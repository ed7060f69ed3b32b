import type {
  LanguageModelV4FunctionTool,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultPart,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider'
import type { Ask, JsonObject, Message, ToolCall, TurnPart } from '../../domain/index.js'
import { sentName } from './tool-names.js'

type AssistantMessage = Extract<LanguageModelV4Message, { role: 'assistant' }>
type AssistantPart = AssistantMessage['content'][number]
type AssistantTurn = Extract<Message, { role: 'assistant' }>
type ToolMessage = Extract<Message, { role: 'tool' }>

/**
 * A conversation in the terms of the provider packages. A turn that says nothing is left out: vendors refuse it. Results
 * of calls that were made together go together: vendors that count them refuse anything else.
 *
 * @param marksErrors whether the package marks a result as an error and leaves its text as it is
 */
export function promptOf(messages: readonly Message[], marksErrors: boolean): LanguageModelV4Prompt {
  const sent: LanguageModelV4Message[] = []
  for (const message of messages) {
    const last = sent.at(-1)
    if (message.role !== 'tool') sent.push(...sentMessages(message))
    else if (last?.role === 'tool') last.content.push(resultPart(message, marksErrors))
    else sent.push({ role: 'tool', content: [resultPart(message, marksErrors)] })
  }
  return sent
}

function sentMessages(message: Exclude<Message, { role: 'tool' }>): LanguageModelV4Message[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.text }]
    case 'user':
      return [{ role: 'user', content: [{ type: 'text', text: message.text }] }]
    case 'assistant': {
      const content = turnParts(message)
      return content.length === 0 ? [] : [{ role: 'assistant', content }]
    }
  }
}

function resultPart({ callId, name, text, isError }: ToolMessage, marksErrors: boolean): LanguageModelV4ToolResultPart {
  const output = { type: isError && marksErrors ? 'error-text' : 'text', value: text } as const
  return { type: 'tool-result', toolCallId: callId, toolName: sentName(name), output }
}

/** The turn as its vendor gave it, or as text and calls tell it where that is all there is. */
function turnParts(turn: AssistantTurn): AssistantPart[] {
  const pieces = turn.parts !== undefined && fits(turn, turn.parts) ? turn.parts : plainParts(turn)
  const sent: AssistantPart[] = []
  let [at, nth] = [0, 0]
  for (const piece of pieces) {
    const text = piece.kind === 'text' ? turn.text.slice(at, at + piece.length) : ''
    const call = piece.kind === 'call' ? turn.calls[nth] : undefined
    sent.push(...sentParts(piece, text, call))
    at += text.length
    nth += call === undefined ? 0 : 1
  }
  return sent
}

function sentParts(piece: TurnPart, text: string, call: ToolCall | undefined): AssistantPart[] {
  const meta = optionsOf(piece.meta)
  switch (piece.kind) {
    case 'text':
      return [{ type: 'text', text, ...meta }]
    case 'reasoning':
      return [{ type: 'reasoning', text: piece.text, ...meta }]
    case 'other':
      return [{ type: 'custom', kind: customKind(piece.name), ...meta }]
    case 'call':
      if (call === undefined) return []
      return [{ type: 'tool-call', toolCallId: call.id, toolName: sentName(call.name), input: call.arguments, ...meta }]
  }
}

function plainParts({ text, calls }: AssistantTurn): TurnPart[] {
  const spoken: TurnPart[] = text === '' ? [] : [{ kind: 'text', length: text.length }]
  return [...spoken, ...calls.map((): TurnPart => ({ kind: 'call' }))]
}

/** Pieces that do not add up to the turn belong to another one. */
function fits({ text, calls }: AssistantTurn, parts: readonly TurnPart[]): boolean {
  const spoken = parts.reduce((sum, part) => (part.kind === 'text' ? sum + part.length : sum), 0)
  return spoken === text.length && parts.filter(({ kind }) => kind === 'call').length === calls.length
}

function customKind(name: string): `${string}.${string}` {
  const [vendor = '', ...kind] = name.split('.')
  return `${vendor}.${kind.join('.')}`
}

/** What the vendor wanted back, as its package reads it. */
function optionsOf(meta: JsonObject | undefined): { readonly providerOptions?: SharedV4ProviderOptions } {
  if (meta === undefined) return {}
  const providerOptions: SharedV4ProviderOptions = JSON.parse(JSON.stringify(meta))
  return { providerOptions }
}

/** Tools as the provider packages take them; copied, so that nobody writes to what was asked. */
export function toolsOf(tools: Ask['tools']): LanguageModelV4FunctionTool[] {
  return tools.map(({ name, description, parameters }) => {
    const inputSchema: LanguageModelV4FunctionTool['inputSchema'] = JSON.parse(JSON.stringify(parameters))
    return { type: 'function', name: sentName(name), description, inputSchema }
  })
}
