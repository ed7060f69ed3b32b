import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Answer } from '../../src/domain/index.js'
import { clientOf, serve, toldModel } from '../support/served.js'

const DONE: Answer = { text: 'Done.', calls: [], stop: 'end' }
const ASK = { model: 'any', messages: [{ role: 'user' as const, content: 'Go.' }] }

/** Answers when it is told to, or never. */
function waiting() {
  const open: (() => void)[] = []
  const { model, asks } = toldModel(
    ({ signal }) =>
      new Promise<Answer>((resolve, reject) => {
        open.push(() => resolve(DONE))
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
  )
  const release = () => {
    for (const answer of open.splice(0)) answer()
  }
  return { model, asks, release, until: async (count: number) => until(() => asks.length >= count) }
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('it did not come to that')
    await delay(2)
  }
}

test.each([false, true])('a client that goes away takes its ask back (stream: %s)', async (stream) => {
  const { model, asks, until: asked } = waiting()
  const client = clientOf(await serve({ models: { any: model } }))
  const own = new AbortController()
  const request = client.chat.completions.create({ ...ASK, stream }, { signal: own.signal })
  await asked(1)
  own.abort()
  await expect(request).rejects.toThrow('aborted')
  await until(() => asks[0]?.signal.aborted === true)
})

test('closing ends every connection, idle or busy, and takes back what is asked', async () => {
  const { model, asks, until: asked } = waiting()
  const server = await serve({ models: { any: model } })
  const client = clientOf(server)
  await client.models.list()
  const failed = expect(client.chat.completions.create(ASK, { maxRetries: 0 })).rejects.toThrow('Connection error')
  await asked(1)
  await server.close()
  await failed
  await until(() => asks[0]?.signal.aborted === true)
  await expect(fetch(server.url)).rejects.toThrow()
})

test('many clients are answered at once, each with its own', async () => {
  const { model } = toldModel(async ({ messages, seed }) => {
    await delay(seed % 7)
    return { ...DONE, text: `${messages[0]?.text} ${seed}` }
  })
  const client = clientOf(await serve({ models: { any: model } }))
  const numbers = Array.from({ length: 60 }, (_, index) => index)
  const said = await Promise.all(
    numbers.map(async (seed) => {
      const messages = [{ role: 'user' as const, content: `I am ${seed}:` }]
      const { id, choices } = await client.chat.completions.create({ model: 'any', seed, messages })
      return { id, text: choices[0]?.message.content }
    }),
  )
  expect(said.map(({ text }) => text)).toEqual(numbers.map((seed) => `I am ${seed}: ${seed}`))
  expect(new Set(said.map(({ id }) => id)).size).toBe(60)
})

test('beyond its bound it says that it is busy and when to come again; the client does, and is answered', async () => {
  const { model, asks, release, until: asked } = waiting()
  const server = await serve({ models: { any: model } })
  const body = JSON.stringify(ASK)
  const post = () => fetch(`${server.url}/v1/chat/completions`, { method: 'POST', body })
  const first = Array.from({ length: 128 }, post)
  await asked(128)
  const refused = await post()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await refused.json()).toMatchObject({ error: { type: 'server_error' } })
  const patient = clientOf(server).chat.completions.create(ASK)
  await delay(50)
  release()
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual(first.map(() => 200))
  await asked(129)
  release()
  expect((await patient).choices[0]?.message.content).toBe('Done.')
  expect(asks).toHaveLength(129)
})

test('a body that is too long is refused with 413, whether its length is said or not', async () => {
  const { model, asks } = toldModel(() => DONE)
  const server = await serve({ models: { any: model } })
  const messages = [{ role: 'user' as const, content: 'x'.repeat(9 * 1024 * 1024) }]
  await expect(clientOf(server).chat.completions.create({ model: 'any', messages })).rejects.toMatchObject({
    status: 413,
    type: 'invalid_request_error',
    message: '413 the request has more than 8388608 bytes',
  })
  const chunked = request(`${server.url}/v1/chat/completions`, { method: 'POST' })
  const status = new Promise((resolve, reject) => {
    chunked.on('response', ({ statusCode }) => resolve(statusCode))
    chunked.on('error', reject)
  })
  for (let sent = 0; sent < 9; sent += 1) chunked.write('x'.repeat(1024 * 1024))
  chunked.end()
  expect(await status).toBe(413)
  chunked.destroy()
  expect(asks).toEqual([])
})

test.each([
  ['POST', '/v1/chat/completions', '{"model": ', 400, 'the body is no JSON; expected a request of chat completions'],
  ['POST', '/v1/chat/completions', '[]', 400, 'the body is []; expected an object'],
  ['POST', '/v1/embeddings', '{}', 404, 'POST /v1/embeddings is not served here; expected POST /v1/chat/completions'],
  ['GET', '/v1/chat/completions', undefined, 404, 'GET /v1/chat/completions is not served here'],
  ['GET', '/', undefined, 404, 'GET / is not served here'],
  ['GET', '/v1/models/%zz', undefined, 404, "model is '%zz'; expected one of any"],
  ['HEAD', '/v1/chat/completions', undefined, 404, ''],
])('%s %s with %s is answered with %s', async (method, path, body, status, words) => {
  const server = await serve({ models: { any: toldModel(() => DONE).model } })
  const response = await fetch(server.url + path, { method, ...(body !== undefined && { body }) })
  expect([response.status, response.headers.get('x-should-retry')]).toEqual([status, 'false'])
  const text = await response.text()
  expect(text === '' ? '' : JSON.parse(text).error.message).toContain(words)
})
