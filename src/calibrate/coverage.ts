import {
  type Candidate,
  InvariantError,
  type OutcomeRow,
  type Stratum,
  systemIdOf,
  systemLabel,
} from '../domain/index.js'
import { clopperPearson, mean } from '../estimate/index.js'
import type { StudyDesign } from '../probe/index.js'
import { analyseOutcomes, type OutcomeAnalysis } from '../shadow/index.js'
import { type SmallStudy, type SmallStudyOptions, withSmallStudy } from './small-study.js'

/** A system that derails at each step with a known chance, and otherwise does what the tracer does. */
export interface KnownSystem {
  readonly candidate: Candidate
  /** Chance to derail by the number of the step from 0, in [0, 1]. */
  readonly hazard: (step: number) => number
}

/** What studies of coverage need. */
export interface CoverageOptions extends SmallStudyOptions {
  readonly reference: KnownSystem
  readonly system: KnownSystem
  /** Never derails: its steps say how long each trial lasts. */
  readonly tracer: Candidate
  readonly narrowSize: number
  readonly longSize: number
}

/** One reported interval beside what was expected of the very samples that were drawn. */
interface CoveredValue {
  readonly quantity: string
  readonly expected: number
  /** Undefined where the study could not give an interval. */
  readonly interval?: { readonly low: number; readonly high: number }
}

/** The intervals of one study. */
export type CoverageStudy = readonly CoveredValue[]

const REPEATS = 2

/**
 * Runs studies of systems whose chance of success is known for each sample: the product, over the steps of the tracer up
 * to the last checkpoint, of the chance not to derail.
 */
export async function runCoverageStudies(options: CoverageOptions): Promise<CoverageStudy[]> {
  const candidates = [options.reference.candidate, options.system.candidate, options.tracer]
  const studies: CoverageStudy[] = []
  for (let index = 0; index < options.studies; index += 1) {
    const design = designOf(options, candidates, options.seed + index)
    studies.push(await withSmallStudy(options, { design, candidates }, (study) => valuesOf(study, options)))
    options.studyDone()
  }
  return studies
}

function designOf(options: CoverageOptions, candidates: readonly Candidate[], seed: number): StudyDesign {
  const { families, reference, narrowSize, longSize } = options
  return {
    name: 'coverage',
    seed,
    systems: candidates.map(({ system, provenance }) => ({ system, provenance })),
    reference: systemLabel(reference.candidate.system),
    families,
    forms: [
      { stratum: 'narrow', size: narrowSize, samples: 1 },
      { stratum: 'long', size: longSize, samples: 1 },
    ],
    probes: [],
    repeats: REPEATS,
    forkRepeats: 0,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 3, extraSteps: 10 },
    level: 0.95,
    margin: 0.1,
  }
}

function valuesOf(study: SmallStudy, { reference, system, tracer }: CoverageOptions): CoverageStudy {
  const [first, second] = [reference, system].map(({ candidate }) => systemLabel(candidate.system))
  if (first === undefined || second === undefined) throw new InvariantError('a study of coverage has two systems')
  const rows = study.rows.filter((row) => row.system !== systemLabel(tracer.system))
  const { level, margin, seed } = study.plan
  const analysis = analyseOutcomes(rows, { reference: first, contrast: 'longer-work', level, margin, seed })
  const steps = stepsOfTracer(study, tracer)
  const own = chances(rows, steps, reference)
  const other = chances(rows, steps, system)
  const gap = (stratum: Stratum) => own[stratum] - other[stratum]
  return [
    { quantity: 'success on long work', expected: own.long, ...intervalOf(successIn(analysis, first)) },
    { quantity: 'difference on long work', expected: gap('long'), ...intervalOf(differenceIn(analysis, second)) },
    {
      quantity: 'shadow',
      expected: gap('long') - gap('narrow'),
      ...intervalOf(analysis.shadows.find((entry) => entry.system === second)?.shadow),
    },
  ]
}

type Interval = { readonly kind: string; readonly low?: number; readonly high?: number } | undefined

function intervalOf(estimate: Interval): Pick<CoveredValue, 'interval'> {
  if (estimate?.low === undefined || estimate.high === undefined) return {}
  return { interval: { low: estimate.low, high: estimate.high } }
}

function successIn({ successes }: OutcomeAnalysis, label: string): Interval {
  return successes.find(({ slice, system }) => system === label && slice.kind === 'stratum' && slice.name === 'long')
    ?.success
}

function differenceIn({ pairs }: OutcomeAnalysis, label: string): Interval {
  return pairs.find(({ slice, system }) => system === label && slice.kind === 'stratum' && slice.name === 'long')
    ?.difference
}

/** Steps that lead to the last checkpoint, by sample and repeat; undefined where even the tracer does not get there. */
function stepsOfTracer({ plan, trajectories }: SmallStudy, tracer: Candidate): Map<string, number> {
  const id = systemIdOf(tracer.system)
  const own = trajectories.filter(({ trial }) => trial.systemId === id)
  return new Map(
    own.map(({ trial, outcome, checkpoints }) => {
      const last = checkpoints.at(-1)
      if (outcome.kind !== 'solved' || last === undefined) {
        throw new InvariantError(`the tracer does not solve ${trial.sampleId} of plan ${plan.id}`)
      }
      return [`${trial.sampleId}#${trial.repeat}`, last.step + 1]
    }),
  )
}

/** Expected success of a system on the drawn samples of each stratum. */
function chances(
  rows: readonly OutcomeRow[],
  steps: ReadonlyMap<string, number>,
  { candidate, hazard }: KnownSystem,
): Readonly<Record<Stratum, number>> {
  const label = systemLabel(candidate.system)
  const chanceIn = (stratum: Stratum) => {
    const own = rows.filter((row) => row.system === label && row.stratum === stratum)
    return mean(own.map((row) => survives(hazard, steps.get(`${row.task}#${row.repeat}`) ?? 0)))
  }
  return { narrow: chanceIn('narrow'), long: chanceIn('long') }
}

function survives(hazard: (step: number) => number, steps: number): number {
  let alive = 1
  for (let step = 0; step < steps; step += 1) alive *= 1 - hazard(step)
  return alive
}

/** How often intervals of one quantity held the truth. */
export interface CoverageVerdict {
  readonly quantity: string
  /** Studies that gave an interval. */
  readonly studies: number
  readonly covered: number
  readonly rate: number
  /** Exact 99 % interval of the rate. */
  readonly low: number
  readonly high: number
  /** Mean of the expected value over the studies. */
  readonly truth: number
  /** True where the exact interval of the observed rate does not lie below the stated level. */
  readonly holdsLevel: boolean
}

/**
 * Judges each quantity: intervals must hold the truth of the population of samples at least as often as stated. The
 * truth is the mean over all samples of all studies, because an interval speaks of the work and not of the samples drawn.
 */
export function judgeCoverage(studies: readonly CoverageStudy[], level = 0.95): CoverageVerdict[] {
  const quantities = [...new Set(studies.flatMap((study) => study.map(({ quantity }) => quantity)))]
  return quantities.map((quantity) => {
    const values = studies.flatMap((study) => study.filter((value) => value.quantity === quantity))
    const truth = mean(values.map(({ expected }) => expected))
    const intervals = values.flatMap(({ interval }) => (interval === undefined ? [] : [interval]))
    const covered = intervals.filter(({ low, high }) => low <= truth && truth <= high).length
    const exact = clopperPearson(covered, intervals.length, 0.99)
    const rate = covered / intervals.length
    return { quantity, studies: intervals.length, covered, rate, ...exact, truth, holdsLevel: exact.high >= level }
  })
}
