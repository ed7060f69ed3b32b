import type { Answer, JsonObject, JsonValue, Message, ToolCall, VendorFailure } from '../../domain/index.js'
import { flagAt, listAt, malformed, maybeTextAt, NotCarried, nameAt, objectAt, someAt } from './expected.js'
import {
  argumentsIn,
  argumentsOut,
  calledNames,
  contentText,
  field,
  mayUseTools,
  notOwnTool,
  ownTool,
  type ReadAsk,
  reading,
  type ServedAsk,
} from './read.js'
import { type Frame, type ProblemKind, type ReplyMark, type ServedProblem, STATUS, tokensFor } from './reply.js'

/**
 * Reads a chat-completions request. Fields that are not known are passed over.
 *
 * @source OpenAI API reference, create chat completion
 */
export function readChat(body: JsonValue): ReadAsk {
  return reading(body, chatAsk)
}

/**
 * What a chat-completions request asks of a model.
 *
 * @throws NotCarried for what cannot be carried
 */
export function chatAsk(request: JsonObject): ServedAsk {
  refuseShapes(request)
  const tools = listAt(request.tools, 'tools', 'tools').map(toolOf)
  return {
    model: maybeTextAt(request.model, 'model'),
    messages: messagesOf(request.messages),
    tools: mayUseTools(request.tool_choice) ? tools : [],
    isStream: flagAt(request.stream, 'stream'),
    isUsageWanted: field(request.stream_options, 'include_usage') === true,
  }
}

function refuseShapes(body: JsonObject): void {
  const count = field(body, 'n')
  if (typeof count === 'number' && count !== 1)
    throw new NotCarried(`n is ${count}; this endpoint gives one choice`, 'n')
  const format = field(field(body, 'response_format'), 'type')
  if (format !== undefined && format !== 'text') {
    throw new NotCarried(
      `response_format is ${JSON.stringify(format)}; this endpoint carries plain text`,
      'response_format',
    )
  }
}

const TEXTS = { kinds: { text: 'text', refusal: 'refusal' } }

function messagesOf(list: JsonValue | undefined): Message[] {
  const messages: Message[] = []
  for (const [index, entry] of someAt(list, 'messages', 'messages').entries()) {
    const place = `messages[${index}]`
    const { role, content, ...rest } = objectAt(entry, place)
    const textIn = (mayLack = false) => contentText(content, `${place}.content`, { ...TEXTS, mayLack })
    if (role === 'system' || role === 'developer') messages.push({ role: 'system', text: textIn() })
    else if (role === 'user') messages.push({ role: 'user', text: textIn() })
    else if (role === 'assistant') messages.push({ role, text: textIn(true), calls: callsOf(rest.tool_calls, place) })
    else if (role === 'tool') {
      const callId = nameAt(rest.tool_call_id, `${place}.tool_call_id`)
      messages.push({ role, callId, name: calledNames(messages)(callId), text: textIn(), isError: false })
    } else throw malformed(`${place}.role`, role, 'system, developer, user, assistant or tool')
  }
  return messages
}

function callsOf(list: JsonValue | undefined, place: string): ToolCall[] {
  return listAt(list, `${place}.tool_calls`, 'calls').map((call, index) => {
    const at = `${place}.tool_calls[${index}]`
    const { id, function: called } = objectAt(call, at)
    const { name, arguments: given } = objectAt(called, `${at}.function`)
    return {
      id: nameAt(id, `${at}.id`),
      name: nameAt(name, `${at}.function.name`),
      arguments: argumentsIn(given, `${at}.function.arguments`),
    }
  })
}

function toolOf(tool: JsonValue, index: number): ServedAsk['tools'][number] {
  const place = `tools[${index}]`
  const { type, function: declared } = objectAt(tool, place)
  const named = nameAt(type, `${place}.type`)
  if (named !== 'function') throw notOwnTool(place, named)
  return ownTool(objectAt(declared, `${place}.function`), `${place}.function`)
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
export function chatProblem(kind: ProblemKind, message: string, place?: string): ServedProblem {
  const error = { message, type: 'invalid_request_error', param: place ?? null, code: CODES.get(kind) ?? null }
  return { status: STATUS[kind], body: { error } }
}

const CODES: ReadonlyMap<ProblemKind, string> = new Map([
  ['too-long', 'context_length_exceeded'],
  ['unauthorised', 'invalid_api_key'],
  ['unknown-model', 'model_not_found'],
])

/**
 * A failure of the vendor's own, as its documentation shows it.
 *
 * @source OpenAI API reference, error codes
 */
export function chatFailure(failure: VendorFailure): ServedProblem {
  const { status, ...said } = FAILURES[failure]
  return { status, body: { error: { param: null, code: null, ...said } } }
}

const FAILURES = {
  overloaded: {
    status: 503,
    type: 'server_error',
    message: 'The engine is currently overloaded, please try again later',
  },
  'rate-limit': {
    status: 429,
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: 'Rate limit reached for requests. Please try again later.',
  },
  'server-error': {
    status: 500,
    type: 'server_error',
    message: 'The server had an error while processing your request',
  },
} as const

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
