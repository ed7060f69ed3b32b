import { classifyBehaviour, failureOf } from '../behaviour/index.js'
import {
  type BehaviourVerdict,
  type Constraint,
  InvariantError,
  type Journal,
  type OutcomeRow,
  type Plan,
  type PlannedTrial,
  type Sample,
  systemLabel,
  type Trajectory,
  type VoidCause,
  type WorldCall,
} from '../domain/index.js'
import { readTrajectory } from '../journal/index.js'
import { executePlan } from '../run/index.js'
import { type Aiming, baselinesOf, sampleOf, worldAt } from './fork.js'
import { inPlanOrder } from './plan-order.js'
import { retrace } from './retrace.js'
import { prepareTrial } from './study.js'
import { deliveryOf } from './verify.js'

/** A varied trial held against its sham twin. */
export interface ProbePair {
  readonly system: string
  readonly intervention: string
  readonly sample: Sample
  readonly repeat: number
  readonly shamId: string
  readonly variedId: string
  /** `void`: something around the model failed in either arm, and the pair does not count. */
  readonly delivery: 'delivered' | 'not-met' | 'void'
  /** Only in void pairs; `injection` where the record contradicts what the chain says that it did. */
  readonly voidCause?: VoidCause
  /** Whether this system solved the sample often enough without the intervention. */
  readonly isGated: boolean
  /** Success in {0, 1}; undefined in a void pair. */
  readonly sham?: number
  readonly varied?: number
  /** Share reached of the reference effort that was left at the fork, in [0, 1]. */
  readonly shamProgress?: number
  readonly variedProgress?: number
  readonly constraint: Constraint
  /** Whether the sham twin's plan still reaches the goal under the change. Only for delivered pairs. */
  readonly isOldPlanPossible?: boolean
  /** Only for delivered pairs. */
  readonly behaviour?: BehaviourVerdict
}

/** Everything that a study's journal shows. */
export interface StudyObservation {
  /** One row for each baseline that has ended. */
  readonly rows: readonly OutcomeRow[]
  readonly pairs: readonly ProbePair[]
  /** Fork points at which a probe could not be used, by system and intervention. */
  readonly notApplicable: readonly { readonly system: string; readonly intervention: string; readonly count: number }[]
}

/**
 * Reads a journal into outcome rows and judged pairs, one trajectory at a time.
 *
 * @param aiming the plan with its world, so that an old plan can be executed under the change
 * @param seen called with each trajectory that was read, for callers that need them too
 */
export async function observeStudy(
  aiming: Aiming,
  seen: (trajectory: Trajectory) => void = () => {},
): Promise<StudyObservation> {
  const { journal, plan } = aiming
  const ended = inPlanOrder(plan, journal.trials()).filter(({ status }) => status === 'ended')
  const rows: OutcomeRow[] = []
  const solvedIds = new Set<string>()
  for (const { trial } of ended) {
    if (trial.arm !== 'baseline') continue
    const trajectory = readTrajectory(journal, trial.id)
    if (trajectory.outcome.kind === 'solved') solvedIds.add(trial.id)
    rows.push(rowOf(plan, trajectory))
    seen(trajectory)
  }
  const byId = new Map(ended.map(({ trial }) => [trial.id, trial]))
  const shams = new Map<string, PlannedTrial>()
  for (const { trial } of ended) if (trial.arm === 'sham') shams.set(twinKey(trial), trial)
  const pairs: ProbePair[] = []
  for (const varied of byId.values()) {
    const sham = varied.arm === 'varied' ? shams.get(twinKey(varied)) : undefined
    if (sham === undefined) continue
    const twins = { sham: readTrajectory(journal, sham.id), varied: readTrajectory(journal, varied.id) }
    pairs.push(await pairOf(aiming, twins, solvedIds))
    seen(twins.sham)
    seen(twins.varied)
  }
  return { rows, pairs, notApplicable: countNotApplicable(plan, journal, [...byId.values()]) }
}

/** A trajectory of a baseline as estimates read it. */
export function rowOf(plan: Plan, trajectory: Trajectory): OutcomeRow {
  const { trial, outcome, progress, costUsd, seconds, claim } = trajectory
  const sample = sampleOf(plan, trial.sampleId)
  const failure = failureOf(trajectory)
  const isUnsolved = outcome.kind === 'failed' || outcome.kind === 'censored'
  return {
    system: labelOf(plan, trial.systemId),
    task: sample.id,
    family: sample.family,
    stratum: sample.stratum,
    repeat: trial.repeat,
    outcome,
    length: sample.reference.calls,
    lengthKind: 'reference-steps',
    progress,
    seconds,
    ...(costUsd !== undefined && { costUsd }),
    ...(isUnsolved && claim !== 'unknown' && { isSilentFailure: claim === 'done' }),
    ...(failure !== undefined && { failure }),
  }
}

/** Label of a system of the plan. */
export function labelOf(plan: Plan, systemId: string): string {
  const entry = plan.systems.find(({ id }) => id === systemId)
  if (entry === undefined) throw new InvariantError(`system ${systemId} is not in plan ${plan.id}`)
  return systemLabel(entry.system)
}

async function pairOf(
  aiming: Aiming,
  { sham, varied }: { readonly sham: Trajectory; readonly varied: Trajectory },
  solvedIds: ReadonlySet<string>,
): Promise<ProbePair> {
  const { plan } = aiming
  const { trial: shamTrial } = sham
  const { trial: variedTrial } = varied
  const sample = sampleOf(plan, variedTrial.sampleId)
  const { point, prepared } = await prepareTrial(aiming, variedTrial)
  const arms = [await deliveryIn(aiming, sham), await deliveryIn(aiming, varied)] as const
  const voidCause = arms.map((arm) => arm.voidCause).find((cause) => cause !== undefined)
  const delivery = voidCause === undefined ? arms[1].delivery : 'void'
  const solved = baselinesOf(plan, variedTrial).slice(0, plan.gate.of)
  const pair = {
    system: labelOf(plan, variedTrial.systemId),
    intervention: variedTrial.probe?.intervention ?? '',
    sample,
    repeat: variedTrial.repeat,
    shamId: shamTrial.id,
    variedId: variedTrial.id,
    delivery,
    ...(voidCause !== undefined && { voidCause }),
    isGated: solved.filter((id) => solvedIds.has(id)).length >= plan.gate.solved,
    constraint: prepared.constraint,
  }
  if (voidCause !== undefined) return pair
  const measured = {
    ...pair,
    sham: sham.outcome.kind === 'solved' ? 1 : 0,
    varied: varied.outcome.kind === 'solved' ? 1 : 0,
    shamProgress: progressAfter(sham, sample),
    variedProgress: progressAfter(varied, sample),
  }
  if (delivery !== 'delivered') return measured
  const isOldPlanPossible = await stillSolves(aiming, variedTrial, callsAfterFork(sham, point.step))
  const behaviour = classifyBehaviour({ varied, sham, constraint: prepared.constraint, isOldPlanPossible })
  return { ...measured, isOldPlanPossible, behaviour }
}

/** Whether the change of one arm took place, and why the arm does not count where it does not. */
async function deliveryIn(
  { plan, journal, familyNamed }: Aiming,
  { trial, outcome }: Trajectory,
): Promise<{ readonly delivery: ProbePair['delivery']; readonly voidCause?: VoidCause }> {
  if (outcome.kind === 'void') return { delivery: 'void', voidCause: outcome.cause }
  const delivery = deliveryOf(journal, trial.id)
  const voided = { delivery: 'void', voidCause: 'injection' } as const
  if (delivery !== 'not-met') return delivery === 'void' ? voided : { delivery }
  // Without a receipt a record cannot show that nothing was changed; the world can.
  const sample = sampleOf(plan, trial.sampleId)
  const open = () => familyNamed(sample.family).open(sample, trial.pairId)
  return (await retrace(journal, trial.id, open)) === undefined ? { delivery } : voided
}

/** Whether a plan made without the change still reaches the goal under it. */
async function stillSolves(aiming: Aiming, varied: PlannedTrial, plan: readonly WorldCall[]): Promise<boolean> {
  if (varied.expects === 'infeasible') return false
  const { point, prepared } = await prepareTrial(aiming, varied)
  const sample = sampleOf(aiming.plan, varied.sampleId)
  const family = aiming.familyNamed(sample.family)
  const environment = await worldAt(family, sample, point)
  const twin = () => family.open(sample, varied.pairId)
  const { pairId } = varied
  const result = await executePlan({ environment, twin, links: [prepared.link], arm: 'varied', pairId, plan })
  return result.isSolved
}

function callsAfterFork(trajectory: Trajectory, step: number): WorldCall[] {
  return trajectory.steps
    .filter(({ index }) => index >= step)
    .flatMap(({ calls }) => calls.map(({ call, passed }) => passed ?? call))
    .filter(({ name }) => name !== 'finish')
    .map(({ name, arguments: given }) => ({ name, arguments: given }))
}

function progressAfter(trajectory: Trajectory, sample: Sample): number {
  const before = trajectory.checkpoints.findLast(({ step }) => step < trajectory.prefixSteps)?.progress ?? 0
  const left = sample.reference.calls - before
  return left <= 0 ? 1 : Math.min(1, Math.max(0, (trajectory.progress - before) / left))
}

function twinKey({ parent, probe }: PlannedTrial): string {
  return `${parent?.trialId}/${parent?.step}/${probe?.intervention}`
}

function countNotApplicable(plan: Plan, journal: Journal, ended: readonly PlannedTrial[]) {
  const parents = ended.filter(({ arm, repeat }) => arm === 'baseline' && repeat < plan.forkRepeats)
  const varied = journal.trials().flatMap(({ trial }) => (trial.arm === 'varied' ? [trial] : []))
  return plan.systems.flatMap(({ id }) =>
    plan.probes.map(({ intervention }) => {
      const possible = parents.filter(({ systemId }) => systemId === id).length
      const used = varied.filter(
        ({ systemId, probe }) => systemId === id && probe?.intervention === intervention,
      ).length
      return { system: labelOf(plan, id), intervention, count: Math.max(0, possible - used) }
    }),
  )
}
