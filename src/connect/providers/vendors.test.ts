import { expect, test } from 'vitest'
import { afterwards, anAsk, openAt } from '../../../test/support/open-provider.js'
import { type SeenRequest, withScript } from '../../../test/support/scripted-server.js'
import type { Answer } from '../../domain/index.js'

/** What each vendor's documentation gives as the shape of a turn with thinking, text and two calls, and of one with text. */
const TURNS = {
  'anthropic:claude-sonnet-4-5': {
    first: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5-20250929',
      content: [
        { type: 'thinking', thinking: 'First the sea.', signature: 'SIGNED' },
        { type: 'redacted_thinking', data: 'REDACTED' },
        { type: 'text', text: 'Looking.' },
        { type: 'tool_use', id: 'toolu_1', name: 'look', input: { at: 'sea' } },
        { type: 'tool_use', id: 'toolu_2', name: 'move', input: {} },
      ],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: { input_tokens: 10, cache_creation_input_tokens: 20, cache_read_input_tokens: 70, output_tokens: 5 },
    },
    usage: { inputTokens: 100, cacheWriteTokens: 20, cacheReadTokens: 70, outputTokens: 5 },
    under: 'messages',
    expected: [
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'First the sea.', signature: 'SIGNED' },
          { type: 'redacted_thinking', data: 'REDACTED' },
          { type: 'text', text: 'Looking.' },
          { type: 'tool_use', id: 'toolu_1', name: 'look', input: { at: 'sea' } },
          { type: 'tool_use', id: 'toolu_2', name: 'move', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'toolu_1', content: 'calm' },
          { type: 'tool_result', tool_use_id: 'toolu_2', content: 'no wind', is_error: true },
        ],
      },
    ],
  },
  'openai:gpt-6-sol': {
    first: {
      id: 'resp_1',
      created_at: 1_700_000_000,
      model: 'gpt-6-sol',
      status: 'completed',
      output: [
        {
          id: 'rs_1',
          type: 'reasoning',
          encrypted_content: 'ENCRYPTED',
          summary: [{ type: 'summary_text', text: 'First the sea.' }],
        },
        {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'Looking.', annotations: [] }],
        },
        { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'look', arguments: '{"at":"sea"}' },
        { id: 'fc_2', type: 'function_call', call_id: 'call_2', name: 'move', arguments: '{}' },
      ],
      usage: {
        input_tokens: 100,
        input_tokens_details: { cached_tokens: 70 },
        output_tokens: 20,
        output_tokens_details: { reasoning_tokens: 12 },
      },
    },
    usage: { inputTokens: 100, cacheReadTokens: 70, outputTokens: 20, reasoningTokens: 12 },
    under: 'input',
    expected: [
      {
        type: 'reasoning',
        id: 'rs_1',
        encrypted_content: 'ENCRYPTED',
        summary: [{ type: 'summary_text', text: 'First the sea.' }],
      },
      { role: 'assistant', content: 'Looking.' },
      { type: 'function_call', call_id: 'call_1', name: 'look', arguments: '{"at":"sea"}' },
      { type: 'function_call', call_id: 'call_2', name: 'move', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_1', output: 'calm' },
      { type: 'function_call_output', call_id: 'call_2', output: 'no wind' },
    ],
  },
  'google:gemini-3-pro': {
    first: {
      candidates: [
        {
          content: {
            role: 'model',
            parts: [
              { text: 'First the sea.', thought: true },
              { text: 'Looking.' },
              { functionCall: { name: 'look', args: { at: 'sea' } }, thoughtSignature: 'SIGNED' },
              { functionCall: { name: 'move', args: {} } },
            ],
          },
          finishReason: 'STOP',
        },
      ],
      usageMetadata: {
        promptTokenCount: 100,
        cachedContentTokenCount: 70,
        candidatesTokenCount: 8,
        thoughtsTokenCount: 12,
        totalTokenCount: 120,
      },
      modelVersion: 'gemini-3-pro',
    },
    usage: { inputTokens: 100, cacheReadTokens: 70, outputTokens: 20, reasoningTokens: 12 },
    under: 'contents',
    expected: [
      {
        role: 'model',
        parts: [
          { text: 'First the sea.', thought: true },
          { text: 'Looking.' },
          { functionCall: { id: 'call-0', name: 'look', args: { at: 'sea' } }, thoughtSignature: 'SIGNED' },
          { functionCall: { id: 'call-1', name: 'move', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'call-0', name: 'look', response: { name: 'look', content: 'calm' } } },
          { functionResponse: { id: 'call-1', name: 'move', response: { name: 'move', error: 'no wind' } } },
        ],
      },
    ],
  },
  server: {
    first: {
      choices: [
        {
          message: {
            role: 'assistant',
            reasoning_content: 'First the sea.',
            content: 'Looking.',
            tool_calls: [
              { id: 'a', type: 'function', function: { name: 'look', arguments: '{"at":"sea"}' } },
              { id: 'b', type: 'function', function: { name: 'move', arguments: '{}' } },
            ],
          },
          finish_reason: 'tool_calls',
        },
      ],
      usage: {
        prompt_tokens: 100,
        prompt_tokens_details: { cached_tokens: 70 },
        completion_tokens: 20,
        completion_tokens_details: { reasoning_tokens: 12 },
      },
    },
    usage: { inputTokens: 100, cacheReadTokens: 70, outputTokens: 20, reasoningTokens: 12 },
    under: 'messages',
    expected: [
      {
        role: 'assistant',
        content: 'Looking.',
        reasoning_content: 'First the sea.',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'look', arguments: '{"at":"sea"}' } },
          { id: 'b', type: 'function', function: { name: 'move', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'calm' },
      { role: 'tool', tool_call_id: 'b', content: 'no wind' },
    ],
  },
} as const

const NAMES = ['anthropic:claude-sonnet-4-5', 'openai:gpt-6-sol', 'google:gemini-3-pro', 'server'] as const

async function twoTurns(
  named: (typeof NAMES)[number],
): Promise<{ readonly answer: Answer; readonly sent: SeenRequest['body'] }> {
  const { first } = TURNS[named]
  return withScript([{ body: first }, { body: first }], async ({ url, requests }) => {
    const model = await openAt(named, url)
    const ask = anAsk()
    const answer = await model.ask(ask)
    await model.ask(afterwards(ask, answer, ['calm', 'no wind']))
    return { answer, sent: requests[1]?.body }
  })
}

test.each(NAMES)(
  '%s gets its own turn back word for word, reasoning and parallel calls with their results, from the record alone',
  async (named) => {
    const { answer, sent } = await twoTurns(named)
    expect(answer).toMatchObject({ text: 'Looking.', stop: 'calls', calls: [{ name: 'look' }, { name: 'move' }] })
    expect(answer.parts?.[0]).toMatchObject({ kind: 'reasoning', text: 'First the sea.' })
    expect(sent[TURNS[named].under].slice(1)).toEqual(TURNS[named].expected)
  },
)

test.each(NAMES)(
  'what %s counts is recorded with its cache within the input, whichever way it counts itself',
  async (named) => {
    expect((await twoTurns(named)).answer.usage).toEqual(TURNS[named].usage)
  },
)

test('nothing is kept at the vendor of the Responses protocol, and encrypted reasoning is asked for', async () => {
  const { sent } = await twoTurns('openai:gpt-6-sol')
  expect(sent).toMatchObject({ store: false, include: ['reasoning.encrypted_content'] })
})

test('a server whose cache holds more than its input counts the two beside each other', async () => {
  const usage = { prompt_tokens: 30, prompt_tokens_details: { cached_tokens: 70 }, completion_tokens: 1 }
  const body = { choices: [{ message: { content: 'hi' }, finish_reason: 'stop' }], usage }
  const answer = await withScript([{ body }], async ({ url }) => (await openAt('server', url)).ask(anAsk()))
  expect(answer.usage).toEqual({ inputTokens: 100, cacheReadTokens: 70, outputTokens: 1 })
})

test('a turn of words and calls alone is recorded without pieces', async () => {
  const message = { content: 'hi', tool_calls: [{ id: 'a', function: { name: 'look', arguments: '{}' } }] }
  const body = { choices: [{ message, finish_reason: 'tool_calls' }] }
  const answer = await withScript([{ body }], async ({ url }) => (await openAt('server', url)).ask(anAsk()))
  expect(answer).toEqual({ text: 'hi', calls: [{ id: 'a', name: 'look', arguments: {} }], stop: 'calls' })
})
