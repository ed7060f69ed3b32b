import { type ChatTurn, chatTurns } from './chat-turns.js'
import type { TraceNode } from './nodes.js'
import type { OtelSpan } from './otel.js'
import { spelledList } from './otel-attributes.js'
import { amountIn, argumentsIn, type Fields, firstOf, textIn, tokensIn, tokenUse, unpacked, wordOf } from './values.js'

type Ask = NonNullable<TraceNode['ask']>
type Call = NonNullable<TraceNode['call']>

/** What an ask was shown, what it answered and used, under new names first and old ones after. */
export function askOf({ attributes, events }: OtelSpan): Ask {
  const model = wordOf(firstOf(attributes, 'gen_ai.response.model', 'gen_ai.request.model', 'ai.model.id'))
  const host = wordOf(firstOf(attributes, 'gen_ai.provider.name', 'gen_ai.system', 'ai.model.provider'))
  const held = events.find(({ name }) => name === 'gen_ai.client.inference.operation.details')?.attributes ?? {}
  const fields = { ...held, ...attributes }
  const tokens = tokensOf(attributes)
  const costUsd = amountIn(firstOf(attributes, 'gen_ai.usage.cost', 'gen_ai.usage.total_cost', 'llm.usage.total_cost'))
  return {
    ...(model !== undefined && { model }),
    ...(host !== undefined && { host }),
    inputs: inputsOf(fields, events),
    outputs: outputsOf(fields, events),
    ...(tokens !== undefined && { tokens }),
    ...(costUsd !== undefined && { costUsd }),
  }
}

/** Input tokens include those of a cache here, so that nothing is added. */
function tokensOf(attributes: Fields): Ask['tokens'] {
  const of = (...names: string[]) => tokensIn(firstOf(attributes, ...names))
  return tokenUse({
    inputTokens: of('gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'ai.usage.promptTokens'),
    outputTokens: of('gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens', 'ai.usage.completionTokens'),
    cacheReadTokens: of(
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'ai.usage.cachedInputTokens',
    ),
    cacheWriteTokens: of('gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_creation_input_tokens'),
    reasoningTokens: of(
      'gen_ai.usage.reasoning.output_tokens',
      'gen_ai.usage.reasoning_tokens',
      'ai.usage.reasoningTokens',
    ),
  })
}

type Events = OtelSpan['events']

function inputsOf(fields: Fields, events: Events): ChatTurn[] {
  const whole = chatTurns(firstOf(fields, 'gen_ai.input.messages', 'ai.prompt.messages', 'gen_ai.prompt'))
  if (whole.length > 0) return whole
  const spelled = chatTurns(spelledList(fields, 'gen_ai.prompt'))
  if (spelled.length > 0) return spelled
  return events.flatMap(({ name, attributes }) => {
    if (name === 'gen_ai.content.prompt') return chatTurns(attributes['gen_ai.prompt'])
    const role = /^gen_ai\.(system|user|assistant|tool)\.message$/.exec(name)?.[1]
    return role === undefined ? [] : chatTurns({ role, ...bodyOf(attributes) })
  })
}

function outputsOf(fields: Fields, events: Events): ChatTurn[] {
  const whole = chatTurns(firstOf(fields, 'gen_ai.output.messages', 'gen_ai.completion'))
  if (whole.length > 0) return whole
  const spelled = chatTurns(
    spelledList(fields, 'gen_ai.completion').map((entry) => ({ role: 'assistant', ...Object(entry) })),
  )
  if (spelled.length > 0) return spelled
  const [text, calls] = [wordOf(fields['ai.response.text']), unpacked(fields['ai.response.toolCalls'])]
  if (text !== undefined || calls !== undefined) {
    return chatTurns({ role: 'assistant', content: text ?? '', tool_calls: calls ?? [] })
  }
  return events.flatMap(({ name, attributes }) => {
    if (name === 'gen_ai.content.completion') return chatTurns(attributes['gen_ai.completion'])
    if (name !== 'gen_ai.choice') return []
    const body = bodyOf(attributes)
    return chatTurns({ role: 'assistant', ...body, ...Object(unpacked(body.message)) })
  })
}

/** Older events carry their message in one attribute, or as attributes of their own. */
function bodyOf(attributes: Fields): Fields {
  const body: unknown = unpacked(firstOf(attributes, 'event.body', 'body', 'gen_ai.event.content'))
  return typeof body === 'object' && body !== null ? { ...attributes, ...body } : attributes
}

/** A call of a tool as its own span tells it. */
export function toolOf({ attributes, name, isError }: OtelSpan): Call {
  const id = wordOf(firstOf(attributes, 'gen_ai.tool.call.id', 'ai.toolCall.id'))
  const given = argumentsIn(
    firstOf(attributes, 'gen_ai.tool.call.arguments', 'ai.toolCall.args', 'traceloop.entity.input'),
  )
  const result = textIn(firstOf(attributes, 'gen_ai.tool.call.result', 'ai.toolCall.result', 'traceloop.entity.output'))
  const named = wordOf(firstOf(attributes, 'gen_ai.tool.name', 'ai.toolCall.name', 'traceloop.entity.name'))
  return {
    ...(id !== undefined && { id }),
    name: named ?? name.replace(/^execute_tool\s+/, ''),
    ...(given !== undefined && { arguments: given }),
    ...(result !== undefined && { result }),
    isError: isError || attributes['error.type'] !== undefined,
  }
}
