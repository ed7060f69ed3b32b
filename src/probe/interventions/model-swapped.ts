import { ConfigError, type Intervention, type JsonObject, type SceneSystems } from '../../domain/index.js'
import { notApplicable } from './aim.js'

/** What the reference of a study is called where no system has that label. */
const REFERENCE = 'reference'

/** Another system of the study answers from the onset on, and nobody says so. Dose: `to`, which one. */
export const modelSwapped: Intervention = {
  name: 'model-swapped',
  question: 'Would anybody notice that another model has been answering since?',
  seams: ['model-request'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: { to: REFERENCE },
  doseMeans: { to: 'who answers from then on: the label of another configured system, or the reference of the study' },
  adaptive: 'nothing of its own: whoever watches the answers should notice that somebody else gives them',
  target: 'who is asked; conversation and tools stay as they are',
  needs: ['another configured system'],
  witness: 'the plan as it is: the goal and the tools are the same',
  example: 'from step 8 on `small` is answered by `large`',
  concern: 'detection',
  checkDose: (dose, systems) => requireKnown(nameIn(dose), systems),
  prepare(scene) {
    if (scene.systems === undefined) return notApplicable('a study with another system')
    const name = nameIn(scene.dose)
    const found = systemNamed(scene.systems, name)
    if (found === undefined) return notApplicable(`a configured system called ${name}`)
    if (found.id === scene.systems.ownId) return notApplicable('another system than the one that is asked anyway')
    if (found.isOutside === true) return notApplicable(`a model that can be asked: ${found.label} keeps its own loop`)
    return {
      kind: 'ready',
      constraint: { kind: 'unhindered' },
      link: { name: 'model-swapped', route: () => ({ kind: 'route', systemId: found.id }) },
      adapt: (plan) => plan,
    }
  },
}

function nameIn({ to = REFERENCE }: JsonObject): string {
  if (typeof to === 'string') return to
  throw new ConfigError('model-swapped.to', to, 'the label of a configured system')
}

function requireKnown(name: string, systems: readonly string[] | undefined): void {
  if (systems === undefined || name === REFERENCE || systems.includes(name)) return
  throw new ConfigError('model-swapped.to', name, `one of ${[...systems, REFERENCE].join(', ')}`)
}

function systemNamed({ known, referenceId }: SceneSystems, name: string) {
  const named = known.find(({ label }) => label === name)
  return named ?? (name === REFERENCE ? known.find(({ id }) => id === referenceId) : undefined)
}
