import { type Config, factsWith, type ModelFacts } from '../config/index.js'
import { ConfigError } from '../domain/index.js'

/** Marks the scripted models of known truth. */
export const POLICY = 'policy:'
/** Marks the networks of the zoo. */
export const ZOO = 'zoo:'

/** Whether a model is embedded in Leadline: these cost nothing, and no one else is asked. */
export function isEmbedded(model: string): boolean {
  return model.startsWith(POLICY) || model.startsWith(ZOO)
}

const OWN_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses a study that might spend what nobody can count: a budget can only be held where every ask has a price, and
 * a vendor is never asked without one.
 *
 * @param facts what is known of models beside what the configuration states
 * @throws ConfigError that names the first system without a price
 */
export function requirePrices({ systems, budgetUsd }: Config, facts: ModelFacts = factsWith()): void {
  for (const [index, system] of systems.entries()) {
    if (system.price !== undefined || isEmbedded(system.model) || isPriced(facts, system)) continue
    const place = `systems[${index}].price`
    const wanted = 'US dollars a million tokens (0 and 0 where nothing is charged)'
    if (budgetUsd !== undefined) {
      throw new ConfigError(place, undefined, `${wanted}: without it the budget of $${budgetUsd} cannot be held`)
    }
    if (!isOwn(system)) throw new ConfigError(place, undefined, `${wanted}: ${system.model} may cost money`)
  }
}

/** Code of the reader's own, or a server on this machine. */
export function isOwn({ model, adapter, proxied, baseUrl = model }: Asked): boolean {
  // What an agent asks of others is its user's, and nobody here can count it.
  if (proxied !== undefined) return true
  return adapter !== undefined || (URL.canParse(baseUrl) && OWN_HOSTS.has(new URL(baseUrl).hostname))
}

type Asked = Partial<Pick<Config['systems'][number], 'adapter' | 'proxied' | 'baseUrl'>> &
  Pick<Config['systems'][number], 'model'>

/** Whoever stands between has prices of its own. */
function isPriced(facts: ModelFacts, { model, adapter, baseUrl }: Asked): boolean {
  return adapter === undefined && baseUrl === undefined && facts.find(model)?.price !== undefined
}
