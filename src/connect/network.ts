import { readFileSync } from 'node:fs'
import { getCACertificates } from 'node:tls'
import type { EnvHttpProxyAgent } from 'undici'
import { ConfigError } from '../domain/index.js'

/** How this machine reaches vendors. */
export interface NetworkOptions {
  /** Address of a proxy for everything, before whatever the environment says; may hold a user and password. */
  readonly proxy?: string
  /** File of certificate authorities (PEM) to trust beside those of Node. */
  readonly ca?: string
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are looked for, in capital or small letters. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A way to vendors. */
export interface Network {
  /** As the one of the platform, through the proxy and with the authorities that were asked for; gives up on nothing itself. */
  readonly fetch: typeof globalThis.fetch
  /** What must never be shown: the passwords of proxies. */
  readonly secrets: readonly string[]
  /** Address of the proxy without user and password, for people; undefined where requests go straight. */
  readonly proxy?: string
  /** Closes what is open. */
  close(): Promise<void>
}

/**
 * Opens a way to vendors. Servers on this machine are reached straight unless `proxy` says otherwise.
 *
 * @throws ConfigError where a proxy is no address or the file of authorities cannot be used
 */
export function openNetwork({ proxy, ca, env }: NetworkOptions): Network {
  const https = proxyAt('network.proxy', proxy) ?? proxyAt('HTTPS_PROXY', variable(env, 'HTTPS_PROXY'))
  const http = proxyAt('network.proxy', proxy) ?? proxyAt('HTTP_PROXY', variable(env, 'HTTP_PROXY'))
  const listed = proxy === undefined ? [variable(env, 'NO_PROXY') ?? '', ...OWN_HOSTS].join(',') : ''
  const tls = ca === undefined ? {} : { ca: authorities(ca) }
  let agent: Promise<EnvHttpProxyAgent> | undefined
  const opened = async () => {
    // Loaded where something is asked: most commands ask nothing.
    const { EnvHttpProxyAgent: Agent } = await import('undici')
    return new Agent({
      // An empty text keeps the client from looking for itself.
      httpProxy: http?.href ?? '',
      httpsProxy: https?.href ?? http?.href ?? '',
      noProxy: listed,
      // Deadlines are set for each ask: an answer may take longer to begin than a client would wait.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: tls,
      requestTls: tls,
      proxyTls: tls,
    })
  }
  const shown = https ?? http
  return {
    fetch: fetchThrough(() => (agent ??= opened())),
    secrets: [https, http].flatMap((url) => (url === undefined ? [] : secretsIn(url))),
    ...(shown !== undefined && { proxy: shown.origin }),
    close: async () => (await agent)?.close(),
  }
}

const OWN_HOSTS = ['localhost', '127.0.0.1', '[::1]']

function fetchThrough(agent: () => Promise<EnvHttpProxyAgent>): typeof globalThis.fetch {
  return async (input, init) => {
    const [dispatcher, { fetch: undiciFetch }] = await Promise.all([agent(), import('undici')])
    const url = input instanceof Request ? input.url : input
    const { method, headers, body, signal } = init ?? {}
    const response = await undiciFetch(url, {
      dispatcher,
      ...(method !== undefined && { method }),
      ...(headers !== undefined && { headers: Object.fromEntries(new Headers(headers)) }),
      ...(body !== undefined && body !== null && { body: await bytesOf(body) }),
      ...(signal !== undefined && { signal }),
    })
    // One platform's response for the other's: the packages read status, headers and body only.
    return new Response(response.body, {
      status: response.status,
      statusText: response.statusText,
      headers: Object.fromEntries(response.headers),
    })
  }
}

/** What a request may carry. */
type Body = NonNullable<NonNullable<Parameters<typeof globalThis.fetch>[1]>['body']>

async function bytesOf(body: Body): Promise<string | Uint8Array> {
  return typeof body === 'string' ? body : new Uint8Array(await new Response(body).arrayBuffer())
}

function variable(env: NetworkOptions['env'], name: string): string | undefined {
  const given = env[name.toLowerCase()] ?? env[name]
  return given === undefined || given.trim() === '' ? undefined : given.trim()
}

/** The address is not shown where it is refused: it may hold a password. */
function proxyAt(place: string, given: string | undefined): URL | undefined {
  if (given === undefined) return undefined
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError(place, 'no address of a proxy', 'http://host:port or https://host:port')
  }
  return url
}

function secretsIn({ username, password }: URL): string[] {
  const secrets = [username, password].flatMap((part) => (part === '' ? [] : [part, decodeURIComponent(part)]))
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return password === '' ? [] : [...secrets, pair]
}

/** Those of Node (with `NODE_EXTRA_CA_CERTS`, which it reads itself) and those in the file. */
function authorities(path: string): string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new ConfigError('network.ca', path, 'a file that can be read')
  }
  const own = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (own === null) throw new ConfigError('network.ca', path, 'a file with certificates in it (PEM)')
  return [...getCACertificates('default'), ...own]
}
