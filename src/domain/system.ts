import { contentHash } from './identity.js'

/** What is compared and bought: the same weights on two hosts are two systems. */
export interface System {
  /** As its vendor names it. */
  readonly model: string
  /** Endpoint, and quantisation where known. */
  readonly host?: string
  /** Agent or loop around the model. */
  readonly agent?: string
  /** Reasoning effort, temperature, tool choice, as one text. */
  readonly settings?: string
  /** ISO date of the runs. */
  readonly date?: string
}

/** Where a model comes from: a claim with a source and a date; a measured result always outranks it. */
export interface Provenance {
  /** `suspected`: said by others and not proven. */
  readonly kind: 'frontier-trained' | 'declared-derivative' | 'suspected' | 'unknown'
  /** Who says so. */
  readonly source?: string
  /** ISO date of the claim. */
  readonly date?: string
}

/** Price of a system's tokens in US dollars a million; undefined prices mean that cost is unknown, not zero. */
export interface Price extends TokenPrice {
  /** What an ask with more input than so many tokens costs, all of it. */
  readonly beyond?: TokenPrice & { readonly inputTokens: number }
}

/** US dollars a million tokens. */
export interface TokenPrice {
  readonly inputUsdPerMillion: number
  readonly outputUsdPerMillion: number
  /** Of input that is read from the vendor's cache; as other input where left out. */
  readonly cacheReadUsdPerMillion?: number
  /** Of input that is put into the vendor's cache; as other input where left out. */
  readonly cacheWriteUsdPerMillion?: number
}

/** Identity of a system, hashed from its five fields: 32 hexadecimal digits. */
export function systemIdOf(system: System): string {
  const { model, host, agent, settings, date } = system
  return contentHash({ kind: 'system', model, host, agent, settings, date })
}

/** How people read a system: the model, then whatever else is stated. */
export function systemLabel(system: System): string {
  const rest = [system.host, system.agent, system.settings, system.date].filter((part) => part !== undefined)
  return rest.length === 0 ? system.model : `${system.model} (${rest.join(', ')})`
}
