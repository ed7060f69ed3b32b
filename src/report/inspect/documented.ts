import { RELEASE, type Step, type StepCall, type TrialEnd } from '../../domain/index.js'
import type { AttemptNote, InspectedTrial, Judgement, RecordedTrial, Rescored } from '../../probe/index.js'
import { versionsOf } from '../from-study.js'
import type {
  CancelDocument,
  Launch,
  ListedTrial,
  RescoreDocument,
  ShownEnd,
  ShownJudgement,
  ShownStep,
  Standing,
  TrialDocument,
  TrialName,
  TrialsDocument,
} from './documents.js'
import { standingOf, whyOf } from './list.js'
import { reasonsOf, solvedOf, sumsOf } from './rescores.js'

/** Where a document is from. */
interface DocumentPlace {
  /** Name of the record's file. */
  readonly study: string
  readonly createdAt: string
}

const headOf = ({ study, createdAt }: DocumentPlace) =>
  ({ schemaVersion: 1, createdAt, versions: versionsOf(RELEASE), study }) as const

/** The trials of a record as a document. */
export function trialsDocument(trials: readonly RecordedTrial[], place: DocumentPlace): TrialsDocument {
  const counts: Partial<Record<Standing, number>> = {}
  for (const trial of trials) counts[standingOf(trial)] = (counts[standingOf(trial)] ?? 0) + 1
  return { ...headOf(place), kind: 'trials', total: trials.length, counts, trials: trials.map(listedTrial) }
}

/** One trial as a document, every text in full and the steps that it shares with its baseline too. */
export function trialDocument(found: InspectedTrial, place: DocumentPlace): TrialDocument {
  const { record, sample, trajectory, history, receipts, undeclared, standIns } = found
  const { trial, status } = record
  return {
    ...headOf(place),
    kind: 'trial',
    ...listedTrial(found),
    referenceCalls: sample.reference.calls,
    ...(trial.probe !== undefined && { dose: trial.probe.dose }),
    expects: trial.expects,
    ...(trial.parent !== undefined && { parent: { trial: trial.parent.trialId, step: trial.parent.step } }),
    ...(status === 'ended' && history.end !== undefined && { end: shownEnd(history.end) }),
    takenBack: history.takenBack.map(shownEnd),
    ...(trajectory !== undefined && {
      prefixSteps: trajectory.prefixSteps,
      claim: trajectory.claim,
      ...(trajectory.score !== undefined && { score: trajectory.score }),
      progress: trajectory.progress,
      seconds: trajectory.seconds,
      ...(trajectory.marks !== undefined && { marks: trajectory.marks }),
    }),
    evidence: trajectory?.evidence ?? [],
    attempts: history.attempts.map(launchOf),
    receipts: receipts.map(({ receipt, refuted }) => {
      const { step, intervention, seam, place: touched, beforeHash, afterHash } = receipt
      const shown = { step, intervention, seam, place: touched, beforeHash, afterHash }
      return refuted === undefined ? shown : { ...shown, refuted }
    }),
    undeclared,
    transcript: (trajectory?.steps ?? []).map((step) => shownStep(step, standIns.get(step.index))),
  }
}

/** What the scorers of today say otherwise, as a document. */
export function rescoreDocument(
  all: readonly Rescored[],
  place: DocumentPlace & { readonly kept?: number | undefined },
): RescoreDocument {
  const { trials, same, changed, failed } = sumsOf(all)
  const { kept } = place
  return {
    ...headOf(place),
    kind: 'rescore',
    counts: { trials, same, changed: changed.length, notJudged: failed.length },
    changed: changed.flatMap(({ trial, before, after }) =>
      after === undefined ? [] : [{ ...nameOf(trial), before: judgementOf(before), now: judgementOf(after) }],
    ),
    systems: solvedOf(all).map((row) => ({
      ...row,
      shareBefore: row.solvedBefore / row.baselines,
      shareNow: row.solvedNow / row.baselines,
    })),
    notJudged: [...reasonsOf(failed)].map(([reason, number]) => ({ reason, trials: number })),
    ...(kept !== undefined && { kept }),
  }
}

/** The end of a study for one system, as a document. */
export function cancelDocument(system: string, withdrawn: number, place: DocumentPlace): CancelDocument {
  return { ...headOf(place), kind: 'cancel', system, withdrawn }
}

function nameOf({ record, system, sample, intervention }: RecordedTrial): TrialName {
  const { id, repeat, arm } = record.trial
  const { family, stratum } = sample
  const named = { trial: id, system, sample: sample.id, family, stratum, repeat, arm }
  return intervention === undefined ? named : { ...named, intervention }
}

function listedTrial(found: RecordedTrial): ListedTrial {
  const { attempts, costUsd } = found.record
  const why = whyOf(found)
  return {
    ...nameOf(found),
    outcome: standingOf(found),
    ...(why !== '' && { why }),
    ...(found.trajectory !== undefined && { steps: found.trajectory.steps.length }),
    ...(costUsd > 0 && { costUsd }),
    ...(attempts > 0 && { launches: found.trajectory?.attempts ?? attempts }),
  }
}

function launchOf({ beganAt, isRescore = false, ...note }: AttemptNote): Launch {
  return { ...note, beganAt: new Date(beganAt).toISOString(), isRescore }
}

function shownEnd(end: TrialEnd): ShownEnd {
  return { ...end }
}

function shownStep(
  { index, operator, retold, text, reasoning, stop, calls }: Step,
  answeredBy: string | undefined,
): ShownStep {
  return {
    index,
    ...(retold !== undefined && { retold }),
    operator,
    ...(answeredBy !== undefined && { answeredBy }),
    ...(reasoning !== undefined && { reasoning }),
    text,
    stop,
    calls: calls.map(shownCall),
  }
}

function shownCall({ call, passed, result }: StepCall): ShownStep['calls'][number] {
  return {
    name: call.name,
    arguments: call.arguments,
    ...(passed !== undefined && { passed: { name: passed.name, arguments: passed.arguments } }),
    ...(result !== undefined && { result: { text: result.text, isError: result.isError } }),
  }
}

function judgementOf({ outcome, score, progress, evidence }: Judgement): ShownJudgement {
  return { outcome: outcome.kind, ...(score !== undefined && { score }), progress, evidence }
}
