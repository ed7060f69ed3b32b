import {
  type Candidate,
  InvariantError,
  type OutcomeRow,
  STRATA,
  type Stratum,
  successOf,
  systemLabel,
  type Verdict,
} from '../../domain/index.js'
import { mean, pairByTask } from '../../estimate/index.js'
import type { StudyDesign } from '../../probe/index.js'
import { analyseOutcomes } from '../../shadow/index.js'
import { type SmallStudy, type SmallStudyOptions, withSmallStudy } from '../small-study.js'

/** What studies of models of known descent need. */
export interface PairStudyOptions extends SmallStudyOptions {
  readonly reference: Candidate
  /** Merely weaker than the reference: short work that everybody solves leaves nothing else to set a shadow apart. */
  readonly control: Candidate
  /** Held against the reference. */
  readonly others: readonly Candidate[]
  /** Wanted length of short and long work in reference calls. */
  readonly sizes: Readonly<Record<Stratum, number>>
  /** Of each family, in each form; each sample is tried once. */
  readonly samplesPerFamily: Readonly<Record<Stratum, number>>
}

/** What one study said of one system beside the reference. */
export interface PairStudy {
  readonly system: string
  /** Of the shadow, as a study of this pair alone would have it. */
  readonly verdict: Verdict['kind']
  /** Further behind on long work where above 0; undefined where it cannot be told. */
  readonly shadow?: number
  /** Reference minus system on each sample, in [-1, 1]. */
  readonly gaps: Readonly<Record<Stratum, readonly number[]>>
}

/** Solved trials of one system in one form. */
export interface FormCount {
  readonly system: string
  readonly stratum: Stratum
  readonly solved: number
  readonly trials: number
}

/** One study of the reference and all others. */
export interface ZooStudy {
  readonly trials: number
  readonly pairs: readonly PairStudy[]
  /** Of every system but the control. */
  readonly counts: readonly FormCount[]
}

const LEVEL = 0.95

/** Limits of these studies, and of the success on a card: success hangs on them. */
export const ZOO_LIMITS = { stepsPerReferenceCall: 2, extraSteps: 12 } as const

/**
 * Runs studies of one reference and the models held against it, each study on samples of its own, through the real
 * planner, runner, journal, observer and analysis.
 */
export async function runPairStudies(options: PairStudyOptions): Promise<ZooStudy[]> {
  const { reference, control, others } = options
  const candidates = [reference, control, ...others]
  const studies: ZooStudy[] = []
  for (let index = 0; index < options.studies; index += 1) {
    const design = designOf(options, candidates, options.seed + index)
    studies.push(await withSmallStudy(options, { design, candidates }, (study) => readStudy(study, options)))
    options.studyDone()
  }
  return studies
}

function designOf(options: PairStudyOptions, candidates: readonly Candidate[], seed: number): StudyDesign {
  const { families, reference, sizes, samplesPerFamily } = options
  return {
    name: 'zoo',
    seed,
    systems: candidates.map(({ system, provenance }) => ({ system, provenance })),
    reference: systemLabel(reference.system),
    families,
    forms: STRATA.map((stratum) => ({ stratum, size: sizes[stratum], samples: samplesPerFamily[stratum] })),
    probes: [],
    repeats: 1,
    forkRepeats: 0,
    gate: { solved: 1, of: 1 },
    limits: ZOO_LIMITS,
    level: LEVEL,
    margin: 0.1,
  }
}

function readStudy({ plan, rows }: SmallStudy, { reference, control, others }: PairStudyOptions): ZooStudy {
  const labels = { reference: systemLabel(reference.system), control: systemLabel(control.system) }
  const { level, margin, seed } = plan
  const { shadows } = analyseOutcomes(rows, { ...labels, contrast: 'longer-work', level, margin, seed })
  const systems = others.map(({ system }) => systemLabel(system))
  return {
    trials: rows.length,
    pairs: systems.map((system) => {
      const found = shadows.find((entry) => entry.system === system)
      if (found === undefined) throw new InvariantError(`${system} is not in the analysis`)
      const { shadow, verdict } = found
      return {
        system,
        verdict: verdict.kind,
        ...(shadow.kind === 'determined' && { shadow: shadow.value }),
        gaps: eachForm((stratum) => gapsIn(rows, stratum, { reference: labels.reference, system })),
      }
    }),
    counts: [labels.reference, ...systems].flatMap((system) =>
      STRATA.map((stratum) => ({ system, stratum, ...countIn(rows, stratum, system) })),
    ),
  }
}

function eachForm<T>(of: (stratum: Stratum) => T): Readonly<Record<Stratum, T>> {
  return { narrow: of('narrow'), long: of('long') }
}

function gapsIn(
  rows: readonly OutcomeRow[],
  stratum: Stratum,
  { reference, system }: { readonly reference: string; readonly system: string },
): readonly number[] {
  const own = (label: string) => rows.filter((row) => row.stratum === stratum && row.system === label)
  return pairByTask(own(reference), own(system)).map((task) => mean(task.reference) - mean(task.system))
}

function countIn(rows: readonly OutcomeRow[], stratum: Stratum, system: string) {
  const own = rows.filter((row) => row.system === system && row.stratum === stratum && successOf(row) !== undefined)
  return { solved: own.filter(({ outcome }) => outcome.kind === 'solved').length, trials: own.length }
}
