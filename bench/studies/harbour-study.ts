import { harbourFamilies, harbourPolicies } from 'leadline/tasks'
import type { Candidate, Plan, TaskFamily } from '../../src/domain/index.js'
import { planStudy, type StudyDesign, USUAL_DESIGN } from '../../src/probe/index.js'

/** The embedded policy models as systems. */
export function policyCandidates(): Candidate[] {
  const { wide, narrowOnly, control, wideTwin } = harbourPolicies
  return [wide, narrowOnly, control, wideTwin].map(({ name, planted, model }) => ({
    system: { model: name },
    provenance: { kind: 'unknown', source: `planted: ${planted}` },
    model,
  }))
}

/** The usual design on the embedded policy models, with sizes of its own. */
export function harbourPlan(changes: Partial<StudyDesign>): Plan {
  return planStudy({
    name: 'bench',
    ...USUAL_DESIGN,
    systems: policyCandidates().map(({ system, provenance }) => ({ system, provenance })),
    reference: harbourPolicies.wide.name,
    families: harbourFamilies,
    ...changes,
  })
}

/** The built-in families. */
export const harbours: readonly TaskFamily[] = harbourFamilies
