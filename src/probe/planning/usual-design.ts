import { defaultInterventions } from '../interventions/index.js'
import type { StudyDesign } from './plan.js'

/** How a study is sized where nothing else is asked for; who is studied on what is left open. */
export const USUAL_DESIGN: Omit<StudyDesign, 'name' | 'systems' | 'reference' | 'families'> = {
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
}
