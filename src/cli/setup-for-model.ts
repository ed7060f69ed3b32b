import { type Candidate, ConfigError, type Price, systemLabel } from '../domain/index.js'
import { interventionNamed, USUAL_DESIGN } from '../probe/index.js'
import { loadBuiltIn } from './built-in.js'
import type { Io } from './io.js'
import { answerWaitMs, factsOf, knownOf, MAX_OUTPUT_TOKENS, networkOf, openNamed } from './named-model.js'
import { isOwn } from './prices.js'
import { ratesFor } from './rates.js'
import type { StudySetup } from './study-setup.js'
import { probesOf, TIERS, type Tier } from './tiers.js'

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
  /** File of prices of the reader's own. */
  readonly prices?: string
  readonly proxy?: string
  readonly ca?: string
  readonly answerSeconds?: number
  readonly purpose: 'plan' | 'run'
}

/**
 * Models by name on the harbour bank; the first is the reference.
 *
 * @param names each `vendor:model`, or `http://host/v1#model` for a server
 */
export async function setupForModels(io: Io, options: ModelOptions, names: readonly string[]): Promise<StudySetup> {
  const candidates = await candidatesOf(io, options, names)
  const { harbourFamilies } = await loadBuiltIn()
  const tier = options.tier ?? TIERS.triage
  const { samples, repeats, forkRepeats, gate } = tier
  const bank = harbourFamilies.slice(0, tier.families)
  const systems = candidates.map(({ system, provenance }) => ({ system, provenance }))
  const models = candidates.map(({ system }) => system.model)
  return {
    title: `Probe of ${models.join(', ')}`,
    isInstrumentCheck: false,
    requiredSuccess: 0.8,
    families: bank,
    interventionNamed,
    candidates,
    ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
    rateOf: ratesFor(options),
    design: {
      ...USUAL_DESIGN,
      name: `probe-${models.join('-').replaceAll(/[^\w.-]+/g, '-')}`.slice(0, LONGEST_NAME),
      systems,
      reference: systems.map(({ system }) => systemLabel(system))[0] ?? '',
      families: bank,
      forms: USUAL_DESIGN.forms.map(({ stratum, size }) => ({
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

async function candidatesOf(io: Io, options: ModelOptions, names: readonly string[]): Promise<Candidate[]> {
  const { price, purpose, budget, answerSeconds } = options
  const stated = price === undefined ? undefined : pricesOf(price, names.length)
  const opening = { purpose, network: networkOf(io, options, io.cwd) }
  const facts = await factsOf(options, io.cwd)
  const opened = names.map(async (named, index): Promise<Candidate> => {
    const { system, model, account } = await openNamed(io, named, opening, { answerSeconds })
    const { contextTokens, price: known } = knownOf(facts, named)
    const charged = stated?.[index] ?? known ?? unpriced(named, budget)
    return {
      system,
      model,
      account,
      provenance: { kind: 'unknown' },
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      answerWaitMs: answerWaitMs(answerSeconds),
      ...(charged !== undefined && { price: charged }),
      ...(contextTokens !== undefined && { contextTokens }),
    }
  })
  return Promise.all(opened)
}

/** A server on this machine may go without a price where no budget shall be held; its cost is then not known. */
export function unpriced(named: string, budget: number | undefined): Price | undefined {
  return budget === undefined && isOwn({ model: named }) ? undefined : priceOf(undefined)
}

function pricesOf(texts: readonly string[], models: number): Price[] {
  const prices = texts.map(priceOf)
  const [first] = prices
  if (prices.length === models) return prices
  if (prices.length === 1 && first !== undefined) return Array.from({ length: models }, () => first)
  throw new ConfigError('--price', `given ${prices.length} times`, `once, or once for each of the ${models} models`)
}

/** @param text `input/output` in US dollars a million tokens */
export function priceOf(text: string | undefined): Price {
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
