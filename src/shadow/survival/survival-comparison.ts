import type {
  Estimate,
  LengthKind,
  OutcomeRow,
  SurvivalComparison,
  TestResult,
  Verdict,
  WarningCode,
} from '../../domain/index.js'
import {
  clusteredLogRank,
  ENOUGH_TASKS,
  estimateRestrictedMean,
  type GroupedSpan,
  holm,
  logRank,
  restrictedMeanDifference,
} from '../../estimate/index.js'
import { LEAST_TASKS } from '../slices.js'
import { type LimitReading, lengthKindsOf, type ProgressSpan, progressSpans } from './clocks.js'
import { comparisonWords } from './survival-words.js'

/** How survival is to be compared. */
export interface SurvivalComparisonOptions {
  /** Label of the system that the others are held against. */
  readonly reference: string
  readonly level: number
  /** End up to which exposures are averaged, in the unit of the lengths; the longest task unless stated. */
  readonly end?: number
}

/**
 * Every system against the reference on the progress clock, on the tasks that both tried: three log-rank tests, of which
 * the cluster-robust one decides, and the exposure on track that the system loses up to a common end.
 *
 * @returns for each kind of length and system with progress; sorted by kind and system
 * @source statistics specification 2.4 and 2.5
 */
export function compareSurvival(rows: readonly OutcomeRow[], options: SurvivalComparisonOptions): SurvivalComparison[] {
  const others = [...new Set(rows.map(({ system }) => system))].filter((name) => name !== options.reference).sort()
  return lengthKindsOf(rows).flatMap((lengthKind) => {
    const own = rows.filter((row) => row.lengthKind === lengthKind && row.progress !== undefined)
    const has = (label: string) => own.some(({ system }) => system === label)
    if (!has(options.reference)) return []
    const found = others.filter(has).map((system) => compareOne(own, { ...options, system, lengthKind }))
    return correct(found, options.level)
  })
}

interface Pairing extends SurvivalComparisonOptions {
  readonly system: string
  readonly lengthKind: LengthKind
}

/** Both arms on the tasks that both have. */
interface Arms {
  readonly reference: readonly ProgressSpan[]
  readonly system: readonly ProgressSpan[]
  readonly tasks: number
}

function compareOne(rows: readonly OutcomeRow[], pairing: Pairing): SurvivalComparison {
  const { system, reference, lengthKind, level } = pairing
  const arms = armsOf(rows, pairing, 'failed')
  const end = endOf(rows, arms, pairing)
  const grouped = groupedSpans(arms)
  const { z, p } = clusteredLogRank(grouped)
  const warnings: readonly WarningCode[] = [
    ...(end.isLowered ? (['tau-lowered'] as const) : []),
    ...(arms.tasks < ENOUGH_TASKS ? (['few-tasks'] as const) : []),
  ]
  const warned = (estimate: Estimate) => ({ ...estimate, warnings: [...estimate.warnings, ...warnings] })
  const { estimate, test } = differenceOf(arms, end.value, level)
  const verdict = verdictFrom(arms, p, level)
  return {
    system,
    reference,
    lengthKind,
    tasks: arms.tasks,
    trials: grouped.length,
    tests: {
      clustered: { method: 'log-rank-clustered', p },
      withinTasks: { method: 'log-rank-within-tasks', p: logRank(grouped, { groups: 2, isByTask: true }).p },
      early: { method: 'log-rank-early', p: logRank(grouped, { groups: 2, isByTask: true, rho: 1 }).p },
    },
    earlier: z === 0 ? 'neither' : z > 0 ? 'system' : 'reference',
    end,
    onTrack: {
      reference: warned(estimateRestrictedMean(arms.reference, end.value, { level })),
      system: warned(estimateRestrictedMean(arms.system, end.value, { level })),
    },
    difference: warned(estimate),
    ...(test !== undefined && { differenceTest: test }),
    limitsCensored: limitsCensored(rows, pairing),
    verdict,
    correctedVerdict: verdict,
    words: [],
  }
}

/** The sensitivity line: the same rows, limits read as "at least so far", with the end that these reach. */
function limitsCensored(rows: readonly OutcomeRow[], pairing: Pairing): SurvivalComparison['limitsCensored'] {
  const arms = armsOf(rows, pairing, 'censored')
  const end = endOf(rows, arms, pairing)
  const clustered: TestResult = { method: 'log-rank-clustered', p: clusteredLogRank(groupedSpans(arms)).p }
  const { estimate } = differenceOf(arms, end.value, pairing.level)
  const warnings: readonly WarningCode[] = end.isLowered ? [...estimate.warnings, 'tau-lowered'] : estimate.warnings
  return { difference: { ...estimate, warnings }, clustered }
}

function armsOf(rows: readonly OutcomeRow[], { reference, system }: Pairing, limits: LimitReading): Arms {
  const of = (label: string) =>
    progressSpans(
      rows.filter((row) => row.system === label),
      limits,
    )
  const [first, second] = [of(reference), of(system)]
  const tasksOf = (spans: readonly ProgressSpan[]) => new Set(spans.map(({ cluster }) => cluster))
  const others = tasksOf(second)
  const shared = new Set([...tasksOf(first)].filter((task) => others.has(task)))
  const within = (spans: readonly ProgressSpan[]) => spans.filter(({ cluster }) => shared.has(cluster))
  return { reference: within(first), system: within(second), tasks: shared.size }
}

/** The longest task of the bank, or as far as both were observed. */
function endOf(rows: readonly OutcomeRow[], arms: Arms, { end }: Pairing): SurvivalComparison['end'] {
  const longest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0)
  const seen = [arms.reference, arms.system].map((spans) => longest(spans.map(({ exposure }) => exposure)))
  const wanted = end ?? longest(rows.flatMap(({ length }) => length ?? []))
  const value = Math.min(wanted, ...seen)
  return { value, wanted, isLowered: value < wanted }
}

function groupedSpans({ reference, system }: Arms): GroupedSpan[] {
  return [reference, system].flatMap((spans, group) =>
    spans.map(({ exposure, failed, cluster }) => ({ exposure, failed, group, task: cluster })),
  )
}

function differenceOf(arms: Arms, end: number, level: number) {
  const { estimate, test } = restrictedMeanDifference({ first: arms.reference, second: arms.system }, end, { level })
  const isFew = estimate.kind === 'determined' && arms.tasks < LEAST_TASKS
  if (!isFew) return { estimate, test }
  const { kind: _, value: __, low: ___, high: ____, ...basis } = estimate
  return { estimate: { ...basis, kind: 'undetermined', reason: 'too-few-tasks' } satisfies Estimate, test: undefined }
}

function verdictFrom({ tasks, reference, system }: Arms, p: number, level: number): Verdict {
  if (tasks === 0) return { kind: 'undetermined', reason: 'no-data' }
  if (tasks < LEAST_TASKS) return { kind: 'undetermined', reason: 'too-few-tasks' }
  if (![...reference, ...system].some(({ failed }) => failed)) return { kind: 'undetermined', reason: 'no-variation' }
  return p <= 1 - level ? { kind: 'established' } : { kind: 'not-established' }
}

function correct(found: readonly SurvivalComparison[], level: number): SurvivalComparison[] {
  const tested = found.filter(({ verdict }) => verdict.kind !== 'undetermined')
  const corrected = holm(tested.map(({ tests }) => tests.clustered.p))
  return found.map((comparison) => {
    const correctedP = corrected[tested.indexOf(comparison)]
    const isLost = comparison.verdict.kind === 'established' && (correctedP ?? 1) > 1 - level
    const whole: SurvivalComparison = {
      ...comparison,
      ...(correctedP !== undefined && { correctedP }),
      ...(isLost && { correctedVerdict: { kind: 'not-established' } }),
    }
    return { ...whole, words: comparisonWords(whole, found.length) }
  })
}
