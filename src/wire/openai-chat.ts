import type { Answer, Ask, JsonObject, JsonValue, Message, ToolCall, Usage } from '../domain/index.js'

/** Settings of a request that are not part of the conversation. */
export interface ChatSettings {
  readonly model: string
  readonly maxOutputTokens: number
  /** Undefined leaves the server's own default. */
  readonly temperature?: number
  /** Name of the field that limits the answer; newer servers refuse the older name. */
  readonly limitField?: 'max_tokens' | 'max_completion_tokens'
}

/** Body of a chat-completions request. */
export function chatRequest(ask: Ask, settings: ChatSettings): JsonObject {
  const { model, maxOutputTokens, temperature, limitField = 'max_tokens' } = settings
  return {
    model,
    messages: ask.messages.map(chatMessage),
    tools: ask.tools.map(({ name, description, parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    })),
    [limitField]: maxOutputTokens,
    seed: ask.seed,
    ...(temperature !== undefined && { temperature }),
  }
}

function chatMessage(message: Message): JsonObject {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, content: message.text }
    case 'assistant':
      return {
        role: 'assistant',
        content: message.text === '' ? null : message.text,
        ...(message.calls.length > 0 && {
          tool_calls: message.calls.map(({ id, name, arguments: given }) => ({
            id,
            type: 'function',
            function: { name, arguments: JSON.stringify(given) },
          })),
        }),
      }
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text }
  }
}

/**
 * The answer in a chat-completions reply, or where the reply is not one, the place and what was expected there.
 *
 * @param known ids of earlier calls: some servers start counting again each turn, so a known id gets a suffix
 */
export function chatAnswer(
  reply: JsonValue,
  known: ReadonlySet<string>,
): { readonly answer: Answer } | { readonly problem: string } {
  const choice = first(field(reply, 'choices'))
  const message = field(choice, 'message')
  if (message === undefined) return { problem: 'choices[0].message is missing; expected an assistant message' }
  const text = field(message, 'content')
  const calls = callsOf(field(message, 'tool_calls'), known)
  if ('problem' in calls) return calls
  const reason = field(choice, 'finish_reason')
  const usage = usageOf(field(reply, 'usage'))
  return {
    answer: {
      text: typeof text === 'string' ? text : '',
      calls: calls.calls,
      stop: reason === 'length' ? 'length' : reason === 'content_filter' ? 'refusal' : stopOf(calls.calls),
      ...(usage !== undefined && { usage }),
    },
  }
}

function stopOf(calls: readonly ToolCall[]): Answer['stop'] {
  return calls.length > 0 ? 'calls' : 'end'
}

function callsOf(
  list: JsonValue | undefined,
  known: ReadonlySet<string>,
): { readonly calls: ToolCall[] } | { readonly problem: string } {
  if (list === undefined || list === null) return { calls: [] }
  if (!isList(list)) return { problem: 'choices[0].message.tool_calls is no list; expected a list of calls' }
  const taken = new Set(known)
  const calls: ToolCall[] = []
  for (const [index, entry] of list.entries()) {
    const called = field(entry, 'function')
    const name = field(called, 'name')
    if (typeof name !== 'string') {
      return { problem: `choices[0].message.tool_calls[${index}].function.name is missing; expected a text` }
    }
    const stated = field(entry, 'id')
    const wanted = typeof stated === 'string' && stated !== '' ? stated : `call-${index}`
    const id = taken.has(wanted) ? `${wanted}-${taken.size}` : wanted
    taken.add(id)
    calls.push({ id, name, arguments: argumentsOf(field(called, 'arguments')) })
  }
  return { calls }
}

/** A model that writes broken JSON has made a mistake that its tool will tell it about: the text is kept as an argument. */
function argumentsOf(given: JsonValue | undefined): JsonObject {
  if (typeof given !== 'string') return isObject(given) ? given : {}
  if (given.trim() === '') return {}
  try {
    const parsed: JsonValue = JSON.parse(given)
    return isObject(parsed) ? parsed : { 'not-an-object': parsed }
  } catch {
    return { 'malformed-json': given }
  }
}

function usageOf(usage: JsonValue | undefined): Usage | undefined {
  const input = field(usage, 'prompt_tokens')
  const output = field(usage, 'completion_tokens')
  if (typeof input !== 'number' && typeof output !== 'number') return undefined
  return {
    ...(typeof input === 'number' && { inputTokens: input }),
    ...(typeof output === 'number' && { outputTokens: output }),
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The compiler's own guard does not know read-only lists. */
function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) ? value[name] : undefined
}

function first(value: JsonValue | undefined): JsonValue | undefined {
  return isList(value) ? value[0] : undefined
}
