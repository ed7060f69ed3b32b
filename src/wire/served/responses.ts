import type { Answer, JsonObject, JsonValue, Message, ToolCall } from '../../domain/index.js'
import { flagAt, listAt, malformed, maybeTextAt, NotCarried, nameAt, objectAt } from './expected.js'
import {
  argumentsIn,
  argumentsOut,
  calledNames,
  contentText,
  field,
  itemsOf,
  mayUseTools,
  notOwnTool,
  ownTool,
  type ReadAsk,
  reading,
  type ServedAsk,
  textOf,
} from './read.js'
import { type Frame, type ReplyMark, tokensFor } from './reply.js'

/** What a client may refer to by its id instead of saying it again. */
export interface Remembered {
  /** An item of an earlier reply. */
  item(id: string): JsonValue | undefined
  /** Everything that was said up to and with an earlier reply, as items. */
  response(id: string): readonly JsonValue[] | undefined
}

/**
 * Reads a request of the Responses API. Fields that are not known are passed over.
 *
 * @returns `items`: the whole conversation as items, to be remembered with the reply
 * @source OpenAI API reference, create a model response
 */
export function readResponses(
  body: JsonValue,
  remembered: Remembered,
): ReadAsk & { readonly items?: readonly JsonValue[] } {
  let items: readonly JsonValue[] = []
  const read = reading(body, (request) => {
    const format = field(field(request.text, 'format'), 'type')
    if (format !== undefined && format !== 'text') {
      throw new NotCarried(`text.format is ${JSON.stringify(format)}; this endpoint carries plain text`, 'text.format')
    }
    items = [...earlierItems(request, remembered), ...inputItems(request.input, remembered)]
    const instructions = maybeTextAt(request.instructions, 'instructions')
    const tools = listAt(request.tools, 'tools', 'tools').map(toolOf)
    return {
      model: maybeTextAt(request.model, 'model'),
      messages: [
        ...(instructions === '' ? [] : [{ role: 'system', text: instructions } as const]),
        ...messagesOf(items),
      ],
      tools: mayUseTools(request.tool_choice) ? tools : [],
      isStream: flagAt(request.stream, 'stream'),
      isUsageWanted: true,
    }
  })
  return { ...read, items }
}

function earlierItems(request: JsonObject, { response }: Remembered): readonly JsonValue[] {
  const id = maybeTextAt(request.previous_response_id, 'previous_response_id')
  if (id === '') return []
  const items = response(id)
  if (items === undefined)
    throw new NotCarried(`previous_response_id is '${id}'; no such response is known here`, 'previous_response_id')
  return items
}

function inputItems(input: JsonValue | undefined, { item }: Remembered): readonly JsonValue[] {
  if (typeof input === 'string') return [{ type: 'message', role: 'user', content: input }]
  if (!Array.isArray(input)) throw malformed('input', input, 'a text or a list of items')
  return itemsOf(input).map((entry, index) => {
    if (field(entry, 'type') !== 'item_reference') return entry
    const id = textOf(field(entry, 'id'))
    const meant = item(id)
    if (meant === undefined)
      throw new NotCarried(`input[${index}].id is '${id}'; no such item is known here`, `input[${index}].id`)
    return meant
  })
}

const TEXTS = { kinds: { input_text: 'text', output_text: 'text', text: 'text', refusal: 'refusal' } }

/** Items of one turn of the model become one message: what it said, then its calls. */
function messagesOf(items: readonly JsonValue[]): Message[] {
  const messages: Message[] = []
  for (const [index, entry] of items.entries()) {
    const place = `input[${index}]`
    const item = objectAt(entry, place)
    const { type = 'message' } = item
    if (type === 'message') messages.push(messageOf(item, place))
    else if (type === 'function_call') addCall(messages, item, place)
    else if (type === 'function_call_output') {
      const callId = nameAt(item.call_id, `${place}.call_id`)
      const text = contentText(item.output, `${place}.output`, TEXTS)
      messages.push({ role: 'tool', callId, name: calledNames(messages)(callId), text, isError: false })
    } else if (type !== 'reasoning') {
      const found = typeof type === 'string' ? `'${type}'` : JSON.stringify(type)
      throw new NotCarried(`${place} is of type ${found}; this endpoint carries messages and function calls`, place)
    }
  }
  return messages
}

function messageOf({ role, content }: JsonObject, place: string): Message {
  const text = contentText(content, `${place}.content`, TEXTS)
  if (role === 'assistant') return { role, text, calls: [] }
  if (role === 'user') return { role, text }
  if (role === 'system' || role === 'developer') return { role: 'system', text }
  throw malformed(`${place}.role`, role, 'system, developer, user or assistant')
}

function addCall(messages: Message[], item: JsonObject, place: string): void {
  const call: ToolCall = {
    id: nameAt(item.call_id, `${place}.call_id`),
    name: nameAt(item.name, `${place}.name`),
    arguments: argumentsIn(item.arguments, `${place}.arguments`),
  }
  const last = messages.at(-1)
  if (last?.role === 'assistant') messages[messages.length - 1] = { ...last, calls: [...last.calls, call] }
  else messages.push({ role: 'assistant', text: '', calls: [call] })
}

function toolOf(tool: JsonValue, index: number): ServedAsk['tools'][number] {
  const place = `tools[${index}]`
  const declared = objectAt(tool, place)
  const type = nameAt(declared.type, `${place}.type`)
  if (type !== 'function') throw notOwnTool(place, type)
  return ownTool(declared, place)
}

/** The items of an answer, with ids by which a client may refer to them. */
export function responseItems({ text, calls }: Answer, { id }: Pick<ReplyMark, 'id'>): JsonObject[] {
  return [
    ...(text === '' ? [] : [messageItem(text, `msg_${id}`)]),
    ...calls.map(
      (call, index): JsonObject => ({
        type: 'function_call',
        id: `fc_${id}${index}`,
        call_id: call.id,
        name: call.name,
        arguments: argumentsOut(call),
        status: 'completed',
      }),
    ),
  ]
}

function messageItem(text: string, id: string): JsonObject {
  return { type: 'message', id, status: 'completed', role: 'assistant', content: [textPart(text)] }
}

function textPart(text: string): JsonObject {
  return { type: 'output_text', text, annotations: [], logprobs: [] }
}

/** A whole response. */
export function responsesReply(answer: Answer, ask: ServedAsk, mark: ReplyMark): JsonObject {
  const { input, output, cacheRead, reasoning } = tokensFor(answer, ask)
  const reason = { length: 'max_output_tokens', refusal: 'content_filter' } as const
  const { stop } = answer
  const isCut = stop === 'length' || stop === 'refusal'
  return {
    ...headOf(ask, mark),
    status: isCut ? 'incomplete' : 'completed',
    incomplete_details: isCut ? { reason: reason[stop] } : null,
    output: responseItems(answer, mark),
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: cacheRead },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: reasoning },
      total_tokens: input + output,
    },
  }
}

/** The same as a stream; the last frame always says how the response ended. */
export function responsesFrames(answer: Answer, ask: ServedAsk, mark: ReplyMark): Frame[] {
  const whole = responsesReply(answer, ask, mark)
  const begun = { ...headOf(ask, mark), status: 'in_progress', incomplete_details: null, output: [], usage: null }
  const events: (readonly [string, JsonObject])[] = [
    ['response.created', { response: begun }],
    ['response.in_progress', { response: begun }],
    ...responseItems(answer, mark).flatMap(itemEvents),
    [whole.status === 'completed' ? 'response.completed' : 'response.incomplete', { response: whole }],
  ]
  return events.map(([event, rest], index) => ({ event, data: { type: event, sequence_number: index, ...rest } }))
}

function itemEvents(item: JsonObject, index: number): (readonly [string, JsonObject])[] {
  const at = { item_id: item.id, output_index: index }
  const done = ['response.output_item.done', { output_index: index, item }] as const
  const added = (begun: JsonObject) =>
    ['response.output_item.added', { output_index: index, item: { ...item, status: 'in_progress', ...begun } }] as const
  if (item.type === 'function_call') {
    return [
      added({ arguments: '' }),
      ['response.function_call_arguments.delta', { ...at, delta: item.arguments }],
      ['response.function_call_arguments.done', { ...at, name: item.name, arguments: item.arguments }],
      done,
    ]
  }
  const [part] = itemsOf(item.content)
  const text = textOf(field(part, 'text'))
  const inPart = { ...at, content_index: 0 }
  return [
    added({ content: [] }),
    ['response.content_part.added', { ...inPart, part: textPart('') }],
    ['response.output_text.delta', { ...inPart, delta: text, logprobs: [] }],
    ['response.output_text.done', { ...inPart, text, logprobs: [] }],
    ['response.content_part.done', { ...inPart, part: textPart(text) }],
    done,
  ]
}

function headOf({ model, tools }: ServedAsk, { id, createdAt }: ReplyMark): JsonObject {
  return {
    id: `resp_${id}`,
    object: 'response',
    created_at: createdAt,
    model,
    error: null,
    instructions: null,
    metadata: {},
    parallel_tool_calls: true,
    temperature: null,
    tool_choice: 'auto',
    tools: tools.map((tool) => ({ type: 'function', ...tool, strict: false })),
    top_p: null,
  }
}
