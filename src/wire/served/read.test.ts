import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../domain/index.js'
import { readChat, readMessages, readResponses } from './index.js'

const SAID = [{ role: 'user', content: 'Look.' }]
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
    { messages: SAID, tools: [{ type: 'custom' }] },
    "tools[0] is of type 'custom'; this endpoint carries tools that the client runs itself",
  ],
  ['messages', { messages: SAID, tools: [{ type: 'web_search_20250305', name: 'web_search' }] }, 'tools[0] is of type'],
  ['responses', { input: 'x', tools: [{ type: 'web_search' }] }, 'tools[0] is of type'],
  ['chat', { messages: SAID, n: 3 }, 'n is 3; this endpoint gives one choice'],
  [
    'chat',
    { messages: SAID, tool_choice: 'required' },
    'tool_choice is "required"; this endpoint carries auto and none',
  ],
  ['messages', { messages: SAID, tool_choice: { type: 'any' } }, 'tool_choice is {"type":"any"}'],
  ['chat', { messages: SAID, response_format: { type: 'json_schema' } }, 'this endpoint carries plain text'],
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
    messages: SAID,
    input: [],
    seed: 3,
    metadata: { a: [1] },
    reasoning: { effort: 'low' },
    thinking: null,
    stream: null,
  }
  expect(read(body)).toMatchObject({ ask: { isStream: false } })
})

test('tools that a client forbids for one turn are not offered', () => {
  const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }]
  expect(readChat({ messages: SAID, tools })).toMatchObject({ ask: { tools: [{ name: 'look', description: '' }] } })
  expect(readChat({ messages: SAID, tools, tool_choice: 'none' })).toMatchObject({ ask: { tools: [] } })
})

const chatCall = (call: JsonValue) => ({ messages: [{ role: 'assistant', tool_calls: [call] }] })
const block = (part: JsonValue) => ({ messages: [{ role: 'user', content: [part] }] })
const tool = (named: JsonObject) => ({ messages: SAID, input: 'x', tools: [named] })

test.each<[keyof typeof readers, JsonValue, string, string]>([
  ['chat', [], 'the body', 'is []; expected an object'],
  ['chat', { messages: 'Look.' }, 'messages', 'is "Look."; expected a list of messages'],
  ['chat', { messages: [] }, 'messages', 'is []; expected at least one of messages'],
  ['chat', { messages: ['Look.'] }, 'messages[0]', 'is "Look."; expected an object'],
  ['chat', { messages: [{ content: 'x' }] }, 'messages[0].role', 'is missing; expected system, developer, user'],
  [
    'chat',
    { messages: [{ role: 'user', content: 7 }] },
    'messages[0].content',
    'is 7; expected a text or a list of parts',
  ],
  ['chat', { messages: [{ role: 'user' }] }, 'messages[0].content', 'is missing; expected a text'],
  ['chat', block('x'), 'messages[0].content[0]', 'is "x"; expected an object'],
  ['chat', block({ type: 'text' }), 'messages[0].content[0].text', 'is missing; expected a text'],
  ['chat', { messages: [{ role: 'tool', content: 'x' }] }, 'messages[0].tool_call_id', 'is missing; expected a name'],
  ['chat', { messages: [{ role: 'assistant', tool_calls: {} }] }, 'messages[0].tool_calls', 'is {}; expected a list'],
  ['chat', chatCall({ id: 'c' }), 'messages[0].tool_calls[0].function', 'is missing; expected an object'],
  [
    'chat',
    chatCall({ id: 'c', function: { name: 'look', arguments: 7 } }),
    'messages[0].tool_calls[0].function.arguments',
    'is 7; expected arguments as JSON text or an object',
  ],
  ['chat', { messages: SAID, tools: 'look' }, 'tools', 'is "look"; expected a list of tools'],
  ['chat', { messages: SAID, tools: 'look', tool_choice: 'none' }, 'tools', 'is "look"; expected a list of tools'],
  ['chat', tool({ type: 'function' }), 'tools[0].function', 'is missing; expected an object'],
  ['chat', tool({ name: 'look' }), 'tools[0].type', 'is missing; expected a name'],
  ['chat', tool({ type: 'function', function: { name: '' } }), 'tools[0].function.name', 'is ""; expected a name'],
  [
    'chat',
    tool({ type: 'function', function: { name: 'look', parameters: 'none' } }),
    'tools[0].function.parameters',
    'is "none"; expected an object',
  ],
  ['chat', { messages: SAID, stream: 'yes' }, 'stream', 'is "yes"; expected true or false'],
  ['messages', { messages: { role: 'user' } }, 'messages', 'is {"role":"user"}; expected a list of messages'],
  ['messages', { messages: [{ role: 'tool', content: 'x' }] }, 'messages[0].role', 'is "tool"; expected user or'],
  ['messages', { messages: SAID, system: 7 }, 'system', 'is 7; expected a text or a list of parts'],
  ['messages', { messages: SAID, tools: {} }, 'tools', 'is {}; expected a list of tools'],
  ['messages', tool({ name: 'look' }), 'tools[0].input_schema', 'is missing; expected an object'],
  ['messages', block({ type: 'tool_result' }), 'messages[0].content[0].tool_use_id', 'is missing; expected a name'],
  ['responses', { input: 7 }, 'input', 'is 7; expected a text or a list of items'],
  ['responses', { input: ['x'] }, 'input[0]', 'is "x"; expected an object'],
  ['responses', { input: [{ role: 'ghost', content: 'x' }] }, 'input[0].role', 'is "ghost"; expected system'],
  ['responses', { input: 'x', tools: 'look' }, 'tools', 'is "look"; expected a list of tools'],
  ['responses', tool({ type: 'function' }), 'tools[0].name', 'is missing; expected a name'],
  ['responses', { input: 'x', instructions: ['y'] }, 'instructions', 'is ["y"]; expected a text'],
  [
    'responses',
    { input: [{ type: 'function_call', name: 'look' }] },
    'input[0].call_id',
    'is missing; expected a name',
  ],
  ['responses', { input: 'x', previous_response_id: 7 }, 'previous_response_id', 'is 7; expected a text'],
])('what is malformed in %s is refused where it is: %j', (name, body, place, words) => {
  expect(readers[name](body)).toMatchObject({ place, problem: expect.stringContaining(`${place} ${words}`) })
})

test('a long value is cut in the complaint about it', () => {
  const { problem } = { problem: '', ...readChat({ messages: 'x'.repeat(500) }) }
  expect(problem.length).toBeLessThan(120)
})

test('an answer of calls needs no content, and a tool no description', () => {
  const call = { id: 'c', type: 'function', function: { name: 'look', arguments: '{}' } }
  expect(readChat({ messages: [{ role: 'assistant', content: null, tool_calls: [call] }] })).toHaveProperty('ask')
  expect(readMessages(tool({ name: 'look', input_schema: { type: 'object' } }))).toHaveProperty('ask')
  expect(readMessages(block({ type: 'tool_result', tool_use_id: 'c' }))).toHaveProperty('ask')
})
