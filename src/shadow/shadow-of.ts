import type { Estimate, OutcomeRow, ShadowFinding, Stratum, Verdict } from '../domain/index.js'
import {
  estimatePairedDifference,
  estimateShadow,
  estimateShadowOdds,
  type PairedTask,
  pairByTask,
  type TaskCounts,
  type TaskGap,
} from '../estimate/index.js'
import type { AnalysisOptions } from './analyse.js'
import { sideNames } from './words.js'

/** Fewer tasks on a side than this, and nothing is said of a shadow. */
const LEAST_TASKS = 6
/** Fewer tasks on a side than this, and the reader is told that it is indicative. */
const ENOUGH_TASKS = 20
const ENOUGH_FAMILIES = 6

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
  const refusal = refuse(rows, narrow.gaps.length, long.gaps.length)
  if (refusal !== undefined) {
    const nothing = undetermined(refusal, narrow.gaps.length + long.gaps.length, level)
    const verdict: Verdict = { kind: 'undetermined', reason: refusal }
    return { ...shared, shadow: nothing, oddsRatio: nothing, verdict, correctedVerdict: verdict, words: [] }
  }
  const raw = estimateShadow({ narrow: narrow.gaps, long: long.gaps }, { level, seed })
  const odds = estimateShadowOdds({ narrow: narrow.counts, long: long.counts }, { level })
  const isFew = Math.min(narrow.gaps.length, long.gaps.length) < ENOUGH_TASKS
  const warnings = [...odds.estimate.warnings, ...(isFew ? ['few-tasks'] : [])]
  const shadow = { ...raw.estimate, warnings: [...raw.estimate.warnings, ...warnings] }
  const beyond = control === undefined || control === system ? undefined : beyondControl(rows, system, control, options)
  const bank = bankOf(rows, narrow.gaps, long.gaps)
  const verdict = shadowVerdict(shadow, odds.estimate, beyond?.difference, options.margin)
  return {
    ...shared,
    design: raw.design,
    shadow,
    ...(raw.test !== undefined && { shadowTest: raw.test }),
    oddsRatio: odds.estimate,
    ...(odds.test !== undefined && { oddsRatioTest: odds.test }),
    ...(beyond !== undefined && { beyondControl: beyond }),
    ...(bank !== undefined && { bank }),
    verdict,
    correctedVerdict: verdict,
    words: [],
  }
}

function side(rows: readonly OutcomeRow[], stratum: Stratum, reference: string, system: string) {
  const own = rows.filter((row) => row.stratum === stratum)
  const of = (label: string) => own.filter((row) => row.system === label)
  const families = new Map(own.map(({ task, family }) => [task, family]))
  const tasks = pairByTask(of(reference), of(system))
  return { gaps: tasks.map((task) => gapOfTask(task, families.get(task.task))), counts: tasks.map(countsOf) }
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
  const hasBoth = (['narrow', 'long'] as const).every((name) => rows.some(({ stratum }) => stratum === name))
  if (!hasBoth) return 'no-strata'
  return Math.min(narrow, long) < LEAST_TASKS ? 'too-few-tasks' : undefined
}

function undetermined(reason: 'no-strata' | 'too-few-tasks', samples: number, level: number): Estimate {
  return { kind: 'undetermined', reason, method: 'welch', level, samples, trials: samples, excluded: {}, warnings: [] }
}

/** The shadow of the system with the control as the reference: the true reference drops out of the difference. */
function beyondControl(rows: readonly OutcomeRow[], system: string, control: string, options: AnalysisOptions) {
  const narrow = side(rows, 'narrow', control, system)
  const long = side(rows, 'long', control, system)
  const { level, seed } = options
  return { control, difference: estimateShadow({ narrow: narrow.gaps, long: long.gaps }, { level, seed }).estimate }
}

/** With fewer than six families a verdict covers the named bank only. */
function bankOf(rows: readonly OutcomeRow[], narrow: readonly TaskGap[], long: readonly TaskGap[]): string | undefined {
  const families = new Set([...narrow, ...long].flatMap(({ family }) => family ?? []))
  if (families.size === 0 || families.size >= ENOUGH_FAMILIES) return undefined
  const names = [...families].sort()
  return rows.length === 0 ? undefined : names.join(', ')
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
  margin: number,
): Verdict {
  if (shadow.kind === 'undetermined') return { kind: 'undetermined', reason: shadow.reason }
  const isOff = (estimate: Estimate | undefined, nothing: number, sign: number) =>
    estimate?.kind === 'determined' && (sign > 0 ? estimate.low > nothing : estimate.high < nothing)
  const sign = Math.sign(shadow.value)
  if (isOff(shadow, 0, sign) && (isOff(oddsRatio, 1, sign) || isOff(beyond, 0, sign))) return { kind: 'established' }
  if (shadow.low > -margin && shadow.high < margin) return { kind: 'established-equivalent', margin }
  return { kind: 'not-established' }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
