import type { Answer, JsonObject, JsonValue, Message, ToolCall, VendorFailure } from '../../domain/index.js'
import { flagAt, listAt, malformed, maybeTextAt, nameAt, objectAt, someAt, textAt } from './expected.js'
import {
  calledNames,
  contentText,
  field,
  itemsOf,
  mayUseTools,
  notOwnTool,
  notText,
  type ReadAsk,
  reading,
  type ServedAsk,
} from './read.js'
import { type Frame, type ProblemKind, type ReplyMark, type ServedProblem, STATUS, tokensFor } from './reply.js'

/** Blocks that hold a model's thoughts: they are the vendor's to read, and none of ours has made them. */
const THOUGHTS = ['thinking', 'redacted_thinking']
const TEXTS = { kinds: { text: 'text' }, skipped: THOUGHTS }

/**
 * Reads a request of the Messages API. Fields that are not known are passed over.
 *
 * @source Anthropic API reference, messages
 */
export function readMessages(body: JsonValue): ReadAsk {
  return reading(body, (request) => {
    const system = contentText(request.system, 'system', { ...TEXTS, mayLack: true })
    const tools = listAt(request.tools, 'tools', 'tools').map(toolOf)
    return {
      model: maybeTextAt(request.model, 'model'),
      tools: mayUseTools(request.tool_choice) ? tools : [],
      messages: [
        ...(system === '' ? [] : [{ role: 'system', text: system } as const]),
        ...messagesOf(request.messages),
      ],
      isStream: flagAt(request.stream, 'stream'),
      isUsageWanted: true,
    }
  })
}

function messagesOf(list: JsonValue | undefined): Message[] {
  const messages: Message[] = []
  for (const [index, entry] of someAt(list, 'messages', 'messages').entries()) {
    const { role, content } = objectAt(entry, `messages[${index}]`)
    const place = `messages[${index}].content`
    if (role === 'assistant') messages.push(assistantOf(content, place))
    else if (role === 'user') messages.push(...userOf(content, place, messages))
    else if (role === 'system') messages.push({ role, text: contentText(content, place, TEXTS) })
    else throw malformed(`messages[${index}].role`, role, 'user or assistant')
  }
  return messages
}

function assistantOf(content: JsonValue | undefined, place: string): Message {
  // The text first: it refuses what is no content at all.
  const text = contentText(content, place, { ...TEXTS, skipped: [...THOUGHTS, 'tool_use'] })
  const calls = itemsOf(content).flatMap((block, index): ToolCall[] => {
    if (field(block, 'type') !== 'tool_use') return []
    const at = `${place}[${index}]`
    return [
      {
        id: nameAt(field(block, 'id'), `${at}.id`),
        name: nameAt(field(block, 'name'), `${at}.name`),
        arguments: objectAt(field(block, 'input'), `${at}.input`),
      },
    ]
  })
  return { role: 'assistant', text, calls }
}

/** Results of tools come in a turn of the user's, before what the user says. */
function userOf(content: JsonValue | undefined, place: string, before: readonly Message[]): Message[] {
  if (typeof content === 'string') return [{ role: 'user', text: content }]
  if (!Array.isArray(content)) throw malformed(place, content, 'a text or a list of blocks')
  const messages: Message[] = []
  const texts: string[] = []
  for (const [index, entry] of itemsOf(content).entries()) {
    const at = `${place}[${index}]`
    const block = objectAt(entry, at)
    const type = nameAt(block.type, `${at}.type`)
    if (type === 'text') texts.push(textAt(block.text, `${at}.text`))
    else if (type !== 'tool_result') throw notText(at, type)
    else {
      const callId = nameAt(block.tool_use_id, `${at}.tool_use_id`)
      messages.push({
        role: 'tool',
        callId,
        name: calledNames(before)(callId),
        text: contentText(block.content, `${at}.content`, { ...TEXTS, mayLack: true }),
        isError: flagAt(block.is_error, `${at}.is_error`),
      })
    }
  }
  return texts.length === 0 ? messages : [...messages, { role: 'user', text: texts.join('\n') }]
}

function toolOf(tool: JsonValue, index: number): ServedAsk['tools'][number] {
  const place = `tools[${index}]`
  const { type = 'custom', name, description, input_schema: schema } = objectAt(tool, place)
  if (type !== 'custom' && type !== null) throw notOwnTool(place, String(type))
  return {
    name: nameAt(name, `${place}.name`),
    description: maybeTextAt(description, `${place}.description`),
    parameters: objectAt(schema, `${place}.input_schema`),
  }
}

/** A whole message. */
export function messagesReply(answer: Answer, ask: ServedAsk, mark: ReplyMark): JsonObject {
  return {
    ...headOf(ask, mark),
    content: blocksOf(answer),
    stop_reason: STOP[answer.stop],
    usage: usageOf(answer, ask),
  }
}

/** The same as a stream, each block with its beginning and its end. */
export function messagesFrames(answer: Answer, ask: ServedAsk, mark: ReplyMark): Frame[] {
  const named = (event: string, rest: JsonObject): Frame => ({ event, data: { type: event, ...rest } })
  const usage = usageOf(answer, ask)
  return [
    named('message_start', {
      message: { ...headOf(ask, mark), content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
    }),
    ...blocksOf(answer).flatMap((block, index) => {
      const { begun, delta } = piecesOf(block)
      return [
        named('content_block_start', { index, content_block: begun }),
        named('content_block_delta', { index, delta }),
        named('content_block_stop', { index }),
      ]
    }),
    named('message_delta', {
      delta: { stop_reason: STOP[answer.stop], stop_sequence: null },
      usage: { output_tokens: usage.output_tokens },
    }),
    named('message_stop', {}),
  ]
}

/** An error in the words of this dialect. */
export function messagesProblem(kind: ProblemKind, message: string): ServedProblem {
  const named = TYPES.get(kind) ?? 'invalid_request_error'
  const words = kind === 'too-long' ? `prompt is too long: ${message}` : message
  return { status: STATUS[kind], body: { type: 'error', error: { type: named, message: words } } }
}

const TYPES: ReadonlyMap<ProblemKind, string> = new Map([
  ['unauthorised', 'authentication_error'],
  ['unknown-path', 'not_found_error'],
  ['unknown-model', 'not_found_error'],
  ['too-large', 'request_too_large'],
])

/**
 * A failure of the vendor's own, as its documentation shows it.
 *
 * @source Anthropic API reference, errors
 */
export function messagesFailure(failure: VendorFailure): ServedProblem {
  const { status, ...error } = FAILURES[failure]
  return { status, body: { type: 'error', error } }
}

const FAILURES = {
  overloaded: { status: 529, type: 'overloaded_error', message: 'Overloaded' },
  'rate-limit': {
    status: 429,
    type: 'rate_limit_error',
    message: 'This request would exceed the rate limit of your account. Please try again later.',
  },
  'server-error': { status: 500, type: 'api_error', message: 'Internal server error' },
} as const

const STOP = { calls: 'tool_use', end: 'end_turn', length: 'max_tokens', refusal: 'refusal' } as const

function headOf({ model }: ServedAsk, { id }: ReplyMark): JsonObject {
  return { id: `msg_${id}`, type: 'message', role: 'assistant', model, stop_sequence: null }
}

function blocksOf({ text, calls }: Answer) {
  return [
    ...(text === '' ? [] : [{ type: 'text', text } as const]),
    ...calls.map(({ id, name, arguments: input }) => ({ type: 'tool_use', id, name, input }) as const),
  ]
}

function piecesOf(block: ReturnType<typeof blocksOf>[number]): {
  readonly begun: JsonObject
  readonly delta: JsonObject
} {
  return block.type === 'text'
    ? { begun: { type: 'text', text: '' }, delta: { type: 'text_delta', text: block.text } }
    : {
        begun: { ...block, input: {} },
        delta: { type: 'input_json_delta', partial_json: JSON.stringify(block.input) },
      }
}

/** Complete from the first frame on: clients count by it. In this dialect what a cache gave or took is no input. */
function usageOf(answer: Answer, ask: ServedAsk) {
  const { input, output, cacheRead, cacheWrite } = tokensFor(answer, ask)
  return {
    input_tokens: Math.max(0, input - cacheRead - cacheWrite),
    output_tokens: output,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cacheRead,
    cache_creation: { ephemeral_5m_input_tokens: cacheWrite, ephemeral_1h_input_tokens: 0 },
  }
}
