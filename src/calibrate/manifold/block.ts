import {
  type Candidate,
  InvariantError,
  type Journal,
  type OutcomeRow,
  type Owner,
  type Plan,
  type PlannedTrial,
  pairIdOf,
  type Sample,
  systemIdOf,
  systemLabel,
  type TaskFamily,
  type Trajectory,
} from '../../domain/index.js'
import { interventionNamed, observeStudy, plannedTrial, planStudy, rowOf, verifyReceipts } from '../../probe/index.js'
import { type Clock, createAccounts, DEFAULT_RETRY, limitsFor, runTrials, type TrialSetup } from '../../run/index.js'
import { type AimedDisturbance, aimDisturbances, DISTURBED, type DosedIntervention, linksOf } from './aim.js'

/** What carrying out a part of a manifold needs. */
export interface BlockOptions {
  readonly reference: Candidate
  readonly others: readonly Candidate[]
  /** Answers first, undisturbed, to show where disturbances can be met, and then under every dose as the witness. */
  readonly tracer: Candidate
  /** Ascending, from 0. */
  readonly doses: readonly number[]
  readonly disturbances: readonly DosedIntervention[]
  readonly seed: number
  readonly level: number
  readonly clock: Clock
  readonly owner: Owner
  readonly openJournal: (plan: Plan) => Journal
  readonly signal: AbortSignal
  /** Called as each trial ends, with the wanted length of its work. */
  readonly trialDone: (length: number) => void
}

/** One trial of a compared system. */
export interface DosedRow {
  readonly dose: number
  /** Disturbances that it met. */
  readonly met: number
  readonly row: OutcomeRow
}

/** The trials on samples of one family and length. */
interface BlockResult {
  readonly rows: readonly DosedRow[]
  readonly drawn: number
  /** Samples that the tracer does not solve under every dose. */
  readonly leftOut: number
}

/** Trials at a time: networks run many turns together. */
const CONCURRENCY = 64
const MOST_ATTEMPTS = 3
/** Steps that a disturbance is allowed to cost, beside those of undisturbed work. */
const STEPS_PER_DISTURBANCE = 10
const LIMITS = { stepsPerReferenceCall: 2.5, extraSteps: 20 } as const
/** Samples up to this length are called narrow; it changes nothing but their names. */
const NARROW_LENGTH = 24

/**
 * Runs all systems under all doses on some samples of one family and length, through the real runner and journal.
 *
 * The tracer goes first: its undisturbed work says where disturbances are aimed, and only samples that it solves under
 * every dose are used, so that each is shown to be solvable.
 */
export async function runBlock(
  options: BlockOptions,
  part: { readonly family: TaskFamily; readonly length: number; readonly samples: number },
): Promise<BlockResult> {
  const plan = planOf(options, part)
  const journal = options.openJournal(plan)
  try {
    const block: Block = { options, plan, journal, family: part.family, aimed: new Map() }
    const { tracer, doses, reference, others } = options
    const first = trialsOf(block, { candidates: [tracer], samples: plan.samples, doses: [0] })
    for (const work of await runAll(block, first)) block.aimed.set(work.trial.sampleId, await aimAround(block, work))
    const disturbed = trialsOf(block, { candidates: [tracer], samples: plan.samples, doses: doses.slice(1) })
    const witnesses = await runAll(block, disturbed)
    const samples = plan.samples.filter(({ id }) => isWitnessed(witnesses, id))
    const trials = trialsOf(block, { candidates: [reference, ...others], samples, doses })
    const systems = new Set(trials.map(({ systemId }) => systemId))
    const ended = (await runAll(block, trials)).filter(({ trial }) => systems.has(trial.systemId))
    const rows = ended.map((trajectory) => readRow(block, trajectory))
    return { rows, drawn: plan.samples.length, leftOut: plan.samples.length - samples.length }
  } finally {
    await journal.close()
  }
}

interface Block {
  readonly options: BlockOptions
  readonly plan: Plan
  readonly journal: Journal
  readonly family: TaskFamily
  /** By sample, in the order in which doses take them. */
  readonly aimed: Map<string, readonly AimedDisturbance[]>
}

function planOf(options: BlockOptions, part: Parameters<typeof runBlock>[1]): Plan {
  const { tracer, reference, others, seed, level } = options
  const { family, length, samples } = part
  return planStudy({
    name: 'manifold',
    seed,
    systems: [tracer, reference, ...others].map(({ system, provenance }) => ({ system, provenance })),
    reference: systemLabel(reference.system),
    families: [family],
    forms: [{ stratum: length <= NARROW_LENGTH ? 'narrow' : 'long', size: length, samples }],
    probes: [],
    repeats: 1,
    forkRepeats: 0,
    gate: { solved: 1, of: 1 },
    limits: LIMITS,
    level,
    margin: 0,
  })
}

function trialsOf(
  { plan }: Block,
  of: {
    readonly candidates: readonly Candidate[]
    readonly samples: readonly Sample[]
    readonly doses: readonly number[]
  },
): PlannedTrial[] {
  return of.candidates.flatMap(({ system }) =>
    of.samples.flatMap(({ id }) => {
      const pairId = pairIdOf({ studySeed: plan.seed, sampleId: id, repeat: 0 })
      return of.doses.map((dose) => {
        const coordinates = { pairId, systemId: systemIdOf(system) }
        if (dose === 0) return plannedTrial({ ...coordinates, arm: 'baseline' }, id, 0, 'solution')
        const probe = { intervention: DISTURBED, dose: { disturbances: dose } }
        return plannedTrial({ ...coordinates, arm: 'varied', probe }, id, 0, 'solution')
      })
    }),
  )
}

/** Runs further trials and reads everything that has ended so far. */
async function runAll(block: Block, trials: readonly PlannedTrial[]): Promise<readonly Trajectory[]> {
  const { options, plan, journal, family } = block
  const { clock, owner, signal, trialDone } = options
  journal.addTrials(trials)
  const end = await runTrials({
    journal,
    owner,
    clock,
    signal,
    concurrency: CONCURRENCY,
    accounts: createAccounts(candidatesOf(options), { clock }),
    retry: DEFAULT_RETRY,
    mostAttempts: MOST_ATTEMPTS,
    setupOf: async (trial) => setupOf(block, trial),
    follow: async () => {
      trialDone(plan.samples[0]?.size ?? 0)
      return []
    },
    stepDone: () => undefined,
  })
  if (end.kind !== 'complete') signal.throwIfAborted()
  const aiming = { plan, journal, familyNamed: () => family, interventionNamed }
  return (await observeStudy(aiming)).trajectories
}

function candidatesOf({ tracer, reference, others }: BlockOptions): readonly Candidate[] {
  return [tracer, reference, ...others]
}

function setupOf({ options, plan, family, aimed }: Block, trial: PlannedTrial): TrialSetup {
  const sample = plan.samples.find(({ id }) => id === trial.sampleId)
  const candidate = candidatesOf(options).find(({ system }) => systemIdOf(system) === trial.systemId)
  if (sample === undefined || candidate === undefined) throw new InvariantError(`trial ${trial.id} is not in its plan`)
  const dose = doseOf(trial)
  const limits = limitsFor({ ...LIMITS, extraSteps: LIMITS.extraSteps + STEPS_PER_DISTURBANCE * dose }, sample)
  return {
    sample,
    candidate,
    limits,
    open: () => family.open(sample, trial.pairId),
    links: linksOf(aimed.get(sample.id) ?? [], dose),
    prefix: [],
    prefixEvents: [],
  }
}

function doseOf({ probe }: PlannedTrial): number {
  return Number(probe?.dose.disturbances ?? 0)
}

async function aimAround({ options, plan, family }: Block, work: Trajectory) {
  const { pairId, sampleId } = work.trial
  const sample = plan.samples.find(({ id }) => id === sampleId)
  if (sample === undefined) throw new InvariantError(`sample ${sampleId} is not in its plan`)
  const { disturbances: kinds, doses } = options
  return aimDisturbances({ family, sample, pairId, work, kinds, most: doses.at(-1) ?? 0 })
}

/** Whether the tracer, which alone has run so far, solves a sample under every dose. */
function isWitnessed(trajectories: readonly Trajectory[], sampleId: string): boolean {
  return trajectories.every(({ trial, outcome }) => trial.sampleId !== sampleId || outcome.kind === 'solved')
}

/**
 * A trial whose record contradicts its receipts does not count. Somebody whose world already is as a disturbance would
 * make it has not met that one: it is no fault of the record.
 */
function readRow({ plan, journal }: Block, trajectory: Trajectory): DosedRow {
  const { trial } = trajectory
  const row = rowOf(plan, trajectory)
  const { confirmed, refuted, undeclared } = verifyReceipts(journal, trial.id)
  const contradicted = refuted.filter(({ receipt }) => receipt.beforeHash !== receipt.afterHash)
  const isSound = contradicted.length === 0 && undeclared.length === 0
  return {
    dose: doseOf(trial),
    met: new Set(confirmed.map(({ intervention }) => intervention)).size,
    row: isSound || row.outcome.kind === 'void' ? row : { ...row, outcome: { kind: 'void', cause: 'injection' } },
  }
}
