import { expect, test } from 'vitest'
import type { Ask } from '../domain/index.js'
import { chatAnswer, chatRequest } from './openai-chat.js'

const ask: Ask = {
  messages: [
    { role: 'system', text: 'rules' },
    { role: 'user', text: 'go' },
    { role: 'assistant', text: '', calls: [{ id: 'a', name: 'look', arguments: { at: 1 } }] },
    { role: 'tool', callId: 'a', name: 'look', text: 'sea', isError: false },
  ],
  tools: [{ name: 'look', description: 'Look.', parameters: { type: 'object' } }],
  seed: 7,
  signal: new AbortController().signal,
}

const reply = (message: object, rest: object = {}) =>
  ({ choices: [{ message, finish_reason: 'stop', ...rest }] }) as never

test('a conversation becomes a request with calls and results in place', () => {
  const request = chatRequest(ask, { model: 'm', maxOutputTokens: 50, limitField: 'max_completion_tokens' })
  expect(request.max_completion_tokens).toBe(50)
  expect(request.messages).toEqual([
    { role: 'system', content: 'rules' },
    { role: 'user', content: 'go' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'look', arguments: '{"at":1}' } }],
    },
    { role: 'tool', tool_call_id: 'a', content: 'sea' },
  ])
})

test('an id that was used before gets a suffix, so that calls stay unique in a trial', () => {
  const call = { id: 'a', function: { name: 'look', arguments: '{}' } }
  const parsed = chatAnswer(reply({ content: null, tool_calls: [call, call] }), new Set(['a']))
  expect('answer' in parsed && new Set(['a', ...parsed.answer.calls.map(({ id }) => id)]).size).toBe(3)
})

test('broken arguments are kept as the mistake of the model', () => {
  const parsed = chatAnswer(
    reply({ tool_calls: [{ id: 'x', function: { name: 'look', arguments: '{"at":' } }] }),
    new Set(),
  )
  expect(parsed).toMatchObject({ answer: { stop: 'calls', calls: [{ arguments: { 'malformed-json': '{"at":' } }] } })
})

test.each(['look around!', 'files.read', '', 'x'.repeat(65), 'schön', '__proto__'])(
  'the tool %j goes out under a name that servers take, and comes back under its own',
  (name) => {
    const call = { id: 'a', name, arguments: {} }
    const request = chatRequest(
      {
        ...ask,
        messages: [{ role: 'assistant', text: '', calls: [call] }],
        tools: [{ name, description: '', parameters: {} }],
      },
      { model: 'm', maxOutputTokens: 1 },
    )
    const [sent = ''] = [...JSON.stringify(request.tools).matchAll(/"name":"([^"]*)"/g)].map(([, found]) => found)
    expect(sent).toMatch(/^[a-zA-Z0-9_-]{1,64}$/)
    expect(JSON.stringify(request.messages)).toContain(`"name":"${sent}"`)
    const answered = reply({ tool_calls: [{ id: 'a', function: { name: sent, arguments: '{}' } }] })
    expect(chatAnswer(answered, new Set(), [name])).toMatchObject({ answer: { calls: [{ name }] } })
    // What was made up stays what the model wrote.
    expect(chatAnswer(answered, new Set(), [])).toMatchObject({ answer: { calls: [{ name: sent }] } })
  },
)

test('names that only servers cannot tell apart stay apart', () => {
  const tools = ['a b', 'a.b', 'a_b'].map((name) => ({ name, description: '', parameters: {} }))
  const request = chatRequest({ ...ask, tools }, { model: 'm', maxOutputTokens: 1 })
  const sent = [...JSON.stringify(request.tools).matchAll(/"name":"([^"]*)"/g)].map(([, found]) => found)
  expect(new Set(sent).size).toBe(3)
  expect(sent[2]).toBe('a_b')
})

test.each(['1e999', '-1', '1.5', '"many"', 'null'])('%s tokens are no count, and so not reported', (text) => {
  const usage = JSON.parse(`{"prompt_tokens":${text},"completion_tokens":2}`)
  const parsed = chatAnswer({ choices: [{ message: { content: 'hi' } }], usage }, new Set())
  expect(parsed).toMatchObject({ answer: { usage: { outputTokens: 2 } } })
  expect('answer' in parsed && parsed.answer.usage).toEqual({ outputTokens: 2 })
})

test('usage that is not reported is undefined, not zero', () => {
  const parsed = chatAnswer(reply({ content: 'hi' }), new Set())
  expect(parsed).toEqual({ answer: { text: 'hi', calls: [], stop: 'end' } })
})

test.each([null, 'hi', []])('a reply whose message is %j is refused, not read as an empty answer', (message) => {
  expect(chatAnswer({ choices: [{ message }] }, new Set())).toEqual({
    problem: 'choices[0].message is missing; expected an assistant message',
  })
})

test('a reply without a message names the place', () => {
  expect(chatAnswer({ error: 'no' }, new Set())).toEqual({
    problem: 'choices[0].message is missing; expected an assistant message',
  })
})
