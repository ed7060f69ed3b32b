import { expect, test } from 'vitest'
import type { Answer, JsonObject } from '../../domain/index.js'
import {
  chatFrames,
  chatProblem,
  chatReply,
  type Frame,
  frameText,
  messagesFrames,
  messagesProblem,
  messagesReply,
  responsesFrames,
  responsesReply,
  type ServedAsk,
} from './index.js'

const mark = { id: 'abc', createdAt: 5 }
const ask: ServedAsk = { model: 'any', messages: [], tools: [], isStream: true, isUsageWanted: false }
const both: Answer = {
  text: 'Looking.',
  calls: [
    { id: 'c1', name: 'look', arguments: { at: 'x' } },
    { id: 'c2', name: 'put', arguments: {} },
  ],
  stop: 'calls',
  usage: { inputTokens: 10, outputTokens: 3 },
}

const data = (frames: readonly Frame[]) => frames.map((frame) => frame.data)

test('every delta of a call has an index, the first its id and name, and the stream ends with its word', () => {
  const frames = data(chatFrames(both, ask, mark))
  const deltas = frames.flatMap((frame) =>
    frame === '[DONE]' ? [] : [Object(frame.choices)[0]?.delta.tool_calls?.[0]],
  )
  expect(deltas.filter((delta) => delta !== undefined)).toEqual([
    { index: 0, id: 'c1', type: 'function', function: { name: 'look', arguments: '' } },
    { index: 0, function: { arguments: '{"at":"x"}' } },
    { index: 1, id: 'c2', type: 'function', function: { name: 'put', arguments: '' } },
    { index: 1, function: { arguments: '{}' } },
  ])
  expect(frames.at(-1)).toBe('[DONE]')
  expect(JSON.stringify(frames)).not.toContain('usage')
})

test('a stream of chat completions tells its tokens only where they are wanted, apart from the end', () => {
  const frames = data(chatFrames(both, { ...ask, isUsageWanted: true }, mark))
  expect(frames.at(-3)).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }], usage: null })
  expect(frames.at(-2)).toMatchObject({
    choices: [],
    usage: { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 },
  })
})

test('every block of a message has its beginning and its end, and every frame its name', () => {
  const frames = messagesFrames(both, ask, mark)
  expect(frames.map(({ event }) => event)).toEqual([
    'message_start',
    ...['content_block_start', 'content_block_delta', 'content_block_stop'],
    ...['content_block_start', 'content_block_delta', 'content_block_stop'],
    ...['content_block_start', 'content_block_delta', 'content_block_stop'],
    'message_delta',
    'message_stop',
  ])
  for (const { event, data: body } of frames) expect(body).toMatchObject({ type: event })
  expect(frames[0]?.data).toMatchObject({
    message: {
      usage: { input_tokens: 10, cache_read_input_tokens: 0, cache_creation: { ephemeral_5m_input_tokens: 0 } },
    },
  })
  expect(frameText(frames.at(-1) ?? { data: '[DONE]' })).toBe('event: message_stop\ndata: {"type":"message_stop"}\n\n')
})

test.each([
  ['calls', 'tool_calls', 'tool_use', 'completed'],
  ['end', 'stop', 'end_turn', 'completed'],
  ['length', 'length', 'max_tokens', 'incomplete'],
  ['refusal', 'content_filter', 'refusal', 'incomplete'],
] as const)('an answer that stopped by %s says so in every dialect', (stop, chat, messages, responses) => {
  const answer = { ...both, stop }
  expect(chatReply(answer, ask, mark)).toMatchObject({ choices: [{ finish_reason: chat }] })
  expect(messagesReply(answer, ask, mark)).toMatchObject({ stop_reason: messages })
  expect(responsesReply(answer, ask, mark)).toMatchObject({ status: responses })
  expect(responsesFrames(answer, ask, mark).at(-1)?.event).toBe(`response.${responses}`)
})

test('a response is built up item by item, numbered throughout', () => {
  const frames = responsesFrames(both, ask, mark)
  expect(frames.map(({ event }) => event?.replace('response.', ''))).toEqual([
    ...['created', 'in_progress', 'output_item.added', 'content_part.added', 'output_text.delta', 'output_text.done'],
    ...['content_part.done', 'output_item.done'],
    ...['output_item.added', 'function_call_arguments.delta', 'function_call_arguments.done', 'output_item.done'],
    ...['output_item.added', 'function_call_arguments.delta', 'function_call_arguments.done', 'output_item.done'],
    'completed',
  ])
  expect(frames.map(({ data: body }) => Object(body).sequence_number)).toEqual(frames.map((_, index) => index))
})

test('tokens that the vendor does not report are estimated for the client, never zero', () => {
  const { usage: _, ...unreported } = both
  const long = { ...ask, messages: [{ role: 'user' as const, text: 'x'.repeat(4_000) }] }
  expect(Object(messagesReply(unreported, long, mark).usage).input_tokens).toBeGreaterThan(900)
})

test('arguments that were no JSON reach the client as the model wrote them', () => {
  const call = (given: JsonObject) => ({ ...both, calls: [{ id: 'c', name: 'look', arguments: given }] })
  const argumentsIn = (given: JsonObject) =>
    Object(chatReply(call(given), ask, mark).choices)[0].message.tool_calls[0].function.arguments
  expect(argumentsIn({ 'malformed-json': '{"at": ' })).toBe('{"at": ')
  expect(argumentsIn({ 'not-an-object': [1] })).toBe('[1]')
})

test('a problem is told in the words of each dialect', () => {
  expect(chatProblem('too-long', 'too long')).toMatchObject({
    status: 400,
    body: { error: { code: 'context_length_exceeded' } },
  })
  expect(messagesProblem('too-long', 'by far')).toMatchObject({
    body: { type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long: by far' } },
  })
  expect(messagesProblem('unauthorised', 'who?')).toMatchObject({
    status: 401,
    body: { error: { type: 'authentication_error' } },
  })
})
