import type { LabelledCase } from '../case.js'
import { abandons } from './abandons.js'
import { absorbs } from './absorbs.js'
import { adapts } from './adapts.js'
import { falselyClaims } from './falsely-claims.js'
import { forceFits } from './force-fits.js'
import { loops } from './loops.js'
import { overRuns } from './over-runs.js'
import { regenerates } from './regenerates.js'
import { unaffected } from './unaffected.js'
import { unclassified } from './unclassified.js'

/**
 * Labelled trajectories, in the order of the main classes. They were written from the definitions alone, before their
 * author had read a rule or a threshold; a label changes only where the definitions show that it was wrong.
 */
export const CASES: readonly LabelledCase[] = [
  ...adapts,
  ...unaffected,
  ...absorbs,
  ...falselyClaims,
  ...loops,
  ...forceFits,
  ...regenerates,
  ...abandons,
  ...overRuns,
  ...unclassified,
]
