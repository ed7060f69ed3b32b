import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { withScript } from '../../test/support/scripted-server.js'
import { ConfigError } from '../domain/index.js'
import { findModels, findServers, serverAddress } from './found.js'
import type { Io } from './io.js'
import { mcpProxy } from './mcp-proxy.js'
import { models } from './models.js'

const io = (env: Io['env']): Io => ({
  out: () => {},
  err: () => {},
  env,
  cwd: '/',
  isLive: false,
  isColour: false,
  columns: 80,
  now: () => '2026-01-01T00:00:00Z',
  signal: new AbortController().signal,
  commandLine: 'leadline',
})

test('keys that are whole are found by the names of their variables, never by their values', async () => {
  const env = { MISTRAL_API_KEY: 'planted', AWS_ACCESS_KEY_ID: 'planted', AWS_REGION: 'r', AZURE_API_KEY: 'planted' }
  const found = (await findModels(io(env))).filter(({ kind }) => kind === 'key')
  // Half of what a vendor needs is nothing yet.
  expect(found.map(({ what }) => what)).toEqual(['a key in MISTRAL_API_KEY'])
  const whole = await findModels(io({ ...env, AWS_SECRET_ACCESS_KEY: 'planted' }))
  expect(whole.map(({ what }) => what)).toContain('a key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY and AWS_REGION')
  expect(JSON.stringify(whole)).not.toContain('planted')
})

test('a server that lists its models is found, one that answers otherwise or not at all is not', async () => {
  const list = { body: { data: [{ id: 'a' }, { id: 'b' }, 'c'] } }
  await withScript([list, { body: 'welcome' }], async ({ url }) => {
    const mine = async () => (await findServers([serverAddress(`${url}/`)])).filter((server) => server.url === url)
    expect(await mine()).toEqual([{ name: new URL(url).host, url, models: ['a', 'b'] }])
    expect(await mine()).toEqual([])
  })
  expect((await findServers(['http://127.0.0.1:9/v1'])).filter(({ url }) => url.includes(':9/'))).toEqual([])
})

test('a server that is named is asked through the proxy that is given', async () => {
  const asked: (string | undefined)[] = []
  const proxy = createServer((request, response) => {
    asked.push(request.url)
    response.end(JSON.stringify({ data: [{ id: 'far' }] }))
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.closeAllConnections())
  onTestFinished(() => void proxy.close())
  const printed: string[] = []
  const quiet = { ...io({}), out: (text: string) => void printed.push(text) }
  const { port } = proxy.address() as AddressInfo
  await models(quiet, { server: ['http://models.invalid/v1'], proxy: `http://127.0.0.1:${port}`, json: true })
  const found = { name: 'models.invalid', url: 'http://models.invalid/v1', models: ['far'] }
  expect(JSON.parse(printed.join('')).servers).toContainEqual(found)
  expect(asked).toEqual(['http://models.invalid/v1/models'])
})

test.each([
  ['exit 3', 'it ended with 3'],
  ['kill -s TERM $$', 'it ended with SIGTERM'],
])('outside of a study a tool server that fails (%s) is told as what was given', async (line, words) => {
  const end = mcpProxy(io({}), ['sh', '-c', line], {})
  await expect(end).rejects.toThrow(ConfigError)
  await expect(end).rejects.toThrow(`the server after -- is "sh -c ${line}"; expected one that ends with 0 (${words})`)
})

test.each([
  ['somewhere', '--server is "no address"; expected http://host/v1'],
  ['ftp://host/v1', '--server is "ftp://host"'],
  ['http://user:planted@host/v1', '--server is "http://...@host"'],
  ['http://host/v1?key=planted', '--server is "http://host...?..."'],
])('the server %s is refused, and nothing in it that may be secret is shown', (given, words) => {
  expect(() => serverAddress(given)).toThrow(words)
  expect(() => serverAddress(given)).not.toThrow('planted')
})
