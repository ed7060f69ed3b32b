import {
  type Answer,
  drawOf,
  type Environment,
  type Intervention,
  InvariantError,
  type Journal,
  type JournalEvent,
  type Link,
  type Plan,
  type PlannedProbe,
  type PlannedTrial,
  type Preparation,
  pairIdOf,
  refusalOf,
  type Sample,
  type TaskFamily,
  type WorldCall,
} from '../domain/index.js'
import { answerOf, executePlan, workingSeconds } from '../run/index.js'
import { plannedTrial } from './plan.js'
import { withReads } from './witness-plan.js'

/** Where a baseline is forked: its answers up to there, and the calls before and after. */
export interface ForkPoint {
  readonly parent: PlannedTrial
  readonly attempt: number
  readonly step: number
  readonly prefix: readonly Answer[]
  /** Working time of the baseline up to there. */
  readonly prefixSeconds: number
  readonly past: readonly WorldCall[]
  readonly future: readonly WorldCall[]
}

/** An intervention aimed at a fork point and proven solvable, or why it cannot be used there. */
export type AimedProbe =
  | { readonly kind: 'not-applicable'; readonly missing: string }
  | {
      readonly kind: 'ready'
      readonly link: Link
      readonly constraint: Extract<Preparation, { kind: 'ready' }>['constraint']
      readonly expects: PlannedTrial['expects']
      /** What the executed witness met; absent where the solver shows that there is no plan. */
      readonly witness?: { readonly deliveries: number }
    }

/** What aiming needs to know beside the plan. */
export interface Aiming {
  readonly plan: Plan
  readonly journal: Journal
  readonly familyNamed: (name: string) => TaskFamily
  readonly interventionNamed: (name: string) => Intervention
}

/**
 * The forks that a finished baseline makes possible: a sham and a varied arm for each probe that can be aimed there.
 * All baselines of the same system and sample must have ended, so that the gate is known before any fork starts.
 */
export async function planForks(aiming: Aiming, ended: PlannedTrial): Promise<PlannedTrial[]> {
  const { plan, journal } = aiming
  if (ended.arm !== 'baseline' || plan.probes.length === 0) return []
  const baselines = baselinesOf(plan, ended)
  if (baselines.some((id) => journal.trial(id)?.status !== 'ended')) return []
  const forks: PlannedTrial[] = []
  for (const id of baselines.slice(0, plan.forkRepeats)) {
    const parent = journal.trial(id)?.trial
    if (parent === undefined) continue
    for (const probe of plan.probes) {
      const point = forkPoint(journal, parent, probe)
      if (point === undefined) continue
      const aimed = await aim(aiming, point, probe)
      if (aimed.kind === 'ready') forks.push(...twins(point, probe, aimed.expects))
      // Aiming solves and executes a whole plan; others get a turn in between.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return forks
}

/** Ids of the baselines of the same system and sample, by repeat. */
export function baselinesOf(plan: Plan, of: PlannedTrial): string[] {
  return Array.from({ length: plan.repeats }, (_, repeat) => baselineId(plan, of.systemId, of.sampleId, repeat))
}

function baselineId(plan: Plan, systemId: string, sampleId: string, repeat: number): string {
  const pairId = pairOf(plan, sampleId, repeat)
  return plannedTrial({ pairId, systemId, arm: 'baseline' }, sampleId, repeat, 'solution').id
}

/** The state of a baseline at the probe's trigger, or undefined where the baseline is void or too short to be forked. */
export function forkPoint(journal: Journal, parent: PlannedTrial, probe: PlannedProbe): ForkPoint | undefined {
  const events = journal.events(parent.id)
  const scored = events.findLast(({ body }) => body.kind === 'trial-scored')?.body
  if (scored?.kind !== 'trial-scored' || scored.outcome.kind === 'void') return undefined
  const answered = events.flatMap(({ body }) => (body.kind === 'model-answered' ? [body] : []))
  if (answered.length < 2) return undefined
  const step = Math.min(Math.max(1, Math.floor(answered.length * probe.trigger)), answered.length - 1)
  const calls = events.flatMap(({ body }) => (body.kind === 'tool-called' && body.call.name !== 'finish' ? [body] : []))
  const plain = ({ call }: (typeof calls)[number]): WorldCall => ({ name: call.name, arguments: call.arguments })
  return {
    parent,
    attempt: events.at(-1)?.attempt ?? 1,
    step,
    prefix: answered.slice(0, step).map((body) => answerOf(body, journal)),
    prefixSeconds: workingSeconds(
      events.slice(
        0,
        events.findIndex(({ body }) => asksAt(body, step)),
      ),
    ),
    past: calls.filter((body) => body.step < step).map(plain),
    future: calls.filter((body) => body.step >= step).map(plain),
  }
}

function asksAt(body: JournalEvent['body'], step: number): boolean {
  return body.kind === 'model-asked' && body.step === step
}

/** Aims a probe at a fork point, in a world of its own. */
export async function prepareAt(aiming: Aiming, point: ForkPoint, probe: PlannedProbe): Promise<Preparation> {
  const sample = sampleOf(aiming.plan, point.parent.sampleId)
  const { pairId } = point.parent
  return aiming.interventionNamed(probe.intervention).prepare({
    sample,
    environment: await worldAt(aiming.familyNamed(sample.family), sample, point),
    past: point.past,
    future: point.future,
    dose: probe.dose,
    draw: (choice: string) => drawOf({ pairId, link: `${probe.intervention}/${choice}`, opportunity: 0 }),
  })
}

/** Aims a probe and executes its witness: what cannot be shown solvable (or infeasible) is not used. */
export async function aim(aiming: Aiming, point: ForkPoint, probe: PlannedProbe): Promise<AimedProbe> {
  const sample = sampleOf(aiming.plan, point.parent.sampleId)
  const family = aiming.familyNamed(sample.family)
  const { pairId } = point.parent
  // A fork makes the calls of its prefix again.
  if (family.open(sample, pairId).effects === 'external')
    return { kind: 'not-applicable', missing: 'replayable effects' }
  const prepared = await prepareAt(aiming, point, probe)
  if (prepared.kind === 'not-applicable') return prepared
  const { link, constraint } = prepared
  const world = await worldAt(family, sample, point)
  if (world.solve === undefined) return { kind: 'not-applicable', missing: 'solve' }
  const solution = world.solve([constraint])
  if (solution.kind === 'infeasible') return { kind: 'ready', link, constraint, expects: 'infeasible' }
  const environment = await worldAt(family, sample, point)
  const twin = () => family.open(sample, pairId)
  const plan = prepared.adapt(withReads(solution.calls, point.future, { tools: world.tools, constraint }))
  const witness = await executePlan({ environment, twin, links: [link], arm: 'varied', pairId, plan })
  if (!witness.isSolved) return { kind: 'not-applicable', missing: 'a witness that solves the sample' }
  if (witness.deliveries === 0) return { kind: 'not-applicable', missing: 'a witness that meets the change' }
  return { kind: 'ready', link, constraint, expects: 'solution', witness: { deliveries: witness.deliveries } }
}

/** A world of its own in the state of the fork point. */
export async function worldAt(family: TaskFamily, sample: Sample, point: ForkPoint): Promise<Environment> {
  const world = family.open(sample, point.parent.pairId)
  for (const call of point.past) if (refusalOf(call, world.tools) === undefined) await world.call(call)
  return world
}

/** The sample of a planned trial. */
export function sampleOf(plan: Plan, sampleId: string): Sample {
  const sample = plan.samples.find(({ id }) => id === sampleId)
  if (sample === undefined) throw new InvariantError(`sample ${sampleId} is not in plan ${plan.id}`)
  return sample
}

function pairOf(plan: Plan, sampleId: string, repeat: number): string {
  return pairIdOf({ studySeed: plan.seed, sampleId, repeat })
}

function twins(point: ForkPoint, probe: PlannedProbe, expects: PlannedTrial['expects']): PlannedTrial[] {
  const { parent, step } = point
  const { pairId, systemId, sampleId, repeat } = parent
  const shared = {
    pairId,
    systemId,
    probe: { intervention: probe.intervention, dose: probe.dose },
    parent: { trialId: parent.id, step },
  }
  // The sham arm meets the unchanged world, so its own goal is always the solution.
  return [
    plannedTrial({ ...shared, arm: 'sham' }, sampleId, repeat, 'solution'),
    plannedTrial({ ...shared, arm: 'varied' }, sampleId, repeat, expects),
  ]
}
