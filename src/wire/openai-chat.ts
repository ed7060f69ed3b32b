import {
  type Answer,
  type Ask,
  type JsonObject,
  type JsonValue,
  type Message,
  type ToolCall,
  textHash,
  type Usage,
} from '../domain/index.js'

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
      function: { name: wireName(name), description, parameters },
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
            function: { name: wireName(name), arguments: JSON.stringify(given) },
          })),
        }),
      }
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text }
  }
}

/** What servers take as the name of a function. */
const NAME = /^[a-zA-Z0-9_-]{1,64}$/
const MOST_NAME_LENGTH = 64

/**
 * A tool's name as servers take it. A model may call whatever it makes up, and a server that refuses to be shown its own
 * model's mistake would end the trial; equal names stay equal, different ones different.
 */
function wireName(name: string): string {
  if (NAME.test(name)) return name
  const mark = `-${textHash(name).slice(0, 8)}`
  return name.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(0, MOST_NAME_LENGTH - mark.length) + mark
}

/**
 * The answer in a chat-completions reply, or where the reply is not one, the place and what was expected there.
 *
 * @param known ids of earlier calls: some servers start counting again each turn, so a known id gets a suffix
 * @param offered names of the tools that were offered: a call of one comes back under its own name
 */
export function chatAnswer(
  reply: JsonValue,
  known: ReadonlySet<string>,
  offered: readonly string[] = [],
): { readonly answer: Answer } | { readonly problem: string } {
  const choice = first(field(reply, 'choices'))
  const message = field(choice, 'message')
  if (typeof message !== 'object' || message === null || isList(message))
    return { problem: 'choices[0].message is missing; expected an assistant message' }
  const text = field(message, 'content')
  const ownNames = new Map(offered.map((name) => [wireName(name), name]))
  const calls = callsOf(field(message, 'tool_calls'), known, ownNames)
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
  ownNames: ReadonlyMap<string, string>,
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
    calls.push({ id, name: ownNames.get(name) ?? name, arguments: argumentsOf(field(called, 'arguments')) })
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
  const input = countOf(field(usage, 'prompt_tokens'))
  const output = countOf(field(usage, 'completion_tokens'))
  if (input === undefined && output === undefined) return undefined
  return {
    ...(input !== undefined && { inputTokens: input }),
    ...(output !== undefined && { outputTokens: output }),
  }
}

/** What is no count is as good as not reported: JSON may hold numbers too large for any. */
function countOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
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
