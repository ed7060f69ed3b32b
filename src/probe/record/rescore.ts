import {
  asJson,
  canonicalJson,
  contentHash,
  type Environment,
  type EventBody,
  type Journal,
  type JournalEvent,
  type Owner,
  type PlannedTrial,
  RESCORE_OWNER,
  type Trajectory,
  type VoidCause,
} from '../../domain/index.js'
import { InfrastructureFailed, inWorld, judge, ReplayDiverged, rememberWorlds } from '../../run/index.js'
import type { Aiming } from '../fork.js'
import { forkPoint, readBaseline, sampleOf, worldAt } from '../fork-point.js'
import { retrace } from '../retrace.js'
import { type RecordedTrial, recordedTrials } from './inspect.js'

/** A judgement of a final state. */
export type Judgement = Extract<EventBody, { kind: 'trial-scored' }>

/** A trial that was judged anew. */
export interface Rescored {
  readonly trial: RecordedTrial
  /** As the record has it. */
  readonly before: Judgement
  /** By today's scorer; undefined where the world could not be rebuilt. */
  readonly after?: Judgement
  /** Why it could not be rebuilt: one sentence without full stop. */
  readonly problem?: string
  /** Whether outcome, score, evidence or progress differ. */
  readonly isChanged: boolean
}

/**
 * Judges every trial that counts by today's scorer: its world is opened anew, the recorded calls are made again in it with
 * the changes that its receipts name, and the state that comes out is scored. No model is asked and nothing is written.
 *
 * @param aiming the plan with its record and its families
 * @param leftOut told the cause of each trial that was left out as void, which is not judged anew
 */
export async function* rescoreStudy(
  aiming: Aiming,
  leftOut: (cause: VoidCause) => void = () => {},
): AsyncGenerator<Rescored, void, undefined> {
  const { plan, journal } = aiming
  for (const trial of recordedTrials(plan, journal)) {
    const events = trial.record.status === 'ended' ? journal.events(trial.record.trial.id) : []
    const before = events.findLast(({ body }) => body.kind === 'trial-scored')?.body
    if (before?.kind !== 'trial-scored') continue
    if (before.outcome.kind === 'void') {
      leftOut(before.outcome.cause)
      continue
    }
    const after = await judgedAnew(aiming, trial.record.trial, { events, before, trajectory: trial.trajectory })
    if (typeof after === 'string') yield { trial, before, problem: after, isChanged: false }
    else yield { trial, before, after, isChanged: textOf(after) !== textOf(before) }
  }
}

/**
 * Writes a new judgement beside the old one: the record keeps both, and from now on the new one counts.
 *
 * @returns false where the trial is not there to be taken: another process holds it
 */
export async function keepJudgement(journal: Journal, owner: Owner, { trial, after }: Rescored): Promise<boolean> {
  const lease = after === undefined ? undefined : journal.retake(owner, trial.record.trial.id)
  if (after === undefined || lease === undefined) return false
  const ended = lease.past.findLast(({ body }) => body.kind === 'trial-ended')?.seq ?? -1
  await journal.append(lease, [
    { kind: 'attempt-started', owner: RESCORE_OWNER },
    { kind: 'trial-resumed', afterSeq: ended, repeatedAsks: 0 },
    after,
    { kind: 'attempt-ended', reason: 'scored' },
  ])
  await journal.end(lease)
  return true
}

/** What may differ; the state is the same by construction. */
function textOf({ outcome, score, evidence, progress }: Judgement): string {
  return canonicalJson(asJson({ outcome, score: score ?? null, evidence, progress }))
}

/** What the record of a trial says that is judged. */
interface JudgedRecord {
  readonly events: readonly JournalEvent[]
  readonly before: Judgement
  readonly trajectory: Trajectory | undefined
}

async function judgedAnew(aiming: Aiming, trial: PlannedTrial, record: JudgedRecord): Promise<Judgement | string> {
  try {
    const world = await openWorld(aiming, trial)
    if (typeof world === 'string') return world
    try {
      const { environment } = world
      const problem = await retrace(aiming.journal, trial.id, { world: environment, isScoreOpen: true })
      if (problem !== undefined) return problem
      const { stateHash } = record.before
      if (stateHash !== undefined && contentHash(environment.snapshot()) !== stateHash) {
        return 'the final state is another one'
      }
      return await judgementOf(environment, trial, record)
    } finally {
      await world.close()
    }
  } catch (error) {
    if (error instanceof ReplayDiverged || error instanceof InfrastructureFailed) return error.message
    throw error
  }
}

/** A world in the state in which the trial began, that of its fork where it is one. */
async function openWorld(
  { plan, journal, familyNamed }: Aiming,
  trial: PlannedTrial,
): Promise<{ readonly environment: Environment; close(): Promise<void> } | string> {
  const sample = sampleOf(plan, trial.sampleId)
  if (sample.ownTools !== undefined) return 'its folder is not kept when it has been judged'
  const family = familyNamed(sample.family)
  if (trial.parent === undefined) {
    const { open, close } = rememberWorlds(() => family.open(sample, trial.pairId))
    const environment = await inWorld(open)
    if (environment.effects !== 'external') return { environment, close }
    await close()
    return 'its world has effects outside, and no call is made twice there'
  }
  const parent = journal.trial(trial.parent.trialId)?.trial
  const baseline = parent === undefined ? undefined : readBaseline(journal, parent)
  if (baseline?.kind !== 'ready') return 'its baseline does not count'
  return worldAt(family, sample, forkPoint(journal, baseline, trial.parent.step))
}

async function judgementOf(
  environment: Environment,
  trial: PlannedTrial,
  { events, before, trajectory }: JudgedRecord,
): Promise<Judgement | string> {
  const ended = events.findLast(({ body }) => body.kind === 'trial-ended')?.body
  if (ended?.kind !== 'trial-ended') return 'its end is not recorded'
  const { end, claim, step } = ended
  const lastCheckpointStep = trajectory?.checkpoints.at(-1)?.step
  let scored: Awaited<ReturnType<typeof scoreOf>>
  try {
    scored = await scoreOf(environment)
  } catch (error) {
    return `the scorer broke: ${error instanceof Error ? error.message : String(error)}`
  }
  const { score, progress } = scored
  const expects = trial.expects
  const outcome = judge({
    end,
    claim,
    score,
    expects,
    steps: step,
    ...(lastCheckpointStep !== undefined && { lastCheckpointStep }),
  })
  const why = end.kind === 'rejected' ? [end.message] : []
  return {
    kind: 'trial-scored',
    outcome,
    evidence: [...score.evidence, ...why],
    progress,
    score: outcome.kind === 'solved' ? 1 : score.value,
    ...(before.stateHash !== undefined && { stateHash: before.stateHash }),
  }
}

async function scoreOf(environment: Environment) {
  const checkpoints = environment.checkpoints()
  const progress = checkpoints.reduce((sum, { effort, isReached }) => sum + (isReached ? effort : 0), 0)
  return { score: await environment.score(), progress }
}
