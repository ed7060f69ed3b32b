import { type Candidate, type Estimate, type Intervention, systemLabel } from '../domain/index.js'
import { clopperPearson } from '../estimate/index.js'
import type { StudyDesign } from '../probe/index.js'
import { type SmallStudy, type SmallStudyOptions, withSmallStudy } from './small-study.js'

/** A value that belongs to one cluster. */
export interface ClusteredValue {
  readonly cluster: string
  readonly value: number
}

/** What one study of two equal systems gave: every difference is nothing but chance. */
export interface AaStudy {
  /** Success of the one minus that of the other, for each repeat of each sample. */
  readonly systems: readonly ClusteredValue[]
  /** Varied minus sham under an intervention that changes nothing, for pairs that pass the gate. */
  readonly arms: readonly ClusteredValue[]
}

/** What an A/A run needs. */
export interface AaOptions extends SmallStudyOptions {
  /** Equal in everything but name. */
  readonly candidates: readonly [Candidate, Candidate]
  readonly samplesPerFamily: number
  readonly size: number
}

/** An intervention that changes nothing: its varied arm is a second sham. */
const NOTHING: Intervention = {
  name: 'nothing',
  question: 'Does the instrument find an effect where there is none?',
  seams: ['before-call'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'there is nothing to adapt to',
  prepare: () => ({
    kind: 'ready',
    link: { name: 'nothing', call: () => ({ kind: 'pass' }) },
    constraint: { kind: 'surface', tool: '' },
    adapt: (plan) => plan,
  }),
}

/** Runs studies of two equal systems through the real planner, runner, journal, gate and observer. */
export async function runAaStudies(options: AaOptions): Promise<AaStudy[]> {
  const { candidates } = options
  const studies: AaStudy[] = []
  for (let index = 0; index < options.studies; index += 1) {
    const design = designOf(options, options.seed + index)
    studies.push(await withSmallStudy(options, { design, candidates, intervention: NOTHING }, differencesIn))
    options.studyDone()
  }
  return studies
}

function differencesIn({ plan, rows, pairs }: SmallStudy): AaStudy {
  const [first, second] = plan.systems.map(({ system }) => systemLabel(system))
  const solved = new Map(rows.map((row) => [`${row.system}/${row.task}#${row.repeat}`, row.outcome.kind === 'solved']))
  const systems = rows.flatMap(({ system, task, repeat }) => {
    const [own, other] = [first, second].map((label) => solved.get(`${label}/${task}#${repeat}`))
    if (system !== first || own === undefined || other === undefined) return []
    return [{ cluster: task, value: Number(own) - Number(other) }]
  })
  return {
    systems,
    arms: pairs
      .filter(({ isGated, delivery }) => isGated && delivery !== 'void')
      .map(({ sample, varied, sham }) => ({ cluster: sample.id, value: (varied ?? 0) - (sham ?? 0) })),
  }
}

function designOf(options: AaOptions, seed: number): StudyDesign {
  const { families, candidates, samplesPerFamily, size } = options
  return {
    name: 'aa',
    seed,
    systems: candidates.map(({ system, provenance }) => ({ system, provenance })),
    reference: systemLabel(candidates[0].system),
    families,
    forms: [{ stratum: 'narrow', size, samples: samplesPerFamily }],
    probes: [{ intervention: NOTHING.name, dose: {}, trigger: 0.3 }],
    repeats: 3,
    forkRepeats: 1,
    gate: { solved: 2, of: 3 },
    limits: { stepsPerReferenceCall: 3, extraSteps: 10 },
    level: 0.95,
    margin: 0.1,
  }
}

/** How often intervals of a formula missed the true difference of zero. */
export interface AaVerdict {
  /** Studies whose formula gave an interval. */
  readonly studies: number
  readonly misses: number
  readonly rate: number
  /** Exact interval of the rate. */
  readonly low: number
  readonly high: number
  /** True where the nominal rate is inside the exact 99 % interval of the observed one. */
  readonly holdsLevel: boolean
}

/**
 * Judges a formula on A/A data: the share of intervals that exclude zero, against the nominal 1 - level.
 *
 * @param values one list of clustered differences for each study
 */
export function judgeAa(
  values: readonly (readonly ClusteredValue[])[],
  formula: (values: readonly ClusteredValue[], level: number) => Estimate,
  level = 0.95,
): AaVerdict {
  const estimates = values.map((study) => formula(study, level)).filter((estimate) => estimate.kind === 'determined')
  const misses = estimates.filter(({ low, high }) => low > 0 || high < 0).length
  const { low, high } = clopperPearson(misses, estimates.length, 0.99)
  const nominal = 1 - level
  return {
    studies: estimates.length,
    misses,
    rate: misses / estimates.length,
    low,
    high,
    holdsLevel: low <= nominal && nominal <= high,
  }
}
