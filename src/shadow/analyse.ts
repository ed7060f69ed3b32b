import {
  DataError,
  type FailureModes,
  type HazardTrend,
  type HorizonComparison,
  type HorizonFinding,
  type JudgeFinding,
  type OutcomeRow,
  type PairComparison,
  type Screen,
  type ShadowFinding,
  type Slice,
  type SurvivalComparison,
  type SurvivalFinding,
  type SystemSuccess,
  someOf,
  successOf,
} from '../domain/index.js'
import {
  estimateAuditedSuccess,
  estimateCostPerFinishedJob,
  estimateJudgedSuccess,
  estimatePassAllOf,
  estimatePassAnyOf,
  estimatePassGap,
  estimateSuccess,
  hazardCurve,
  reasonOf,
  survivalCurve,
  usualPassK,
} from '../estimate/index.js'
import type { AnalysisOptions } from './analysis-options.js'
import { comparePairs } from './compare-pairs.js'
import { correctShadows } from './correct.js'
import { compareHorizons } from './horizon/horizon-comparison.js'
import { horizonsOf } from './horizon/horizon-of.js'
import { judgeFindings } from './judge.js'
import { screenDifferences } from './screen-differences.js'
import { shadowOf } from './shadow-of.js'
import { inSlice, meanOf, slicesOf, withoutLimits } from './slices.js'
import { lengthKindsOf, progressSpans } from './survival/clocks.js'
import { failureModes } from './survival/failure-modes.js'
import { hazardTrend } from './survival/hazard-trend.js'
import { compareSurvival } from './survival/survival-comparison.js'
import { cannotSay } from './words.js'

/** Everything that outcomes alone say. */
export interface OutcomeAnalysis {
  readonly successes: readonly SystemSuccess[]
  readonly pairs: readonly PairComparison[]
  readonly shadows: readonly ShadowFinding[]
  readonly survival: readonly SurvivalFinding[]
  /** Who stays on track for longer, of each system and the reference; empty where the rows carry no progress. */
  readonly survivalComparisons: readonly SurvivalComparison[]
  /** How the trials of each system end; empty where the rows carry no steps. */
  readonly failureModes: readonly FailureModes[]
  /** Whether the chance to derail grows with the steps made; empty where the rows carry no steps. */
  readonly hazardTrends: readonly HazardTrend[]
  /** How far each system goes, for each kind of length; empty where the rows carry no lengths. */
  readonly horizons: readonly HorizonFinding[]
  /** The others beside the reference, on the tasks of known length that both tried. */
  readonly horizonComparisons: readonly HorizonComparison[]
  /** How the judge that told the outcomes erred where it was audited; absent where no trial was. */
  readonly judge?: readonly JudgeFinding[]
  /** Which system and family of work deserve a closer look; absent where there are too few families. */
  readonly screen?: Screen
  readonly cannotSay: readonly string[]
  readonly exclusions: readonly { readonly where: string; readonly reason: string; readonly trials: number }[]
}

/** Largest k of pass^k that is shown. */
const MOST_K = 10

/**
 * Success, differences, shadow and survival of every system against a reference.
 *
 * @throws DataError `audited-twice` where an audit is given beside rows that carry one; `unknown-reference` or `unknown-control` with the systems there are; `control-is-reference`
 */
export function analyseOutcomes(rows: readonly OutcomeRow[], options: AnalysisOptions): OutcomeAnalysis {
  const systems = [...new Set(rows.map(({ system }) => system))].sort()
  const { reference, control } = options
  for (const [code, label] of [
    ['unknown-reference', reference],
    ['unknown-control', control],
  ] as const) {
    if (label === undefined || systems.includes(label)) continue
    throw new DataError(code, `${code.slice(8)} is ${label}; expected one of ${someOf(systems)}`)
  }
  const isAudited = rows.some(({ truth }) => truth !== undefined)
  if (options.audit !== undefined && isAudited) {
    throw new DataError('audited-twice', 'audit is given beside trials with a truth; expected one of the two')
  }
  if (control === reference) {
    const words = `control is ${control}, which is the reference; expected a system that is merely weaker`
    throw new DataError('control-is-reference', words)
  }
  const slices = slicesOf(rows)
  const others = systems.filter((system) => system !== reference)
  const pairs = comparePairs(rows, others, slices, options)
  const found = screenDifferences(pairs)
  const judge = judgeFindings(rows, reference)
  return {
    successes: slices.flatMap((slice) =>
      systems.map((system) => successIn(slice, system, rows, { ...options, isAudited })),
    ),
    pairs,
    ...(judge.length > 0 && { judge }),
    ...(found !== undefined && { screen: found }),
    shadows: correctShadows(
      others.map((system) => shadowOf(rows, system, options)),
      options.level,
    ),
    survival: systems.flatMap((system) => survivalOf(rows, system, options.level)),
    survivalComparisons: compareSurvival(rows, options),
    failureModes: systems.flatMap((system) => failureModes(rows, system, options) ?? []),
    hazardTrends: systems.flatMap((system) => hazardTrend(rows, system, options) ?? []),
    ...lengthsOf(rows, others, options),
    cannotSay: cannotSay(rows, options),
    exclusions: exclusionsOf(rows),
  }
}

function lengthsOf(
  rows: readonly OutcomeRow[],
  others: readonly string[],
  { reference, level, seed }: AnalysisOptions,
): Pick<OutcomeAnalysis, 'horizons' | 'horizonComparisons'> {
  const horizons = horizonsOf(rows, { level, seed })
  const kinds = horizons.flatMap(({ system, lengthKind }) => (system === reference ? [lengthKind] : []))
  const shared = horizons.filter(({ system, lengthKind }) => others.includes(system) && kinds.includes(lengthKind))
  return {
    horizons,
    horizonComparisons: shared.map(({ system, lengthKind }) =>
      compareHorizons(rows, { reference, system, lengthKind, level }),
    ),
  }
}

function successIn(
  slice: Slice,
  system: string,
  all: readonly OutcomeRow[],
  { level, audit, isAudited }: AnalysisOptions & { readonly isAudited: boolean },
): SystemSuccess {
  const rows = all.filter((row) => row.system === system && inSlice(row, slice))
  const counted = rows.filter((row) => successOf(row) !== undefined)
  const most = Math.min(MOST_K, usualPassK(rows))
  const ks = most < 2 ? [] : Array.from({ length: most }, (_, index) => index + 1)
  const success = estimateSuccess(rows, { level })
  const unlimited = withoutLimits(rows)
  const [meanCostUsd, meanSeconds] = [meanOf(counted, 'costUsd'), meanOf(counted, 'seconds')]
  return {
    system,
    slice,
    solved: counted.filter(({ outcome }) => outcome.kind === 'solved').length,
    success,
    ...(unlimited.length < rows.length && { withoutLimits: estimateSuccess(unlimited, { level }) }),
    ...(audit !== undefined && { judged: estimateJudgedSuccess(rows, audit, { level }) }),
    ...(isAudited && { judged: estimateAuditedSuccess(rows, { level }) }),
    passAllOf: ks.map((k) => ({ k, estimate: estimatePassAllOf(rows, { k, level }) })),
    passAnyOf: ks.map((k) => ({ k, estimate: estimatePassAnyOf(rows, { k, level }) })),
    ...(ks.length > 0 && { passGap: { k: most, estimate: estimatePassGap(rows, { k: most, level }) } }),
    ...(meanCostUsd !== undefined && { meanCostUsd }),
    ...(meanSeconds !== undefined && { meanSeconds }),
    costPerFinishedJobUsd: estimateCostPerFinishedJob(rows, { level }),
    excluded: success.excluded,
  }
}

function survivalOf(rows: readonly OutcomeRow[], system: string, level: number): SurvivalFinding[] {
  const own = rows.filter((row) => row.system === system)
  return lengthKindsOf(own).flatMap((lengthKind) => {
    const spans = progressSpans(own, 'failed').filter((span) => span.lengthKind === lengthKind)
    if (spans.length === 0) return []
    const failures = spans.filter(({ failed }) => failed).length
    const curves = { ...survivalCurve(spans, { level }), hazards: hazardCurve(spans, { level }) }
    return [{ system, lengthKind, trials: spans.length, failures, ...curves }]
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
