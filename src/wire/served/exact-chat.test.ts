import { expect, test } from 'vitest'
import type { JsonObject } from '../../domain/index.js'
import { type ExactAsk, readExactChat } from './index.js'

const REQUEST = { model: 'any', messages: [{ role: 'user', content: 'Look.' }] }

function askWith(fields: JsonObject): ExactAsk {
  const read = readExactChat({ ...REQUEST, ...fields })
  if ('problem' in read) throw new Error(read.problem)
  return read.ask
}

function problemWith(fields: JsonObject): unknown {
  return readExactChat({ ...REQUEST, ...fields })
}

test('what a request leaves open stays open', () => {
  expect(askWith({})).toEqual({
    model: 'any',
    messages: [{ role: 'user', text: 'Look.' }],
    tools: [],
    isStream: false,
    isUsageWanted: false,
    mayCallTogether: true,
  })
})

test('seed, temperature, longest answer and calls at a time are read', () => {
  const stated = { seed: 4_294_967_295, temperature: 0, max_tokens: 9, parallel_tool_calls: false }
  expect(askWith(stated)).toMatchObject({ seed: 4_294_967_295, temperature: 0, mostTokens: 9, mayCallTogether: false })
  expect(askWith({ max_tokens: 9, max_completion_tokens: 7 })).toMatchObject({ mostTokens: 7 })
})

test.each<[string, JsonObject]>([
  ['a model', { model: '' }],
  ['messages', { messages: [] }],
  ['seed', { seed: -1 }],
  ['seed', { seed: 0.5 }],
  ['seed', { seed: 4_294_967_296 }],
  ['temperature', { temperature: '0' }],
  ['temperature', { temperature: 2.1 }],
  ['max_tokens', { max_tokens: 0 }],
  ['max_completion_tokens', { max_completion_tokens: 1.5 }],
  ['parallel_tool_calls', { parallel_tool_calls: 'no' }],
  ['tool_choice', { tool_choice: 'required' }],
  ['n', { n: 2 }],
  ['response_format', { response_format: { type: 'json_object' } }],
])('%s that cannot be used is refused at its place: %j', (_, fields) => {
  const [place] = Object.keys(fields)
  expect(problemWith(fields)).toMatchObject({ place, problem: expect.stringMatching(`^${place} (is|are) `) })
})

test.each<JsonObject>([
  { top_p: 0.5 },
  { presence_penalty: 1 },
  { stop: ['x'] },
  { logprobs: true },
  { logit_bias: { '50256': -100 } },
  { reasoning_effort: 'high' },
  { functions: [{ name: 'look' }] },
  { audio: { voice: 'alloy' } },
  { top_k: 40 },
])('a field that would change the answer and is not carried is refused: %j', (fields) => {
  const [[place, value] = []] = Object.entries(fields)
  expect(problemWith(fields)).toEqual({
    place,
    problem: expect.stringMatching(
      `^${place} is ${JSON.stringify(value).replaceAll(/[[\]{}.]/g, '\\$&')}; expected .*this endpoint does not carry it$`,
    ),
  })
})

test('a field that changes nothing, or says what holds anyway, is taken', () => {
  const about = { user: 'me', metadata: { a: 'b' }, store: true, service_tier: 'flex', prompt_cache_key: 'k' }
  const holding = { top_p: 1, presence_penalty: 0, stop: [], logit_bias: {}, n: 1, audio: null, top_k: null }
  expect(askWith({ ...about, ...holding })).toEqual(askWith({}))
})
