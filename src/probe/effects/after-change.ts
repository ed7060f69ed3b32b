import type { Sample, Trajectory, WorldCall } from '../../domain/index.js'
import type { ProbePair } from '../pair.js'

/** What came after the change; a trial that was solved without a further checkpoint recovered at its end. */
export function recoveryOf({ marks, steps, checkpoints, outcome }: Trajectory): NonNullable<ProbePair['recovery']> {
  const from = marks?.deliveredStep ?? marks?.triggerStep ?? 0
  const watchedFor = Math.max(1, steps.length - from)
  const next = checkpoints.find(({ step }) => step >= from)
  if (next !== undefined) return { recoveredAfter: next.step - from + 1, watchedFor }
  return outcome.kind === 'solved' ? { recoveredAfter: watchedFor, watchedFor } : { watchedFor }
}

/** Calls from a step on as the world received them, without `finish`. */
export function callsAfter(trajectory: Trajectory, step: number): WorldCall[] {
  return trajectory.steps
    .filter(({ index }) => index >= step)
    .flatMap(({ calls }) => calls.map(({ call, passed }) => passed ?? call))
    .filter(({ name }) => name !== 'finish')
    .map(({ name, arguments: given }) => ({ name, arguments: given }))
}

/** Share reached of the reference effort that was left where the trial began to differ from its parent. */
export function progressAfter(trajectory: Trajectory, sample: Sample): number {
  // Nothing of what was left could be reached, and the trial said so.
  if (trajectory.trial.expects === 'infeasible' && trajectory.outcome.kind === 'solved') return 1
  const before = trajectory.checkpoints.findLast(({ step }) => step < trajectory.prefixSteps)?.progress ?? 0
  const left = sample.reference.calls - before
  return left <= 0 ? 1 : Math.min(1, Math.max(0, (trajectory.progress - before) / left))
}
