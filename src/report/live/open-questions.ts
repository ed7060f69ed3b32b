import type { StudyObservation } from '../../probe/index.js'
import type { ReportDocument } from '../document.js'
import { listed } from '../words.js'

/** Adds to what figures cannot say what the runs of a study leave open. */
export function withOpen(
  { analysis, ...rest }: Pick<ReportDocument, 'decision' | 'analysis'>,
  observation: Pick<StudyObservation, 'withoutWitness'>,
): Pick<ReportDocument, 'decision' | 'analysis'> {
  if (analysis === undefined) return rest
  return { ...rest, analysis: { ...analysis, cannotSay: [...analysis.cannotSay, ...witnessWords(observation)] } }
}

/** A witness is asked for kindly: what is not known without it is said. */
function witnessWords({ withoutWitness = [] }: Pick<StudyObservation, 'withoutWitness'>): string[] {
  if (withoutWitness.length === 0) return []
  return [
    `Whether every task of ${listed(withoutWitness)} can be solved: there is no reference solution, so their length is what was asked for. A constraint is changed only where what a system did itself shows that the goal stays in reach, and in whole runs without any such proof. A witness, which a task of your own can have, would show it.`,
  ]
}
