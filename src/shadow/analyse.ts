import {
  DataError,
  type OutcomeRow,
  type PairComparison,
  type ShadowFinding,
  type Slice,
  type SurvivalFinding,
  type SystemSuccess,
  successOf,
} from '../domain/index.js'
import {
  comparePaired,
  estimateCostPerFinishedJob,
  estimatePassAllOf,
  estimateSuccess,
  holm,
  largestPassK,
  minimalDetectableEffect,
  reasonOf,
  survivalCurve,
  verdictOf,
} from '../estimate/index.js'
import { lengthKindsOf, progressSpans } from './clocks.js'
import { correctShadows } from './correct.js'
import { shadowOf } from './shadow-of.js'
import { cannotSay } from './words.js'

/** How rows are to be read. */
export interface AnalysisOptions {
  /** Label of the system that the others are held against. */
  readonly reference: string
  /** A system that is merely weaker. */
  readonly control?: string
  readonly contrast: 'longer-work' | 'other-work'
  readonly level: number
  /** Differences inside +-margin count as equivalent. */
  readonly margin: number
  readonly seed: number
  /** How the two sides are called on the page. */
  readonly names?: { readonly narrow: string; readonly long: string }
}

/** Everything that outcomes alone say. */
export interface OutcomeAnalysis {
  readonly successes: readonly SystemSuccess[]
  readonly pairs: readonly PairComparison[]
  readonly shadows: readonly ShadowFinding[]
  readonly survival: readonly SurvivalFinding[]
  readonly cannotSay: readonly string[]
  readonly exclusions: readonly { readonly where: string; readonly reason: string; readonly trials: number }[]
}

/** Largest k of pass^k that is shown. */
const MOST_K = 10
/** Planning values for the smallest difference that would have been found. */
const PLANNED = { sdTaskEffect: 0.15, power: 0.8 }

/**
 * Success, differences, shadow and survival of every system against a reference.
 *
 * @throws DataError `unknown-reference` or `unknown-control` with the systems there are
 */
export function analyseOutcomes(rows: readonly OutcomeRow[], options: AnalysisOptions): OutcomeAnalysis {
  const systems = [...new Set(rows.map(({ system }) => system))].sort()
  const { reference, control } = options
  for (const [code, label] of [
    ['unknown-reference', reference],
    ['unknown-control', control],
  ] as const) {
    if (label === undefined || systems.includes(label)) continue
    throw new DataError(code, `${code.slice(8)} is ${label}; expected one of ${systems.join(', ')}`)
  }
  const slices = slicesOf(rows)
  const others = systems.filter((system) => system !== reference)
  return {
    successes: slices.flatMap((slice) => systems.map((system) => successIn(slice, system, rows, options.level))),
    pairs: comparePairs(rows, others, slices, options),
    shadows: correctShadows(
      others.map((system) => shadowOf(rows, system, options)),
      options.level,
    ),
    survival: systems.flatMap((system) => survivalOf(rows, system, options.level)),
    cannotSay: cannotSay(rows, options),
    exclusions: exclusionsOf(rows),
  }
}

function slicesOf(rows: readonly OutcomeRow[]): Slice[] {
  const strata = (['narrow', 'long'] as const).filter((name) => rows.some(({ stratum }) => stratum === name))
  const families = [...new Set(rows.flatMap(({ family }) => (family === undefined ? [] : [family])))].sort()
  return [
    { kind: 'all', name: 'all tasks' },
    ...strata.map((name): Slice => ({ kind: 'stratum', name })),
    ...families.map((name): Slice => ({ kind: 'family', name })),
  ]
}

function inSlice(row: OutcomeRow, { kind, name }: Slice): boolean {
  if (kind === 'all') return true
  return (kind === 'stratum' ? row.stratum : row.family) === name
}

function successIn(slice: Slice, system: string, all: readonly OutcomeRow[], level: number): SystemSuccess {
  const rows = all.filter((row) => row.system === system && inSlice(row, slice))
  const counted = rows.filter((row) => successOf(row) !== undefined)
  const most = Math.min(MOST_K, largestPassK(rows))
  const ks = most < 2 ? [] : Array.from({ length: most }, (_, index) => index + 1)
  const success = estimateSuccess(rows, { level })
  const [meanCostUsd, meanSeconds] = [meanOf(counted, 'costUsd'), meanOf(counted, 'seconds')]
  return {
    system,
    slice,
    solved: counted.filter(({ outcome }) => outcome.kind === 'solved').length,
    success,
    passAllOf: ks.map((k) => ({ k, estimate: estimatePassAllOf(rows, { k, level }) })),
    ...(meanCostUsd !== undefined && { meanCostUsd }),
    ...(meanSeconds !== undefined && { meanSeconds }),
    costPerFinishedJobUsd: estimateCostPerFinishedJob(rows, { level }),
    excluded: success.excluded,
  }
}

function meanOf(rows: readonly OutcomeRow[], field: 'costUsd' | 'seconds'): number | undefined {
  const values = rows.flatMap((row) => row[field] ?? [])
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}

function comparePairs(
  rows: readonly OutcomeRow[],
  others: readonly string[],
  slices: readonly Slice[],
  options: AnalysisOptions,
): PairComparison[] {
  const pairs = slices.flatMap((slice) => others.map((system) => pairIn(slice, system, rows, options)))
  return (['all', 'stratum', 'family'] as const).flatMap((kind) => {
    const own = pairs.filter(({ slice }) => slice.kind === kind)
    const tested = own.filter(({ test }) => test !== undefined)
    const corrected = holm(tested.map(({ test }) => test?.p ?? 1))
    return own.map((pair) => {
      const correctedP = corrected[tested.indexOf(pair)]
      if (correctedP === undefined) return pair
      const isLost = pair.verdict.kind === 'established' && correctedP > 1 - options.level
      return { ...pair, correctedP, correctedVerdict: isLost ? { kind: 'not-established' as const } : pair.verdict }
    })
  })
}

function pairIn(slice: Slice, system: string, all: readonly OutcomeRow[], options: AnalysisOptions): PairComparison {
  const { reference, level, margin } = options
  const rows = all.filter((row) => inSlice(row, slice))
  const of = (label: string) => rows.filter((row) => row.system === label)
  const comparison = comparePaired(of(reference), of(system), { level })
  const { pairs, difference } = comparison
  const smallestFound = pairs < 2 ? undefined : smallest(pairs, difference.trials / (2 * pairs), level)
  const verdict = verdictOf(difference, {
    margin,
    isPlanFinished: true,
    ...(smallestFound !== undefined && { smallestFound }),
  })
  return { system, reference, slice, ...comparison, verdict, correctedVerdict: verdict }
}

function smallest(tasks: number, trials: number, level: number): number {
  return minimalDetectableEffect({ tasks, trials, baseRate: 0.7, variedRate: 0.7, level, ...PLANNED })
}

function survivalOf(rows: readonly OutcomeRow[], system: string, level: number): SurvivalFinding[] {
  const own = rows.filter((row) => row.system === system)
  return lengthKindsOf(own).flatMap((lengthKind) => {
    const spans = progressSpans(own, 'failed').filter((span) => span.lengthKind === lengthKind)
    if (spans.length === 0) return []
    const failures = spans.filter(({ failed }) => failed).length
    return [{ system, lengthKind, trials: spans.length, failures, ...survivalCurve(spans, { level }) }]
  })
}

function exclusionsOf(rows: readonly OutcomeRow[]): OutcomeAnalysis['exclusions'] {
  const counts = new Map<string, { where: string; reason: string; trials: number }>()
  for (const row of rows) {
    if (successOf(row) !== undefined) continue
    const reason = reasonOf(row)
    const key = `${row.system}\n${reason}`
    const known = counts.get(key) ?? { where: row.system, reason, trials: 0 }
    counts.set(key, { ...known, trials: known.trials + 1 })
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, exclusion]) => exclusion)
}
