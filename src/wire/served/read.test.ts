import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../domain/index.js'
import { readChat, readMessages, readResponses } from './index.js'

const nothing = { item: () => undefined, response: () => undefined }
const readers = { chat: readChat, messages: readMessages, responses: (body: JsonValue) => readResponses(body, nothing) }

test('the three dialects say the same conversation in the same terms', () => {
  const given = JSON.stringify({ at: 'x' })
  const chat = readChat({
    model: 'any',
    messages: [
      { role: 'developer', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Look.' }] },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: given } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'a box' },
    ],
  })
  const messages = readMessages({
    model: 'any',
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    messages: [
      { role: 'user', content: 'Look.' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: '...', signature: 's' },
          { type: 'tool_use', id: 'c1', name: 'look', input: { at: 'x' } },
        ],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'c1', content: [{ type: 'text', text: 'a box' }] }],
      },
    ],
  })
  const responses = readResponses(
    {
      model: 'any',
      instructions: 'Be brief.',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'Look.' }] },
        { type: 'reasoning', id: 'rs_1', summary: [] },
        { type: 'function_call', call_id: 'c1', name: 'look', arguments: given },
        { type: 'function_call_output', call_id: 'c1', output: 'a box' },
      ],
    },
    nothing,
  )
  const expected = [
    { role: 'system', text: 'Be brief.' },
    { role: 'user', text: 'Look.' },
    { role: 'assistant', text: '', calls: [{ id: 'c1', name: 'look', arguments: { at: 'x' } }] },
    { role: 'tool', callId: 'c1', name: 'look', text: 'a box', isError: false },
  ]
  for (const read of [chat, messages, responses])
    expect(read).toMatchObject({ ask: { model: 'any', messages: expected } })
})

test('results and words of one turn keep their order in messages', () => {
  const read = readMessages({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: 'no', is_error: true },
          { type: 'text', text: 'Go on.' },
        ],
      },
    ],
  })
  expect(read).toMatchObject({
    ask: {
      messages: [
        { role: 'tool', isError: true, text: 'no' },
        { role: 'user', text: 'Go on.' },
      ],
    },
  })
})

test.each<[keyof typeof readers, JsonObject, string]>([
  [
    'chat',
    { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
    "messages[0].content[0] is of type 'image_url'; this endpoint carries text only",
  ],
  [
    'messages',
    { messages: [{ role: 'user', content: [{ type: 'image', source: {} }] }] },
    "messages[0].content[0] is of type 'image'",
  ],
  [
    'responses',
    { input: [{ role: 'user', content: [{ type: 'input_image' }] }] },
    "input[0].content[0] is of type 'input_image'",
  ],
  [
    'chat',
    { messages: [], tools: [{ type: 'custom' }] },
    "tools[0] is of type 'custom'; this endpoint carries tools that the client runs itself",
  ],
  ['messages', { messages: [], tools: [{ type: 'web_search_20250305', name: 'web_search' }] }, 'tools[0] is of type'],
  ['responses', { input: 'x', tools: [{ type: 'web_search' }] }, 'tools[0] is of type'],
  ['chat', { messages: [], n: 3 }, 'n is 3; this endpoint gives one choice'],
  ['chat', { messages: [], tool_choice: 'required' }, 'tool_choice is "required"; this endpoint carries auto and none'],
  ['messages', { messages: [], tool_choice: { type: 'any' } }, 'tool_choice is {"type":"any"}'],
  ['chat', { messages: [], response_format: { type: 'json_schema' } }, 'this endpoint carries plain text'],
  ['responses', { input: 'x', text: { format: { type: 'json_schema' } } }, 'this endpoint carries plain text'],
  [
    'responses',
    { input: [{ type: 'item_reference', id: 'msg_9' }] },
    "input[0].id is 'msg_9'; no such item is known here",
  ],
  ['responses', { input: 'x', previous_response_id: 'resp_9' }, "previous_response_id is 'resp_9'; no such response"],
  ['chat', {}, 'messages is missing; expected a list of messages'],
  ['chat', { messages: [{ role: 'ghost', content: '' }] }, 'messages[0].role is "ghost"'],
])('what %s cannot carry is refused in a clear line: %j', (name, body, words) => {
  expect(readers[name](body)).toMatchObject({ problem: expect.stringContaining(words) })
})

test.each(Object.entries(readers))('fields that %s does not know are passed over', (_, read) => {
  const body = {
    messages: [],
    input: [],
    seed: 3,
    metadata: { a: [1] },
    reasoning: { effort: 'low' },
    thinking: null,
    stream: 'yes',
  }
  expect(read(body)).toMatchObject({ ask: { isStream: false } })
})

test('tools that a client forbids for one turn are not offered', () => {
  const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }]
  expect(readChat({ messages: [], tools })).toMatchObject({ ask: { tools: [{ name: 'look', description: '' }] } })
  expect(readChat({ messages: [], tools, tool_choice: 'none' })).toMatchObject({ ask: { tools: [] } })
})
