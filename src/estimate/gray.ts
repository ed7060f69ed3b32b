import { chiSquareUpperTail } from '../math/index.js'
import { add, quadratic } from './matrix.js'
import { sum } from './rows.js'

/** How one trial of one of several systems ended. */
interface GroupedCause {
  /** Above 0, all in one unit. */
  readonly exposure: number
  /** Undefined: censored. */
  readonly cause?: string
  /** System, from 0. */
  readonly group: number
}

/** Test that a cause is equally frequent in all groups. */
export interface GrayTest {
  readonly chiSquare: number
  /** Groups minus 1. */
  readonly df: number
  /** In (0, 1]. */
  readonly p: number
}

/** One group as time goes on; those with a dash in the paper are the values just before. */
interface GroupState {
  atRisk: number
  alive: number
  incidence: number
}

/** Sums that make up the variance of the scores, in the names of the source. */
interface Sums {
  readonly scores: number[]
  readonly v: number[][]
  readonly c: number[][]
  readonly v2: number[][]
  readonly v3: number[]
}

/** What happens at one exposure: counts by group, and the shares before it and (pooled) after it. */
interface Moment {
  readonly groups: readonly GroupState[]
  readonly own: readonly number[]
  readonly others: readonly number[]
  readonly before: number
  readonly after: number
  /** Number at risk, had nobody left by another cause or by censoring: of anything, and of the cause. */
  readonly pooledRisk: number
  readonly causeRisk: number
}

/**
 * Gray's test: whether one cause ends as large a share of the trials in every group, whatever the other causes do.
 *
 * Trials are taken for independent: where groups share tasks it is a secondary figure, and mostly too careful.
 *
 * @returns p 1 where the cause never happens, or happens in one group's risk set only
 * @source Gray 1988 with rho 0, variance as in cmprsk; checked against R cmprsk in test/oracle/competing_risks.json
 */
export function grayTest(
  spans: readonly GroupedCause[],
  options: { readonly cause: string; readonly groups: number },
): GrayTest {
  const { cause, groups: size } = options
  const groups = Array.from({ length: size }, (_, group): GroupState => {
    return { atRisk: spans.filter((span) => span.group === group).length, alive: 1, incidence: 0 }
  })
  const zeros = () => Array.from({ length: size }, () => 0)
  const square = () => Array.from({ length: size }, zeros)
  const sums: Sums = { scores: zeros(), v: square(), c: square(), v2: square(), v3: zeros() }
  let pooled = 0
  for (const [, ending] of [...Map.groupBy(spans, ({ exposure }) => exposure)].sort(([a], [b]) => a - b)) {
    const [own, others, all] = [zeros(), zeros(), zeros()]
    for (const span of ending) {
      add(all, span.group, 1)
      if (span.cause !== undefined) add(span.cause === cause ? own : others, span.group, 1)
    }
    const pooledRisk = total(groups, ({ atRisk, alive }) => atRisk / alive)
    const causeRisk = total(groups, ({ atRisk, alive, incidence }) => (atRisk * (1 - incidence)) / alive)
    const failures = sum(own)
    const after = failures > 0 ? pooled + failures / pooledRisk : pooled
    // Once the pooled share of the cause is 1 nothing is left to compare.
    if (failures + sum(others) > 0 && pooled < 1 - 1e-12)
      count(sums, { groups, own, others, before: pooled, after, pooledRisk, causeRisk })
    pooled = after
    for (const [group, state] of groups.entries()) move(state, own[group] ?? 0, others[group] ?? 0, all[group] ?? 0)
  }
  const df = size - 1
  const chiSquare = quadratic(sums.scores.slice(0, df), varianceOf(sums))
  return { chiSquare, df, p: chiSquare === 0 ? 1 : chiSquareUpperTail(chiSquare, df) }
}

/** Adds one exposure to the scores and to the sums of their variance. */
function count(sums: Sums, moment: Moment): void {
  const { groups, own, others, before, after, pooledRisk, causeRisk } = moment
  const failures = sum(own)
  const weights = groups.map(({ atRisk, alive }) => (atRisk > 0 ? atRisk / alive : 0))
  const all = sum(weights)
  const a = weights.map((weight, i) =>
    weights.map((other, j) => (i === j ? weight * (1 - weight / all) : (-weight * other) / all)),
  )
  for (const [i, row] of a.entries()) {
    for (const [j, value] of row.entries()) add(sums.c[i] ?? [], j, (value * failures) / (pooledRisk * (1 - before)))
    const expected = (failures * (weights[i] ?? 0) * (1 - (groups[i]?.incidence ?? 0))) / causeRisk
    if ((groups[i]?.atRisk ?? 0) > 0) add(sums.scores, i, (own[i] ?? 0) - expected)
  }
  for (const [k, state] of groups.entries()) {
    const { atRisk, alive } = state
    if (atRisk === 0) continue
    const left = alive * (1 - ((own[k] ?? 0) + (others[k] ?? 0)) / atRisk)
    const reach = left > 0 ? (1 - after) / left : 0
    if (failures > 0) {
      const ties = failures > 1 ? 1 - (failures - 1) / (pooledRisk * alive - 1) : 1
      const spread = (ties * alive * failures) / (pooledRisk * atRisk)
      spreadOut(sums, k, { reach: 1 - reach, spread, direct: a.map((row) => row[k] ?? 0) })
    }
    const other = others[k] ?? 0
    if (other > 0) {
      const ties = other > 1 ? 1 - (other - 1) / (atRisk - 1) : 1
      spreadOut(sums, k, { reach: -reach, spread: (ties * alive ** 2 * other) / atRisk ** 2, direct: undefined })
    }
  }
}

/** Adds the variance that failures in group k bring. */
function spreadOut(
  { v, c, v2, v3 }: Sums,
  k: number,
  by: { readonly reach: number; readonly spread: number; readonly direct: readonly number[] | undefined },
): void {
  const { reach, spread, direct } = by
  const sides = c.map((row, i) => (direct?.[i] ?? 0) - reach * (row[k] ?? 0))
  add(v3, k, reach * reach * spread)
  for (const [i, left] of sides.entries()) {
    add(v2[i] ?? [], k, left * reach * spread)
    for (const [j, right] of sides.entries()) add(v[i] ?? [], j, left * right * spread)
  }
}

function varianceOf({ v, c, v2, v3 }: Sums): number[][] {
  return v.map((row, i) =>
    row.map((value, j) => {
      const at = (matrix: readonly (readonly number[])[], line: number, k: number) => matrix[line]?.[k] ?? 0
      return v3.reduce((found, own, k) => {
        const crossed = at(c, i, k) * at(v2, j, k) + at(c, j, k) * at(v2, i, k)
        return found + at(c, i, k) * at(c, j, k) * own + crossed
      }, value)
    }),
  )
}

function move(state: GroupState, own: number, others: number, all: number): void {
  if (state.atRisk === 0) return
  state.incidence += (state.alive * own) / state.atRisk
  state.alive *= 1 - (own + others) / state.atRisk
  state.atRisk -= all
}

function total(groups: readonly GroupState[], of: (state: GroupState) => number): number {
  return sum(groups.map((state) => (state.atRisk > 0 ? of(state) : 0)))
}
