import { isReady, VENDORS } from '../connect/index.js'
import type { Io } from './io.js'

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
    return [{ kind: 'server', what, command: `leadline probe --model ${url}#${first} --price 0/0` }]
  })
  return [...keys, ...servers]
}

/**
 * Model servers that answer at their usual ports on this machine, and at addresses beside them.
 *
 * @param more base addresses, with the version
 */
export async function findServers(more: readonly string[] = []): Promise<FoundServer[]> {
  const usual = SERVERS.map(({ name, port }) => ({ name, url: `http://127.0.0.1:${port}/v1` }))
  const stated = more.map((url) => ({
    name: URL.canParse(url) ? new URL(url).host : url,
    url: url.replace(/\/+$/, ''),
  }))
  return (await Promise.all([...usual, ...stated].map(askServer))).flat()
}

async function askServer({ name, url }: Pick<FoundServer, 'name' | 'url'>): Promise<FoundServer[]> {
  try {
    const response = await fetch(`${url}/models`, { signal: AbortSignal.timeout(SERVER_WAIT_MS) })
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
    return typeof entry === 'object' && entry !== null && 'id' in entry ? [String(entry.id)] : []
  })
}
