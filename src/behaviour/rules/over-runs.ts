import type { BehaviourMatch, TwinTrajectories } from '../../domain/index.js'
import { deliveredOf, distinct, lastStep, newCheckpoints } from '../signals.js'

/**
 * Over-runs: a limit came while new checkpoints were still being reached, which is to say no longer after the last one
 * than either twin had needed for a checkpoint before.
 */
export function overRuns({ varied, sham }: TwinTrajectories): BehaviourMatch | undefined {
  if (varied.outcome.kind !== 'censored') return undefined
  const reached = newCheckpoints(varied, deliveredOf(varied)).map(({ step }) => step)
  const last = reached.at(-1)
  if (last === undefined) return undefined
  const usual = Math.max(...[varied, sham].flatMap(({ checkpoints }) => waitsOf(checkpoints.map(({ step }) => step))))
  const isRecent = (step: number) => lastStep(varied) - step <= usual
  if (!isRecent(last)) return undefined
  return {
    behaviour: 'over-runs',
    steps: distinct(reached.filter(isRecent)),
    note: `the ${varied.outcome.limit} limit came while checkpoints were still being reached`,
  }
}

/** Steps from the beginning to the first checkpoint, and from each to the next. */
function waitsOf(steps: readonly number[]): number[] {
  return steps.map((step, index) => step - (steps[index - 1] ?? -1))
}
