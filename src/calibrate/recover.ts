import {
  type Behaviour,
  type CalibrationRow,
  type Estimate,
  type Plan,
  systemLabel,
  type Trajectory,
} from '../domain/index.js'
import { clopperPearson } from '../estimate/index.js'
import type { ProbePair, StudyObservation } from '../probe/index.js'
import { type Findings, type PlantedFinding, recoverFinding } from './findings.js'

/** A truth that was planted in a system. */
export type Plant =
  /** Chance to derail at each step whose number lies in [from, to). */
  | {
      readonly kind: 'hazard'
      readonly system: string
      readonly from: number
      readonly to: number
      readonly planted: number
    }
  /** Share of failures that end with the claim `done`. */
  | { readonly kind: 'false-claims'; readonly system: string; readonly planted: number }
  /** Share of delivered pairs that show a behaviour: as main class, or also beside another one. */
  | {
      readonly kind: 'reaction'
      readonly system: string
      /** One intervention, and only pairs in which it broke the old plan; every delivered pair where left out. */
      readonly intervention?: string
      readonly behaviour: Behaviour
      readonly as: 'main' | 'any'
      readonly planted: number
    }
  | PlantedFinding

/** Every planted truth is asked for, so each interval is wide enough that a miss is rare: 1 in 100. */
const LEVEL = 0.99
/** Detectors of behaviour miss some of what is there (docs/behaviours.md says how many), so a reaction may fall short by so much. */
const DETECTOR_SLACK = 0.1

/** A study as far as its truths are to be recovered. */
interface RecordedStudy {
  readonly plan: Plan
  readonly observation: Pick<StudyObservation, 'trajectories' | 'pairs'>
  readonly findings: Findings
}

/** What a study recovers of the truths that were planted in its systems: each with an exact interval. */
export function recoverPlants(study: RecordedStudy, plants: readonly Plant[]): CalibrationRow[] {
  const baselines = new Map<string, Trajectory[]>()
  return plants.map((plant) => {
    if (plant.kind === 'reaction') return reactionRow(plant, study.observation.pairs)
    if (plant.kind !== 'hazard' && plant.kind !== 'false-claims') return recoverFinding(plant, study.findings, LEVEL)
    const own = baselines.get(plant.system) ?? baselinesOf(study, plant.system)
    baselines.set(plant.system, own)
    return plant.kind === 'hazard' ? hazardRow(plant, own) : claimRow(plant, own)
  })
}

function baselinesOf({ plan, observation }: RecordedStudy, system: string): Trajectory[] {
  const id = plan.systems.find((entry) => systemLabel(entry.system) === system)?.id
  return observation.trajectories.filter(
    ({ trial, outcome }) => trial.arm === 'baseline' && trial.systemId === id && outcome.kind !== 'void',
  )
}

function hazardRow(plant: Extract<Plant, { kind: 'hazard' }>, trajectories: readonly Trajectory[]): CalibrationRow {
  const { system, from, to, planted } = plant
  let [steps, derailed] = [0, 0]
  for (const { steps: all, outcome } of trajectories) {
    const reached = all.length
    steps += Math.max(0, Math.min(reached, to) - from)
    if (outcome.kind === 'failed' && reached - 1 >= from && reached - 1 < to) derailed += 1
  }
  const window =
    to === Number.POSITIVE_INFINITY
      ? `from step ${from}`
      : from + 1 === to
        ? `at step ${from}`
        : `steps ${from} to ${to - 1}`
  return row(
    `${system}: derails ${window}`,
    planted,
    shareOf(derailed, steps, trajectories.length, 'derailments-per-step'),
  )
}

function claimRow(
  plant: Extract<Plant, { kind: 'false-claims' }>,
  trajectories: readonly Trajectory[],
): CalibrationRow {
  const failed = trajectories.filter(({ outcome }) => outcome.kind === 'failed')
  const claimed = failed.filter(({ claim }) => claim === 'done').length
  const recovered = shareOf(claimed, failed.length, failed.length, 'share-of-failures')
  return row(`${plant.system}: claims success when it failed`, plant.planted, recovered)
}

function reactionRow(plant: Extract<Plant, { kind: 'reaction' }>, pairs: readonly ProbePair[]): CalibrationRow {
  const { system, intervention, behaviour, as, planted } = plant
  const verdicts = pairs
    .filter((pair) => pair.system === system && isForced(pair, intervention))
    .flatMap((pair) => (pair.behaviour === undefined ? [] : [pair.behaviour]))
  const shown = verdicts.filter(({ main, secondary }) => {
    const counted = as === 'main' ? [main] : [main, ...secondary]
    return counted.some((match) => match.behaviour === behaviour)
  }).length
  const recovered = shareOf(shown, verdicts.length, verdicts.length, 'share-of-pairs')
  return row(`${system}: ${behaviour} under ${intervention ?? 'any change'}`, planted, recovered, DETECTOR_SLACK)
}

/** A planted reaction shows only where the change leaves no way to go on as before. */
function isForced(pair: ProbePair, intervention: string | undefined): boolean {
  return intervention === undefined || (pair.intervention === intervention && pair.isOldPlanPossible === false)
}

function row(quantity: string, planted: number, recovered: Estimate, slack = 0): CalibrationRow {
  const isRecovered = recovered.kind === 'determined' && recovered.low <= planted && planted - slack <= recovered.high
  return { quantity, planted, unit: 'share', recovered, isRecovered }
}

function shareOf(hits: number, tries: number, trials: number, method: string): Estimate {
  const basis = { method, level: LEVEL, samples: trials, trials, excluded: {}, warnings: [] }
  if (tries === 0) return { kind: 'undetermined', reason: 'no-data', ...basis }
  return { kind: 'determined', value: hits / tries, ...clopperPearson(hits, tries, LEVEL), ...basis }
}
