import type { Behaviour, TwinTrajectories } from '../../src/domain/index.js'
import { type Story, type TwinNotes, twinsOf } from './twins.js'

/** A pair of trajectories with the behaviour that a reader of the definitions sees in it. */
export interface LabelledCase {
  readonly name: string
  /** The exclusive main class. */
  readonly label: Behaviour
  /** One sentence, in the words of the definitions. */
  readonly because: string
  /** Further rules that certainly match. */
  readonly also: readonly Behaviour[]
  /** Rules that look near and certainly do not match. */
  readonly not: readonly Behaviour[]
  readonly twins: TwinTrajectories
}

/** What a case says beside its story. */
export interface CaseNotes extends TwinNotes {
  readonly because: string
  readonly also?: readonly Behaviour[]
  readonly not?: readonly Behaviour[]
}

/** Spells a case out. */
export function aCase(name: string, label: Behaviour, story: Story, notes: CaseNotes): LabelledCase {
  const { because, also = [], not = [] } = notes
  return { name, label, because, also, not, twins: twinsOf(name, story, notes) }
}
