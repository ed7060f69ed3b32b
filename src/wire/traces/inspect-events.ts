import type { Usage } from '../../domain/index.js'
import { asObject } from '../place.js'
import { chatTurns } from './chat-turns.js'
import type { TraceNode } from './nodes.js'
import { amountIn, argumentsIn, type Fields, listOf, textIn, timeIn, tokensIn, tokenUse, wordOf } from './values.js'

/**
 * Asks and calls of a sample's events. What happens within the span of a tool belongs to a sub-agent and is left out; an
 * ask without an answer was a failure on the way.
 */
export function inspectNodes(sample: Fields): { readonly asks: TraceNode[]; readonly tools: TraceNode[] } {
  const events = listOf(withAttachments(sample, sample.events)).flatMap((entry): Fields[] => {
    const event = asObject(entry)
    return event === undefined ? [] : [event]
  })
  const depthOf = toolDepths(events)
  const pool = listOf(withAttachments(sample, asObject(sample.events_data)?.messages))
  const asks = events.flatMap((event, index) =>
    event.event === 'model' && depthOf(event) === 0 ? askNode(event, index, pool) : [],
  )
  const tools = events.flatMap((event, index) =>
    event.event === 'tool' && depthOf(event) <= 1 ? [toolNode(event, index)] : [],
  )
  return { asks, tools }
}

/** Number of tool spans around an event. */
function toolDepths(events: readonly Fields[]): (event: Fields) => number {
  const spans = new Map<string, Fields>()
  for (const event of events) {
    const id = wordOf(event.id)
    if (event.event === 'span_begin' && id !== undefined) spans.set(id, event)
  }
  const depth = (id: string | undefined, above: number): number => {
    const span = id === undefined ? undefined : spans.get(id)
    if (span === undefined || above > spans.size) return 0
    const parent = wordOf(span.parent_id)
    return (span.type === 'tool' ? 1 : 0) + depth(parent, above + 1)
  }
  return (event) => depth(wordOf(event.span_id), 0)
}

/** Events keep the order of the log: several may carry one moment. */
function node(event: Fields, index: number): Pick<TraceNode, 'id' | 'session' | 'startMs'> {
  return { id: wordOf(event.uuid) ?? String(index), session: '', startMs: index }
}

function askNode(event: Fields, index: number, pool: readonly unknown[]): TraceNode[] {
  const output = asObject(event.output) ?? {}
  const outputs = chatTurns(listOf(output.choices).map((choice) => asObject(choice)?.message))
  if (outputs.length === 0) return []
  const usage = asObject(output.usage)
  const tokens = usage === undefined ? undefined : inspectTokens(usage)
  const costUsd = amountIn(usage?.total_cost)
  const endMs = timeIn(event.completed)
  const model = wordOf(event.model)
  return [
    {
      ...node(event, index),
      kind: 'model',
      ...(endMs !== undefined && { endMs }),
      ask: {
        ...(model !== undefined && { model }),
        inputs: chatTurns(inputOf(event, pool)),
        outputs: outputs.slice(0, 1),
        ...(tokens !== undefined && { tokens }),
        ...(costUsd !== undefined && { costUsd }),
      },
    },
  ]
}

/** The conversation itself, or half-open ranges of a pool that several events share. */
function inputOf(event: Fields, pool: readonly unknown[]): readonly unknown[] {
  const own = listOf(event.input)
  if (own.length > 0) return own
  return listOf(event.input_refs).flatMap((range) => {
    const [from, to] = listOf(range).map(amountIn)
    return from === undefined || to === undefined ? [] : pool.slice(from, to)
  })
}

function toolNode(event: Fields, index: number): TraceNode {
  const error = asObject(event.error)
  const id = wordOf(event.id)
  const given = argumentsIn(event.arguments)
  const result = error === undefined ? textIn(event.result) : (wordOf(error.message) ?? textIn(event.result))
  return {
    ...node(event, index),
    kind: 'tool',
    call: {
      ...(id !== undefined && { id }),
      name: wordOf(event.function) ?? 'unnamed tool',
      ...(given !== undefined && { arguments: given }),
      ...(result !== undefined && { result }),
      isError: error !== undefined || event.failed === true,
    },
  }
}

/** Long texts stand apart from where they are used, under `attachment://` and their hash. */
function withAttachments(sample: Fields, value: unknown): unknown {
  const attachments = asObject(sample.attachments) ?? {}
  if (Object.keys(attachments).length === 0) return value
  const filled = (inner: unknown): unknown => {
    if (typeof inner === 'string') {
      const held = inner.startsWith('attachment://') ? attachments[inner.slice('attachment://'.length)] : undefined
      return typeof held === 'string' ? held : inner
    }
    if (Array.isArray(inner)) return inner.map(filled)
    const object = asObject(inner)
    return object === undefined
      ? inner
      : Object.fromEntries(Object.entries(object).map(([name, own]) => [name, filled(own)]))
  }
  return filled(value)
}

/** Tokens of one ask or one model, in the convention in which cached ones are apart. */
export function inspectTokens(usage: Fields): Usage | undefined {
  const [input, read, write] = [usage.input_tokens, usage.input_tokens_cache_read, usage.input_tokens_cache_write].map(
    tokensIn,
  )
  return tokenUse({
    inputTokens: input === undefined ? undefined : input + (read ?? 0) + (write ?? 0),
    cacheReadTokens: read,
    cacheWriteTokens: write,
    outputTokens: tokensIn(usage.output_tokens),
    reasoningTokens: tokensIn(usage.reasoning_tokens),
  })
}
