import { recoverPlants } from '../calibrate/index.js'
import type { OutcomeRow } from '../domain/index.js'
import { type Aiming, observeStudy, readCells } from '../probe/index.js'
import { type ReportDocument, studyReport } from '../report/index.js'
import { settlingOf } from './settle.js'
import type { StudySource } from './study-setup.js'

/** Everything a journal shows, as one report; with planted truths beside what was recovered, where there are any. */
export async function documentOf(
  aiming: Aiming,
  source: StudySource,
  state: {
    readonly isPlanFinished: boolean
    readonly createdAt: string
    /** Adds what became of its decision since. */
    readonly follow?: ((document: ReportDocument, rows: readonly OutcomeRow[]) => Promise<ReportDocument>) | undefined
  },
): Promise<ReportDocument> {
  const { plan, journal } = aiming
  const { isPlanFinished, createdAt, follow = async (document) => document } = state
  const observation = await observeStudy(aiming)
  const settling = settlingOf(plan)
  const settled = settling?.decideOn(readCells(plan, journal, settling.rule))
  const made = { ...source, isPlanFinished, createdAt, ...(settled !== undefined && { settled }) }
  const document = await follow(studyReport(plan, observation, made), observation.rows)
  // Half a study says nothing of a gauge: what is planted may show in the trials to come.
  if (source.plants === undefined || !isPlanFinished) return document
  const { analysis, interventions = [] } = document
  const findings = { pairs: analysis?.pairs ?? [], shadows: analysis?.shadows ?? [], interventions }
  return { ...document, calibration: recoverPlants({ plan, observation, findings }, source.plants) }
}
