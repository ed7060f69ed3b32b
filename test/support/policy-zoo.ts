import type { Zoo } from '../../src/cli/zoo-serve.js'
import { ConfigError } from '../../src/domain/index.js'
import { harbourPolicies, plantedPolicies } from '../../tasks/harbour/policy/index.js'

const presets = [...Object.values(harbourPolicies), ...Object.values(plantedPolicies)]

/** Policy models in the place of trained ones; they have no temperature. */
export const policyZoo: Zoo = {
  ZOO_NAMES: presets.map(({ name }) => name),
  async openZoo(names, options = {}) {
    const { temperature } = options
    if (temperature !== undefined) {
      throw new ConfigError('temperature', temperature, 'it left out: policy models have none')
    }
    return presets.filter(({ name }) => names?.includes(name) ?? true)
  },
}
