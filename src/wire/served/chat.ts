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
  argumentsOut,
  calledNames,
  contentText,
  field,
  itemsOf,
  mayUseTools,
  NotCarried,
  notOwnTool,
  type ReadAsk,
  reading,
  type ServedAsk,
  textOf,
} from './read.js'
import { type Frame, type ProblemKind, type ReplyMark, type ServedProblem, STATUS, tokensFor } from './reply.js'

/**
 * Reads a chat-completions request. Fields that are not known are passed over.
 *
 * @source OpenAI API reference, create chat completion
 */
export function readChat(body: JsonValue): ReadAsk {
  return reading(() => {
    refuseShapes(body)
    const isUsageWanted = field(field(body, 'stream_options'), 'include_usage') === true
    return {
      model: textOf(field(body, 'model')),
      messages: messagesOf(field(body, 'messages')),
      tools: mayUseTools(field(body, 'tool_choice')) ? itemsOf(field(body, 'tools')).map(toolOf) : [],
      isStream: field(body, 'stream') === true,
      isUsageWanted,
    }
  })
}

function refuseShapes(body: JsonValue): void {
  if (!Array.isArray(field(body, 'messages'))) throw new NotCarried('messages is missing; expected a list of messages')
  const count = field(body, 'n')
  if (typeof count === 'number' && count !== 1) throw new NotCarried(`n is ${count}; this endpoint gives one choice`)
  const format = field(field(body, 'response_format'), 'type')
  if (format !== undefined && format !== 'text') {
    throw new NotCarried(`response_format is ${JSON.stringify(format)}; this endpoint carries plain text`)
  }
}

const TEXTS = { kinds: { text: 'text', refusal: 'refusal' } }

function messagesOf(list: JsonValue | undefined): Message[] {
  const messages: Message[] = []
  for (const [index, entry] of itemsOf(list).entries()) {
    const place = `messages[${index}]`
    const text = contentText(field(entry, 'content'), `${place}.content`, TEXTS)
    const role = field(entry, 'role')
    if (role === 'system' || role === 'developer') messages.push({ role: 'system', text })
    else if (role === 'user') messages.push({ role: 'user', text })
    else if (role === 'assistant') messages.push({ role, text, calls: itemsOf(field(entry, 'tool_calls')).map(callOf) })
    else if (role === 'tool') {
      const callId = textOf(field(entry, 'tool_call_id'))
      messages.push({ role, callId, name: calledNames(messages)(callId), text, isError: false })
    } else throw new NotCarried(`${place}.role is ${JSON.stringify(role)}; expected system, user, assistant or tool`)
  }
  return messages
}

function callOf(call: JsonValue): ToolCall {
  const called = field(call, 'function')
  return {
    id: textOf(field(call, 'id')),
    name: textOf(field(called, 'name')),
    arguments: argumentsIn(field(called, 'arguments')),
  }
}

function toolOf(tool: JsonValue, index: number): ServedAsk['tools'][number] {
  const type = textOf(field(tool, 'type'))
  if (type !== 'function') throw notOwnTool(`tools[${index}]`, type)
  const declared = field(tool, 'function')
  const parameters = field(declared, 'parameters')
  return {
    name: textOf(field(declared, 'name')),
    description: textOf(field(declared, 'description')),
    parameters: isJsonObject(parameters) ? parameters : { type: 'object', properties: {} },
  }
}

/** A whole chat completion. */
export function chatReply(answer: Answer, ask: ServedAsk, mark: ReplyMark): JsonObject {
  const { text, calls } = answer
  const message = {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    refusal: null,
    ...(calls.length > 0 && { tool_calls: calls.map(calledOut) }),
  }
  return {
    ...headOf('chat.completion', ask, mark),
    choices: [{ index: 0, message, logprobs: null, finish_reason: FINISH[answer.stop] }],
    usage: usageOf(answer, ask),
  }
}

/** The same as a stream, in one piece for each part: text, name of a call, its arguments. */
export function chatFrames(answer: Answer, ask: ServedAsk, mark: ReplyMark): Frame[] {
  const head = headOf('chat.completion.chunk', ask, mark)
  const chunk = (choices: readonly JsonObject[], usage: JsonObject | null = null): Frame => ({
    data: { ...head, choices, ...(ask.isUsageWanted && { usage }) },
  })
  const part = (delta: JsonObject, finish: string | null = null) =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: finish }])
  const { text, calls, stop } = answer
  return [
    part({ role: 'assistant', content: '' }),
    ...(text === '' ? [] : [part({ content: text })]),
    ...calls.flatMap((call, index) => {
      const { id, type, function: called } = calledOut(call)
      const begun = { index, id, type, function: { name: called.name, arguments: '' } }
      return [begun, { index, function: { arguments: called.arguments } }].map((each) => part({ tool_calls: [each] }))
    }),
    part({}, FINISH[stop]),
    // The tokens come apart from the end of the choice, and only where they were asked for.
    ...(ask.isUsageWanted ? [chunk([], usageOf(answer, ask))] : []),
    { data: '[DONE]' },
  ]
}

/** An error in the words of this dialect. */
export function chatProblem(kind: ProblemKind, message: string): ServedProblem {
  const code = kind === 'too-long' ? 'context_length_exceeded' : kind === 'unauthorised' ? 'invalid_api_key' : null
  return { status: STATUS[kind], body: { error: { message, type: 'invalid_request_error', param: null, code } } }
}

const FINISH = { calls: 'tool_calls', end: 'stop', length: 'length', refusal: 'content_filter' } as const

function headOf(object: string, { model }: ServedAsk, { id, createdAt }: ReplyMark) {
  return { id: `chatcmpl-${id}`, object, created: createdAt, model }
}

function calledOut(call: ToolCall) {
  return { id: call.id, type: 'function', function: { name: call.name, arguments: argumentsOut(call) } } as const
}

function usageOf(answer: Answer, ask: ServedAsk): JsonObject {
  const { input, output, cacheRead, reasoning } = tokensFor(answer, ask)
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cacheRead },
    completion_tokens_details: { reasoning_tokens: reasoning },
  }
}
