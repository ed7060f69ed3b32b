import {
  type Estimate,
  type EstimateBasis,
  type OutcomeRow,
  type ShadowFinding,
  STRATA,
  type Stratum,
  type Verdict,
  type WarningCode,
} from '../domain/index.js'
import {
  addUp,
  ENOUGH_FAMILIES,
  ENOUGH_TASKS,
  estimatePairedDifference,
  estimateShadow,
  estimateShadowOdds,
  leftOut,
  mean,
  type PairedTask,
  pairByTask,
  type ShadowEstimate,
  type TaskCounts,
  type TaskGap,
  verdictOf,
} from '../estimate/index.js'
import type { AnalysisOptions } from './analysis-options.js'
import { LEAST_TASKS } from './slices.js'
import { sideNames } from './words.js'

/**
 * The shadow of one system: how much further it is behind on the long side than on the narrow one. Its words, and its
 * verdict among other systems, come with `correctShadows`.
 */
export function shadowOf(rows: readonly OutcomeRow[], system: string, options: AnalysisOptions): ShadowFinding {
  const { reference, contrast, level, seed, control } = options
  const narrow = side(rows, 'narrow', reference, system)
  const long = side(rows, 'long', reference, system)
  const shared = {
    system,
    reference,
    contrast,
    names: sideNames(rows, options),
    narrowGap: gapOf(narrow.gaps, level),
    longGap: gapOf(long.gaps, level),
    design: 'two-samples' as const,
  }
  const basis = basisOf([narrow, long], level)
  const refusal = refuse(rows, narrow.gaps.length, long.gaps.length)
  if (refusal !== undefined) {
    const nothing: Estimate = { kind: 'undetermined', reason: refusal, method: 'welch', ...basis }
    const verdict: Verdict = { kind: 'undetermined', reason: refusal }
    return { ...shared, shadow: nothing, oddsRatio: nothing, verdict, correctedVerdict: verdict, words: [] }
  }
  const raw = estimateShadow({ narrow: narrow.gaps, long: long.gaps }, { level, seed })
  const odds = estimateShadowOdds({ narrow: narrow.counts, long: long.counts }, { level })
  const shadow = shownShadow(raw, { narrow, long, basis, odds: odds.estimate })
  const beyond = control === undefined || control === system ? undefined : beyondControl(rows, system, control, options)
  const bank = bankOf(narrow.gaps, long.gaps)
  const isShown = shadow.kind === 'determined'
  const verdict = shadowVerdict(shadow, odds.estimate, beyond?.difference, options)
  return {
    ...shared,
    design: raw.design,
    shadow,
    ...(isShown && raw.test !== undefined && { shadowTest: raw.test }),
    ...(isShown && raw.permutation !== undefined && { shadowPermutation: raw.permutation }),
    oddsRatio: { ...odds.estimate, excluded: basis.excluded },
    ...(odds.test !== undefined && { oddsRatioTest: odds.test }),
    ...(beyond !== undefined && { beyondControl: beyond }),
    ...(bank !== undefined && { bank }),
    verdict,
    correctedVerdict: verdict,
    words: [],
  }
}

/** Both systems on one side of the contrast. */
interface Side {
  readonly gaps: readonly TaskGap[]
  readonly counts: readonly TaskCounts[]
  readonly trials: number
  readonly excluded: Readonly<Record<string, number>>
}

function basisOf(sides: readonly Side[], level: number): Omit<EstimateBasis, 'method'> {
  const total = (of: (side: Side) => number) => sides.reduce((sum, each) => sum + of(each), 0)
  const excluded = sides.reduce((sums, each) => addUp(sums, each.excluded), {})
  return {
    level,
    samples: total(({ gaps }) => gaps.length),
    trials: total(({ trials }) => trials),
    excluded,
    warnings: [],
  }
}

/** The shadow as the page may show it: none where a side shows no variation, with what its reader must know. */
function shownShadow(
  { estimate, design }: ShadowEstimate,
  known: {
    readonly narrow: Side
    readonly long: Side
    readonly basis: Omit<EstimateBasis, 'method'>
    readonly odds: Estimate
  },
): Estimate {
  const { narrow, long, basis, odds } = known
  const isFew = Math.min(narrow.gaps.length, long.gaps.length) < ENOUGH_TASKS
  const warnings: readonly WarningCode[] = [...odds.warnings, ...(isFew ? (['few-tasks'] as const) : [])]
  const excluded = design === 'matched-families' ? addUp(basis.excluded, unmatched(narrow, long)) : basis.excluded
  const shared = {
    ...basis,
    method: estimate.method,
    excluded,
    warnings,
    ...(estimate.seed !== undefined && { seed: estimate.seed }),
  }
  if (estimate.warnings.includes('no-variation-in-one-stratum')) {
    return { kind: 'undetermined', reason: 'no-variation', ...shared }
  }
  return { ...estimate, ...shared, samples: estimate.samples }
}

/** Trials of families that have one form only, where families are the unit of evidence. */
function unmatched(narrow: Side, long: Side): Record<string, number> {
  const families = ({ gaps }: Side) => new Set(gaps.map(({ family }) => family))
  const [near, far] = [families(narrow), families(long)]
  const alone = [
    ...narrow.gaps.filter(({ family }) => family === undefined || !far.has(family)),
    ...long.gaps.filter(({ family }) => family === undefined || !near.has(family)),
  ]
  const trialsOf = new Map([...narrow.counts, ...long.counts].map((counts) => [counts.task, trialsIn(counts)]))
  const trials = alone.reduce((sum, { task }) => sum + (trialsOf.get(task) ?? 0), 0)
  return trials === 0 ? {} : { 'family with one form only': trials }
}

function trialsIn({ reference, system }: TaskCounts): number {
  return reference.trials + system.trials
}

function side(rows: readonly OutcomeRow[], stratum: Stratum, reference: string, system: string): Side {
  const own = rows.filter((row) => row.stratum === stratum)
  const of = (label: string) => own.filter((row) => row.system === label)
  const families = new Map(own.map(({ task, family }) => [task, family]))
  const tasks = pairByTask(of(reference), of(system))
  const counts = tasks.map(countsOf)
  return {
    gaps: tasks.map((task) => gapOfTask(task, families.get(task.task))),
    counts,
    trials: counts.reduce((sum, each) => sum + trialsIn(each), 0),
    excluded: leftOut(of(reference), of(system), tasks),
  }
}

function gapOfTask(task: PairedTask, family: string | undefined): TaskGap {
  const difference = mean(task.reference) - mean(task.system)
  return { task: task.task, difference, ...(family !== undefined && { family }) }
}

function countsOf({ task, reference, system }: PairedTask): TaskCounts {
  const count = (results: readonly number[]) => ({
    successes: results.reduce((sum, result) => sum + result, 0),
    trials: results.length,
  })
  return { task, reference: count(reference), system: count(system) }
}

function gapOf(gaps: readonly TaskGap[], level: number): Estimate {
  const values = gaps.map(({ task, difference }) => ({ cluster: task, value: difference }))
  return estimatePairedDifference(values, { level }).estimate
}

function refuse(rows: readonly OutcomeRow[], narrow: number, long: number) {
  const hasBoth = STRATA.every((name) => rows.some(({ stratum }) => stratum === name))
  if (!hasBoth) return 'no-strata'
  return Math.min(narrow, long) < LEAST_TASKS ? 'too-few-tasks' : undefined
}

/** The shadow of the system with the control as the reference: the true reference drops out of the difference. */
function beyondControl(
  rows: readonly OutcomeRow[],
  system: string,
  control: string,
  options: AnalysisOptions,
): NonNullable<ShadowFinding['beyondControl']> {
  const sides = { narrow: side(rows, 'narrow', control, system), long: side(rows, 'long', control, system) }
  const { level, seed } = options
  const basis = basisOf([sides.narrow, sides.long], level)
  const reason = refuse(rows, sides.narrow.gaps.length, sides.long.gaps.length)
  if (reason !== undefined) return { control, difference: { kind: 'undetermined', reason, method: 'welch', ...basis } }
  const found = estimateShadow({ narrow: sides.narrow.gaps, long: sides.long.gaps }, { level, seed })
  const difference = shownShadow(found, { ...sides, basis, odds: found.estimate })
  const test = difference.kind === 'determined' ? found.test : undefined
  return { control, difference, ...(test !== undefined && { test }) }
}

/** With fewer than six families a verdict covers the named bank only. */
function bankOf(narrow: readonly TaskGap[], long: readonly TaskGap[]): string | undefined {
  const families = new Set([...narrow, ...long].flatMap(({ family }) => family ?? []))
  if (families.size === 0 || families.size >= ENOUGH_FAMILIES) return undefined
  return [...families].sort().join(', ')
}

/**
 * A shadow is established only where the points say so and plain weakness does not explain it: the odds ratio, or the
 * difference to a control, must say so too.
 *
 * @source statistics specification 3.4
 */
export function shadowVerdict(
  shadow: Estimate,
  oddsRatio: Estimate,
  beyond: Estimate | undefined,
  options: Pick<AnalysisOptions, 'margin' | 'isPlanFinished'>,
): Verdict {
  const { margin, isPlanFinished = true } = options
  if (shadow.kind === 'undetermined') return { kind: 'undetermined', reason: shadow.reason }
  const isOff = (estimate: Estimate | undefined, nothing: number, sign: number) =>
    estimate?.kind === 'determined' && (sign > 0 ? estimate.low > nothing : estimate.high < nothing)
  const sign = Math.sign(shadow.value)
  const isExplained = !isOff(oddsRatio, 1, sign) && !isOff(beyond, 0, sign)
  // A p of 1 keeps a change that plain weakness explains from being established.
  return verdictOf(shadow, { margin, isPlanFinished, largest: MOST, ...(isExplained && { p: 1 }) })
}

/** Largest shadow that can occur: from ahead on every narrow task to behind on every long one. */
const MOST = 2
