import { ConfigError } from '../domain/index.js'
import type { Zoo } from './zoo-serve.js'

/** The task families and policy models that ship with Leadline; the only place that loads them. */
export async function loadBuiltIn(): Promise<typeof import('leadline/tasks')> {
  return await import('leadline/tasks')
}

/** The embedded models as they are served: the policy models of the harbour. */
export async function loadZoo(): Promise<Zoo> {
  const { harbourPolicies, plantedPolicies } = await loadBuiltIn()
  const presets = [...Object.values(harbourPolicies), ...Object.values(plantedPolicies)]
  return {
    ZOO_NAMES: presets.map(({ name }) => name),
    async openZoo(names, { temperature } = {}) {
      if (temperature !== undefined) {
        throw new ConfigError('temperature', temperature, 'it left out: policy models have none')
      }
      return presets.filter(({ name }) => names?.includes(name) ?? true)
    },
  }
}
