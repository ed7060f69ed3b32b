import type { Chart } from '../charts/chart.js'
import type { ReportDocument } from '../document.js'
import { basisWords, manifoldLead, manifoldWords, NEVER_WORDS, shortManifold } from '../manifold/words.js'

/** Competence over length and dose; none where it was not measured. */
export function manifoldCharts(document: ReportDocument): readonly Chart[] {
  const finding = shortManifold(document)
  if (finding === undefined) return []
  const description = [manifoldLead(finding), ...manifoldWords(finding), basisWords(finding), NEVER_WORDS].join(' ')
  const title = 'Where competence ends: longer work to the right, more disturbances upward'
  return [{ kind: 'manifold', props: { id: 'manifold', title, description, finding } }]
}
