import { classifyBehaviour } from '../behaviour/index.js'
import {
  type BehaviourVerdict,
  type Concern,
  type Constraint,
  InvariantError,
  type Journal,
  type Plan,
  type PlannedTrial,
  probeLabel,
  probeOf,
  type Sample,
  systemLabel,
  type ToolOffer,
  type Trajectory,
  type VoidCause,
  type WorldCall,
} from '../domain/index.js'
import { executePlan, InfrastructureFailed, ReplayDiverged } from '../run/index.js'
import { type Aiming, baselinesOf, type PreparedFork, prepareFork } from './fork.js'
import { type Baseline, sampleOf } from './fork-point.js'
import { retrace } from './retrace.js'
import { deliveryOf, type RecordReader } from './verify.js'
import { callsAfter, isWholeRun, judgeRun } from './whole-runs/index.js'

/** A varied trial held against its sham twin. */
export interface ProbePair {
  readonly system: string
  readonly intervention: string
  /** The intervention, with dose or trigger where the plan has it more than once. */
  readonly probe: string
  /** That of the intervention. */
  readonly concern?: Concern
  readonly sample: Sample
  readonly repeat: number
  readonly shamId: string
  readonly variedId: string
  /** `void`: something around the model failed in either arm, and the pair does not count. */
  readonly delivery: 'delivered' | 'not-met' | 'void'
  /**
   * Only in void pairs. `injection`: the record contradicts what the chain says that it did, or a change was due that
   * left no receipt; `environment` also where the world no longer answers the parent's calls as it did.
   */
  readonly voidCause?: VoidCause
  /** Whether this system solved the sample often enough without the intervention. */
  readonly isGated: boolean
  /** Success in {0, 1}; undefined in a void pair. */
  readonly sham?: number
  readonly varied?: number
  /**
   * Share reached of the reference effort that was left at the fork, in [0, 1]; 1 where the sample was rightly declared
   * infeasible.
   */
  readonly shamProgress?: number
  readonly variedProgress?: number
  /** A limit ended either arm short of its goal. */
  readonly isLimited?: true
  /** Whether a failed varied trial claimed success; undefined where it was solved or said nothing. */
  readonly isFalseClaim?: boolean
  /** Only for delivered pairs: steps from the change to the next checkpoint, if any, and to the end of the trial. */
  readonly recovery?: { readonly recoveredAfter?: number; readonly watchedFor: number }
  /** Undefined only where the fork could not be aimed again. */
  readonly constraint?: Constraint
  /** Whether the sham twin's plan still reaches the goal under the change. Only for delivered pairs. */
  readonly isOldPlanPossible?: boolean
  /** Both arms began at the start, for nothing of an agent can be forked: they differ in all that chance does, too. */
  readonly isWholeRun?: true
  /** Only for delivered pairs. */
  readonly behaviour?: BehaviourVerdict
}

/** Two trials that differ in one constraint. */
interface Twins {
  readonly sham: Trajectory
  readonly varied: Trajectory
}

/**
 * Judges the pairs of a study one after another: was the change delivered, what came of it, and what did the system do.
 * Pairs of one baseline that follow each other share what is read of it.
 *
 * @param solvedIds the baselines that were solved
 */
export function createJudge(aiming: Aiming, solvedIds: ReadonlySet<string>): (twins: Twins) => Promise<ProbePair> {
  const { plan, journal } = aiming
  const tools = { toolHashes: new Map<string, string>(), offers: new Map<string, readonly ToolOffer[]>() }
  let baseline: Baseline | undefined
  return async (twins) => {
    const pair = pairOf(aiming, twins, solvedIds)
    const ended = [twins.sham, twins.varied].flatMap(({ outcome }) => (outcome.kind === 'void' ? [outcome.cause] : []))
    if (isWholeRun(plan, twins.varied.trial)) return measureRun(aiming, { ...pair, isWholeRun: true }, twins)
    let fork: PreparedFork
    try {
      fork = await prepareFork(aiming, twins.varied.trial, baseline)
    } catch (error) {
      if (!(error instanceof ReplayDiverged || error instanceof InfrastructureFailed)) throw error
      return { ...pair, delivery: 'void', voidCause: ended[0] ?? 'environment' }
    }
    baseline = fork.baseline
    const aimed = { ...pair, constraint: fork.prepared.constraint }
    try {
      if (ended[0] !== undefined) return { ...aimed, delivery: 'void', voidCause: ended[0] }
      const record = readOnce(journal, baseline, tools)
      const delivery = await deliveryIn(record, twins, fork)
      if (delivery === 'void') return { ...aimed, delivery, voidCause: 'injection' }
      return await measure({ ...aimed, delivery }, twins, () =>
        stillSolves(fork, twins.varied.trial, callsAfter(twins.sham, fork.point.step)),
      )
    } catch (error) {
      if (!(error instanceof InfrastructureFailed)) throw error
      return { ...aimed, delivery: 'void', voidCause: 'environment' }
    } finally {
      await fork.world.close()
    }
  }
}

/** A record of which no trial is read twice. */
function readOnce(
  journal: Journal,
  { trial, events }: Baseline,
  tools: Pick<RecordReader, 'toolHashes' | 'offers'>,
): RecordReader {
  const known = new Map([[trial.id, events]])
  return {
    ...tools,
    content: (hash) => journal.content(hash),
    trial: (id) => journal.trial(id),
    events(id) {
      const read = known.get(id) ?? journal.events(id)
      known.set(id, read)
      return read
    },
  }
}

function pairOf(
  { plan, interventionNamed }: Aiming,
  { sham, varied }: Twins,
  solvedIds: ReadonlySet<string>,
): ProbePair {
  const { trial } = varied
  const probe = probeOf(plan.probes, trial)
  if (probe === undefined) throw new InvariantError(`fork ${trial.id} has no probe in plan ${plan.id}`)
  const { concern } = interventionNamed(probe.intervention)
  const solved = baselinesOf(plan, trial).slice(0, plan.gate.of)
  return {
    system: labelOf(plan, trial.systemId),
    intervention: probe.intervention,
    probe: probeLabel(plan.probes, probe),
    ...(concern !== undefined && { concern }),
    sample: sampleOf(plan, trial.sampleId),
    repeat: trial.repeat,
    shamId: sham.trial.id,
    variedId: trial.id,
    delivery: 'not-met',
    ...(trial.parent?.step === 0 && { isWholeRun: true }),
    isGated: solved.filter((id) => solvedIds.has(id)).length >= plan.gate.solved,
  }
}

/** Label of a system of the plan. */
export function labelOf(plan: Plan, systemId: string): string {
  const entry = plan.systems.find(({ id }) => id === systemId)
  if (entry === undefined) throw new InvariantError(`system ${systemId} is not in plan ${plan.id}`)
  return systemLabel(entry.system)
}

/**
 * Whether the change took place; `void` where either arm shows a fault of the machinery. Receipts are held against the
 * record, then every call is made again, whatever the receipts say: a change without a receipt shows in the world, and one
 * that was due and is missing shows when the link is asked again.
 */
async function deliveryIn(
  journal: RecordReader,
  { sham, varied }: Twins,
  { prepared: { link }, world: { environment, state } }: PreparedFork,
): Promise<ProbePair['delivery']> {
  const [claimed, delivery] = [deliveryOf(journal, sham.trial.id), deliveryOf(journal, varied.trial.id)]
  if (claimed === 'void' || delivery === 'void') return 'void'
  for (const { trial } of [sham, varied]) {
    environment.restore(state)
    if ((await retrace(journal, trial.id, { world: environment, link })) !== undefined) return 'void'
  }
  return delivery
}

/** A pair of whole runs: there is no world in which its calls could be made again, so the record alone is followed. */
async function measureRun(aiming: Aiming, pair: ProbePair, twins: Twins): Promise<ProbePair> {
  const { isOldPlanPossible, ...judged } = judgeRun(aiming, twins, pair.sample)
  if (judged.delivery === 'void') return { ...pair, ...judged }
  return measure({ ...pair, ...judged }, twins, async () => isOldPlanPossible())
}

async function measure(pair: ProbePair, twins: Twins, isPossible: () => Promise<boolean>): Promise<ProbePair> {
  const { sham, varied } = twins
  const { constraint } = pair
  const measured: ProbePair = {
    ...pair,
    sham: sham.outcome.kind === 'solved' ? 1 : 0,
    varied: varied.outcome.kind === 'solved' ? 1 : 0,
    shamProgress: progressAfter(sham, pair.sample),
    variedProgress: progressAfter(varied, pair.sample),
    ...((sham.outcome.kind === 'censored' || varied.outcome.kind === 'censored') && { isLimited: true }),
    ...(varied.outcome.kind !== 'solved' && varied.claim !== 'unknown' && { isFalseClaim: varied.claim === 'done' }),
  }
  if (measured.delivery !== 'delivered' || constraint === undefined) return measured
  const isOldPlanPossible = await isPossible()
  const behaviour = classifyBehaviour({ ...twins, constraint, isOldPlanPossible })
  return { ...measured, isOldPlanPossible, behaviour, recovery: recoveryOf(varied) }
}

/** What came after the change; a trial that was solved without a further checkpoint recovered at its end. */
function recoveryOf({ marks, steps, checkpoints, outcome }: Trajectory): NonNullable<ProbePair['recovery']> {
  const from = marks?.deliveredStep ?? marks?.triggerStep ?? 0
  const watchedFor = Math.max(1, steps.length - from)
  const next = checkpoints.find(({ step }) => step >= from)
  if (next !== undefined) return { recoveredAfter: next.step - from + 1, watchedFor }
  return outcome.kind === 'solved' ? { recoveredAfter: watchedFor, watchedFor } : { watchedFor }
}

/** Whether a plan made without the change still reaches the goal under it. */
async function stillSolves(
  { point, prepared: { link }, world: { environment, state, open } }: PreparedFork,
  { pairId, expects }: PlannedTrial,
  plan: readonly WorldCall[],
): Promise<boolean> {
  if (expects === 'infeasible') return false
  environment.restore(state)
  const shared = { environment, twin: open, links: [link], pairId, plan, said: point.said() }
  const result = await executePlan({ ...shared, arm: 'varied' })
  return result.isSolved
}

function progressAfter(trajectory: Trajectory, sample: Sample): number {
  // Nothing of what was left could be reached, and the trial said so.
  if (trajectory.trial.expects === 'infeasible' && trajectory.outcome.kind === 'solved') return 1
  const before = trajectory.checkpoints.findLast(({ step }) => step < trajectory.prefixSteps)?.progress ?? 0
  const left = sample.reference.calls - before
  return left <= 0 ? 1 : Math.min(1, Math.max(0, (trajectory.progress - before) / left))
}
