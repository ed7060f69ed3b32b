import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { type Ask, ModelError } from '../domain/index.js'
import { openaiCompatibleModel } from './openai-compatible.js'

const ask: Ask = {
  messages: [{ role: 'user', text: 'hello' }],
  tools: [],
  seed: 1,
  signal: new AbortController().signal,
}

async function withServer<T>(listener: RequestListener, use: (baseUrl: string) => Promise<T>): Promise<T> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

function modelAt(baseUrl: string, key?: string) {
  const settings = { model: 'm', maxOutputTokens: 10 }
  return openaiCompatibleModel({
    vendor: 'stand-in',
    baseUrl,
    settings,
    timeoutMs: 2_000,
    ...(key !== undefined && { key }),
  })
}

test('an answer comes back with its usage', async () => {
  const answer = await withServer(
    (_, response) => {
      const usage = { prompt_tokens: 3, completion_tokens: 1 }
      response.end(JSON.stringify({ choices: [{ message: { content: 'hi' }, finish_reason: 'stop' }], usage }))
    },
    (baseUrl) => modelAt(baseUrl).ask(ask),
  )
  expect(answer).toEqual({ text: 'hi', calls: [], stop: 'end', usage: { inputTokens: 3, outputTokens: 1 } })
})

test.each([
  [429, true],
  [503, true],
  [401, false],
])('status %i is retryable: %s', async (status, isRetryable) => {
  const failed = withServer(
    (_, response) => response.writeHead(status).end('no'),
    (baseUrl) => modelAt(baseUrl).ask(ask),
  )
  await expect(failed).rejects.toMatchObject({ code: 'model-failed', status, isRetryable })
})

test.each([
  [401, 'no such key', 'access'],
  [403, 'not for you', 'access'],
  [404, 'no such model', 'access'],
  [400, "This model's maximum context length is 8192 tokens.", 'context'],
  [400, '{"error":{"code":"context_length_exceeded"}}', 'context'],
  [400, 'prompt is too long: 210000 tokens > 200000 maximum', 'context'],
  [413, 'Request Entity Too Large', 'context'],
  [400, "'tools[0].name' does not match the pattern", 'request'],
  [422, 'no such role', 'request'],
  [429, 'too many tokens per minute', 'transport'],
  [500, 'context length', 'transport'],
])('status %i with "%s" is a fault of kind %s', async (status, text, fault) => {
  const failed = withServer(
    (_, response) => response.writeHead(status).end(text),
    (baseUrl) => modelAt(baseUrl).ask(ask),
  )
  await expect(failed).rejects.toMatchObject({ status, fault })
})

test.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '7', 'retry-after-ms': '150' }, 150],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-1' }, undefined],
  [{}, undefined],
])('a server that answers 429 with %j asks to be left alone for %s ms', async (headers, retryAfterMs) => {
  const failed = withServer(
    (_, response) => response.writeHead(429, headers).end(),
    (baseUrl) => modelAt(baseUrl).ask(ask),
  )
  await expect(failed).rejects.toMatchObject({ retryAfterMs })
})

const KEY = 'sk-very-secret-0123456789/abc'

test.each([
  ['as it is', (sent: string) => sent],
  ['across the cut of a long complaint', (sent: string) => `${'x'.repeat(185)} ${sent}`],
  ['encoded for an address', (sent: string) => encodeURIComponent(sent.replace('Bearer ', ''))],
  ['in base64', (sent: string) => Buffer.from(sent.replace('Bearer ', '')).toString('base64')],
])('a key that a server echoes %s is not shown', async (_, echo) => {
  for (const [status, given] of [
    [401, KEY],
    [401, `${KEY} `],
    [200, KEY],
  ] as const) {
    const failed = withServer(
      (request, response) => response.writeHead(status).end(`bad ${echo(request.headers.authorization ?? '')}`),
      (baseUrl) => modelAt(baseUrl, given).ask(ask),
    )
    const error = await failed.catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ModelError)
    for (const part of [KEY.slice(0, 12), encodeURIComponent(KEY), Buffer.from(KEY).toString('base64').slice(0, 12)]) {
      expect(inspect(error, { depth: 5 })).not.toContain(part)
    }
  }
})

test('a server that is not there is a retryable failure without a status', async () => {
  const baseUrl = await withServer(
    () => undefined,
    async (url) => url,
  )
  await expect(modelAt(baseUrl).ask(ask)).rejects.toMatchObject({ status: undefined, isRetryable: true })
})

test.each([
  ['{"error":{"message":"no such model","code":"model_not_found"}}', 'answered 404: no such model'],
  ['{"error":"no such model"}', 'answered 404: no such model'],
  ['{"detail":"no such model"}', 'answered 404: {"detail":"no such model"}'],
  ['<html>not here</html>', 'answered 404: <html>not here</html>'],
  ['null', 'answered 404: null'],
])('of a complaint %s the words are shown: %s', async (body, shown) => {
  const asked = withServer(
    (_, response) => void response.writeHead(404).end(body),
    (baseUrl) => modelAt(baseUrl).ask(ask),
  )
  await expect(asked).rejects.toThrow(shown)
})
