import {
  type Agent,
  type AgentPlace,
  asJson,
  type JsonValue,
  type JudgedWork,
  LeadlineError,
  type Lease,
  type Outcome,
  type TrialEnd,
  type VoidCause,
} from '../../domain/index.js'
import { InfrastructureFailed, inWorld } from '../infrastructure.js'
import type { TrialContext, TrialSetup } from '../running.js'
import { settleVoid } from '../settle.js'
import type { AttemptEnd } from '../trial.js'
import { answerAsk } from './answer-ask.js'
import { beginSession, end, leave, type Session } from './session.js'

/**
 * Runs one attempt of an agent's trial to its end: makes a place for it, lets it work with its asks going through the
 * chain to the model, and has the result judged. A further attempt begins again: nothing of an agent can be restored.
 *
 * @throws the signal's reason when the run is stopped; RecordError `lease-lost` when another process took the trial
 */
export async function runAgentTrial(
  agent: Agent,
  lease: Lease,
  { setup, context }: { readonly setup: TrialSetup; readonly context: TrialContext },
): Promise<AttemptEnd> {
  const { journal } = context
  if (lease.past.some(({ body }) => body.kind === 'trial-scored' && body.outcome.kind !== 'void')) {
    // A process died between the last event of this trial and its end.
    await journal.end(lease)
    return { kind: 'ended' }
  }
  await journal.append(lease, [{ kind: 'attempt-started', owner: `attempt ${lease.attempt}` }])
  let place: AgentPlace | undefined
  try {
    const made = await inWorld(() => agent.open({ sample: setup.sample, pairId: lease.trial.pairId }))
    place = made
    context.signal.throwIfAborted()
    const startState = await inWorld(() => made.state())
    const session = beginSession(lease, setup, { context, startState, isRestartable: made.isRestartable === true })
    return await workAndSettle(session, made)
  } catch (error) {
    if (!(error instanceof InfrastructureFailed)) throw error
    if (error.voidCause !== 'environment')
      return closeVoid(lease, context, { cause: error.voidCause, message: error.message })
    return { kind: 'broken', cause: error.voidCause, message: error.message, step: 0 }
  } finally {
    await place?.close()
  }
}

/** What will fail again is not tried again: the agent would be paid for once more. */
async function closeVoid(
  lease: Lease,
  context: TrialContext,
  { cause, message }: Pick<VoidStop, 'cause' | 'message'>,
): Promise<AttemptEnd> {
  await settleVoid({ lease, context }, { cause, message, step: 0 })
  return { kind: 'ended' }
}

async function workAndSettle(session: Session, place: AgentPlace): Promise<AttemptEnd> {
  const { lease, context } = session
  const ended = await letWork(session, place)
  context.signal.throwIfAborted()
  const stop = stopOf(session)
  if (stop !== undefined) return stop.kind === 'void' ? closeVoid(lease, context, stop) : stop
  if (!hasBegun(session) && session.over === undefined) {
    const message = `the agent asked no model (${ended})`
    return { kind: 'broken', cause: 'environment', message, step: 0 }
  }
  const state = await inWorld(() => place.state())
  await settleAgent(session, await judged(place), state)
  return { kind: 'ended' }
}

/** Whether the agent got anything back, be it an error that it was meant to get. */
function hasBegun({ step, hasFailed }: Session): boolean {
  return step > 0 || hasFailed
}

/** Lets the agent work, one ask after another, until it ends or its time is over. */
async function letWork(session: Session, place: AgentPlace): Promise<string> {
  const { context, ending } = session
  const cancel = watchTime(session)
  let last: Promise<unknown> = Promise.resolve()
  try {
    const { ended } = await inWorld(() =>
      place.work({
        ask: (ask) => {
          const reply = last.then(() => answerAsk(session, ask))
          last = reply
          return reply
        },
        signal: AbortSignal.any([context.signal, ending.signal]),
      }),
    )
    return ended
  } catch (error) {
    context.signal.throwIfAborted()
    // An agent that breaks after it has begun is judged by what it left.
    if (!hasBegun(session) || !(error instanceof InfrastructureFailed)) throw error
    return error.message
  } finally {
    cancel()
    leave(session)
    await last
  }
}

/** Ends the trial when its working time is over, also where the agent asks nothing. */
function watchTime(session: Session): () => void {
  const { clock } = session.context
  const { seconds } = session.setup.limits
  if (seconds === undefined) return () => undefined
  let cancel: () => void
  const look = () => {
    // Failed asks and waits were not the agent's time.
    const leftMs = seconds * 1_000 - (clock.monotonicMs() - session.startedMs)
    if (leftMs <= 0) end(session, { kind: 'limit', limit: 'time' })
    else cancel = clock.after(leftMs, look)
  }
  cancel = clock.after(seconds * 1_000, look)
  return () => cancel()
}

/** A trial that does not count. */
interface VoidStop {
  readonly kind: 'void'
  readonly cause: VoidCause
  readonly message: string
}

/** What ends the attempt before anything is judged. */
function stopOf({ over, step }: Session): AttemptEnd | VoidStop | undefined {
  if (over === undefined || over.kind === 'limit') return undefined
  if (over.kind === 'broken') {
    const { error } = over
    if (!(error instanceof InfrastructureFailed)) throw error
    return { kind: 'void', cause: error.voidCause, message: error.message }
  }
  const { result } = over
  switch (result.kind) {
    case 'no-budget':
    case 'halted':
    case 'refused':
      return result
    case 'transport': {
      const { message, isRetryable, retryAfterMs } = result
      if (!isRetryable) break
      const broken = { kind: 'broken', cause: 'model-api', message, step } as const
      return retryAfterMs === undefined ? broken : { ...broken, retryAfterMs }
    }
  }
  const message = 'message' in result ? result.message : result.kind
  return { kind: 'void', cause: 'model-api', message }
}

async function judged(place: AgentPlace): Promise<JudgedWork> {
  try {
    return await place.judge()
  } catch (error) {
    if (error instanceof LeadlineError) throw error
    throw new InfrastructureFailed('scorer', error)
  }
}

async function settleAgent(
  session: Session,
  { score, checkpoints, claim }: JudgedWork,
  state: JsonValue,
): Promise<void> {
  const { recorder, lease, context, step } = session
  const end = endOf(session)
  const progress = checkpoints.reduce((sum, { effort, isReached }) => sum + (isReached ? effort : 0), 0)
  recorder.emit({ kind: 'trial-ended', step, end, claim })
  recorder.emit({
    kind: 'trial-scored',
    outcome: outcomeOf(end, score.isSolved, step),
    evidence: [...score.evidence, ...(end.kind === 'rejected' ? [end.message] : [])],
    progress: score.isSolved ? session.setup.sample.reference.calls : progress,
    score: score.isSolved ? 1 : score.value,
    stateHash: recorder.keep(asJson({ state })),
  })
  recorder.emit({ kind: 'attempt-ended', reason: 'scored' })
  await recorder.commit()
  await context.journal.end(lease)
}

function endOf({ over, refusal }: Session): Exclude<TrialEnd, { kind: 'void' }> {
  if (over?.kind === 'limit') return over
  if (refusal === undefined) return { kind: 'finished' }
  return refusal.isTooLong ? { kind: 'limit', limit: 'tokens' } : { kind: 'rejected', message: refusal.message }
}

/** Sub-goals are judged at the end only, so nobody knows at which step a failed trial derailed. */
function outcomeOf(end: TrialEnd, isSolved: boolean, steps: number): Outcome {
  if (isSolved) return { kind: 'solved', steps }
  return end.kind === 'limit' ? { kind: 'censored', steps, limit: end.limit } : { kind: 'failed', steps }
}
