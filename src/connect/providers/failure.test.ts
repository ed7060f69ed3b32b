import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { anAsk, KEY, openAt } from '../../../test/support/open-provider.js'
import { type ScriptedReply, withScript } from '../../../test/support/scripted-server.js'
import { ModelError } from '../../domain/index.js'

const VENDORS = ['server', 'openai:some', 'anthropic:some', 'google:some', 'azure:some', 'bedrock:some', 'vertex:some']

async function failureOf(named: string, reply: ScriptedReply): Promise<unknown> {
  return withScript([reply], async ({ url }) => {
    const model = await openAt(named, url, named === 'server' ? { keyVariable: 'OPENAI_API_KEY' } : {})
    return model.ask(anAsk()).catch((error: unknown) => error)
  })
}

test.each([
  [401, '{"error":{"message":"no such key"}}', 'access', false],
  [403, '{"error":{"message":"not for you"}}', 'access', false],
  [404, '{"error":{"message":"no such model","code":"model_not_found"}}', 'access', false],
  [
    400,
    '{"error":{"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}',
    'access',
    false,
  ],
  [429, '{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}', 'access', false],
  [400, '{"error":{"message":"Your credit balance is too low to access the API."}}', 'access', false],
  [400, '{"error":{"message":"This model\'s maximum context length is 8192 tokens."}}', 'context', false],
  [400, '{"error":{"code":"context_length_exceeded"}}', 'context', false],
  [400, '{"error":{"message":"prompt is too long: 210000 tokens > 200000 maximum"}}', 'context', false],
  [
    400,
    '{"error":{"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."}}',
    'context',
    false,
  ],
  [400, '{"message":"Input is too long for requested model."}', 'context', false],
  [413, 'Request Entity Too Large', 'context', false],
  [400, '{"error":{"message":"Invalid schema for function look: None is not of type object"}}', 'request', false],
  [422, '{"error":{"message":"no such role"}}', 'request', false],
  [429, '{"error":{"message":"too many tokens per minute"}}', 'transport', true],
  [409, '{"error":{"message":"busy"}}', 'transport', true],
  [500, '{"error":{"message":"context length"}}', 'transport', true],
  [529, '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}', 'transport', true],
])(
  'status %i with %s is a fault of kind %s, whoever says it; retryable: %s',
  async (status, body, fault, isRetryable) => {
    for (const named of VENDORS) {
      expect(await failureOf(named, { status, body }), named).toMatchObject({ status, fault, isRetryable })
    }
  },
)

test.each([
  ['{"error":{"message":"no such model","code":"model_not_found"}}', 'answered 404: no such model'],
  ['{"error":"no such model"}', 'answered 404: no such model'],
  ['{"message":"no such model"}', 'answered 404: no such model'],
  ['{"detail":"no such model"}', 'answered 404: {"detail":"no such model"}'],
  ['<html>not here</html>', 'answered 404: <html>not here</html>'],
  ['null', 'answered 404: null'],
  ['', 'answered 404: Not Found'],
  ['no\x1b[2Jsuch\nmodel', 'answered 404: no [2Jsuch model'],
])('of a complaint %s the words are shown: %s', async (body, shown) => {
  expect(String(await failureOf('server', { status: 404, body }))).toContain(shown)
})

test.each([
  [{ 'retry-after': '7' }, '', 7_000],
  [{ 'retry-after': '7', 'retry-after-ms': '150' }, '', 150],
  [{ 'retry-after': 'soon' }, '', undefined],
  [{ 'retry-after': '-1' }, '', undefined],
  [{}, '', undefined],
  [{}, '{"error":{"message":"Quota.","details":[{"@type":"RetryInfo","retryDelay":"34s"}]}}', 34_000],
  [{}, '{"error":{"message":"Rate limit reached. Please try again in 1.5s. Visit us."}}', 1_500],
  [{}, '{"error":{"message":"Rate limit reached. Please try again in 120ms."}}', 120],
  [{ 'retry-after': '2' }, '{"error":{"message":"Please try again in 9s."}}', 2_000],
])('a server that answers 429 with %j and %s asks to be left alone for %s ms', async (headers, body, retryAfterMs) => {
  for (const named of VENDORS) {
    const failed = await failureOf(named, { status: 429, headers, body })
    expect(failed, named).toMatchObject({ isRetryable: true, retryAfterMs })
  }
})

test('the quota that headers state reaches the error of a refusal', async () => {
  const headers = {
    'x-ratelimit-limit-requests': '60',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': '1m0s',
  }
  const quota = { limitRequests: 60, remainingRequests: 0, resetSeconds: 60 }
  expect(await failureOf('openai:some', { status: 429, headers, body: '' })).toMatchObject({ quota })
})

test.each([
  ['as it is', KEY],
  ['across the cut of a long complaint', `${'x'.repeat(185)} Bearer ${KEY}`],
  ['encoded for an address', encodeURIComponent(KEY)],
  ['in base64', Buffer.from(KEY).toString('base64')],
  ['within JSON', JSON.stringify({ error: { message: `wrong key "${KEY}"` } })],
])('a key that a server echoes %s is not shown', async (_, said) => {
  for (const named of VENDORS) {
    for (const status of [200, 401, 500]) {
      const error = await failureOf(named, { status, body: said, headers: { 'x-echo': KEY } })
      expect(error, named).toBeInstanceOf(ModelError)
      const shown = inspect(error, { depth: 9, showHidden: true })
      for (const part of [
        KEY.slice(0, 12),
        encodeURIComponent(KEY),
        Buffer.from(KEY).toString('base64').slice(0, 12),
      ]) {
        expect(shown, `${named} ${status}`).not.toContain(part)
      }
    }
  }
})

test.each([`${KEY}\nx`, `${KEY}中`])('a key that no header takes is not shown: %#', async (key) => {
  const env = { OPENAI_API_KEY: key, ANTHROPIC_API_KEY: key }
  for (const named of ['openai:some', 'anthropic:some']) {
    const error = await withScript([], async ({ url }) => {
      return (await openAt(named, url, { env })).ask(anAsk()).catch((caught: unknown) => caught)
    })
    expect(error).toBeInstanceOf(ModelError)
    expect(error).toMatchObject({ isRetryable: false, mayBeCharged: false })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(KEY.slice(0, 12))
  }
})

test('a server that is not there is a retryable failure without a status that costs nothing', async () => {
  const url = await withScript([], async (server) => server.url)
  for (const named of VENDORS) {
    const failed = (await openAt(named, url)).ask(anAsk())
    await expect(failed, named).rejects.toMatchObject({ status: undefined, isRetryable: true, mayBeCharged: false })
  }
})

test('an answer in which a gateway says that it broke is a failure on its way, not the turn of a model', async () => {
  const body = { choices: [{ message: { content: 'half an ans' }, finish_reason: 'error' }] }
  expect(await failureOf('server', { body })).toMatchObject({ isRetryable: true, mayBeCharged: true })
})

test('the quota that headers state reaches the answer', async () => {
  const headers = { 'x-ratelimit-remaining-requests': '4', 'x-ratelimit-limit-requests': '60' }
  const body = { choices: [{ message: { content: 'hi' }, finish_reason: 'stop' }] }
  expect(await failureOf('server', { headers, body })).toMatchObject({
    text: 'hi',
    quota: { remainingRequests: 4, limitRequests: 60 },
  })
})

test('a reply that says nothing at all is a failure on its way, not an empty turn', async () => {
  expect(await failureOf('google:some', { body: {} })).toMatchObject({ status: 200, isRetryable: true })
})

test('a fault inside a reply with status 200 is a failure', async () => {
  const body = {
    id: 'r',
    created_at: 1,
    model: 'some',
    output: [],
    error: { code: 'server_error', message: 'The server had an error' },
  }
  expect(await failureOf('openai:some', { body })).toMatchObject({ code: 'model-failed' })
})
