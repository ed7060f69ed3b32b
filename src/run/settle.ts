import {
  type AttemptEndReason,
  type Claim,
  type EventBody,
  type Journal,
  type Lease,
  RETRIABLE_CAUSES,
  type TrialEnd,
  type VoidCause,
} from '../domain/index.js'
import { inJudgement, judging } from './infrastructure.js'
import { judge } from './judge.js'
import { pastToGoOn } from './resume/index.js'
import type { Running, TrialContext } from './running.js'

/**
 * Scores the final state and closes the trial.
 *
 * @throws InfrastructureFailed `scorer` where the state cannot be judged
 */
export async function settle(running: Running, end: Exclude<TrialEnd, { kind: 'void' }>, claim: Claim): Promise<void> {
  const { environment, lease, context, step, lastCheckpointStep, recorder } = running
  const score = await judging(() => environment.score())
  const { checkpoints, state } = inJudgement(() => ({
    checkpoints: environment.checkpoints(),
    state: environment.snapshot(),
  }))
  const outcome = judge({
    end,
    claim,
    score,
    expects: lease.trial.expects,
    steps: step,
    ...(lastCheckpointStep !== undefined && { lastCheckpointStep }),
  })
  const why = end.kind === 'rejected' ? [end.message] : []
  const progress = checkpoints.reduce((sum, { effort, isReached }) => sum + (isReached ? effort : 0), 0)
  recorder.emit({ kind: 'trial-ended', step, end, claim })
  recorder.emit({
    kind: 'trial-scored',
    outcome,
    evidence: [...score.evidence, ...why],
    progress,
    score: outcome.kind === 'solved' ? 1 : score.value,
    stateHash: recorder.keep(state),
  })
  recorder.emit({ kind: 'attempt-ended', reason: 'scored' })
  await recorder.commit()
  await context.journal.end(lease)
}

/**
 * Closes a trial that does not count, whatever state it is in: nothing is asked of its world any more.
 *
 * @param why.message what broke, one sentence without full stop
 */
export async function settleVoid(
  { lease, context }: { readonly lease: Lease; readonly context: Pick<TrialContext, 'journal' | 'troubled'> },
  why: { readonly cause: VoidCause; readonly message: string; readonly step: number },
): Promise<void> {
  const { cause, message, step } = why
  const { journal, troubled } = context
  const past = pastToGoOn(lease.past, RETRIABLE_CAUSES)
  // What the attempt had left behind must not stand beside the new judgement.
  const left: EventBody[] =
    past.length === lease.past.length
      ? []
      : [{ kind: 'trial-resumed', afterSeq: past.at(-1)?.seq ?? -1, repeatedAsks: 0 }]
  await journal.append(lease, [
    ...left,
    { kind: 'trial-ended', step, end: { kind: 'void', cause, message }, claim: 'unknown' },
    { kind: 'trial-scored', outcome: { kind: 'void', cause }, evidence: [], progress: 0 },
    { kind: 'attempt-ended', reason: 'scored' },
  ])
  await journal.end(lease)
  troubled?.({ kind: 'trial-void', cause, message })
}

/** Gives a trial back as it stands: a later claim goes on from there. */
export async function giveBack(journal: Journal, lease: Lease, reason: AttemptEndReason): Promise<void> {
  await journal.append(lease, [{ kind: 'attempt-ended', reason }])
  await journal.release(lease)
}
