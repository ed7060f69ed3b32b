import { openaiCompatibleModel } from '../connect/index.js'
import { type Candidate, ConfigError, type Price, systemLabel } from '../domain/index.js'
import { embeddedSetup } from './embedded.js'
import type { Io } from './io.js'
import type { StudySetup } from './study-setup.js'
import { probesOf, TIERS, type Tier } from './tiers.js'

/** Vendors that serve the chat-completions protocol, with the variable that holds their key. */
const VENDORS = {
  openai: { baseUrl: 'https://api.openai.com/v1', key: 'OPENAI_API_KEY', limitField: 'max_completion_tokens' },
  anthropic: { baseUrl: 'https://api.anthropic.com/v1', key: 'ANTHROPIC_API_KEY', limitField: 'max_tokens' },
  google: {
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    key: 'GEMINI_API_KEY',
    limitField: 'max_tokens',
  },
  openrouter: { baseUrl: 'https://openrouter.ai/api/v1', key: 'OPENROUTER_API_KEY', limitField: 'max_tokens' },
  mistral: { baseUrl: 'https://api.mistral.ai/v1', key: 'MISTRAL_API_KEY', limitField: 'max_tokens' },
} as const

const MAX_OUTPUT_TOKENS = 2_048
const ANSWER_WAIT_MS = 180_000
const CONCURRENCY = 4
/** A price beyond this is a slip of the keyboard. */
const MOST_USD = 1e12
/** Letters of a file's name that the models give it; systems of files take 255 in all. */
const LONGEST_NAME = 100

/** Options that describe the models. */
interface ModelOptions {
  /** One for each model, or one for all. */
  readonly price?: readonly string[]
  readonly budget?: number
  readonly concurrency?: number
  readonly tier: Tier | undefined
  readonly purpose: 'plan' | 'run'
}

/**
 * Models by name on the harbour bank; the first is the reference.
 *
 * @param names each `vendor:model`, or `http://host/v1#model` for a server
 */
export async function setupForModels(io: Io, options: ModelOptions, names: readonly string[]): Promise<StudySetup> {
  const prices = pricesOf(options.price, names.length)
  const candidates = names.map((named, index): Candidate => {
    const price = prices[index]
    return {
      ...modelNamed(io, named, { purpose: options.purpose }),
      provenance: { kind: 'unknown' },
      ...(price !== undefined && { price }),
      maxOutputTokens: MAX_OUTPUT_TOKENS,
    }
  })
  const { design, interventionNamed, families, requiredSuccess } = await embeddedSetup()
  const tier = options.tier ?? TIERS.triage
  const { samples, repeats, forkRepeats, gate } = tier
  const bank = families.slice(0, tier.families)
  const systems = candidates.map(({ system, provenance }) => ({ system, provenance }))
  const models = candidates.map(({ system }) => system.model)
  return {
    title: `Probe of ${models.join(', ')}`,
    isInstrumentCheck: false,
    requiredSuccess,
    families: bank,
    interventionNamed,
    candidates,
    concurrency: options.concurrency ?? CONCURRENCY,
    design: {
      ...design,
      name: `probe-${models.join('-').replaceAll(/[^\w.-]+/g, '-')}`.slice(0, LONGEST_NAME),
      systems,
      reference: systems.map(({ system }) => systemLabel(system))[0] ?? '',
      families: bank,
      forms: design.forms.map(({ stratum, size }) => ({
        stratum,
        size: stratum === 'long' ? tier.longSize : size,
        samples,
      })),
      probes: probesOf(tier).map(({ intervention, trigger }) => {
        return { intervention, trigger, dose: interventionNamed(intervention).dose }
      }),
      repeats,
      forkRepeats,
      gate,
      ...(options.budget !== undefined && { budgetUsd: options.budget }),
    },
  }
}

function pricesOf(texts: readonly string[] | undefined, models: number): Price[] {
  const prices = (texts ?? [undefined]).map(priceOf)
  const [first] = prices
  if (prices.length === models) return prices
  if (prices.length === 1 && first !== undefined) return Array.from({ length: models }, () => first)
  throw new ConfigError('--price', `given ${prices.length} times`, `once, or once for each of the ${models} models`)
}

/**
 * A model by name: `vendor:model`, or `http://host/v1#model` for a server.
 *
 * @throws ConfigError where the name is of neither form or the vendor's key is missing
 */
export function modelNamed(
  io: Io,
  named: string,
  options: {
    readonly temperature?: number | undefined
    readonly maxOutputTokens?: number | undefined
    /** A plan asks nothing, so it needs no key. */
    readonly purpose: 'plan' | 'run'
  },
): Pick<Candidate, 'system' | 'model'> {
  const { temperature, maxOutputTokens = MAX_OUTPUT_TOKENS } = options
  const shared = { maxOutputTokens, ...(temperature !== undefined && { temperature }) }
  if (/^https?:/.test(named)) {
    const [baseUrl = '', model] = named.split('#')
    if (model === undefined || model === '' || !URL.canParse(baseUrl)) {
      throw new ConfigError('model', named, 'http://host/v1#model')
    }
    const { host, username, password } = new URL(baseUrl)
    // The address goes into records and errors, and the protocol takes keys from elsewhere.
    if (username !== '' || password !== '') {
      throw new ConfigError('model', `http://...@${host}`, 'an address without a user and password')
    }
    const server = { vendor: host, baseUrl, settings: { model, ...shared }, timeoutMs: ANSWER_WAIT_MS }
    return { system: { model, host, agent: 'leadline' }, model: openaiCompatibleModel(server) }
  }
  const place = named.indexOf(':')
  const [vendor, model] = [named.slice(0, Math.max(0, place)), named.slice(place + 1)]
  if (!isVendor(vendor) || model === '') {
    throw new ConfigError('model', named, `vendor:model with vendor one of ${Object.keys(VENDORS).join(', ')}`)
  }
  const { baseUrl, key: variable, limitField } = VENDORS[vendor]
  const key = io.env[variable] ?? ''
  if (key === '' && options.purpose === 'run')
    throw new ConfigError(variable, undefined, `the key for ${vendor} in the environment`)
  const server = { vendor, baseUrl, key, settings: { model, ...shared, limitField }, timeoutMs: ANSWER_WAIT_MS }
  return { system: { model, host: vendor, agent: 'leadline' }, model: openaiCompatibleModel(server) }
}

function isVendor(name: string): name is keyof typeof VENDORS {
  return Object.hasOwn(VENDORS, name)
}

/** @param text `input/output` in US dollars a million tokens */
function priceOf(text: string | undefined): Price {
  const parts = (text ?? '').split('/').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [inputUsdPerMillion, outputUsdPerMillion] = parts
  const isUsable = parts.length === 2 && parts.every((part) => part >= 0 && part <= MOST_USD)
  if (!isUsable || inputUsdPerMillion === undefined || outputUsdPerMillion === undefined) {
    throw new ConfigError(
      '--price',
      text,
      'input/output in US dollars a million tokens, such as 1.75/14 (0/0 for a server of your own)',
    )
  }
  return { inputUsdPerMillion, outputUsdPerMillion }
}
