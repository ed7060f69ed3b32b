import type { Intervention, TaskFamily } from '../domain/index.js'
import { defaultInterventions, interventionNamed, type StudyDesign } from '../probe/index.js'
import { loadBuiltIn } from './built-in.js'

/** A study of the harbour where nothing else is asked for; who is studied is left open. */
export interface HarbourStudy {
  readonly families: readonly TaskFamily[]
  readonly interventionNamed: (name: string) => Intervention
  readonly requiredSuccess: number
  readonly design: Omit<StudyDesign, 'name' | 'systems' | 'reference' | 'families'>
}

/** The usual sizes, repeats and changes on the built-in bank. */
export async function harbourStudy(): Promise<HarbourStudy> {
  const { harbourFamilies } = await loadBuiltIn()
  return {
    families: harbourFamilies,
    interventionNamed,
    requiredSuccess: 0.8,
    design: {
      seed: 20_261_124,
      forms: [
        { stratum: 'narrow', size: 10, samples: 3 },
        { stratum: 'long', size: 60, samples: 3 },
      ],
      probes: defaultInterventions.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.34 })),
      repeats: 3,
      forkRepeats: 1,
      gate: { solved: 2, of: 3 },
      limits: { stepsPerReferenceCall: 2.5, extraSteps: 20 },
      level: 0.95,
      margin: 0.1,
    },
  }
}
