import { isReady, VENDORS } from '../connect/index.js'
import { ConfigError } from '../domain/index.js'
import { commandLineOf, type Io } from './io.js'

/** A model that could be probed from this machine. */
export interface FoundModel {
  readonly kind: 'key' | 'server'
  /** What was found, without any secret. */
  readonly what: string
  /** First part of the command that probes it. */
  readonly command: string
}

/** A model server that answered. */
export interface FoundServer {
  /** What usually answers at its port, or its address. */
  readonly name: string
  /** Base address, with the version. */
  readonly url: string
  /** As it names them. */
  readonly models: readonly string[]
}

const SERVERS = [
  { name: 'Ollama', port: 11434 },
  { name: 'LM Studio', port: 1234 },
  { name: 'vLLM', port: 8000 },
  { name: 'llama.cpp', port: 8080 },
] as const

const SERVER_WAIT_MS = 400
/** A server that is named may be far away. */
const NAMED_WAIT_MS = 5_000

/** Most that a suggested probe may spend, in US dollars. */
export const SUGGESTED_CEILING_USD = 10

/** Looks for keys in the environment and for model servers on this machine; contacts nothing beyond loopback. */
export async function findModels(io: Io): Promise<FoundModel[]> {
  const keys = VENDORS.filter((vendor) => isReady(vendor, io.env)).map(({ name, needs }): FoundModel => {
    const found = needs.find((names) => names.every((variable) => (io.env[variable] ?? '') !== '')) ?? []
    return {
      kind: 'key',
      what: `a key in ${found.join(' and ')}`,
      command: `leadline probe --model ${name}:MODEL --price INPUT/OUTPUT --budget ${SUGGESTED_CEILING_USD}`,
    }
  })
  const servers = (await findServers()).flatMap(({ name, url, models }): FoundModel[] => {
    const [first] = models
    if (first === undefined) return []
    const what = `${name} on port ${new URL(url).port} with ${first}`
    return [{ kind: 'server', what, command: commandLineOf(['probe', '--model', `${url}#${first}`, '--price', '0/0']) }]
  })
  return [...keys, ...servers]
}

/**
 * Model servers that answer at their usual ports on this machine, and at addresses beside them.
 *
 * @param more base addresses as `serverAddress` gives them
 * @param through the way to those, such as a proxy; this machine is always asked straight
 */
export async function findServers(more: readonly string[] = [], through = fetch): Promise<FoundServer[]> {
  const usual = SERVERS.map(({ name, port }) => {
    return { name, url: `http://127.0.0.1:${port}/v1`, waitMs: SERVER_WAIT_MS, through: fetch }
  })
  const stated = more.map((url) => ({ name: new URL(url).host, url, waitMs: NAMED_WAIT_MS, through }))
  return (await Promise.all([...usual, ...stated].map(askServer))).flat()
}

/**
 * Base address of a server as it is named by the reader, without a slash at its end.
 *
 * @throws ConfigError where it is none, without what may be secret in it
 */
export function serverAddress(given: string): string {
  const expected = 'http://host/v1 or https://host/v1, without a user, password or query'
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url === undefined) throw new ConfigError('--server', 'no address', expected)
  const { protocol, host, username, password, search } = url
  if (!/^https?:$/.test(protocol)) throw new ConfigError('--server', `${protocol}//${host}`, expected)
  if (username !== '' || password !== '') throw new ConfigError('--server', `${protocol}//...@${host}`, expected)
  if (search !== '') throw new ConfigError('--server', `${protocol}//${host}...?...`, expected)
  return given.replace(/\/+$/, '')
}

/** In place of what a terminal would obey: nobody asks a model by such a name. */
const CONTROL_SIGN = '\u{FFFD}'

type Asked = Pick<FoundServer, 'name' | 'url'> & { readonly waitMs: number; readonly through: typeof fetch }

async function askServer({ name, url, waitMs, through }: Asked): Promise<FoundServer[]> {
  try {
    const response = await through(`${url}/models`, { signal: AbortSignal.timeout(waitMs) })
    const models = modelsIn(await response.json())
    return models === undefined ? [] : [{ name, url, models }]
  } catch {
    // Nothing answers there, or something else does: not a model server.
    return []
  }
}

function modelsIn(reply: unknown): string[] | undefined {
  if (typeof reply !== 'object' || reply === null || !('data' in reply) || !Array.isArray(reply.data)) return undefined
  return reply.data.flatMap((entry: unknown) => {
    const id: unknown = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined
    return typeof id === 'string' && id !== '' ? [id.replaceAll(/\p{Cc}/gu, CONTROL_SIGN)] : []
  })
}
