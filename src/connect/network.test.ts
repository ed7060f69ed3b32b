import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createPlainServer } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { selfSigned } from '../../test/support/certificate.js'
import { type ConnectProxy, startConnectProxy } from '../../test/support/connect-proxy.js'
import { anAsk } from '../../test/support/open-provider.js'
import { withScript } from '../../test/support/scripted-server.js'
import { type Network, type NetworkOptions, openModel, openNetwork } from './index.js'

const HOST = 'models.test'
const { certificate, key } = selfSigned(HOST)
const reply = JSON.stringify({ choices: [{ message: { content: 'hi' }, finish_reason: 'stop' }] })
const server = createServer({ cert: certificate, key }, (_, response) => response.end(reply))
let proxy: ConnectProxy
let folder = ''
let ca = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy = await startConnectProxy((server.address() as AddressInfo).port)
  folder = mkdtempSync(join(tmpdir(), 'leadline-network-'))
  ca = join(folder, 'authority.pem')
  writeFileSync(ca, certificate)
})

afterAll(async () => {
  await proxy.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

/** Asks a model behind a host that only the proxy can find, whose certificate only the file vouches for. */
async function askThrough(options: NetworkOptions): Promise<unknown> {
  const network: Network = openNetwork(options)
  try {
    const spec = { named: `https://${HOST}/v1#some`, settings: { maxOutputTokens: 9 }, timeoutMs: 5_000 }
    const { model } = await openModel(spec, { env: {}, network, purpose: 'run' })
    return await model.ask(anAsk()).catch((error: unknown) => error)
  } finally {
    await network.close()
  }
}

const address = () => `http://127.0.0.1:${proxy.port}`

test.each(['HTTPS_PROXY', 'https_proxy'])(
  '%s leads through the proxy, and a file of authorities makes it trusted',
  async (name) => {
    const before = proxy.asked.length
    expect(await askThrough({ env: { [name]: address() }, ca })).toMatchObject({ text: 'hi' })
    expect(proxy.asked.slice(before)).toEqual([{ target: `${HOST}:443`, authorization: undefined }])
  },
)

test('a stated proxy is used with its user and password, before what the environment says', async () => {
  const before = proxy.asked.length
  const stated = `http://user:p%40ss@127.0.0.1:${proxy.port}`
  expect(await askThrough({ proxy: stated, env: { HTTPS_PROXY: 'http://127.0.0.1:9' }, ca })).toMatchObject({
    text: 'hi',
  })
  const authorization = `Basic ${Buffer.from('user:p@ss').toString('base64')}`
  expect(proxy.asked.slice(before)).toEqual([{ target: `${HOST}:443`, authorization }])
})

test('a certificate that nobody vouches for is not trusted, which no further try can mend', async () => {
  const failed = await askThrough({ env: { HTTPS_PROXY: address() } })
  expect(failed).toMatchObject({ fault: 'access', isRetryable: false, status: undefined, mayBeCharged: false })
  expect(String(failed)).toMatch(/models\.test is not trusted \(network\.ca names .*\): self-signed certificate/)
})

test('a proxy that refuses us is said to, which no further try can mend', async () => {
  const refusing = createPlainServer()
  refusing.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve))
  const failed = await askThrough({ proxy: `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`, env: {} })
  expect(failed).toMatchObject({ fault: 'access', isRetryable: false, mayBeCharged: false })
  expect(String(failed)).toContain('the proxy refuses')
  await new Promise((resolve) => refusing.close(resolve))
})

test('NO_PROXY and servers on this machine are reached straight', async () => {
  const before = proxy.asked.length
  const failed = await askThrough({ env: { HTTPS_PROXY: address(), NO_PROXY: `other.test,${HOST}` }, ca })
  // Only the proxy knows this host.
  expect(failed).toMatchObject({ code: 'model-failed', isRetryable: true, mayBeCharged: false })
  await withScript([{ body: reply }], async ({ url, requests }) => {
    const network = openNetwork({ env: { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' } })
    const spec = { named: `${url}#some`, settings: { maxOutputTokens: 9 }, timeoutMs: 5_000 }
    const { model } = await openModel(spec, { env: {}, network, purpose: 'run' })
    expect(await model.ask(anAsk())).toMatchObject({ text: 'hi' })
    expect(requests).toHaveLength(1)
    await network.close()
  })
  expect(proxy.asked).toHaveLength(before)
})

test('the password of a proxy that cannot be reached shows nowhere', async () => {
  const failed = await askThrough({ proxy: 'http://user:very-secret-word@127.0.0.1:9', env: {} })
  expect(failed).toMatchObject({ code: 'model-failed', isRetryable: true })
  expect(JSON.stringify(failed) + String(failed)).not.toContain('very-secret-word')
  const network = openNetwork({ proxy: 'http://user:very-secret-word@127.0.0.1:9', env: {} })
  expect(network.proxy).toBe('http://127.0.0.1:9')
})

test.each([
  [{ proxy: 'user:secret@nowhere', env: {} }, 'network.proxy is "no address of a proxy"; expected http://host:port'],
  [{ env: { HTTPS_PROXY: 'secret' } }, 'HTTPS_PROXY is "no address of a proxy"; expected http://host:port'],
  [{ ca: '/nowhere.pem', env: {} }, 'network.ca is "/nowhere.pem"; expected a file that can be read'],
])('what cannot be used is refused without being shown: %#', (options, words) => {
  expect(() => openNetwork(options)).toThrow(words)
  expect(() => openNetwork(options)).not.toThrow('secret')
})

test('a file without a certificate in it is refused', () => {
  const path = join(folder, 'empty.pem')
  writeFileSync(path, 'nothing')
  expect(() => openNetwork({ ca: path, env: {} })).toThrow('expected a file with certificates in it (PEM)')
})
