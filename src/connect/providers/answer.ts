import type { LanguageModelV4Content, LanguageModelV4GenerateResult } from '@ai-sdk/provider'
import {
  type Answer,
  type Ask,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ToolCall,
  type TurnPart,
} from '../../domain/index.js'
import { ownNames } from './tool-names.js'
import { usageOf } from './usage.js'

/** A result of a provider package as an answer. */
export function answerOf(result: LanguageModelV4GenerateResult, ask: Pick<Ask, 'messages' | 'tools'>): Answer {
  const { finishReason, content } = result
  const calls = callsOf(content, ask)
  const parts = partsOf(content)
  const usage = usageOf(result.usage)
  const isKnown = finishReason.unified !== 'other' && finishReason.unified !== 'error'
  return {
    text: content.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    calls,
    stop: stopOf(finishReason.unified, calls),
    ...(!isKnown && finishReason.raw !== undefined && { stopReason: finishReason.raw }),
    ...(parts !== undefined && { parts }),
    ...(usage !== undefined && { usage }),
  }
}

function stopOf(
  unified: LanguageModelV4GenerateResult['finishReason']['unified'],
  calls: readonly ToolCall[],
): Answer['stop'] {
  if (unified === 'length') return 'length'
  if (unified === 'content-filter') return 'refusal'
  return calls.length > 0 ? 'calls' : 'end'
}

/** Calls with ids of their own: some servers start counting again each turn, and some vendors give none. */
function callsOf(content: readonly LanguageModelV4Content[], { messages, tools }: Pick<Ask, 'messages' | 'tools'>) {
  const taken = new Set(messages.flatMap((message) => (message.role === 'assistant' ? message.calls : [])).map(idOf))
  const own = ownNames(tools)
  return content.filter(isOwnCall).map(({ toolCallId, toolName, input }, index): ToolCall => {
    const wanted = toolCallId === '' || toolCallId === NO_ID ? `call-${index}` : toolCallId
    const id = taken.has(wanted) ? `${wanted}-${taken.size}` : wanted
    taken.add(id)
    return { id, name: own.get(toolName) ?? toolName, arguments: argumentsOf(input) }
  })
}

/** What a package calls a call that its vendor gave no id; ids of chance would tell equal answers apart. */
export const NO_ID = 'no-id'

function idOf({ id }: ToolCall): string {
  return id
}

function isOwnCall(part: LanguageModelV4Content): part is Extract<LanguageModelV4Content, { type: 'tool-call' }> {
  return part.type === 'tool-call' && part.providerExecuted !== true
}

/** A model that writes broken JSON has made a mistake that its tool will tell it about: the text is kept as an argument. */
function argumentsOf(given: string): JsonObject {
  if (given.trim() === '') return {}
  try {
    const parsed: JsonValue = JSON.parse(given)
    return isJsonObject(parsed) ? parsed : { 'not-an-object': parsed }
  } catch {
    return { 'malformed-json': given }
  }
}

/** The turn piece by piece, or undefined where text and calls say it all. */
function partsOf(content: readonly LanguageModelV4Content[]): TurnPart[] | undefined {
  const parts = content.flatMap((part): TurnPart[] => {
    switch (part.type) {
      case 'text':
        return [{ kind: 'text', length: part.text.length, ...metaOf(part) }]
      case 'reasoning':
        return [{ kind: 'reasoning', text: part.text, ...metaOf(part) }]
      case 'custom':
        return [{ kind: 'other', name: part.kind, ...metaOf(part) }]
      case 'tool-call':
        return isOwnCall(part) ? [{ kind: 'call', ...metaOf(part) }] : []
      default:
        return []
    }
  })
  const isPlain = parts.every((part) => part.meta === undefined && (part.kind === 'text' || part.kind === 'call'))
  const firstCall = parts.findIndex(({ kind }) => kind === 'call')
  const textAfterCall = firstCall >= 0 && parts.slice(firstCall).some(({ kind }) => kind === 'text')
  return isPlain && !textAfterCall ? undefined : parts
}

/** What the vendor wants back with a piece; nothing where it says nothing. */
function metaOf({ providerMetadata }: { readonly providerMetadata?: object }): { readonly meta?: JsonObject } {
  if (providerMetadata === undefined) return {}
  const meta: JsonObject = JSON.parse(JSON.stringify(providerMetadata))
  const isEmpty = Object.values(meta).every((said) => typeof said === 'object' && Object.keys(said ?? {}).length === 0)
  return isEmpty ? {} : { meta }
}
