import { type ModelSpec, openModel, openNetwork } from '../../src/connect/index.js'
import type { Model } from '../../src/domain/index.js'
import { flakyModel, replayModel, scriptedModel } from '../../src/models/index.js'
import { harbourPolicies, plantedPolicies } from '../../tasks/harbour/policy/index.js'
import type { Spoken } from './model-replies.js'
import { PLAIN_TURNS } from './model-script.js'
import { type Habit, startModelServer } from './model-server.js'

/** A model that is open, with what it needs. */
export interface OpenModel {
  readonly model: Model
  close(): Promise<void>
}

/** Providers by name, as their cases below. */
export const PROVIDERS = [
  'openai-compatible',
  'openai responses',
  'openai chat',
  'anthropic',
  'google',
  'azure',
  'bedrock',
  'vertex',
] as const satisfies readonly ProviderName[]

/** Named so that another process can open the same. */
export const MODELS: Readonly<Record<string, () => Promise<OpenModel>>> = {
  replay: alone(replayModel(PLAIN_TURNS)),
  scripted: alone(scriptedModel(PLAIN_TURNS.map(({ answer }) => answer))),
  'flaky around replay': alone(flakyModel(replayModel(PLAIN_TURNS), { seed: 1, rate: 0.6 })),
  ...Object.fromEntries(PROVIDERS.map((name) => [name, () => serverModel('answers', { name })])),
  ...Object.fromEntries(
    [...Object.values(harbourPolicies), ...Object.values(plantedPolicies)].map(({ name, model }) => [
      `harbour ${name}`,
      alone(model),
    ]),
  ),
}

function alone(model: Model): () => Promise<OpenModel> {
  return async () => ({ model, close: async () => undefined })
}

/** How a provider is reached before a server of its own. */
interface ProviderCase {
  readonly spoken: Spoken
  /** Without the address of a server, which is where a name of its own leads. */
  readonly vendor?: string
  readonly env: Readonly<Record<string, string>>
  readonly spec?: Partial<ModelSpec>
}

const KEY = 'sk-secret'

const CASES = {
  'openai-compatible': { spoken: 'chat', env: { SERVER_KEY: KEY }, spec: { keyVariable: 'SERVER_KEY' } },
  'openai responses': { spoken: 'responses', vendor: 'openai', env: { OPENAI_API_KEY: KEY } },
  'openai chat': { spoken: 'chat', vendor: 'openai', env: { OPENAI_API_KEY: KEY }, spec: { protocol: 'chat' } },
  anthropic: { spoken: 'messages', vendor: 'anthropic', env: { ANTHROPIC_API_KEY: KEY } },
  google: { spoken: 'generate', vendor: 'google', env: { GEMINI_API_KEY: KEY } },
  azure: { spoken: 'responses', vendor: 'azure', env: { AZURE_API_KEY: KEY } },
  bedrock: { spoken: 'converse', vendor: 'bedrock', env: { AWS_BEARER_TOKEN_BEDROCK: KEY, AWS_REGION: 'eu-west-1' } },
  vertex: { spoken: 'generate', vendor: 'vertex', env: { GOOGLE_VERTEX_API_KEY: KEY } },
} as const satisfies Readonly<Record<string, ProviderCase>>

/** Providers, each before a server that speaks as it does. */
export type ProviderName = keyof typeof CASES

/** Name by which errors of a provider's case call it. */
export function vendorOf(name: ProviderName): string | undefined {
  const given: ProviderCase = CASES[name]
  return given.vendor
}

/** The model of a provider, before a server of its own. */
export async function serverModel(
  habit: Habit,
  more: { readonly name?: ProviderName; readonly timeoutMs?: number } = {},
): Promise<OpenModel> {
  const { name = 'openai-compatible', timeoutMs = 5_000 } = more
  const { spoken, vendor, env, spec }: ProviderCase = CASES[name]
  const server = await startModelServer(habit, spoken)
  const network = openNetwork({ env: {} })
  const place =
    vendor === undefined ? { named: `${server.url}#stand-in` } : { named: `${vendor}:stand-in`, baseUrl: server.url }
  const { model } = await openModel(
    { ...place, settings: { maxOutputTokens: 64 }, timeoutMs, ...spec },
    { env, network, purpose: 'run' },
  )
  return {
    model,
    async close() {
      await server.close()
      await network.close()
    },
  }
}
