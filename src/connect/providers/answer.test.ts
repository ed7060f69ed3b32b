import { expect, test } from 'vitest'
import { anAsk, KEY, openAt } from '../../../test/support/open-provider.js'
import { type ScriptedReply, withScript } from '../../../test/support/scripted-server.js'
import type { Answer, Ask } from '../../domain/index.js'

async function answerTo(named: string, body: ScriptedReply['body'], ask: Ask = anAsk()): Promise<Answer> {
  return withScript([{ body }], async ({ url }) => (await openAt(named, url)).ask(ask))
}

const chat = (message: object, finish_reason: string | null = 'stop') => ({ choices: [{ message, finish_reason }] })
const messages = (content: readonly object[], stop_reason: string) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'some',
  content,
  stop_reason,
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
})
const responses = (output: readonly object[], more: object = {}) => ({
  id: 'resp_1',
  created_at: 1,
  model: 'some',
  status: 'completed',
  output,
  usage: { input_tokens: 1, output_tokens: 1 },
  ...more,
})
const generated = (finishReason: string, parts: readonly object[] = []) => ({
  candidates: [{ content: { role: 'model', parts }, finishReason }],
})
const spoken = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed' }

test.each([
  ['server', chat({ content: 'cut' }, 'length'), { text: 'cut', stop: 'length' }],
  [
    'openai:some',
    responses([{ ...spoken, content: [{ type: 'output_text', text: 'cut', annotations: [] }] }], {
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    }),
    { text: 'cut', stop: 'length' },
  ],
  ['anthropic:some', messages([{ type: 'text', text: 'cut' }], 'max_tokens'), { text: 'cut', stop: 'length' }],
  ['anthropic:some', messages([], 'model_context_window_exceeded'), { text: '', stop: 'length' }],
  ['google:some', generated('MAX_TOKENS', [{ text: 'cut' }]), { text: 'cut', stop: 'length' }],
])('of %s an answer that is cut off is a truncated one: %#', async (named, body, expected) => {
  expect(await answerTo(named, body)).toMatchObject(expected)
})

test.each([
  ['server', chat({ content: null, refusal: 'I will not.' }), 'I will not.'],
  ['server', chat({ content: '' }, 'content_filter'), ''],
  ['openai:some', responses([{ ...spoken, content: [{ type: 'refusal', refusal: 'I will not.' }] }]), 'I will not.'],
  ['anthropic:some', messages([], 'refusal'), ''],
  ['google:some', generated('SAFETY'), ''],
  [
    'google:some',
    { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 3 } },
    '',
  ],
])('of %s a refusal is one, with its words: %#', async (named, body, text) => {
  expect(await answerTo(named, body)).toMatchObject({ text, calls: [], stop: 'refusal' })
})

test.each([
  ['server', chat({ content: 'hm' }, 'moon_phase'), 'moon_phase'],
  ['anthropic:some', messages([{ type: 'text', text: 'hm' }], 'moon_phase'), 'moon_phase'],
  [
    'openai:some',
    responses([{ ...spoken, content: [{ type: 'output_text', text: 'hm', annotations: [] }] }], {
      status: 'incomplete',
      incomplete_details: { reason: 'moon_phase' },
    }),
    'moon_phase',
  ],
  ['google:some', generated('MALFORMED_FUNCTION_CALL', [{ text: 'hm' }]), 'MALFORMED_FUNCTION_CALL'],
])('of %s a reason to stop that nobody knows is kept in its own word: %#', async (named, body, stopReason) => {
  expect(await answerTo(named, body)).toMatchObject({ text: 'hm', stop: 'end', stopReason })
})

test.each([
  ['{"at":', { 'malformed-json': '{"at":' }],
  ['[1]', { 'not-an-object': [1] }],
  ['', {}],
  ['null', { 'not-an-object': null }],
])('arguments %j are kept as the mistake of the model', async (given, expected) => {
  const call = { id: 'x', function: { name: 'look', arguments: given } }
  const answer = await answerTo('server', chat({ content: null, tool_calls: [call] }, 'tool_calls'))
  expect(answer).toMatchObject({ stop: 'calls', calls: [{ arguments: expected }] })
})

test('calls whose ids were used before, or that have none, get ids of their own, the same ones each time', async () => {
  const call = { id: 'a', function: { name: 'look', arguments: '{}' } }
  const nameless = { function: { name: 'move', arguments: '{}' } }
  const asked: Ask = anAsk([{ role: 'assistant', text: '', calls: [{ id: 'a', name: 'look', arguments: {} }] }])
  const body = chat({ content: null, tool_calls: [call, call, nameless, nameless] }, 'tool_calls')
  const [first, second] = [await answerTo('server', body, asked), await answerTo('server', body, asked)]
  const ids = first.calls.map(({ id }) => id)
  expect(new Set(['a', ...ids]).size).toBe(5)
  expect(second.calls.map(({ id }) => id)).toEqual(ids)
})

test.each(['look around!', 'files.read', '', 'x'.repeat(65), 'schön', '__proto__'])(
  'the tool %j goes out under a name that vendors take, and comes back under its own',
  async (name) => {
    const call = { id: 'a', name, arguments: {} }
    const tools = [{ name, description: 'Does.', parameters: { type: 'object', properties: {} } }]
    const ask: Ask = { ...anAsk([{ role: 'assistant', text: '', calls: [call] }]), tools }
    await withScript([{ body: chat({ content: 'hi' }) }], async ({ url, requests }) => {
      await (await openAt('server', url)).ask(ask)
      const sent: string = requests[0]?.body.tools[0].function.name
      expect(sent).toMatch(/^[a-zA-Z0-9_-]{1,64}$/)
      expect(requests[0]?.body.messages[0].tool_calls[0].function.name).toBe(sent)
      const called = chat({ tool_calls: [{ id: 'b', function: { name: sent, arguments: '{}' } }] }, 'tool_calls')
      expect(await answerTo('server', called, ask)).toMatchObject({ calls: [{ name }] })
      // What was made up stays what the model wrote.
      expect(await answerTo('server', called)).toMatchObject({ calls: [{ name: sent }] })
    })
  },
)

test.each(['1e999', '-1', '1.5', 'null'])('%s tokens are no count, and so not reported', async (text) => {
  const said = `{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":${text},"completion_tokens":2}}`
  expect((await answerTo('server', said)).usage).toEqual({ outputTokens: 2 })
})

test('arguments that a server gives as an object are read as one', async () => {
  const call = { id: 'x', function: { name: 'look', arguments: { at: 'sea' } } }
  const answer = await answerTo('server', chat({ content: null, tool_calls: [call] }, 'tool_calls'))
  expect(answer.calls).toEqual([{ id: 'x', name: 'look', arguments: { at: 'sea' } }])
})

test('usage that is not reported is undefined, not zero', async () => {
  expect(await answerTo('server', chat({ content: 'hi' }))).toEqual({ text: 'hi', calls: [], stop: 'end' })
})

test.each([{ choices: [] }, { choices: [{ message: null }] }, { error: 'no' }, []])(
  'a reply %j is refused, not read as an empty answer',
  async (body) => {
    await expect(answerTo('server', body)).rejects.toMatchObject({ code: 'model-failed', isRetryable: true })
  },
)

test('a key that a gateway puts into an answer is in no part of it', async () => {
  const body = messages(
    [
      { type: 'thinking', thinking: `The key is ${KEY}.`, signature: 'signed' },
      { type: 'text', text: `Asked with ${KEY}` },
      { type: 'tool_use', id: 'a', name: 'look', input: { at: `key ${KEY}` } },
    ],
    'tool_use',
  )
  const answer = await answerTo('anthropic:some', body)
  expect(answer).toMatchObject({ text: 'Asked with [key]', calls: [{ arguments: { at: 'key [key]' } }] })
  expect(answer.parts?.[0]).toMatchObject({ kind: 'reasoning', text: 'The key is [key].' })
  expect(JSON.stringify(answer)).not.toContain(KEY.slice(0, 12))
})

test('a key that is a word leaves the answer as it is', async () => {
  const body = chat({ content: 'unused so far' })
  const env = { KEY: 'unused' }
  const answer = await withScript([{ body }], async ({ url }) => {
    return (await openAt('server', url, { env, keyVariable: 'KEY' })).ask(anAsk())
  })
  expect(answer.text).toBe('unused so far')
})
