import { harbourFamilies, harbourPolicies } from 'leadline/tasks'
import type { Candidate, Plan, TaskFamily } from '../../src/domain/index.js'
import { defaultInterventions, planStudy, type StudyDesign } from '../../src/probe/index.js'

/** The embedded policy models as systems. */
export function policyCandidates(): Candidate[] {
  const { wide, narrowOnly, control, wideTwin } = harbourPolicies
  return [wide, narrowOnly, control, wideTwin].map(({ name, planted, model }) => ({
    system: { model: name },
    provenance: { kind: 'unknown', source: `planted: ${planted}` },
    model,
  }))
}

/** The design of the instrument check with sizes of its own. */
export function harbourPlan(changes: Partial<StudyDesign>): Plan {
  return planStudy({
    name: 'bench',
    seed: 20_261_124,
    systems: policyCandidates().map(({ system, provenance }) => ({ system, provenance })),
    reference: harbourPolicies.wide.name,
    families: harbourFamilies,
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
    ...changes,
  })
}

/** The built-in families. */
export const harbours: readonly TaskFamily[] = harbourFamilies
