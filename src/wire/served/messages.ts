import {
  type Answer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Message,
  type ToolCall,
} from '../../domain/index.js'
import {
  argumentsIn,
  calledNames,
  contentText,
  field,
  itemsOf,
  mayUseTools,
  NotCarried,
  notOwnTool,
  notText,
  type ReadAsk,
  reading,
  type ServedAsk,
  textOf,
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
  return reading(() => {
    if (!Array.isArray(field(body, 'messages'))) {
      throw new NotCarried('messages is missing; expected a list of messages')
    }
    const system = contentText(field(body, 'system'), 'system', TEXTS)
    return {
      model: textOf(field(body, 'model')),
      messages: [
        ...(system === '' ? [] : [{ role: 'system', text: system } as const]),
        ...messagesOf(field(body, 'messages')),
      ],
      tools: mayUseTools(field(body, 'tool_choice')) ? itemsOf(field(body, 'tools')).map(toolOf) : [],
      isStream: field(body, 'stream') === true,
      isUsageWanted: true,
    }
  })
}

function messagesOf(list: JsonValue | undefined): Message[] {
  const messages: Message[] = []
  for (const [index, entry] of itemsOf(list).entries()) {
    const content = field(entry, 'content')
    const place = `messages[${index}].content`
    const role = field(entry, 'role')
    if (role === 'assistant') messages.push(assistantOf(content, place))
    else if (role === 'user') messages.push(...userOf(content, place, messages))
    else if (role === 'system') messages.push({ role, text: contentText(content, place, TEXTS) })
    else throw new NotCarried(`messages[${index}].role is ${JSON.stringify(role)}; expected user or assistant`)
  }
  return messages
}

function assistantOf(content: JsonValue | undefined, place: string): Message {
  const calls = itemsOf(content).flatMap((block): ToolCall[] =>
    field(block, 'type') === 'tool_use'
      ? [
          {
            id: textOf(field(block, 'id')),
            name: textOf(field(block, 'name')),
            arguments: argumentsIn(field(block, 'input')),
          },
        ]
      : [],
  )
  return {
    role: 'assistant',
    text: contentText(content, place, { ...TEXTS, skipped: [...THOUGHTS, 'tool_use'] }),
    calls,
  }
}

/** Results of tools come in a turn of the user's, before what the user says. */
function userOf(content: JsonValue | undefined, place: string, before: readonly Message[]): Message[] {
  if (typeof content === 'string') return [{ role: 'user', text: content }]
  const messages: Message[] = []
  const texts: string[] = []
  for (const [index, block] of itemsOf(content).entries()) {
    const type = textOf(field(block, 'type'))
    if (type === 'text') texts.push(textOf(field(block, 'text')))
    else if (type !== 'tool_result') throw notText(`${place}[${index}]`, type)
    else {
      const callId = textOf(field(block, 'tool_use_id'))
      messages.push({
        role: 'tool',
        callId,
        name: calledNames(before)(callId),
        text: contentText(field(block, 'content'), `${place}[${index}].content`, TEXTS),
        isError: field(block, 'is_error') === true,
      })
    }
  }
  return texts.length === 0 ? messages : [...messages, { role: 'user', text: texts.join('\n') }]
}

function toolOf(tool: JsonValue, index: number): ServedAsk['tools'][number] {
  const type = field(tool, 'type') ?? 'custom'
  if (type !== 'custom') throw notOwnTool(`tools[${index}]`, String(type))
  const schema = field(tool, 'input_schema')
  return {
    name: textOf(field(tool, 'name')),
    description: textOf(field(tool, 'description')),
    parameters: isJsonObject(schema) ? schema : { type: 'object', properties: {} },
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
  const type = { unauthorised: 'authentication_error', 'unknown-path': 'not_found_error' } as const
  const named = kind === 'unauthorised' || kind === 'unknown-path' ? type[kind] : 'invalid_request_error'
  const words = kind === 'too-long' ? `prompt is too long: ${message}` : message
  return { status: STATUS[kind], body: { type: 'error', error: { type: named, message: words } } }
}

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
