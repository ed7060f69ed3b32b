import {
  type Answer,
  contentHash,
  type Environment,
  FINISH_TOOL,
  InvariantError,
  type Journal,
  type JournalEvent,
  type Message,
  messageAt,
  type Onset,
  type Plan,
  type PlannedTrial,
  refusalOf,
  type Sample,
  type TaskFamily,
  type ToolResult,
  type WorldCall,
} from '../domain/index.js'
import { answerOf, inWorld, ReplayDiverged, rememberWorlds, workingSeconds } from '../run/index.js'
import { conversationAt } from './requests/index.js'

/** A finished baseline as forks read it; its events are read from the journal once for all of them. */
export interface Baseline {
  readonly kind: 'ready'
  readonly trial: PlannedTrial
  readonly attempt: number
  readonly events: readonly JournalEvent[]
  /** Steps that were answered. */
  readonly steps: number
}

/** Why something cannot be done, in the words of what is missing. */
export interface NotApplicable {
  readonly kind: 'not-applicable'
  readonly missing: string
}

/** A call that a baseline made of its world, with what came back. */
export interface RecordedCall {
  readonly call: WorldCall
  readonly result: ToolResult
}

/** Where a baseline is forked: what came before, and the calls that came after. */
export interface ForkPoint {
  readonly parent: PlannedTrial
  readonly attempt: number
  readonly step: number
  /** Hash of the state in which the parent began. */
  readonly startHash: string
  readonly past: readonly RecordedCall[]
  readonly future: readonly WorldCall[]
  /** The conversation of the parent before the ask of that step. */
  readonly said: () => readonly Message[]
}

/** What a fork takes over from its parent. */
interface ForkPrefix {
  readonly prefix: readonly Answer[]
  readonly prefixEvents: readonly JournalEvent[]
  /** Working time of the parent up to the fork. */
  readonly prefixSeconds: number
}

/** A world of its own in the state of a fork point. */
export interface ForkWorld {
  readonly sample: Sample
  /** Opens another one in the initial state. */
  readonly open: () => Environment
  readonly environment: Environment
  /** State at the fork, to which the environment can be restored. */
  readonly state: ReturnType<Environment['snapshot']>
  /** Gives back what it and all that it opened hold. */
  close(): Promise<void>
}

/** A baseline with its events, or what it lacks to be forked. */
export function readBaseline(journal: Journal, trial: PlannedTrial): Baseline | NotApplicable {
  const events = journal.events(trial.id)
  const scored = events.findLast(({ body }) => body.kind === 'trial-scored')?.body
  if (scored?.kind !== 'trial-scored' || scored.outcome.kind === 'void') {
    return { kind: 'not-applicable', missing: 'a baseline that counts' }
  }
  const steps = events.filter(({ body }) => body.kind === 'model-answered').length
  if (steps < 2) return { kind: 'not-applicable', missing: 'a baseline of two steps' }
  return {
    kind: 'ready',
    trial,
    attempt: events.findLast(({ body }) => body.kind === 'trial-ended')?.attempt ?? 1,
    events,
    steps,
  }
}

/** The step at which a trigger forks a baseline: at least one step comes before and one after. */
export function stepAt({ steps }: Pick<Baseline, 'steps'>, trigger: number): number {
  return Math.min(Math.max(1, Math.floor(steps * trigger)), steps - 1)
}

/**
 * The step at which an onset forks a baseline.
 *
 * @param journal for what tools answered
 * @returns undefined where it never came, or too early or too late to have a step on either side
 */
export function onsetAt(
  journal: Pick<Journal, 'content'>,
  { events, steps }: Pick<Baseline, 'events' | 'steps'>,
  { onset, referenceCalls }: { readonly onset: Onset; readonly referenceCalls: number },
): number | undefined {
  const step = 'step' in onset ? onset.step : stepIn(journal, events, { onset, referenceCalls })
  return step !== undefined && step >= 1 && step <= steps - 1 ? step : undefined
}

function stepIn(
  journal: Pick<Journal, 'content'>,
  events: readonly JournalEvent[],
  { onset, referenceCalls }: { readonly onset: Exclude<Onset, { step: number }>; readonly referenceCalls: number },
): number | undefined {
  let calls = 0
  for (const { body } of events) {
    if (body.kind === 'tool-called' && 'call' in onset && (onset.tool ?? body.call.name) === body.call.name) {
      calls += 1
      if (calls === onset.call) return body.step
    }
    if (body.kind === 'checkpoint-reached') {
      if ('progress' in onset && body.progress >= onset.progress * referenceCalls) return body.step + 1
      if ('checkpoint' in onset && body.id === onset.checkpoint) return body.step + 1
    }
    if (body.kind === 'tool-returned' && 'seen' in onset) {
      if (messageAt(journal, body.messageHash, 'tool').text.includes(onset.seen)) return body.step + 1
    }
  }
  return undefined
}

/** The state of a baseline at a step. */
export function forkPoint(journal: Journal, baseline: Baseline, step: number): ForkPoint {
  const { trial: parent, attempt, events } = baseline
  const past: RecordedCall[] = []
  const future: WorldCall[] = []
  let open: WorldCall | undefined
  let startHash = ''
  for (const { body } of events) {
    if (body.kind === 'trial-started') startHash = body.stateHash
    else if (body.kind === 'tool-called' && body.call.name !== 'finish') {
      open = { name: body.call.name, arguments: body.call.arguments }
      if (body.step >= step) future.push(open)
    } else if (body.kind === 'tool-returned' && open !== undefined) {
      if (body.step < step) past.push({ call: open, result: messageAt(journal, body.messageHash, 'tool') })
      open = undefined
    }
  }
  return { parent, attempt, step, startHash, past, future, said: () => conversationAt(journal, events, step) }
}

/** What a fork at a step takes over. */
export function prefixOf(journal: Journal, { events }: Baseline, step: number): ForkPrefix {
  const end = events.findIndex(({ body }) => body.kind === 'model-asked' && body.step === step)
  const prefixEvents = events.slice(0, end)
  const prefix = prefixEvents.flatMap(({ body }) => (body.kind === 'model-answered' ? [answerOf(body, journal)] : []))
  return { prefix, prefixEvents, prefixSeconds: workingSeconds(prefixEvents) }
}

/**
 * Opens the world of a fork point and makes the parent's calls in it.
 *
 * @throws ReplayDiverged where the world does not begin as it did, or does not answer as it did; InfrastructureFailed
 * where it breaks
 */
export async function worldAt(family: TaskFamily, sample: Sample, point: ForkPoint): Promise<ForkWorld> {
  const { parent } = point
  const { open, close } = rememberWorlds(() => family.open(sample, parent.pairId))
  try {
    const environment = await inWorld(open)
    await followTo(environment, point)
    return { sample, open, environment, state: environment.snapshot(), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function followTo(environment: Environment, { parent, past, startHash }: ForkPoint): Promise<void> {
  if (contentHash(environment.snapshot()) !== startHash) {
    throw new ReplayDiverged(`trial ${parent.id} begins in another state now`)
  }
  const tools = [...environment.tools, FINISH_TOOL]
  for (const [place, { call, result }] of past.entries()) {
    const { text, isError } = refusalOf(call, tools) ?? (await inWorld(() => environment.call(call)))
    if (text !== result.text || isError !== result.isError) {
      throw new ReplayDiverged(`trial ${parent.id} call ${place} (${call.name}) is answered in another way now`)
    }
  }
}

/** The sample of a planned trial. */
export function sampleOf(plan: Plan, sampleId: string): Sample {
  const sample = plan.samples.find(({ id }) => id === sampleId)
  if (sample === undefined) throw new InvariantError(`sample ${sampleId} is not in plan ${plan.id}`)
  return sample
}
