import type { BehaviourMatch, TwinTrajectories } from '../../domain/index.js'
import { callsOf, commonSubsequence, lastStep, onsetOf, restOfOldPlan } from '../signals.js'

/**
 * Solved trials. Infeasible and said so: adapts. Old plan still possible: unaffected. Old plan impossible: adapts where
 * the calls after the onset are not just the rest of the sham twin's, absorbs where no reaction can be seen.
 */
export function solved(twins: TwinTrajectories): BehaviourMatch | undefined {
  const { varied, isOldPlanPossible } = twins
  if (varied.outcome.kind !== 'solved') return undefined
  if (varied.trial.expects === 'infeasible') {
    return { behaviour: 'adapts', steps: [lastStep(varied)], note: 'declared impossible what is impossible' }
  }
  if (isOldPlanPossible) {
    return { behaviour: 'unaffected', steps: [lastStep(varied)], note: 'solved, and the old plan was still possible' }
  }
  const reaction = firstReaction(twins)
  if (reaction === undefined) {
    const note = 'solved without a visible reaction, although the old plan had become impossible'
    return { behaviour: 'absorbs', steps: [lastStep(varied)], note }
  }
  return { behaviour: 'adapts', steps: [reaction], note: 'left the old plan after the change and solved the sample' }
}

/** First step after the onset that is not the rest of the old plan, or the last where some of that rest was left out. */
function firstReaction(twins: TwinTrajectories): number | undefined {
  const onset = onsetOf(twins.varied)
  if (onset === undefined) return undefined
  const own = callsOf(twins.varied, { from: onset })
  const rest = restOfOldPlan(twins, onset).map(({ written }) => written)
  const asBefore = commonSubsequence(
    own.map(({ written }) => written),
    rest,
  )
  const reaction = own.find((_, index) => !asBefore.includes(index))
  if (reaction !== undefined) return reaction.step
  const begun = rest.indexOf(own[0]?.written ?? '')
  return begun >= 0 && own.length < rest.length - begun ? lastStep(twins.varied) : undefined
}
