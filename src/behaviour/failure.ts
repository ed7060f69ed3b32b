import type { Failure, Trajectory } from '../domain/index.js'
import { loopIn } from './rules/index.js'
import { lastStep } from './signals.js'

/**
 * How a trial went wrong for good: what it did after its last verified checkpoint. A fault that was followed by another
 * checkpoint was recovered from and does not count. Read from the trial alone, so that forcing an old plan, which shows
 * only beside a twin, is not among the answers.
 *
 * A trial that a limit ended in a loop had derailed at the onset of the loop, before the limit came.
 *
 * @returns undefined where it was solved, does not count, or met a limit while nothing had gone wrong
 */
export function failureOf(trajectory: Trajectory): Failure | undefined {
  const { outcome, claim, checkpoints, trial } = trajectory
  if (outcome.kind !== 'failed' && outcome.kind !== 'censored') return undefined
  const last = lastStep(trajectory)
  if (claim === 'done') return { mode: 'falsely-claims', atStep: last }
  const from = checkpoints.reduce((most, { step }) => Math.max(most, step + 1), 0)
  const onset = loopIn(trajectory, from)?.steps[0]
  if (onset !== undefined) return { mode: 'loops', atStep: onset }
  if (outcome.kind === 'censored') return undefined
  const isLeft = claim !== 'unknown' && trial.expects !== 'infeasible'
  return isLeft ? { mode: 'abandons', atStep: last } : { mode: 'other', atStep: Math.min(from, last) }
}
