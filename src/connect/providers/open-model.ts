import { type Account, accountOf, contentHash, type JsonObject, type System } from '../../domain/index.js'
import type { Network } from '../network.js'
import { notingTokens } from '../sign-in/index.js'
import { credentialsOf, headersOf, secretsAmong } from './credentials.js'
import { loadModel, type Route } from './load.js'
import { baseUrlOf, placeOf } from './place.js'
import { type ProviderModel, type ProviderSettings, providerModel } from './provider-model.js'
import type { Protocol } from './vendors.js'

/** A model to be asked, as a configuration states it. */
export interface ModelSpec {
  /** `vendor:model`, or `http://host/v1#model` for a server that speaks chat completions. */
  readonly named: string
  /** Address other than the vendor's own, such as that of a gateway. */
  readonly baseUrl?: string
  /** Of a vendor that speaks more than one; the newer one where left out. */
  readonly protocol?: Protocol
  /** Environment variable that holds the key, where it is not the vendor's usual one. */
  readonly keyVariable?: string
  /** Sent with every ask; `env` names the variable that holds the value. */
  readonly headers?: Readonly<Record<string, string | { readonly env: string }>>
  readonly settings: ProviderSettings
  /** Longest wait for one answer, in milliseconds. */
  readonly timeoutMs: number
}

/** Where a model is opened. */
export interface OpenContext {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly network: Pick<Network, 'fetch' | 'secrets'>
  /** A plan asks nothing, so it needs no key and loads no package. */
  readonly purpose: 'plan' | 'run'
}

/** A model that can be asked, and what it is called. */
export interface OpenedModel {
  readonly system: System
  readonly model: ProviderModel
  /** Name of the vendor, or the host of a server. */
  readonly vendor: string
  /** Whose rate limits its asks count against. */
  readonly account: Account
}

/**
 * Opens a model by name. Its package is loaded here where it is to be asked, so that one that is missing is said at once.
 *
 * @throws ConfigError where the name is of no known form, a key is missing or a package has to be installed
 */
export async function openModel(spec: ModelSpec, context: OpenContext): Promise<OpenedModel> {
  const place = placeOf(spec)
  const { vendor, model, host } = place
  const credentials = credentialsOf(spec, place, context)
  const headers = headersOf(spec, context)
  const { maxOutputTokens } = spec.settings
  const { network, purpose } = context
  const baseUrl = baseUrlOf(spec, place, context)
  const tokens: string[] = []
  const route: Route = {
    model,
    headers,
    credentials,
    fetch: notingTokens(network.fetch, tokens),
    maxOutputTokens,
    ...(baseUrl !== undefined && { baseUrl }),
    ...(spec.protocol !== undefined && { protocol: spec.protocol }),
  }
  const loaded = purpose === 'run' ? await loadModel(place.package, route) : undefined
  const settings = settingsText(spec.settings)
  const asked = baseUrl === undefined || baseUrl === vendor?.baseUrl ? host : new URL(baseUrl).host
  const secrets = [...secretsAmong(credentials), ...Object.values(headers)]
  return {
    vendor: vendor?.name ?? host,
    account: accountOf({
      host: asked,
      key: [...Object.values(credentials), ...secrets].join('\n'),
      kind: vendor === undefined ? 'server' : 'vendor',
    }),
    system: {
      model,
      host: asked,
      agent: 'leadline',
      ...(settings !== undefined && { settings }),
    },
    model: providerModel({
      vendor: vendor?.name ?? host,
      load: async () => loaded ?? loadModel(place.package, route),
      settings: spec.settings,
      timeoutMs: spec.timeoutMs,
      secrets: () => [...secrets, ...network.secrets, ...tokens],
    }),
  }
}

/** Settings as a system is told apart by them; undefined where nothing is stated. */
function settingsText({ temperature, reasoning, toolChoice, options }: ProviderSettings): string | undefined {
  const parts = [
    ...(temperature === undefined ? [] : [`temperature ${temperature}`]),
    ...(reasoning === undefined ? [] : [`reasoning ${reasoning}`]),
    ...(toolChoice === undefined || toolChoice === 'auto' ? [] : [`tools ${toolChoice}`]),
    ...(options === undefined || isEmpty(options) ? [] : [`options ${contentHash(options).slice(0, 8)}`]),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}

function isEmpty(options: JsonObject): boolean {
  return Object.keys(options).length === 0
}
