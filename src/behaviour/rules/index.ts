import type { BehaviourMatch, TwinTrajectories } from '../../domain/index.js'
import { abandons } from './abandons.js'
import { falselyClaims } from './falsely-claims.js'
import { forceFits } from './force-fits.js'
import { loopIn, loops } from './loops.js'
import { overRuns } from './over-runs.js'
import { regenerates } from './regenerates.js'
import { solved } from './solved.js'

/** Looks for one behaviour in a varied trial beside its sham twin; undefined where it does not show. */
export type BehaviourRule = (twins: TwinTrajectories) => BehaviourMatch | undefined

/** Every rule there is; which of several matches leads is decided by the order of `BEHAVIOURS`. */
export const RULES: readonly BehaviourRule[] = [
  solved,
  falselyClaims,
  loops,
  forceFits,
  regenerates,
  abandons,
  overRuns,
]

export { loopIn }
