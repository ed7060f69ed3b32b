import type { Io } from './io.js'

/** A model that could be probed from this machine. */
export interface FoundModel {
  readonly kind: 'key' | 'server'
  /** What was found, without any secret. */
  readonly what: string
  /** First part of the command that probes it. */
  readonly command: string
}

const KEYS = [
  { name: 'OPENAI_API_KEY', vendor: 'openai' },
  { name: 'ANTHROPIC_API_KEY', vendor: 'anthropic' },
  { name: 'GEMINI_API_KEY', vendor: 'google' },
  { name: 'OPENROUTER_API_KEY', vendor: 'openrouter' },
  { name: 'MISTRAL_API_KEY', vendor: 'mistral' },
] as const

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
  const keys = KEYS.filter(({ name }) => (io.env[name] ?? '') !== '').map(
    ({ name, vendor }): FoundModel => ({
      kind: 'key',
      what: `a key in ${name}`,
      command: `leadline probe --model ${vendor}:MODEL --price INPUT/OUTPUT --budget ${SUGGESTED_CEILING_USD}`,
    }),
  )
  const servers = await Promise.all(SERVERS.map((server) => askServer(server)))
  return [...keys, ...servers.flat()]
}

async function askServer(server: (typeof SERVERS)[number]): Promise<FoundModel[]> {
  const url = `http://127.0.0.1:${server.port}/v1`
  try {
    const response = await fetch(`${url}/models`, { signal: AbortSignal.timeout(SERVER_WAIT_MS) })
    const first = firstModel(await response.json())
    if (first === undefined) return []
    const what = `${server.name} on port ${server.port} with ${first}`
    return [{ kind: 'server', what, command: `leadline probe --model ${url}#${first} --price 0/0` }]
  } catch {
    // Nothing answers there, or something else does: not a model server.
    return []
  }
}

function firstModel(reply: unknown): string | undefined {
  if (typeof reply !== 'object' || reply === null || !('data' in reply) || !Array.isArray(reply.data)) return undefined
  const first: unknown = reply.data[0]
  return typeof first === 'object' && first !== null && 'id' in first ? String(first.id) : undefined
}
