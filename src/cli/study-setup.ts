import type { Plant } from '../calibrate/index.js'
import type { Account, Candidate, Intervention, TaskFamily } from '../domain/index.js'
import type { StudyDesign } from '../probe/index.js'
import type { StudyReading } from '../report/index.js'
import type { RateRule } from '../run/index.js'

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
  /** Most trials at a time; left out where the accounts of the candidates say how many. */
  readonly concurrency?: number
  /** Bounds for what may be in flight of an account; the usual ones where left out. */
  readonly rateOf?: (account: Account) => RateRule
  /** Gives back what the candidates hold. */
  readonly close?: () => Promise<void>
  /** Writes a seed down that was drawn for this study, and tells it; absent where the study states its own. */
  readonly keepSeed?: () => void
}
