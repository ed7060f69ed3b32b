import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4, LanguageModelV4Content, LanguageModelV4Prompt } from '@ai-sdk/provider'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AgentEndpoint, openEndpoint } from '../../src/connect/index.js'
import type { AgentAsk, AgentReply } from '../../src/domain/index.js'

let endpoint: AgentEndpoint
let key = ''
let asks: AgentAsk[] = []
let reply: (ask: AgentAsk) => AgentReply

const looks: AgentReply = {
  kind: 'answered',
  answer: {
    text: 'Looking.',
    calls: [{ id: 'call_1', name: 'look', arguments: { at: 'x' } }],
    stop: 'calls',
    usage: { inputTokens: 10, outputTokens: 3 },
  },
}
const done: AgentReply = { kind: 'answered', answer: { text: 'A box.', calls: [], stop: 'end' } }

beforeEach(async () => {
  endpoint = await openEndpoint({ secret: 'test' })
  asks = []
  reply = ({ messages }) => (messages.some(({ role }) => role === 'tool') ? done : looks)
  key = endpoint.admit('any-model', async (ask) => {
    asks.push(ask)
    return reply(ask)
  }).token
})
afterEach(() => endpoint.close())

const openai = () => new OpenAI({ baseURL: `${endpoint.url}/v1`, apiKey: key, maxRetries: 2 })
const anthropic = () => new Anthropic({ baseURL: endpoint.url, apiKey: key, maxRetries: 2 })
const user = [{ role: 'user' as const, content: 'Look.' }]

const PROVIDERS: Readonly<Record<string, () => LanguageModelV4>> = {
  'OpenAI, chat completions': () => createOpenAI({ baseURL: `${endpoint.url}/v1`, apiKey: key }).chat('any'),
  'OpenAI, responses': () => createOpenAI({ baseURL: `${endpoint.url}/v1`, apiKey: key }).responses('any'),
  Anthropic: () => createAnthropic({ baseURL: `${endpoint.url}/v1`, apiKey: key })('any'),
  'OpenAI-compatible': () => createOpenAICompatible({ name: 'own', baseURL: `${endpoint.url}/v1`, apiKey: key })('any'),
}

type SaidPart = Extract<LanguageModelV4Prompt[number], { role: 'assistant' }>['content'][number]

/** A part of an answer as it is said again in the next prompt. */
function asPrompt(part: LanguageModelV4Content): SaidPart[] {
  const meta =
    'providerMetadata' in part && part.providerMetadata !== undefined ? { providerOptions: part.providerMetadata } : {}
  if (part.type === 'text') return [{ type: 'text', text: part.text, ...meta }]
  if (part.type !== 'tool-call') return []
  const { toolCallId, toolName, input } = part
  return [{ type: 'tool-call', toolCallId, toolName, input: JSON.parse(input), ...meta }]
}

test.each(Object.entries(PROVIDERS))(
  'the provider package for %s calls a tool and takes its result, streaming and not',
  async (_, modelOf) => {
    const tools = [
      {
        type: 'function' as const,
        name: 'look',
        inputSchema: { type: 'object' as const, properties: { at: { type: 'string' as const } } },
      },
    ]
    const prompt: LanguageModelV4Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Look.' }] }]
    const first = await modelOf().doGenerate({ prompt, tools })
    const called = first.content.find((part) => part.type === 'tool-call')
    expect(called).toMatchObject({ toolName: 'look', toolCallId: 'call_1', input: '{"at":"x"}' })
    expect(first.finishReason.unified).toBe('tool-calls')
    const whole: LanguageModelV4Prompt = [
      ...prompt,
      { role: 'assistant', content: first.content.flatMap(asPrompt) },
      {
        role: 'tool',
        content: [
          { type: 'tool-result', toolCallId: 'call_1', toolName: 'look', output: { type: 'text', value: 'a box' } },
        ],
      },
    ]
    const { stream } = await modelOf().doStream({ prompt: whole, tools })
    let said = ''
    for await (const part of stream) {
      if (part.type === 'text-delta') said += part.delta
      if (part.type === 'error') throw part.error
      if (part.type === 'finish') said += ` ${part.finishReason.unified}`
    }
    expect(said).toBe('A box. stop')
    expect(asks[1]?.messages).toEqual([
      { role: 'user', text: 'Look.' },
      { role: 'assistant', text: 'Looking.', calls: [{ id: 'call_1', name: 'look', arguments: { at: 'x' } }] },
      { role: 'tool', callId: 'call_1', name: 'look', text: 'a box', isError: false },
    ])
  },
)

test('clients of both shapes list the models and count tokens', async () => {
  const listed = []
  for await (const { id } of openai().models.list()) listed.push(id)
  for await (const { id } of anthropic().models.list()) listed.push(id)
  expect(listed).toEqual(['any-model', 'any-model'])
  expect((await anthropic().models.retrieve('other')).id).toBe('other')
  const { input_tokens: tokens } = await anthropic().messages.countTokens({ model: 'any', messages: user })
  expect(tokens).toBeGreaterThan(0)
  expect(asks).toEqual([])
})

test('a key that belongs to no trial is refused in the words of each dialect', async () => {
  key = 'sk-other'
  await expect(openai().chat.completions.create({ model: 'any', messages: user })).rejects.toThrow(
    OpenAI.AuthenticationError,
  )
  const asked = anthropic().messages.create({ model: 'any', max_tokens: 9, messages: user })
  await expect(asked).rejects.toThrow(Anthropic.AuthenticationError)
  expect(asks).toEqual([])
})

test('a trial that is over is refused once, and no client tries again', async () => {
  reply = () => ({ kind: 'over', message: 'the session has reached its limit' })
  await expect(openai().chat.completions.create({ model: 'any', messages: user })).rejects.toThrow(
    'the session has reached its limit',
  )
  await expect(anthropic().messages.create({ model: 'any', max_tokens: 9, messages: user })).rejects.toThrow(
    'its limit',
  )
  await expect(openai().responses.create({ model: 'any', input: 'Look.' })).rejects.toThrow('its limit')
  expect(asks).toHaveLength(3)
})

test('a conversation that is too long is refused in the words that clients know', async () => {
  reply = () => ({ kind: 'rejected', isTooLong: true, message: 'it is longer than the model takes' })
  await expect(openai().chat.completions.create({ model: 'any', messages: user })).rejects.toMatchObject({
    status: 400,
    code: 'context_length_exceeded',
  })
  const asked = anthropic().messages.create({ model: 'any', max_tokens: 9, messages: user })
  await expect(asked).rejects.toThrow('prompt is too long')
})

test('a picture is refused where it is, and the next request is answered', async () => {
  const image = { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AA==' } }
  const asked = openai().chat.completions.create({ model: 'any', messages: [{ role: 'user', content: [image] }] })
  await expect(asked).rejects.toThrow("messages[0].content[0] is of type 'image_url'; this endpoint carries text only")
  const { choices } = await openai().chat.completions.create({ model: 'any', messages: user })
  expect(choices[0]?.message.content).toBe('Looking.')
})

test('what is malformed is refused in the words of each vendor, and no model is asked', async () => {
  const send = (client: OpenAI | Anthropic, path: string, body: object) =>
    client.post(path, { body: { model: 'any', ...body } })
  const chat = send(openai(), '/chat/completions', { messages: user, tools: 'look' })
  await expect(chat).rejects.toBeInstanceOf(OpenAI.BadRequestError)
  await expect(chat).rejects.toMatchObject({
    status: 400,
    type: 'invalid_request_error',
    param: 'tools',
    message: '400 tools is "look"; expected a list of tools',
  })
  const responses = send(openai(), '/responses', { input: [{ role: 'ghost', content: 'x' }] })
  await expect(responses).rejects.toMatchObject({ status: 400, type: 'invalid_request_error', param: 'input[0].role' })
  const messages = send(anthropic(), '/v1/messages', { max_tokens: 9, messages: user, tools: [{ name: 'look' }] })
  await expect(messages).rejects.toBeInstanceOf(Anthropic.BadRequestError)
  await expect(messages).rejects.toMatchObject({
    status: 400,
    error: {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'tools[0].input_schema is missing; expected an object',
      },
    },
  })
  expect(asks).toEqual([])
})

test.each([
  ['POST', '/v1/chat/completions', '{', 400, 'the body is no JSON'],
  ['POST', '/v1/embeddings', '{}', 404, 'POST /embeddings is not served here'],
  ['GET', '/v1/messages', undefined, 404, 'GET /messages is not served here'],
])('%s %s with %s is answered with %s', async (method, path, body, status, words) => {
  const headers = { authorization: `Bearer ${key}` }
  const response = await fetch(endpoint.url + path, { method, headers, ...(body !== undefined && { body }) })
  expect([response.status, response.headers.get('x-should-retry')]).toEqual([status, 'false'])
  expect(await response.text()).toContain(words)
})

test('a probe of whether anybody is there is answered', async () => {
  expect((await fetch(endpoint.url, { method: 'HEAD' })).status).toBe(200)
})

test('a dismissed trial is not answered, and others are', async () => {
  const other = endpoint.admit('any-model', async () => done)
  other.dismiss()
  const headers = { 'x-api-key': other.token, 'anthropic-version': '2023-06-01' }
  const response = await fetch(`${endpoint.url}/v1/messages`, { method: 'POST', headers, body: '{"messages":[]}' })
  expect(response.status).toBe(401)
  expect(await openai().responses.create({ model: 'any', input: 'Look.' })).toMatchObject({ output_text: 'Looking.' })
})
