import { resolve } from 'node:path'
import { type ModelFacts, openFacts } from '../config/index.js'
import { type ModelSpec, type Network, type OpenedModel, openModel, openNetwork } from '../connect/index.js'
import { type Candidate, ConfigError } from '../domain/index.js'
import { DEFAULT_ANSWER_WAIT_MS } from '../run/index.js'
import type { Io } from './io.js'

/** Longest answer where nothing is said, reasoning included. */
export const MAX_OUTPUT_TOKENS = 4_096

/** How models are opened: a plan asks nothing, so it needs no key. */
export interface Opening {
  readonly purpose: 'plan' | 'run'
  readonly network: Network
}

/** What a system may state beside its name. */
export interface StatedModel extends Partial<Pick<ModelSpec, 'baseUrl' | 'protocol' | 'keyVariable' | 'headers'>> {
  readonly settings?: Partial<ModelSpec['settings']>
  /** Longest wait for one answer; ten minutes where left out. */
  readonly answerSeconds?: number | undefined
}

/** How vendors are reached and what is known of them, as it is stated. */
export interface StatedReach {
  readonly proxy?: string | undefined
  readonly ca?: string | undefined
  readonly prices?: string | undefined
}

/**
 * The way to vendors, by the environment and what is stated.
 *
 * @param folder where a file of authorities is looked for
 */
export function networkOf({ env }: Io, { proxy, ca }: StatedReach, folder: string): Network {
  return openNetwork({
    env,
    ...(proxy !== undefined && { proxy }),
    ...(ca !== undefined && { ca: resolve(folder, ca) }),
  })
}

/**
 * What is known of models.
 *
 * @param folder where a file of prices is looked for
 */
export async function factsOf({ prices }: StatedReach, folder: string): Promise<ModelFacts> {
  return openFacts(prices === undefined ? undefined : resolve(folder, prices))
}

/**
 * A model by name: `vendor:model`, or `http://host/v1#model` for a server.
 *
 * @throws ConfigError where the name is of neither form, or what the vendor needs is missing
 */
export async function openNamed(
  io: Io,
  named: string,
  opening: Opening,
  stated: StatedModel = {},
): Promise<OpenedModel> {
  const { settings = {}, answerSeconds, ...rest } = stated
  const { maxOutputTokens = MAX_OUTPUT_TOKENS, ...others } = settings
  return openModel(
    { ...rest, named, settings: { ...others, maxOutputTokens }, timeoutMs: answerWaitMs(answerSeconds) },
    { env: io.env, network: opening.network, purpose: opening.purpose },
  )
}

/** The longest wait for one answer, in milliseconds. */
export function answerWaitMs(seconds: number | undefined): number {
  return seconds === undefined ? DEFAULT_ANSWER_WAIT_MS : Math.ceil(seconds * 1_000)
}

/**
 * What is known of a model, for its candidate. What a system states itself comes before it.
 *
 * @throws ConfigError where a longer answer is asked for than the model gives
 */
export function knownOf(
  facts: ModelFacts,
  named: string,
  maxOutputTokens = MAX_OUTPUT_TOKENS,
): Pick<Candidate, 'price' | 'contextTokens'> {
  const { price, contextTokens, outputTokens } = facts.find(named) ?? {}
  if (outputTokens !== undefined && maxOutputTokens > outputTokens) {
    throw new ConfigError('maxOutputTokens', maxOutputTokens, `at most ${outputTokens}: ${named} gives no more`)
  }
  return { ...(price !== undefined && { price }), ...(contextTokens !== undefined && { contextTokens }) }
}
