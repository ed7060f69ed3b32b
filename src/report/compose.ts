import { type BehaviourVerdict, canonicalJson, type Outcome, type Sample, type Trajectory } from '../domain/index.js'
import type { Transcript, TranscriptBook, TranscriptStep, TrialEntry } from './document.js'

/** A trajectory with what its behaviour was found to be. */
export interface ClassifiedTrajectory {
  readonly trajectory: Trajectory
  readonly behaviour?: BehaviourVerdict
}

/** The row of one trial run by Leadline. */
export function trialEntryOf(
  classified: ClassifiedTrajectory,
  known: { readonly system: string; readonly sample?: Sample; readonly intervention?: string },
): TrialEntry {
  const { trajectory, behaviour } = classified
  const { trial, outcome } = trajectory
  const detail = detailOf(outcome)
  return {
    id: trial.id,
    system: known.system,
    sample: trial.sampleId,
    ...(known.sample === undefined ? {} : { family: known.sample.family, stratum: known.sample.stratum }),
    repeat: trial.repeat,
    arm: trial.arm,
    ...(known.intervention === undefined ? {} : { intervention: known.intervention }),
    outcome: outcome.kind,
    ...(detail === undefined ? {} : { detail }),
    claim: trajectory.claim,
    ...(behaviour === undefined ? {} : { behaviour: behaviour.main.behaviour }),
    steps: trajectory.steps.length,
    ...(trajectory.costUsd === undefined ? {} : { costUsd: trajectory.costUsd }),
    seconds: trajectory.seconds,
    ...(trial.parent === undefined ? {} : { parent: trial.parent.trialId }),
  }
}

function detailOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'censored') return outcome.limit
  return outcome.kind === 'void' ? outcome.cause : undefined
}

/**
 * Transcripts of trajectories. A fork whose parent is among them keeps its own steps only; every text is kept once.
 *
 * @param samples gives the standing rules by sample id; unknown samples are shown without
 */
export function transcriptsOf(
  items: readonly ClassifiedTrajectory[],
  samples: ReadonlyMap<string, Sample> = new Map(),
): TranscriptBook {
  const texts: string[] = []
  const places = new Map<string, number>()
  const keep = (text: string): number => {
    const place = places.get(text)
    if (place !== undefined) return place
    places.set(text, texts.length)
    texts.push(text)
    return texts.length - 1
  }
  const known = new Set(items.map(({ trajectory }) => trajectory.trial.id))
  const trials = items.map((item): Transcript => {
    const { trajectory } = item
    const { parent, sampleId } = trajectory.trial
    const isShared = parent !== undefined && known.has(parent.trialId)
    const instructions = samples.get(sampleId)?.instructions ?? ''
    const skipped = isShared ? trajectory.prefixSteps : 0
    return {
      id: trajectory.trial.id,
      ...(isShared ? { parent: { id: parent.trialId, steps: skipped } } : {}),
      ...(instructions === '' ? {} : { instructions: keep(instructions) }),
      steps: trajectory.steps.slice(skipped).map((step) => stepOf(step, keep)),
      ...(trajectory.marks === undefined ? {} : { marks: trajectory.marks }),
      ...(item.behaviour === undefined ? {} : { behaviour: item.behaviour }),
      claim: trajectory.claim,
      outcome: trajectory.outcome.kind,
      evidence: trajectory.evidence,
    }
  })
  return { texts, trials }
}

function stepOf(step: Trajectory['steps'][number], keep: (text: string) => number): TranscriptStep {
  return {
    index: step.index,
    operator: step.operator.map(keep),
    text: keep(step.text),
    ...reasoningOf(step, keep),
    calls: step.calls.map(({ call, result }) => ({
      name: call.name,
      arguments: keep(canonicalJson(call.arguments)),
      ...(result === undefined ? {} : { result: keep(result.text) }),
      isError: result?.isError ?? false,
    })),
  }
}

/** Most of one step's reasoning that a page carries: a model may think for longer than all its trial is long. */
const MOST_REASONING = 4_000

function reasoningOf(
  { reasoning }: Trajectory['steps'][number],
  keep: (text: string) => number,
): Pick<TranscriptStep, 'reasoning' | 'reasoningLeftOut'> {
  if (reasoning === undefined) return {}
  // Half of a sign that takes two would be no sign.
  const shown = reasoning.slice(0, MOST_REASONING).replace(/[\uD800-\uDBFF]$/, '')
  const leftOut = reasoning.length - shown.length
  return { reasoning: keep(shown), ...(leftOut > 0 && { reasoningLeftOut: leftOut }) }
}
