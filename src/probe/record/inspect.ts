import {
  type Journal,
  type Plan,
  probeLabel,
  probeOf,
  type Receipt,
  type Sample,
  type Trajectory,
  type TrialRecord,
} from '../../domain/index.js'
import { readTrajectory } from '../../journal/index.js'
import { sampleOf } from '../fork-point.js'
import { labelOf } from '../pair.js'
import { inPlanOrder } from '../planning/plan-order.js'
import { verifyReceipts } from '../verify.js'
import { readHistory, type TrialHistory } from './attempts.js'

/** One trial of a record, whether it has run or not. */
export interface RecordedTrial {
  readonly record: TrialRecord
  /** Label of the system. */
  readonly system: string
  readonly sample: Sample
  /** The intervention, with dose or trigger where the plan has it more than once; absent for a baseline. */
  readonly intervention?: string
  /** What it did so far; absent where it was never launched. */
  readonly trajectory?: Trajectory
}

/** A trial with everything that its record says of it. */
export interface InspectedTrial extends RecordedTrial {
  readonly history: TrialHistory
  /** What it changed, and why the verifier does not confirm it where it does not. */
  readonly receipts: readonly { readonly receipt: Receipt; readonly refuted?: string }[]
  /** Changes at a seam that no receipt tells of, one sentence each without full stop. */
  readonly undeclared: readonly string[]
  /** Labels of the systems that answered in its place, by step. */
  readonly standIns: ReadonlyMap<number, string>
}

/** All trials of a record in the order of the plan, one at a time; each is read once. */
export function* recordedTrials(plan: Plan, journal: Journal): Generator<RecordedTrial, void, undefined> {
  const read = new Map<string, Trajectory>()
  for (const record of inPlanOrder(plan, journal.trials())) {
    const { trial, launchIndex } = record
    const parent = trial.parent && read.get(trial.parent.trialId)
    const trajectory = launchIndex === undefined ? undefined : readTrajectory(journal, trial.id, parent)
    // Forks share the steps of their baseline, and of no other trial.
    if (trajectory !== undefined && trial.arm === 'baseline') read.set(trial.id, trajectory)
    yield recordedTrial(plan, record, trajectory)
  }
}

/** One trial of a record with its launches, its receipts and what the verifier says of them. */
export function inspectTrial(plan: Plan, journal: Journal, record: TrialRecord): InspectedTrial {
  const { trial, launchIndex } = record
  const isLaunched = launchIndex !== undefined
  const found = recordedTrial(plan, record, isLaunched ? readTrajectory(journal, trial.id) : undefined)
  const history = readHistory(journal, trial.id)
  const standIns = new Map(
    found.trajectory?.steps.flatMap(({ index, answeredBy }) =>
      answeredBy === undefined ? [] : [[index, labelOf(plan, answeredBy)]],
    ),
  )
  if (!isLaunched || trial.arm === 'baseline') return { ...found, history, receipts: [], undeclared: [], standIns }
  const { confirmed, refuted, undeclared } = verifyReceipts(journal, trial.id)
  const receipts = [
    ...confirmed.map((receipt) => ({ receipt })),
    ...refuted.map(({ receipt, reason }) => ({ receipt, refuted: reason })),
  ]
  receipts.sort((a, b) => a.receipt.step - b.receipt.step)
  return { ...found, history, receipts, undeclared, standIns }
}

function recordedTrial(plan: Plan, record: TrialRecord, trajectory: Trajectory | undefined): RecordedTrial {
  const { trial } = record
  const probe = probeOf(plan.probes, trial)
  return {
    record,
    system: labelOf(plan, trial.systemId),
    sample: sampleOf(plan, trial.sampleId),
    ...(probe !== undefined && { intervention: probeLabel(plan.probes, probe) }),
    ...(trajectory !== undefined && { trajectory }),
  }
}
