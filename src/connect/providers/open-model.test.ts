import { expect, test } from 'vitest'
import { anAsk, KEY, openAt } from '../../../test/support/open-provider.js'
import { withScript } from '../../../test/support/scripted-server.js'
import { openNetwork } from '../network.js'
import { type ModelSpec, openModel } from './open-model.js'

const network = openNetwork({ env: {} })
const open = (spec: Partial<ModelSpec> & Pick<ModelSpec, 'named'>, env: Readonly<Record<string, string>> = {}) =>
  openModel({ settings: { maxOutputTokens: 9 }, timeoutMs: 1_000, ...spec }, { env, network, purpose: 'run' })

test.each([
  ['some', 'model is "some"; expected vendor:model with vendor one of openai, anthropic'],
  ['nobody:some', 'model is "nobody:some"; expected vendor:model'],
  ['openai:', 'model is "openai:"; expected vendor:model'],
  ['http://host/v1', 'model is "http://host/v1"; expected http://host/v1#model'],
  ['http://host/v1#', 'expected http://host/v1#model'],
  ['http://user:secret@host/v1#some', 'model is "http://...@host"; expected an address without a user and password'],
  ['http://host/v1?key=secret#some', 'model is "http://host...?..."; expected an address without a query'],
])('the name %s is refused, and nothing in it that may be secret is shown', async (named, words) => {
  await expect(open({ named })).rejects.toThrow(words)
  await expect(open({ named })).rejects.not.toThrow('secret')
})

test.each([
  ['openai:some', {}, 'OPENAI_API_KEY is missing; expected the key for openai in the environment'],
  ['google:some', {}, 'GEMINI_API_KEY is missing'],
  ['azure:some', { AZURE_API_KEY: 'k' }, 'AZURE_RESOURCE_NAME is missing'],
  ['bedrock:some', { AWS_ACCESS_KEY_ID: 'k', AWS_REGION: 'r' }, 'is missing; expected the key for bedrock'],
  [
    'vertex:some',
    { GOOGLE_VERTEX_PROJECT: 'p', GOOGLE_VERTEX_LOCATION: '' },
    'is missing; expected the key for vertex',
  ],
])('%s without its keys says which variable is missing', async (named, env, words) => {
  await expect(open({ named }, env)).rejects.toThrow(words)
})

test('a plan needs no key', async () => {
  const spec = { named: 'openai:some', settings: { maxOutputTokens: 9 }, timeoutMs: 1_000 }
  const { system, vendor } = await openModel(spec, { env: {}, network, purpose: 'plan' })
  expect([system, vendor]).toEqual([{ model: 'some', host: 'openai', agent: 'leadline' }, 'openai'])
})

test('settings and another host make another system', async () => {
  const settings = { maxOutputTokens: 9, temperature: 0.2, reasoning: 'high', toolChoice: 'required' } as const
  const baseUrl = 'https://gateway.test/v1'
  const { system } = await open({ named: 'openai:some', baseUrl, settings }, { OPENAI_API_KEY: KEY })
  expect(system).toEqual({
    model: 'some',
    host: 'gateway.test',
    agent: 'leadline',
    settings: 'temperature 0.2, reasoning high, tools required',
  })
  const withOptions = await open(
    { named: 'openai:some', settings: { maxOutputTokens: 9, options: { serviceTier: 'flex' } } },
    { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'https://other.test/v1/' },
  )
  expect(withOptions.system.host).toBe('other.test')
  expect(withOptions.system.settings).toMatch(/^options [0-9a-f]{8}$/)
})

const done = { choices: [{ message: { content: 'hi' }, finish_reason: 'stop' }] }

test('a key under another name, headers and options reach the server', async () => {
  await withScript([{ body: done }], async ({ url, requests }) => {
    const model = await openAt('server', url, {
      env: { OWN_KEY: KEY, TEAM_TOKEN: 'team-secret' },
      keyVariable: 'OWN_KEY',
      headers: { 'x-team': { env: 'TEAM_TOKEN' }, 'x-purpose': 'study' },
      settings: { maxOutputTokens: 9, temperature: 0.2, toolChoice: 'required', options: { top_k: 5 } },
    })
    await model.ask(anAsk())
    expect(requests[0]?.path).toBe('/v1/chat/completions')
    expect(requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'x-team': 'team-secret',
      'x-purpose': 'study',
    })
    expect(requests[0]?.body).toMatchObject({
      model: 'some',
      max_tokens: 9,
      temperature: 0.2,
      tool_choice: 'required',
      top_k: 5,
      seed: 4_000_000_000,
    })
  })
})

test('a header that a server echoes is hidden like a key', async () => {
  await withScript([{ status: 401, body: 'wrong team-secret' }], async ({ url }) => {
    const model = await openAt('server', url, { env: { T: 'team-secret' }, headers: { 'x-team': { env: 'T' } } })
    await expect(model.ask(anAsk())).rejects.toThrow('answered 401: wrong [key]')
  })
})

test.each([
  ['openai:some', { protocol: 'chat' }, '/v1/chat/completions'],
  ['openai:some', {}, '/v1/responses'],
  ['anthropic:some', {}, '/v1/messages'],
  ['google:some', {}, '/v1/models/some:generateContent'],
  ['azure:some', {}, '/v1/responses'],
  ['bedrock:some.model-v1:0', {}, '/v1/model/some.model-v1%3A0/converse'],
  ['vertex:some', {}, '/v1/models/some:generateContent'],
] as const)('%s with %j is asked at %s', async (named, more, path) => {
  await withScript([{ status: 400, body: 'no' }], async ({ url, requests }) => {
    await (await openAt(named, url, more)).ask(anAsk()).catch(() => undefined)
    expect(requests.map((request) => request.path)).toEqual([path])
  })
})

test('a setting that a vendor does not take is refused instead of being left out', async () => {
  const body = {
    id: 'resp_1',
    created_at: 1,
    model: 'gpt-6-sol',
    status: 'completed',
    output: [],
    usage: { input_tokens: 1, output_tokens: 1 },
  }
  await withScript([{ body }], async ({ url }) => {
    const model = await openAt('openai:gpt-6-sol', url, { settings: { maxOutputTokens: 9, temperature: 0.2 } })
    await expect(model.ask(anAsk())).rejects.toThrow(/^temperature is 0\.2; expected a setting that openai takes/)
  })
})

test('thinking counts within the longest answer, also where a package adds it', async () => {
  const reply = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  }
  await withScript([{ body: reply }], async ({ url, requests }) => {
    const settings = { maxOutputTokens: 5_000, reasoning: 'high' } as const
    await (await openAt('anthropic:claude-sonnet-4-5', url, { settings })).ask(anAsk())
    expect(requests[0]?.body).toMatchObject({ max_tokens: 5_000, thinking: { type: 'enabled', budget_tokens: 2_500 } })
  })
  await withScript([], async ({ url }) => {
    const settings = { maxOutputTokens: 5_000, reasoning: 'high' } as const
    const model = await openAt('bedrock:anthropic.claude-sonnet-4-5-20250929-v1:0', url, { settings })
    await expect(model.ask(anAsk())).rejects.toThrow(
      /^maxOutputTokens is 5000; expected at least \d+ for this reasoning/,
    )
  })
})

test("nothing is tried twice: retries are the runner's", async () => {
  for (const named of ['server', 'openai:some', 'anthropic:some', 'google:some', 'bedrock:some']) {
    await withScript([{ status: 503, body: 'busy' }, { body: done }], async ({ url, requests }) => {
      await expect((await openAt(named, url)).ask(anAsk())).rejects.toMatchObject({ status: 503 })
      expect(requests, named).toHaveLength(1)
    })
  }
})

test('what served an answer is told where the vendor says it', async () => {
  await withScript([{ body: { ...done, model: 'some-2026-01-01' } }], async ({ url }) => {
    const { servedModel } = await (await openAt('server', url)).askInDetail(anAsk())
    expect(servedModel).toBe('some-2026-01-01')
  })
})
