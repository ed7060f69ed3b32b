import type { BehaviourMatch, Constraint, TwinTrajectories } from '../../domain/index.js'
import {
  callsOf,
  commonSubsequence,
  distinct,
  isForbidden,
  newCheckpoints,
  onsetOf,
  type PlacedCall,
  restOfOldPlan,
} from '../signals.js'
import { FORCED_REPEATS, OLD_PLAN_CALLS, OLD_PLAN_SHARE, REFUSED_REPEATS } from '../thresholds.js'

/**
 * Force-fits: after evidence of the change it goes on with the old plan. Either what the constraint forbids (or what
 * was refused) is tried again, or most calls are the rest of the sham twin's, in order, and lead nowhere. Never without
 * evidence: who cannot know of a change cannot ignore it. Never under a passing error: it forbids nothing, and waiting
 * and going on as planned is the right answer to it.
 */
export function forceFits(twins: TwinTrajectories): BehaviourMatch | undefined {
  const onset = onsetOf(twins.varied)
  if (onset === undefined || twins.constraint.kind === 'delayed') return undefined
  return repeatedRefusals(twins, onset) ?? oldPlanFollowed(twins, onset)
}

function repeatedRefusals({ varied, constraint }: TwinTrajectories, onset: number): BehaviourMatch | undefined {
  const own = callsOf(varied, { from: onset })
  const forbidden = own.filter((call) => isForbidden(constraint, call))
  const refused = Map.groupBy(
    own.filter(({ isError }) => isError),
    ({ key }) => key,
  )
  const repeated = [...refused.values()].filter((calls) => calls.length >= REFUSED_REPEATS).flat()
  const forced = forbidden.length >= FORCED_REPEATS ? forbidden : repeated
  if (forced.length === 0) return undefined
  return {
    behaviour: 'force-fits',
    steps: distinct(forced.map(({ step }) => step)),
    note: 'tried again what the change had made impossible',
  }
}

/** Calls up to a new checkpoint led somewhere under the change, so they were not forced, whoever planned them. */
function oldPlanFollowed(twins: TwinTrajectories, onset: number): BehaviourMatch | undefined {
  const { varied, constraint, isOldPlanPossible } = twins
  if (isOldPlanPossible || varied.outcome.kind === 'solved') return undefined
  const lastProgress = newCheckpoints(varied, onset).at(-1)?.step ?? onset - 1
  const own = callsOf(varied, { from: lastProgress + 1 })
  const rest = restOfOldPlan(twins, lastProgress + 1)
  const shared = commonSubsequence(
    own.map(({ written }) => written),
    rest.map(({ written }) => written),
  ).flatMap((index) => own[index] ?? [])
  if (shared.length < OLD_PLAN_CALLS || shared.length / own.length < OLD_PLAN_SHARE) return undefined
  if (!runsIntoChange(constraint, shared)) return undefined
  const share = Math.round((100 * shared.length) / own.length)
  const steps = distinct(shared.map(({ step }) => step))
  return { behaviour: 'force-fits', steps, note: `${share} % of the calls are the rest of the old plan` }
}

/** Calls of the old plan that the change does not touch are right under any plan; force needs one that it does. */
function runsIntoChange(constraint: Constraint, shared: readonly PlacedCall[]): boolean {
  if (constraint.kind === 'goal-changed' || constraint.kind === 'misreported') return true
  if (constraint.kind === 'disturbed') return shared.some(({ isError }) => isError)
  const isBarred = (call: PlacedCall) =>
    isForbidden(constraint, call) || (constraint.kind === 'surface' && call.entry.call.name === constraint.tool)
  return shared.some(isBarred)
}
