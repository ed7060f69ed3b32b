import type { JudgeAudit } from '../estimate/index.js'

/** How rows are to be read. */
export interface AnalysisOptions {
  /** Label of the system that the others are held against. */
  readonly reference: string
  /** A system that is merely weaker. */
  readonly control?: string
  readonly contrast: 'longer-work' | 'other-work'
  readonly level: number
  /** Differences inside +-margin count as equivalent. */
  readonly margin: number
  /** False while trials of the plan are still to come; true where left out. */
  readonly isPlanFinished?: boolean
  readonly seed: number
  /** What an audit says of the judge that told the outcomes; its own success stands beside the corrected one. */
  readonly audit?: JudgeAudit
  /** How the two sides are called on the page. */
  readonly names?: { readonly narrow: string; readonly long: string }
}
