import {
  arrivedOf,
  type Claim,
  type EventBody,
  type Journal,
  type Marks,
  messageAt,
  type Outcome,
  type PlannedTrial,
  type ReachedCheckpoint,
  type Receipt,
  RecordError,
  type Retold,
  type Step,
  type StepCall,
  type ToolOffer,
  type Trajectory,
  type TrialRecord,
} from '../../domain/index.js'
import { beginEffort, noteEffort, trafficOf } from '../history.js'
import { operatorText, reasoningIn, resultAt, retoldBy } from './shown-texts.js'

/**
 * The recorded events of a trial, folded. A fork includes its parent's prefix. A trial that has not ended gives what is
 * there so far, with the claim and the outcome `unknown`.
 *
 * @param parent the parent's trajectory, where it was read already; otherwise it is read here
 * @throws RecordError where the trial is not in the journal or was never launched, or its content is damaged
 */
export function readTrajectory(journal: Journal, trialId: string, parent?: Trajectory): Trajectory {
  const record = journal.trial(trialId)
  if (record?.launchIndex === undefined) {
    const found = record === undefined ? 'missing' : 'not launched'
    throw new RecordError('the journal', `trial ${trialId}`, found, 'a trial that has begun')
  }
  return foldTrial(journal, { ...record, launchIndex: record.launchIndex }, parent)
}

/** The trajectories of all trials that have ended, in launch order, read one at a time. */
export function* readTrajectories(journal: Journal): Generator<Trajectory, void, undefined> {
  const ended = journal.trials().filter(({ status }) => status === 'ended')
  for (const record of ended.toSorted((a, b) => (a.launchIndex ?? 0) - (b.launchIndex ?? 0))) {
    const { launchIndex } = record
    if (launchIndex !== undefined) yield foldTrial(journal, { ...record, launchIndex })
  }
}

function foldTrial(
  journal: Journal,
  { trial, attempts, launchIndex }: TrialRecord & { readonly launchIndex: number },
  parent?: Trajectory,
): Trajectory {
  const fold = beginFold(journal, trial, parent)
  const prefixSteps = fold.steps.length
  const effort = beginEffort()
  for (const recorded of journal.eachEvent(trial.id)) {
    noteEffort(effort, recorded)
    if (recorded.counts) apply(fold, recorded.event.body)
  }
  const marks = marksOf(trial, fold)
  const costs = fold.steps.slice(prefixSteps).flatMap(({ costUsd }) => (costUsd === undefined ? [] : [costUsd]))
  return {
    trial,
    launchIndex,
    attempts: attempts - effort.rescores,
    repeatedAsks: effort.repeatedAsks,
    steps: fold.steps,
    prefixSteps,
    ...(marks !== undefined && { marks }),
    receipts: fold.receipts,
    checkpoints: fold.checkpoints,
    claim: fold.claim,
    outcome: fold.outcome,
    ...(fold.voidMessage !== undefined && { voidMessage: fold.voidMessage }),
    ...(fold.score !== undefined && { score: fold.score }),
    evidence: fold.evidence,
    progress: fold.progress,
    ...(costs.length > 0 && { costUsd: costs.reduce((sum, cost) => sum + cost, 0) }),
    seconds: effort.work.ms / 1_000,
    transportFailures: effort.transportFailures,
    ...(effort.rescores > 0 && { rescores: effort.rescores }),
    ...(effort.retriedVoids > 0 && { retriedVoids: effort.retriedVoids }),
    traffic: trafficOf(effort),
  }
}

/** A step while its calls still come back. */
type OpenStep = Omit<Step, 'calls'> & { readonly calls: StepCall[] }

/** A trajectory in the making. */
interface Fold {
  readonly journal: Journal
  readonly steps: OpenStep[]
  readonly receipts: Receipt[]
  readonly checkpoints: ReachedCheckpoint[]
  /** What was said since the last answer. */
  operator: string[]
  /** What was made of the conversation since the last answer. */
  retold: Retold | undefined
  toolsHash: string
  /** Names by hash of the list: few lists are offered in one trial. */
  readonly toolNames: Map<string, readonly string[]>
  evidentStep: number | undefined
  claim: Claim
  outcome: Outcome
  voidMessage: string | undefined
  score: number | undefined
  evidence: readonly string[]
  progress: number
}

function beginFold(journal: Journal, { parent }: PlannedTrial, known?: Trajectory): Fold {
  const isKnown = known !== undefined && known.trial.id === parent?.trialId
  const prefix = isKnown ? known : parent && readTrajectory(journal, parent.trialId)
  const checkpoints = prefix?.checkpoints.filter(({ step }) => step < (parent?.step ?? 0)) ?? []
  return {
    journal,
    steps: prefix?.steps.slice(0, parent?.step).map((step) => ({ ...step, calls: [...step.calls] })) ?? [],
    receipts: [],
    checkpoints,
    operator: [],
    retold: undefined,
    toolsHash: '',
    toolNames: new Map(),
    evidentStep: undefined,
    claim: 'unknown',
    outcome: { kind: 'unknown' },
    voidMessage: undefined,
    score: undefined,
    evidence: [],
    progress: checkpoints.at(-1)?.progress ?? 0,
  }
}

function apply(fold: Fold, body: EventBody): void {
  switch (body.kind) {
    case 'trial-started':
      fold.operator.push(...body.messages.flatMap((hash) => operatorText(fold.journal, hash)))
      return
    case 'operator-spoke':
      fold.operator.push(messageAt(fold.journal, body.messageHash, 'user').text)
      return
    case 'model-asked':
      noteAsked(fold, body)
      return
    case 'model-answered':
      fold.steps.push(openStep(fold, body))
      return
    case 'tool-called':
      if (body.passed !== undefined) changeCall(fold, body.step, body.call.id, { passed: body.passed })
      return
    case 'tool-returned':
      changeCall(fold, body.step, body.callId, { result: resultAt(fold.journal, body.messageHash) })
      return
    case 'intervention-applied':
      fold.receipts.push(body.receipt)
      return
    case 'checkpoint-reached':
      fold.checkpoints.push({ id: body.id, step: body.step, progress: body.progress })
      fold.progress = body.progress
      return
    case 'trial-ended':
      fold.claim = body.claim
      fold.voidMessage = body.end.kind === 'void' ? body.end.message : undefined
      return
    case 'trial-scored':
      fold.outcome = body.outcome
      fold.score = body.score
      fold.evidence = body.evidence
      fold.progress = body.progress
      return
    case 'trial-forked':
    case 'tools-offered':
    case 'tool-failed':
    case 'snapshot-taken':
    case 'attempt-started':
    case 'trial-resumed':
    case 'transport-failed':
    case 'attempt-ended':
      return
  }
}

function openStep(fold: Fold, body: Extract<EventBody, { kind: 'model-answered' }>): OpenStep {
  const answer = messageAt(fold.journal, body.messageHash, 'assistant')
  const arrived = arrivedOf(answer, body.instead === undefined ? undefined : fold.journal.content(body.instead))
  const reasoning = reasoningIn(answer.parts ?? [])
  const { operator, retold } = fold
  fold.operator = []
  fold.retold = undefined
  return {
    index: body.step,
    operator,
    ...(retold !== undefined && { retold }),
    ...(body.by !== undefined && { answeredBy: body.by }),
    tools: toolNames(fold),
    text: arrived.text,
    ...(reasoning !== '' && { reasoning }),
    calls: arrived.calls.map((call) => ({ call })),
    stop: body.stop,
    ...(body.usage !== undefined && { usage: body.usage }),
    ...(body.costUsd !== undefined && { costUsd: body.costUsd }),
  }
}

function noteAsked(
  fold: Fold,
  { step, toolsHash, rewritten, evidenceOf = [] }: Extract<EventBody, { kind: 'model-asked' }>,
) {
  fold.toolsHash = toolsHash
  if (rewritten !== undefined) fold.retold = retoldBy(fold.journal, rewritten)
  if (evidenceOf.length > 0) fold.evidentStep ??= step
}

/** Calls return in their order, so among calls of one id the first without a result is meant. */
function changeCall(fold: Fold, step: number, callId: string, change: Partial<StepCall>): void {
  // An agent may ask something else before its tools have come back.
  const calls = fold.steps.findLast(({ index }) => index === step)?.calls
  const index = calls?.findIndex(({ call, result }) => call.id === callId && result === undefined) ?? -1
  const before = calls?.[index]
  if (calls !== undefined && before !== undefined) calls[index] = { ...before, ...change }
}

function toolNames({ journal, toolNames: known, toolsHash }: Fold): readonly string[] {
  const names = known.get(toolsHash) ?? offersAt(journal, toolsHash).map(({ name }) => name)
  known.set(toolsHash, names)
  return names
}

// Content is checked against its hash when it is read: what was stored as a list of offers comes back as one.
function offersAt(journal: Journal, hash: string): readonly ToolOffer[] {
  return journal.content(hash) as unknown as readonly ToolOffer[]
}

/** Marks stand wherever there is a probe; a baseline has none. */
function marksOf({ probe, parent, chainFrom }: PlannedTrial, { receipts, evidentStep }: Fold): Marks | undefined {
  if (probe === undefined) return undefined
  const deliveredStep = receipts[0]?.step
  return {
    triggerStep: parent?.step ?? chainFrom ?? 0,
    ...(deliveredStep !== undefined && { deliveredStep }),
    ...(evidentStep !== undefined && { evidentStep }),
  }
}
