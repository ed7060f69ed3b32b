import { type Plant, recoverPlants } from '../calibrate/index.js'
import type { Intervention, TaskFamily } from '../domain/index.js'
import { type Aiming, observeStudy, readCells } from '../probe/index.js'
import { type ReportDocument, type StudyReading, studyReport } from '../report/index.js'
import { settlingOf } from './settle.js'

/** What the record of a study is read with on the command line: no model is needed for it. */
export interface StudySource extends StudyReading {
  readonly families: readonly TaskFamily[]
  readonly interventionNamed: (name: string) => Intervention
  /** Truths planted in embedded systems, to be recovered. */
  readonly plants?: readonly Plant[]
}

/** Everything a journal shows, as one report; with planted truths beside what was recovered, where there are any. */
export async function documentOf(
  aiming: Aiming,
  source: StudySource,
  isPlanFinished: boolean,
  createdAt: string,
): Promise<ReportDocument> {
  const { plan, journal } = aiming
  const observation = await observeStudy(aiming)
  const settling = settlingOf(plan)
  const settled = settling?.decideOn(readCells(plan, journal, settling.rule))
  const made = { ...source, isPlanFinished, createdAt, ...(settled !== undefined && { settled }) }
  const document = studyReport(plan, observation, made)
  if (source.plants === undefined) return document
  const { analysis, interventions = [] } = document
  const findings = { pairs: analysis?.pairs ?? [], shadows: analysis?.shadows ?? [], interventions }
  return { ...document, calibration: recoverPlants({ plan, observation, findings }, source.plants) }
}
