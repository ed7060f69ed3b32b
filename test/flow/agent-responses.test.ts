import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4, LanguageModelV4Prompt } from '@ai-sdk/provider'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AgentEndpoint, openEndpoint } from '../../src/connect/index.js'
import type { AgentReply, VendorFailure } from '../../src/domain/index.js'

let endpoint: AgentEndpoint
let key = ''
let asks = 0
let replies: AgentReply[] = []

const answer = {
  text: 'Looking for the box now.',
  calls: [{ id: 'call_1', name: 'look', arguments: { at: 'x' } }],
  stop: 'calls' as const,
}
const whole: AgentReply = { kind: 'answered', answer }
const broken: AgentReply = { kind: 'answered', answer, line: { kind: 'break', share: 0.5 } }
const slow: AgentReply = { kind: 'answered', answer, line: { kind: 'slow', seconds: 0.3 } }
const cut: AgentReply = { kind: 'answered', answer: { text: 'Looking for', calls: [], stop: 'length' } }
const failed = (error: VendorFailure): AgentReply => ({ kind: 'failed', error })

beforeEach(async () => {
  endpoint = await openEndpoint({ secret: 'test' })
  asks = 0
  key = endpoint.admit('any', async () => {
    asks += 1
    return replies[asks - 1] ?? whole
  }).token
})
afterEach(() => endpoint.close())

const openai = (maxRetries: number) => new OpenAI({ baseURL: `${endpoint.url}/v1`, apiKey: key, maxRetries })
const anthropic = (maxRetries: number) => new Anthropic({ baseURL: endpoint.url, apiKey: key, maxRetries })
const user = [{ role: 'user' as const, content: 'Look.' }]
const request = { model: 'any', messages: user }

/** What an unmodified client makes of one request: its text and why it stopped. */
type Client = (maxRetries: number) => Promise<readonly [text: unknown, stop: unknown]>

const CLIENTS: Readonly<Record<string, Client>> = {
  'chat completions': async (retries) => {
    const [choice] = (await openai(retries).chat.completions.create(request)).choices
    return [choice?.message.content, choice?.finish_reason]
  },
  'chat completions as a stream': async (retries) => {
    const stream = openai(retries).chat.completions.stream(request)
    const [choice] = (await stream.finalChatCompletion()).choices
    return [choice?.message.content, choice?.finish_reason]
  },
  responses: async (retries) => {
    const made = await openai(retries).responses.create({ model: 'any', input: 'Look.' })
    return [made.output_text, made.incomplete_details?.reason ?? made.status]
  },
  'responses as a stream': async (retries) => {
    const made = await openai(retries).responses.stream({ model: 'any', input: 'Look.' }).finalResponse()
    return [made.output_text, made.incomplete_details?.reason ?? made.status]
  },
  messages: async (retries) => {
    const made = await anthropic(retries).messages.create({ ...request, max_tokens: 9 })
    return [made.content.map((block) => (block.type === 'text' ? block.text : '')).join(''), made.stop_reason]
  },
  'messages as a stream': async (retries) => {
    const made = await anthropic(retries)
      .messages.stream({ ...request, max_tokens: 9 })
      .finalMessage()
    return [made.content.map((block) => (block.type === 'text' ? block.text : '')).join(''), made.stop_reason]
  },
}
const each = Object.entries(CLIENTS)
/** How the stop reason of an answer that is whole, and of one that was cut, is called. */
const STOPS = { chat: ['tool_calls', 'length'], responses: ['completed', 'max_output_tokens'] } as const
const stopsOf = (name: string) =>
  name.startsWith('messages') ? ['tool_use', 'max_tokens'] : STOPS[name.startsWith('chat') ? 'chat' : 'responses']

describe.each(each)('an unmodified client of %s', (name, ask) => {
  const [wholeStop, cutStop] = stopsOf(name)

  test.each([
    ['overloaded', name.startsWith('messages') ? 529 : 503],
    ['rate-limit', 429],
    ['server-error', 500],
  ] as const)('knows %s as its vendor says it', async (error, status) => {
    replies = [failed(error)]
    const caught: unknown = await ask(0).catch((thrown: unknown) => thrown)
    const { APIError } = name.startsWith('messages') ? Anthropic : OpenAI
    expect(caught).toBeInstanceOf(APIError)
    expect(caught).toMatchObject({ status })
  })

  test('sees that an answer broke off, and gets the next one whole', async () => {
    replies = [broken]
    await expect(ask(0)).rejects.toThrow()
    expect(await ask(0)).toEqual(['Looking for the box now.', wholeStop])
  })

  test('gets a slow answer whole, not before its time', async () => {
    replies = [slow]
    const began = performance.now()
    expect(await ask(0)).toEqual(['Looking for the box now.', wholeStop])
    expect(performance.now() - began).toBeGreaterThan(290)
  })

  test('is told by the stop reason that an answer was cut', async () => {
    replies = [cut]
    // The helper for streams of chat completions takes a cut answer as it is.
    expect(await ask(0)).toEqual(['Looking for', cutStop])
  })
})

test.each(each.filter(([name]) => name.endsWith('stream')))(
  'a client of %s gets over an error that passes, by itself',
  async (name, ask) => {
    replies = [failed('overloaded')]
    expect(await ask(1)).toEqual(['Looking for the box now.', stopsOf(name)[0]])
    expect(asks).toBe(2)
  },
)

test('a rate limit says when to ask again', async () => {
  replies = [{ kind: 'failed', error: 'rate-limit', retryAfterSeconds: 1 }]
  const headers = { 'x-api-key': key, 'anthropic-version': '2023-06-01' }
  const body = JSON.stringify({ messages: user })
  const response = await fetch(`${endpoint.url}/v1/messages`, { method: 'POST', headers, body })
  expect([response.status, response.headers.get('retry-after'), response.headers.get('x-should-retry')]).toEqual([
    429,
    '1',
    null,
  ])
  expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } })
})

const PROVIDERS: Readonly<Record<string, () => LanguageModelV4>> = {
  'OpenAI, chat completions': () => createOpenAI({ baseURL: `${endpoint.url}/v1`, apiKey: key }).chat('any'),
  'OpenAI, responses': () => createOpenAI({ baseURL: `${endpoint.url}/v1`, apiKey: key }).responses('any'),
  Anthropic: () => createAnthropic({ baseURL: `${endpoint.url}/v1`, apiKey: key })('any'),
  'OpenAI-compatible': () => createOpenAICompatible({ name: 'own', baseURL: `${endpoint.url}/v1`, apiKey: key })('any'),
}

test.each(Object.entries(PROVIDERS))('the provider package for %s tells all of them apart', async (_, modelOf) => {
  const prompt: LanguageModelV4Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Look.' }] }]
  replies = [failed('overloaded'), broken, cut, slow]
  await expect(modelOf().doGenerate({ prompt })).rejects.toMatchObject({ isRetryable: true })
  await expect(streamed(modelOf(), prompt)).rejects.toThrow()
  expect((await modelOf().doGenerate({ prompt })).finishReason.unified).toBe('length')
  expect(await streamed(modelOf(), prompt)).toBe('tool-calls')
})

async function streamed(model: LanguageModelV4, prompt: LanguageModelV4Prompt): Promise<string> {
  const { stream } = await model.doStream({ prompt })
  let stop = 'none'
  for await (const part of stream) {
    if (part.type === 'error') throw part.error
    if (part.type === 'finish') stop = part.finishReason.unified
  }
  return stop
}
