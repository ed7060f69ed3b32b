import { BEHAVIOURS } from '../../../src/domain/index.js'
import type { LabelledCase } from '../case.js'
import { harbourAdapts } from './harbour-adapts.js'
import { harbourClaims } from './harbour-claims.js'
import { harbourStopped } from './harbour-stopped.js'
import { harbourStuck } from './harbour-stuck.js'
import { harbourUnmoved } from './harbour-unmoved.js'
import { solved } from './solved.js'
import { stopped } from './stopped.js'
import { stuck } from './stuck.js'
import { unclassified } from './unclassified.js'

/** Cases whose calls were really made in a harbour. */
export const HARBOUR_CASES: readonly LabelledCase[] = [
  ...harbourAdapts,
  ...harbourUnmoved,
  ...harbourClaims,
  ...harbourStuck,
  ...harbourStopped,
]

/**
 * The second blind set, in the order of the main classes: labelled from the definitions alone by somebody who had read
 * no rule, no threshold and no earlier result, and committed before the rules met it. A label changes only where the
 * definitions show that it was wrong.
 */
export const FRESH_CASES: readonly LabelledCase[] = BEHAVIOURS.flatMap((behaviour) =>
  [...HARBOUR_CASES, ...solved, ...stuck, ...stopped, ...unclassified].filter(({ label }) => label === behaviour),
)
