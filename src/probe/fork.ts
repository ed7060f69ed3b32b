import {
  InvariantError,
  isCancelled,
  type Plan,
  type PlannedProbe,
  type PlannedTrial,
  probeKey,
  probeOf,
  type Sample,
  type TaskFamily,
} from '../domain/index.js'
import { InfrastructureFailed, ReplayDiverged } from '../run/index.js'
import {
  type Baseline,
  type ForkPoint,
  type ForkWorld,
  forkPoint,
  type NotApplicable,
  readBaseline,
  sampleOf,
  worldAt,
} from './fork-point.js'
import { type Aiming, placeOf, placeWords, prepareIn } from './place.js'
import { baselineOf, plannedTrial } from './planning/plan.js'
import { type AimedRun, aimRun, isWholeRun, originOf, twinRuns } from './whole-runs/index.js'
import { type AimedProbe, type ReadyPreparation, witness } from './witnessed.js'

export type { Aiming } from './place.js'

/** A fork aimed again from the journal, with a world in the state at which it begins. */
export interface PreparedFork {
  readonly baseline: Baseline
  readonly point: ForkPoint
  readonly prepared: ReadyPreparation
  readonly world: ForkWorld
}

/** A probe that could not be used at a baseline. */
export interface UnusedProbe {
  readonly parent: PlannedTrial
  readonly probe: PlannedProbe
  /** The capability that is missing there. */
  readonly missing: string
}

/**
 * The forks that a finished baseline makes possible: a sham and a varied arm for each probe that can be aimed there.
 * All baselines of the same system and sample must have ended, so that the gate is known before any fork starts.
 * Where nothing can be forked, both arms are whole runs of the baseline's pair.
 */
export async function planForks(aiming: Aiming, ended: PlannedTrial): Promise<PlannedTrial[]> {
  if (ended.arm !== 'baseline') return []
  const forks: PlannedTrial[] = []
  for (const parent of forkedBaselines(aiming, ended)) {
    const baseline = readBaseline(aiming.journal, parent)
    if (baseline.kind === 'not-applicable') continue
    for (const probe of aiming.plan.probes) {
      const aimed = await aimAt(aiming, baseline, probe)
      if (aimed.kind === 'ready') forks.push(...twinsOf(baseline, probe, aimed))
      // Aiming solves and executes a whole plan; others get a turn in between.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return forks
}

/**
 * The probes of a plan that could not be used, each with what was missing. Nothing of it is recorded: aiming depends on
 * plan and journal alone, so that it is done again where no fork was made.
 */
export async function findUnusedProbes(aiming: Aiming): Promise<UnusedProbe[]> {
  const { plan, journal } = aiming
  const trials = journal.trials().map(({ trial }) => trial)
  const keyOf = (parentId: string, probe: PlannedProbe) => `${parentId} ${probeKey(probe)}`
  const used = new Set(
    trials.flatMap((trial) => {
      const probe = probeOf(plan.probes, trial)
      const origin = originOf(plan, trial)
      return origin !== undefined && probe ? [keyOf(origin, probe)] : []
    }),
  )
  const unused: UnusedProbe[] = []
  for (const first of trials.filter(({ arm, repeat }) => arm === 'baseline' && repeat === 0)) {
    for (const parent of forkedBaselines(aiming, first)) {
      const open = plan.probes.filter((probe) => !used.has(keyOf(parent.id, probe)))
      const baseline = open.length === 0 ? undefined : readBaseline(journal, parent)
      for (const probe of open) {
        const aimed = baseline?.kind === 'ready' ? await aimAt(aiming, baseline, probe) : baseline
        if (aimed?.kind === 'not-applicable') unused.push({ parent, probe, missing: aimed.missing })
      }
    }
  }
  return unused
}

/** The baselines to fork of one system and sample; none before all of them have ended. */
function forkedBaselines({ plan, journal }: Aiming, of: PlannedTrial): PlannedTrial[] {
  const isProbed = plan.probes.length > 0 && plan.unprobed?.includes(of.sampleId) !== true
  if (!isProbed || isCancelled(plan, of.systemId)) return []
  const records = baselinesOf(plan, of).map((id) => journal.trial(id))
  if (records.some((record) => record?.status !== 'ended')) return []
  return records.slice(0, plan.forkRepeats).flatMap((record) => record?.trial ?? [])
}

/** Ids of the baselines of the same system and sample, by repeat. */
export function baselinesOf(plan: Plan, { systemId, sampleId }: PlannedTrial): string[] {
  return Array.from({ length: plan.repeats }, (_, repeat) => {
    return baselineOf(plan, { systemId, sampleId, repeat }).id
  })
}

/** Behind the proxy nobody sees what an agent asks its model. */
const NOT_LED: NotApplicable = { kind: 'not-applicable', missing: 'a model request: the agent asks its model itself' }

/** A probe with the step of its baseline at which it is put in place. */
type Placed = Extract<AimedProbe | AimedRun, { kind: 'ready' }> & { readonly step: number }

async function aimAt(aiming: Aiming, baseline: Baseline, probe: PlannedProbe): Promise<Placed | NotApplicable> {
  const { plan, journal } = aiming
  const stepOf = (other: PlannedProbe) => placeOf(aiming, baseline, other)
  const step = stepOf(probe)
  if (step === undefined) {
    return { kind: 'not-applicable', missing: `a baseline that comes to its onset: ${placeWords(probe)}` }
  }
  const keyAt = ({ intervention, dose }: PlannedProbe, trigger: number) => probeKey({ intervention, dose, trigger })
  const earlier = plan.probes.slice(0, plan.probes.indexOf(probe))
  const isTaken = earlier.some((other) => keyAt(other, stepOf(other) ?? 0) === keyAt(probe, step))
  // The same change at the same step is the same trial: it counts for the first of the probes.
  if (isTaken) return { kind: 'not-applicable', missing: 'a step of its own: the baseline is too short' }
  const isLedOutside = plan.systems.some(({ id, isRunWhole }) => id === baseline.trial.systemId && isRunWhole === true)
  if (isLedOutside && aiming.interventionNamed(probe.intervention).seams.includes('model-request')) return NOT_LED
  try {
    const aimed = isWholeRun(plan, baseline.trial)
      ? aimRun(aiming, baseline, { probe, step })
      : await aim(aiming, forkPoint(journal, baseline, step), probe)
    return aimed.kind === 'ready' ? { ...aimed, step } : aimed
  } catch (error) {
    if (error instanceof InfrastructureFailed) return { kind: 'not-applicable', missing: 'a world that does not break' }
    if (!(error instanceof ReplayDiverged)) throw error
    return { kind: 'not-applicable', missing: 'a world that answers the same calls in the same way' }
  }
}

/**
 * Aims a probe and executes its witness: what cannot be shown solvable (or infeasible) is not used.
 *
 * @throws ReplayDiverged where the world does not answer the parent's calls as it did
 */
export async function aim(aiming: Aiming, point: ForkPoint, probe: PlannedProbe): Promise<AimedProbe> {
  const sample = sampleOf(aiming.plan, point.parent.sampleId)
  const family = aiming.familyNamed(sample.family)
  // A fork makes the calls of its prefix again.
  if (isOutside(family, sample, point)) return { kind: 'not-applicable', missing: 'replayable effects' }
  const world = await worldAt(family, sample, point)
  try {
    const prepared = await prepareIn(world, aiming, point, probe)
    return prepared.kind === 'ready' ? await witness(prepared, world, point) : prepared
  } finally {
    await world.close()
  }
}

function isOutside(family: TaskFamily, sample: Sample, { parent }: ForkPoint): boolean {
  const world = family.open(sample, parent.pairId)
  void world.close?.()
  return world.effects === 'external'
}

/**
 * A planned fork, aimed again from the journal at the step that its id names.
 *
 * @param known the baseline of the fork before, which is often the same
 * @throws ReplayDiverged where the world does not answer the parent's calls as it did
 */
export async function prepareFork(aiming: Aiming, trial: PlannedTrial, known?: Baseline): Promise<PreparedFork> {
  const { plan, journal } = aiming
  const { parent } = trial
  const probe = probeOf(plan.probes, trial)
  const record = parent === undefined ? undefined : journal.trial(parent.trialId)
  if (parent === undefined || probe === undefined || record === undefined) {
    throw new InvariantError(`fork ${trial.id} has no parent or no probe in plan ${plan.id}`)
  }
  const baseline = known?.trial.id === parent.trialId ? known : readBaseline(journal, record.trial)
  if (baseline.kind === 'not-applicable') {
    throw new InvariantError(`fork ${trial.id} continues a trial that cannot be forked`)
  }
  const point = forkPoint(journal, baseline, parent.step)
  const sample = sampleOf(plan, trial.sampleId)
  const world = await worldAt(aiming.familyNamed(sample.family), sample, point)
  try {
    const prepared = await prepareIn(world, aiming, point, probe)
    if (prepared.kind === 'not-applicable') {
      throw new InvariantError(`fork ${trial.id} of plan ${plan.id} cannot be aimed again`)
    }
    world.environment.restore(world.state)
    return { baseline, point, prepared, world }
  } catch (error) {
    await world.close()
    throw error
  }
}

function twinsOf(baseline: Baseline, probe: PlannedProbe, aimed: Placed): PlannedTrial[] {
  return 'expects' in aimed ? twins(baseline, probe, aimed) : twinRuns(baseline, probe, aimed.step)
}

function twins(
  { trial }: Baseline,
  probe: PlannedProbe,
  { step, expects }: Pick<Extract<AimedProbe, { kind: 'ready' }>, 'expects'> & { readonly step: number },
): PlannedTrial[] {
  const { id, pairId, systemId, sampleId, repeat } = trial
  const parent = { trialId: id, step }
  const shared = { pairId, systemId, probe, parent }
  // The sham arm meets the unchanged world, so its own goal is always the solution.
  return [
    plannedTrial({ ...shared, arm: 'sham' }, sampleId, repeat, 'solution'),
    plannedTrial({ ...shared, arm: 'varied' }, sampleId, repeat, expects),
  ]
}
