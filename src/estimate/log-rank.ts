import { chiSquareUpperTail } from '../math/index.js'
import { endGroups, inOrder, lastAtMost, weightOf } from './ends.js'
import { add, quadratic } from './matrix.js'
import { sum } from './rows.js'

/** How far one trial of one of several systems went. */
export interface GroupedSpan {
  /** Above 0, all in one unit. */
  readonly exposure: number
  readonly failed: boolean
  /** System, from 0. */
  readonly group: number
  /** Task: compared within it where strata are wanted, and the unit of the robust variance. */
  readonly task: string
  /** How many equal trials it stands for; 1 unless stated, above 0. */
  readonly weight?: number
}

/** Observed and expected failures of each group, and the test that they differ. */
export interface LogRank {
  /** Weighted failures by group. */
  readonly observed: readonly number[]
  /** By group, were there no difference. */
  readonly expected: readonly number[]
  /** Hypergeometric covariance of observed minus expected. */
  readonly covariance: readonly (readonly number[])[]
  readonly chiSquare: number
  /** Groups minus 1. */
  readonly df: number
  /** In (0, 1]. */
  readonly p: number
}

/**
 * Log-rank test over groups: observed against expected failures, with the hypergeometric covariance.
 *
 * @param options.isByTask sums over tasks instead of pooling them
 * @param options.rho 0 weighs all failures alike; 1 weighs by the share still on track, which looks at early ones (Peto)
 * @returns p 1 where nothing failed in more than one group's risk set
 * @source Mantel 1966, Harrington & Fleming 1982; checked against R survdiff in test/oracle/survival_logrank.json
 */
export function logRank(
  spans: readonly GroupedSpan[],
  options: { readonly groups: number; readonly isByTask?: boolean; readonly rho?: 0 | 1 },
): LogRank {
  const { groups, isByTask = false, rho = 0 } = options
  const observed = Array.from({ length: groups }, () => 0)
  const expected = Array.from({ length: groups }, () => 0)
  const covariance = Array.from({ length: groups }, () => Array.from({ length: groups }, () => 0))
  const ordered = inOrder(spans, nameOf)
  const strata = isByTask ? byName(Map.groupBy(ordered, ({ task }) => task)) : [ordered]
  for (const stratum of strata) {
    for (const { atRisk, failed, weight } of riskSets(stratum, groups, rho)) {
      const [n, d] = [sum(atRisk), sum(failed)]
      const spread = n > 1 ? (weight ** 2 * d * (n - d)) / (n - 1) : 0
      for (let a = 0; a < groups; a += 1) {
        const share = (atRisk[a] ?? 0) / n
        add(observed, a, weight * (failed[a] ?? 0))
        add(expected, a, weight * d * share)
        for (let b = 0; b < groups; b += 1) {
          add(covariance[a] ?? [], b, spread * share * ((a === b ? 1 : 0) - (atRisk[b] ?? 0) / n))
        }
      }
    }
  }
  const df = groups - 1
  const excess = observed.slice(0, df).map((count, group) => count - (expected[group] ?? 0))
  const chiSquare = quadratic(excess, covariance)
  return { observed, expected, covariance, chiSquare, df, p: chiSquare === 0 ? 1 : chiSquareUpperTail(chiSquare, df) }
}

/** Share of the squared failures below which a variance between tasks is rounding. */
const ROUNDING = 1e-20

/**
 * Log-rank test of two groups whose trials share tasks: the same numerator, with a variance between tasks.
 *
 * @returns z above 0 where group 1 fails earlier than expected; p 1 where nothing varies, and with fewer than two tasks
 * @source robust score test of Lin & Wei 1989; checked in test/oracle/survival_logrank.json
 */
export function clusteredLogRank(spans: readonly GroupedSpan[]): { readonly z: number; readonly p: number } {
  const ordered = inOrder(spans, nameOf)
  let [hazard, shared] = [0, 0]
  const sets = riskSets(ordered, 2, 0).map(({ exposure, atRisk, failed }) => {
    const n = sum(atRisk)
    const share = (atRisk[1] ?? 0) / n
    hazard += sum(failed) / n
    shared += (share * sum(failed)) / n
    return { exposure, share, hazard, shared }
  })
  const exposures = sets.map(({ exposure }) => exposure)
  const byTask = new Map<string, number>()
  let failures = 0
  for (const span of ordered) {
    const set = sets[lastAtMost(exposures, span.exposure)]
    const expected = set === undefined ? 0 : span.group * set.hazard - set.shared
    const observed = span.failed && set !== undefined ? span.group - set.share : 0
    byTask.set(span.task, (byTask.get(span.task) ?? 0) + weightOf(span) * (observed - expected))
    if (span.failed) failures += weightOf(span)
  }
  const scores = byName(byTask)
  const variance = scores.reduce((total, score) => total + score * score, 0)
  if (scores.length < 2 || variance <= ROUNDING * failures ** 2) return { z: 0, p: 1 }
  const z = sum(scores) / Math.sqrt(variance)
  return { z, p: chiSquareUpperTail(z * z, 1) }
}

function nameOf({ task, group }: GroupedSpan): string {
  return `${task}\n${group}`
}

/** Values of a map, sorted by name. */
function byName<Value>(map: ReadonlyMap<string, Value>): Value[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}

interface RiskSet {
  readonly exposure: number
  readonly atRisk: readonly number[]
  readonly failed: readonly number[]
  readonly weight: number
}

/** One set for each exposure with a failure, ascending. */
function riskSets(spans: readonly GroupedSpan[], groups: number, rho: 0 | 1): RiskSet[] {
  const none = () => Array.from({ length: groups }, () => 0)
  const atRisk = none()
  for (const span of spans) add(atRisk, span.group, weightOf(span))
  let alive = 1
  return endGroups(spans).flatMap((end) => {
    const failed = none()
    for (const span of end.ending) if (span.failed) add(failed, span.group, weightOf(span))
    const set = { exposure: end.exposure, atRisk: [...atRisk], failed, weight: rho === 1 ? alive : 1 }
    if (end.failed > 0) alive *= 1 - end.failed / end.atRisk
    for (const span of end.ending) add(atRisk, span.group, -weightOf(span))
    return end.failed > 0 ? [set] : []
  })
}
