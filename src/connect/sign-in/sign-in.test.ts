import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { selfSigned } from '../../../test/support/certificate.js'
import { startConnectProxy } from '../../../test/support/connect-proxy.js'
import { anAsk } from '../../../test/support/open-provider.js'
import { type ModelSpec, openModel, openNetwork } from '../index.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-sign-in-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What a server gives back: a text, or a text with a status. */
type Reply = string | { readonly status: number; readonly text: string }

/** A server on loopback while it is used; with a certificate where it stands for a host. */
async function serving<T>(
  reply: (seen: Seen) => Reply,
  use: (server: { readonly port: number; readonly seen: readonly Seen[] }) => Promise<T>,
  tls?: { readonly cert: string; readonly key: string },
): Promise<T> {
  const seen: Seen[] = []
  const answer: Parameters<typeof createServer>[1] = (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const asked = { method, path: url, headers, body: Buffer.concat(chunks).toString() }
      seen.push(asked)
      const given = reply(asked)
      const { status, text } = typeof given === 'string' ? { status: 200, text: given } : given
      const type = text.startsWith('<') ? 'text/xml' : text.startsWith('{') ? 'application/json' : 'text/plain'
      response.writeHead(status, { 'content-type': type }).end(text)
    })
  }
  const server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use({ port: (server.address() as AddressInfo).port, seen })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const model = (
  spec: Pick<ModelSpec, 'named' | 'baseUrl'>,
  env: Record<string, string>,
  network = openNetwork({ env: {} }),
) => openModel({ ...spec, settings: { maxOutputTokens: 100 }, timeoutMs: 5_000 }, { env, network, purpose: 'run' })

describe('Vertex with the credentials of the machine', () => {
  const HOST = 'oauth2.googleapis.com'
  const { certificate, key } = selfSigned(HOST)
  const env = { GOOGLE_VERTEX_PROJECT: 'p', GOOGLE_VERTEX_LOCATION: 'us-central1' }
  const said = JSON.stringify({
    candidates: [
      { content: { role: 'model', parts: [{ text: 'The token is ya29.given-out-later.' }] }, finishReason: 'STOP' },
    ],
  })

  /** Asks once through a stated proxy, whose other end alone knows the hosts of the vendor. */
  async function askThrough(reply: (seen: Seen) => Reply) {
    writeFileSync(join(folder, 'ca.pem'), certificate)
    const own = { type: 'authorized_user', client_id: 'c', client_secret: 'hidden-secret', refresh_token: 'refresh-me' }
    writeFileSync(join(folder, 'adc.json'), JSON.stringify(own))
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', join(folder, 'adc.json'))
    return serving(
      reply,
      async ({ port, seen }) => {
        const proxy = await startConnectProxy(port)
        const network = openNetwork({ env: {}, proxy: `http://127.0.0.1:${proxy.port}`, ca: join(folder, 'ca.pem') })
        try {
          const opened = await model({ named: 'vertex:gemini-3-pro', baseUrl: `https://${HOST}/v1` }, env, network)
          const answer = await opened.model.ask(anAsk()).catch((error: unknown) => error)
          return { answer, seen, targets: proxy.asked.map(({ target }) => target) }
        } finally {
          await network.close()
          await proxy.close()
        }
      },
      { cert: certificate, key },
    )
  }

  test('signs in through the stated proxy, trusting the stated authority, and the token is never shown', async () => {
    const { answer, seen, targets } = await askThrough(({ path }) =>
      path === '/token' ? JSON.stringify({ access_token: 'ya29.given-out-later', expires_in: 3_600 }) : said,
    )
    expect(answer).toMatchObject({ text: 'The token is [key].', stop: 'end' })
    expect(new Set(targets)).toEqual(new Set([`${HOST}:443`]))
    const [token, asked] = seen
    expect([token?.method, token?.path]).toEqual(['POST', '/token'])
    expect(token?.body).toContain('refresh_token=refresh-me')
    expect(asked?.headers.authorization).toBe('Bearer ya29.given-out-later')
  })

  test('a refused sign-in stops the study, and nothing was asked', async () => {
    const refused = {
      status: 400,
      text: JSON.stringify({ error: 'invalid_grant', error_description: 'hidden-secret' }),
    }
    const { answer, seen } = await askThrough(() => refused)
    expect(answer).toMatchObject({
      message: 'vertex was not signed in to: invalid_grant',
      fault: 'access',
      mayBeCharged: false,
    })
    expect(seen.map(({ path }) => path)).toEqual(['/token'])
  })

  test('so does a machine without credentials', async () => {
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', join(folder, 'nowhere.json'))
    const opened = await model({ named: 'vertex:gemini-3-pro', baseUrl: 'http://127.0.0.1:9/v1' }, env)
    await expect(opened.model.ask(anAsk())).rejects.toMatchObject({
      message: expect.stringMatching(/^vertex was not signed in to: Unable to read the credential file/),
      fault: 'access',
    })
  })
})

describe('Bedrock with a profile or a role', () => {
  const reply = JSON.stringify({
    output: { message: { role: 'assistant', content: [{ text: 'Done with session-token-given-out.' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
    metrics: { latencyMs: 1 },
  })
  const lasts = '2099-01-01T00:00:00Z'

  /** A machine with the given files of the AWS command line and nothing else. */
  function onAMachine(config: string, more: Record<string, string> = {}) {
    writeFileSync(join(folder, 'config'), config)
    writeFileSync(join(folder, 'credentials'), '')
    const stubbed = {
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      ...more,
    }
    for (const [name, value] of Object.entries(stubbed)) vi.stubEnv(name, value)
  }

  const STS = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
    <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey>
    <SessionToken>session-token-given-out</SessionToken><Expiration>${lasts}</Expiration></Credentials>
    </AssumeRoleResult></AssumeRoleResponse>`
  const WORKER = `[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = base-secret\n
[profile worker]\nrole_arn = arn:aws:iam::123456789012:role/worker\nsource_profile = base\n`

  test('a role is assumed by the profile once for several asks, and each ask is signed with what it gave', async () => {
    await serving(
      ({ path }) => (path.includes('/converse') ? reply : STS),
      async ({ port, seen }) => {
        onAMachine(WORKER, { AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}/sts` })
        const env = { AWS_PROFILE: 'worker', AWS_REGION: 'eu-west-1' }
        const opened = await model({ named: 'bedrock:some', baseUrl: `http://127.0.0.1:${port}` }, env)
        expect((await opened.model.ask(anAsk())).text).toBe('Done with [key].')
        await opened.model.ask(anAsk())
        expect(seen.map(({ path }) => path)).toEqual(['/sts/', '/model/some/converse', '/model/some/converse'])
        expect(seen[0]?.body).toContain('Action=AssumeRole')
        expect(seen[0]?.headers.authorization).toContain('Credential=AKIABASE/')
        expect(seen[1]?.headers.authorization).toContain('Credential=ASIAROLE/')
        expect(seen[1]?.headers['x-amz-security-token']).toBe('session-token-given-out')
      },
    )
  })

  test('a machine with a role of its own tells it to whoever asks over its own link', async () => {
    const given = {
      Code: 'Success',
      AccessKeyId: 'ASIAHERE',
      SecretAccessKey: 's',
      Token: 'here-token',
      Expiration: lasts,
    }
    const link = ({ path }: Seen) => {
      if (path === '/latest/api/token') return 'link-token'
      return path.endsWith('/security-credentials/') ? 'worker' : JSON.stringify(given)
    }
    await serving(
      (seen) => (seen.path.includes('/converse') ? reply : link(seen)),
      async ({ port, seen }) => {
        onAMachine('', { AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}` })
        const env = { AWS_PROFILE: 'default', AWS_REGION: 'eu-west-1' }
        const opened = await model({ named: 'bedrock:some', baseUrl: `http://127.0.0.1:${port}` }, env)
        await opened.model.ask(anAsk())
        expect(seen.at(-1)?.headers.authorization).toContain('Credential=ASIAHERE/')
      },
    )
  })

  test('a role that may not be assumed stops the study; a service that is busy is asked again', async () => {
    const refusal = (code: string) =>
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>not you</Message></Error></ErrorResponse>`
    for (const [status, code, fault] of [
      [403, 'AccessDenied', 'access'],
      [503, 'ServiceUnavailable', 'transport'],
    ] as const) {
      const text = refusal(code)
      await serving(
        () => ({ status, text }),
        async ({ port, seen }) => {
          onAMachine(WORKER, { AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}/sts`, AWS_MAX_ATTEMPTS: '1' })
          const env = { AWS_PROFILE: 'worker', AWS_REGION: 'eu-west-1' }
          const opened = await model({ named: 'bedrock:some', baseUrl: `http://127.0.0.1:${port}` }, env)
          await expect(opened.model.ask(anAsk())).rejects.toMatchObject({
            message: 'bedrock was not signed in to: not you',
            fault,
            isRetryable: fault === 'transport',
            mayBeCharged: false,
          })
          expect(seen.some(({ path }) => path.includes('/converse'))).toBe(false)
        },
      )
    }
  })

  test('a profile that is not there is named', async () => {
    onAMachine('', { AWS_EC2_METADATA_DISABLED: 'true' })
    const opened = await model(
      { named: 'bedrock:some', baseUrl: 'http://127.0.0.1:9' },
      { AWS_PROFILE: 'nobody', AWS_REGION: 'eu-west-1' },
    )
    await expect(opened.model.ask(anAsk())).rejects.toMatchObject({
      message: expect.stringMatching(/^bedrock was not signed in to: /),
      fault: 'access',
    })
  })
})
