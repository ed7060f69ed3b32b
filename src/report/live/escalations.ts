import { DISTRESS_LIMIT, distressOf } from '../../behaviour/index.js'
import type { EscalationFinding, Plan, Trajectory } from '../../domain/index.js'
import { rowOf } from '../../probe/index.js'
import { findEscalations } from '../../route/index.js'

/**
 * When a running session of each system should be moved up, from the baselines of a study: forks share steps with their
 * parents and are no runs of their own.
 */
export function escalationsOf(plan: Plan, trajectories: readonly Trajectory[]): EscalationFinding[] {
  const baselines = trajectories.filter(({ trial }) => trial.arm === 'baseline')
  const runs = baselines.map((trajectory) => {
    const row = rowOf(plan, trajectory)
    return { scope: row.stratum ?? 'all work', row, distress: distressOf(trajectory) }
  })
  return findEscalations(runs, { level: plan.level, fixedThreshold: DISTRESS_LIMIT, readsProgress: true })
}
