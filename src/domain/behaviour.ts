import type { Constraint } from './environment.js'
import type { Trajectory } from './trajectory.js'

/** What a model did when a constraint changed; docs/behaviours.md has the rules. */
export type Behaviour =
  | 'adapts'
  | 'unaffected'
  | 'absorbs'
  | 'falsely-claims'
  | 'loops'
  | 'force-fits'
  | 'regenerates'
  | 'abandons'
  | 'over-runs'
  | 'unclassified'

/** The order in which the exclusive main class is decided. */
export const BEHAVIOURS: readonly Behaviour[] = [
  'adapts',
  'unaffected',
  'absorbs',
  'falsely-claims',
  'loops',
  'force-fits',
  'regenerates',
  'abandons',
  'over-runs',
  'unclassified',
]

/** How an unsolved trial went wrong for good, after its last verified checkpoint; `other` where no rule names it. */
export type FailureMode = Extract<Behaviour, 'falsely-claims' | 'loops' | 'force-fits' | 'abandons'> | 'other'

/** In the order in which they are decided and drawn. */
export const FAILURE_MODES: readonly FailureMode[] = ['falsely-claims', 'loops', 'force-fits', 'abandons', 'other']

/** The unrecovered failure of one trial. */
export interface Failure {
  readonly mode: FailureMode
  /** Index of the first step that belongs to it: onset of the loop, the false claim, the step at which it stopped. */
  readonly atStep: number
}

/** A varied trial beside its sham twin, with what is known of the change. */
export interface TwinTrajectories {
  readonly varied: Trajectory
  readonly sham: Trajectory
  /** What the change takes away. */
  readonly constraint: Constraint
  /** Whether the sham twin's calls after the fork still reach the goal when executed under the change. */
  readonly isOldPlanPossible: boolean
}

/** One rule that matched, with the steps that are its evidence. */
export interface BehaviourMatch {
  readonly behaviour: Behaviour
  /** Step indexes of the varied trajectory, ascending, never empty except for `unclassified`. */
  readonly steps: readonly number[]
  /** One plain sentence that says what was seen. */
  readonly note: string
}

/** The exclusive main class and every other rule that matched. */
export interface BehaviourVerdict {
  /** The first that matched, in the order of `BEHAVIOURS`. */
  readonly main: BehaviourMatch
  /** The others that matched, in the same order. */
  readonly secondary: readonly BehaviourMatch[]
}
