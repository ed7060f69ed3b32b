import { createServer } from 'node:net'
import { harbourFamilies } from 'leadline/tasks'
import { expect, onTestFinished, test } from 'vitest'
import type { Io } from '../../src/cli/io.js'
import { reachNote, zooServe } from '../../src/cli/zoo-serve.js'
import { plantedPolicies } from '../../tasks/harbour/policy/index.js'
import { play } from '../support/harbour-play.js'
import { openAt } from '../support/open-provider.js'
import { policyZoo } from '../support/policy-zoo.js'
import { clientOf } from '../support/served.js'

/** The command at work, on a free port of this machine. */
async function zooServed(options: { readonly host?: string; readonly port?: number; readonly model?: string[] } = {}) {
  const stop = new AbortController()
  const printed = { out: '', err: '' }
  let shown = () => {}
  const isShown = new Promise<void>((resolve) => {
    shown = resolve
  })
  const io: Io = {
    out: (text) => {
      printed.out += text
      shown()
    },
    err: (text) => {
      printed.err += text
    },
    env: {},
    cwd: '/',
    isLive: false,
    isColour: false,
    columns: 80,
    now: () => '2026-11-26T00:00:00.000Z',
    signal: stop.signal,
    commandLine: 'leadline zoo serve',
  }
  const ended = zooServe(io, { host: '127.0.0.1', port: 0, ...options }, policyZoo)
  const end = () => {
    stop.abort()
    return ended
  }
  onTestFinished(() => end().catch(() => undefined))
  await Promise.race([isShown, ended])
  return { printed, end, url: /http:\S+(?=\/v1)/.exec(printed.out)?.[0] ?? '' }
}

test.each([false, true])(
  'a whole harbour sample over HTTP goes call by call as with the model itself (stream: %s)',
  async (stream) => {
    const { url } = await zooServed()
    const settings = { maxOutputTokens: 4_000, stream }
    const [served, own] = [await openAt(`${url}/v1#steady`, url, { settings, env: {} }), plantedPolicies.steady.model]
    const trials = await Promise.all(
      harbourFamilies.slice(0, 4).map(async (family, trial) => {
        const sample = family.makeSample({ stratum: 'long', size: 40, seed: 11, index: 0 })
        return [await play(served, family, sample, trial), await play(own, family, sample, trial)] as const
      }),
    )
    for (const [there, here] of trials) expect(there).toEqual(here)
    expect(trials.some(([there]) => there.isSolved)).toBe(true)
    expect(Math.max(...trials.map(([there]) => there.steps))).toBeGreaterThan(30)
  },
)

test('it says where it serves what, and how to ask; what it prints works', async () => {
  const { printed, url, end } = await zooServed({ model: ['perfect', 'looping', 'perfect'] })
  expect(printed.out).toContain(`Serving at ${url}/v1 (chat completions; any key will do):\n  perfect, looping\n`)
  const listed = []
  for await (const { id } of clientOf({ url }).models.list()) listed.push(id)
  expect(listed).toEqual(['perfect', 'looping'])
  const [, address = '', body = ''] =
    /curl (\S+) -H 'content-type: application\/json' -d '([^']+)'/.exec(printed.out) ?? []
  const response = await fetch(address, { method: 'POST', body })
  expect(await response.json()).toMatchObject({ model: 'perfect', choices: [{ finish_reason: expect.any(String) }] })
  expect(printed.out).toContain(`leadline probe --model ${url}/v1#perfect --price 0/0`)
  await end()
  expect(printed.err).toBe('')
  await expect(fetch(url)).rejects.toThrow()
})

test('what cannot be served, or not there, is refused in one line', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await new Promise((resolve) => taken.once('listening', resolve))
  const address = taken.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  await expect(zooServed({ port })).rejects.toThrow(
    `--port is ${port}; expected a port that is free; 0 takes any free one`,
  )
  await expect(zooServed({ host: '192.0.2.1' })).rejects.toThrow(
    '--host is "192.0.2.1"; expected an address of this machine',
  )
  await expect(zooServed({ model: ['gpt'] })).rejects.toThrow('--model is "gpt"; expected one of wide, narrow-only')
})

test('a temperature that the models cannot have is refused in their words', async () => {
  const { url } = await zooServed()
  const messages = [{ role: 'user' as const, content: 'Go.' }]
  const asked = clientOf({ url }).chat.completions.create({ model: 'perfect', messages, temperature: 0.2 })
  await expect(asked).rejects.toThrow('400 temperature is 0.2; expected it left out: policy models have none')
})

test('an address beyond this machine is served with a note, and no other', () => {
  expect(['127.0.0.1', '127.8.0.9', 'localhost', '::1'].map(reachNote)).toEqual(['', '', '', ''])
  expect(['0.0.0.0', '::', '10.0.0.127', 'host.example'].map(reachNote)).toEqual(
    ['0.0.0.0', '::', '10.0.0.127', 'host.example'].map((host) => expect.stringContaining(`can reach ${host} too`)),
  )
})
