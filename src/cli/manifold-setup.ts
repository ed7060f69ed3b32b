import type { ManifoldOptions } from '../calibrate/index.js'
import { type Candidate, InvariantError, type Model } from '../domain/index.js'
import { interventionNamed } from '../probe/index.js'
import { loadBuiltIn, loadZoo } from './built-in.js'

/** The grid that is measured where nothing else is asked for. */
export const MANIFOLD_GRID = { lengths: [5, 10, 20, 40, 60, 100], doses: [0, 1, 2, 4, 8], samples: 4 } as const

/**
 * Disturbances after which the work can still be done: trouble that passes, answers that are not to be believed, tools
 * with another face, a world that has moved on. Where an intervention counts calls, one call is hit.
 */
const DISTURBANCES = [
  'error-first-n',
  'empty-success',
  'stale-read',
  'false-success',
  'tool-renamed',
  'parameter-renamed',
  'route-blocked',
  'item-moved',
]

const SEED = 20_261_127
const LEVEL = 0.95
/** What is compared, by name in the zoo: the others are held against the reference. */
const COMPARED = { reference: 'teacher', others: ['student-narrow', 'student-wide'] } as const
/** Longest work that the narrow student learned from, in reference calls. */
const HOME_LENGTH = 24

/** The systems that are compared, where the others are at home, and what disturbs them. */
export async function manifoldSetup(): Promise<
  Pick<
    ManifoldOptions,
    'families' | 'reference' | 'others' | 'tracer' | 'homeLength' | 'disturbances' | 'seed' | 'level'
  >
> {
  const { harbourFamilies, plantedPolicies } = await loadBuiltIn()
  const zoo = await loadZoo()
  const { reference, others } = COMPARED
  const models = await zoo.openZoo([reference, ...others])
  const named = (name: string) => {
    const found = models.find((entry) => entry.name === name)
    if (found === undefined) throw new InvariantError(`${name} is not in the zoo`)
    return candidateOf(name, found.model)
  }
  return {
    families: harbourFamilies,
    reference: named(reference),
    others: others.map(named),
    tracer: candidateOf('tracer', plantedPolicies.perfect.model),
    homeLength: HOME_LENGTH,
    disturbances: DISTURBANCES.map((name) => {
      const intervention = interventionNamed(name)
      const { dose } = intervention
      return { intervention, dose: dose.calls === undefined ? dose : { ...dose, calls: 1 } }
    }),
    seed: SEED,
    level: LEVEL,
  }
}

function candidateOf(model: string, answers: Model): Candidate {
  return { system: { model }, provenance: { kind: 'unknown', source: 'embedded in Leadline' }, model: answers }
}
