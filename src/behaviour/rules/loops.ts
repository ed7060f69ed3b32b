import type { BehaviourMatch, Trajectory, TwinTrajectories } from '../../domain/index.js'
import { callsOf, deliveredOf, distinct, type PlacedCall } from '../signals.js'
import { CYCLE_ROUNDS, LONGEST_CYCLE, LOOP_REPEATS } from '../thresholds.js'

/**
 * Loops: the same call, or a cycle of at most four calls, with the same results, several times in succession and with
 * no new checkpoint in between. Asking again while the answer changes is waiting, not a loop.
 */
export function loops({ varied }: TwinTrajectories): BehaviourMatch | undefined {
  return loopIn(varied, deliveredOf(varied))
}

/** The first loop of one trial, from a step on; see `loops`. Without checkpoints nothing is known to be progress. */
export function loopIn(
  trajectory: Pick<Trajectory, 'steps' | 'checkpoints'>,
  from: number,
): BehaviourMatch | undefined {
  const calls = callsOf(trajectory, { from })
  const reached = new Set(trajectory.checkpoints.map(({ step }) => step))
  for (let length = 1; length <= LONGEST_CYCLE; length += 1) {
    const rounds = length === 1 ? LOOP_REPEATS : CYCLE_ROUNDS
    for (let start = 0; start + length * rounds <= calls.length; start += 1) {
      const stretch = calls.slice(start, start + length * rounds)
      const isCycle = stretch.every((call, index) => index < length || isSame(call, stretch[index - length]))
      const isProgress = stretch.slice(length).some(({ step }) => reached.has(step))
      if (!isCycle || isProgress) continue
      const what = length === 1 ? `${stretch[0]?.name} again` : `a cycle of ${length} calls`
      const steps = distinct(stretch.map(({ step }) => step))
      return { behaviour: 'loops', steps, note: `${what}, ${rounds} times with the same result` }
    }
  }
  return undefined
}

function isSame(call: PlacedCall, earlier: PlacedCall | undefined): boolean {
  return call.key === earlier?.key && call.result === earlier.result && call.step > earlier.step
}
