import { chiSquareUpperTail } from '../math/index.js'

/** How far one trial of one of several systems went. */
export interface GroupedSpan {
  /** Above 0, all in one unit. */
  readonly exposure: number
  readonly failed: boolean
  /** System, from 0. */
  readonly group: number
  /** Task: compared within it where strata are wanted, and the unit of the robust variance. */
  readonly task: string
}

/** Observed and expected failures of each group, and the test that they differ. */
export interface LogRank {
  readonly observed: readonly number[]
  readonly expected: readonly number[]
  /** Hypergeometric covariance of observed minus expected. */
  readonly covariance: readonly (readonly number[])[]
  readonly chiSquare: number
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
  const strata = isByTask ? [...Map.groupBy(spans, ({ task }) => task).values()] : [spans]
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

/**
 * Log-rank test of two groups whose trials share tasks: the same numerator, with a variance between tasks.
 *
 * @returns z above 0 where group 1 fails earlier than expected; p 1 where nothing varies
 * @source robust score test of Lin & Wei 1989; checked in test/oracle/survival_logrank.json
 */
export function clusteredLogRank(spans: readonly GroupedSpan[]): { readonly z: number; readonly p: number } {
  const sets = riskSets(spans, 2, 0).map(({ exposure, atRisk, failed }) => {
    const n = sum(atRisk)
    return { exposure, share: (atRisk[1] ?? 0) / n, hazard: sum(failed) / n }
  })
  const byTask = new Map<string, number>()
  for (const { exposure, failed, group, task } of spans) {
    let residual = 0
    for (const set of sets) {
      if (set.exposure > exposure) break
      if (failed && set.exposure === exposure) residual += group - set.share
      residual -= (group - set.share) * set.hazard
    }
    byTask.set(task, (byTask.get(task) ?? 0) + residual)
  }
  const scores = [...byTask.values()]
  const variance = scores.reduce((total, score) => total + score * score, 0)
  if (variance === 0) return { z: 0, p: 1 }
  const z = sum(scores) / Math.sqrt(variance)
  return { z, p: chiSquareUpperTail(z * z, 1) }
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
  for (const { group } of spans) add(atRisk, group, 1)
  let alive = 1
  const ends = [...Map.groupBy(spans, ({ exposure }) => exposure)].sort(([a], [b]) => a - b)
  return ends.flatMap(([exposure, ending]) => {
    const failed = none()
    for (const span of ending) if (span.failed) add(failed, span.group, 1)
    const set = { exposure, atRisk: [...atRisk], failed, weight: rho === 1 ? alive : 1 }
    if (sum(failed) > 0) alive *= 1 - sum(failed) / sum(atRisk)
    for (const span of ending) add(atRisk, span.group, -1)
    return sum(failed) > 0 ? [set] : []
  })
}

/** x' V^-1 x over the leading part of a covariance, by elimination; 0 where it is singular. */
function quadratic(x: readonly number[], covariance: readonly (readonly number[])[]): number {
  const rows = x.map((value, row) => [...(covariance[row] ?? []).slice(0, x.length), value])
  for (let pivot = 0; pivot < x.length; pivot += 1) {
    const scale = rows[pivot]?.[pivot] ?? 0
    if (Math.abs(scale) < 1e-12) return 0
    for (let row = 0; row < x.length; row += 1) {
      if (row === pivot) continue
      const factor = (rows[row]?.[pivot] ?? 0) / scale
      for (let column = pivot; column <= x.length; column += 1) {
        add(rows[row] ?? [], column, -factor * (rows[pivot]?.[column] ?? 0))
      }
    }
  }
  return x.reduce((total, value, row) => total + (value * (rows[row]?.[x.length] ?? 0)) / (rows[row]?.[row] ?? 1), 0)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function add(values: number[], index: number, by: number): void {
  values[index] = (values[index] ?? 0) + by
}
