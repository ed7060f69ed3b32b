import type { Plant } from '../calibrate/index.js'
import type { Candidate, Intervention, TaskFamily } from '../domain/index.js'
import type { StudyDesign } from '../probe/index.js'
import type { StudyReading } from '../report/index.js'

/** What the record of a study is read with on the command line: no model is needed for it. */
export interface StudySource extends StudyReading {
  readonly families: readonly TaskFamily[]
  readonly interventionNamed: (name: string) => Intervention
  /** Truths planted in embedded systems, to be recovered. */
  readonly plants?: readonly Plant[]
}

/** A study ready to be planned and run. */
export interface StudySetup extends StudySource {
  readonly design: StudyDesign
  readonly candidates: readonly Candidate[]
  readonly concurrency: number
  /** Gives back what the candidates hold. */
  readonly close?: () => Promise<void>
  /** Writes a seed down that was drawn for this study, and tells it; absent where the study states its own. */
  readonly keepSeed?: () => void
}
