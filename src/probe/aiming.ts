import { ConfigError, type Intervention, type Journal, type Plan, type TaskFamily } from '../domain/index.js'
import type { Aiming } from './fork.js'
import { interventionNamed } from './interventions/index.js'

/**
 * A plan with its journal, its worlds and its interventions: what running and reading a study need.
 *
 * @param worlds.interventionNamed the built-in interventions where left out
 */
export function aimingOf(
  plan: Plan,
  journal: Journal,
  worlds: {
    readonly families: readonly TaskFamily[]
    readonly interventionNamed?: (name: string) => Intervention
  },
): Aiming {
  const { families } = worlds
  return {
    plan,
    journal,
    interventionNamed: worlds.interventionNamed ?? interventionNamed,
    familyNamed(name) {
      const family = families.find((entry) => entry.name === name)
      if (family === undefined) {
        throw new ConfigError('tasks', name, `one of ${families.map((entry) => entry.name).join(', ')}`)
      }
      return family
    },
  }
}
