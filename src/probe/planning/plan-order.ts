import { type Plan, probeOf, type TrialRecord } from '../../domain/index.js'
import { baselineOf } from './plan.js'

/**
 * Trials in an order that depends on the plan alone: baselines as planned, then the forks of each, probe by probe, sham
 * before varied. In a journal the forks lie as their baselines happened to end.
 *
 * @param records as a journal lists them
 */
export function inPlanOrder(plan: Plan, records: readonly TrialRecord[]): readonly TrialRecord[] {
  const places = new Map(records.map(({ trial }, index) => [trial.id, index]))
  const keyOf = ({ trial }: TrialRecord): readonly number[] => {
    // A whole run has no parent; it stands with the baseline of its pair.
    const origin = trial.arm === 'baseline' ? undefined : (trial.parent?.trialId ?? baselineOf(plan, trial).id)
    if (origin === undefined) return [0, places.get(trial.id) ?? 0]
    const probe = probeOf(plan.probes, trial)
    return [
      1,
      places.get(origin) ?? 0,
      probe === undefined ? -1 : plan.probes.indexOf(probe),
      trial.arm === 'sham' ? 0 : 1,
    ]
  }
  return records
    .map((record) => ({ record, key: keyOf(record) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ record }) => record)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((part, index) => part !== b[index])
  return differs === -1 ? 0 : (a[differs] ?? 0) - (b[differs] ?? 0)
}
