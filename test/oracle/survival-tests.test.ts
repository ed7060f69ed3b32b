import { describe, expect, test } from 'vitest'
import {
  clusteredLogRank,
  cumulativeIncidence,
  type GroupedSpan,
  grayTest,
  independentMeanDifference,
  logRank,
  type RestrictedMean,
  restrictedMean,
  restrictedMeanDifference,
} from '../../src/estimate/index.js'
import { normalQuantile, tQuantile } from '../../src/math/index.js'
import { distance, oracle } from './fixture.js'

function near(got: number | undefined, wanted: number | null, tolerance: number): void {
  if (wanted === null) expect(got).toBeUndefined()
  else
    expect(
      Math.min(distance(got, wanted), Math.abs((got ?? Number.NaN) - wanted)),
      `${got} for ${wanted}`,
    ).toBeLessThan(tolerance)
}

describe('survival_logrank', () => {
  const { cases, tolerance } = oracle('survival_logrank')
  test.each(cases)('$name', ({ input, expected }) => {
    const tasks = input.strata ?? input.cluster
    const spans = input.time.map((exposure: number, index: number): GroupedSpan => {
      const task = String(tasks?.[index] ?? index)
      return { exposure, failed: input.event[index] === 1, group: input.group[index] - 1, task }
    })
    const groups = Math.max(...input.group)
    const isByTask = input.strata !== undefined
    const found = logRank(spans, { groups, isByTask })
    for (let a = 0; a < groups; a += 1) {
      near(found.observed[a], expected.observed[a], tolerance)
      near(found.expected[a], expected.expected[a], tolerance)
      for (let b = 0; b < groups; b += 1) near(found.covariance[a]?.[b], expected.variance_matrix[a][b], tolerance)
    }
    near(found.chiSquare, expected.chisq, tolerance)
    expect(found.df).toBe(expected.df)
    if (expected.z_group2 !== undefined) {
      const excess = (found.observed[1] ?? 0) - (found.expected[1] ?? 0)
      near(excess / Math.sqrt(found.covariance[1]?.[1] ?? 0), expected.z_group2, tolerance)
    }
    near(found.p, expected.p, tolerance)
    const early = logRank(spans, { groups, isByTask, rho: 1 })
    near(early.chiSquare, expected.peto_rho1.chisq, tolerance)
    near(early.p, expected.peto_rho1.p, tolerance)
    if (expected.cluster_robust_score !== undefined) {
      const { z, p } = clusteredLogRank(spans)
      near(z * z, expected.cluster_robust_score.chisq, tolerance)
      near(p, expected.cluster_robust_score.p, tolerance)
    }
  })
})

function relativeError({ value, variance }: RestrictedMean): number {
  return Math.sqrt(variance) / value
}

describe('survival_rmst', () => {
  const { cases, tolerance } = oracle('survival_rmst')
  test.each(cases)('$name', ({ input, expected }) => {
    const arm = (group: number) =>
      input.time.flatMap((exposure: number, index: number) =>
        input.group[index] === group
          ? [{ exposure, failed: input.event[index] === 1, cluster: String(input.cluster?.[index] ?? index) }]
          : [],
      )
    const [first, second] = [restrictedMean(arm(1), input.tau), restrictedMean(arm(2), input.tau)]
    for (const [index, found] of [first, second].entries()) {
      near(found.value, expected.rmst[index], tolerance)
      near(Math.sqrt(found.variance), expected.se_greenwood[index], tolerance)
      near(Math.sqrt(found.variance), expected.se_survfit[index], tolerance)
    }
    const ratio = Math.exp(normalQuantile(0.975) * Math.hypot(...[first, second].map(relativeError)))
    near(first.value / second.value, expected.ratio.ratio, tolerance)
    near(first.value / second.value / ratio, expected.ratio.ci_lower, tolerance)
    near((first.value / second.value) * ratio, expected.ratio.ci_upper, tolerance)
    const { value, error, low, high, p } = independentMeanDifference(first, second, 0.95)
    near(value, expected.difference_1_minus_2, tolerance)
    near(error, expected.se_difference, tolerance)
    near(low, expected.ci_lower, tolerance)
    near(high, expected.ci_upper, tolerance)
    near(p, expected.p, tolerance)
    near(error === 0 ? undefined : value / error, expected.z, tolerance)
    if (expected.paired_by_task === undefined) return
    const wanted = expected.paired_by_task
    const [ofFirst, ofSecond] = [[...first.influences], second.influences.map((influence) => -influence)]
    const inOrder = input.group.map((group: number) => (group === 1 ? ofFirst.shift() : ofSecond.shift()))
    for (const [index, influence] of inOrder.entries()) near(influence, wanted.influence[index], tolerance)
    const paired = restrictedMeanDifference({ first: arm(1), second: arm(2) }, input.tau, { level: 0.95 })
    if (paired.estimate.kind === 'undetermined') throw new Error('the difference has an interval')
    near(paired.estimate.value, expected.difference_1_minus_2, tolerance)
    expect(paired.estimate.samples - 1).toBe(wanted.df)
    near(paired.estimate.low, wanted.ci_lower_t_cr1, tolerance)
    near(paired.estimate.high, wanted.ci_upper_t_cr1, tolerance)
    const half = tQuantile(0.975, wanted.df) * wanted.se_ij_clustered_cr1
    near(paired.estimate.high, expected.difference_1_minus_2 + half, tolerance)
    near(wanted.se_ij_clustered * Math.sqrt((wanted.df + 1) / wanted.df), wanted.se_ij_clustered_cr1, tolerance)
    near(Math.hypot(...first.influences, ...second.influences), wanted.se_ij_independent, tolerance)
  })
})

describe('competing_risks', () => {
  const { cases, tolerance } = oracle('competing_risks')
  test.each(cases)('$name', ({ input, expected }) => {
    const spans = input.time.map((exposure: number, index: number) => ({
      exposure,
      cluster: String(index),
      ...(input.cause[index] > 0 && { cause: String(input.cause[index]) }),
    }))
    const steps = cumulativeIncidence(spans)
    for (const [index, at] of expected.at.entries()) {
      const step = steps.findLast(({ exposure }) => exposure <= at)
      near(step?.alive, expected.prob_event_free[index], tolerance)
      for (const [cause, shares] of expected.cif.entries()) {
        near(step?.incidence[String(cause + 1)], shares[index], tolerance)
        near(step?.errors[String(cause + 1)], expected.se_ij_survfit[cause][index], tolerance)
        // Two other conventions of the same variance; they differ from ours by the size of the groups, not in kind.
        for (const other of [expected.se_aalen_cmprsk, expected.se_marubini_valsecchi]) {
          expect(Math.abs((step?.errors[String(cause + 1)] ?? 0) - other[cause][index])).toBeLessThan(0.09)
        }
      }
    }
    for (const gray of expected.gray_test ?? []) {
      const grouped = spans.map((span: object, index: number) => ({ ...span, group: input.group[index] - 1 }))
      const found = grayTest(grouped, { cause: String(gray.cause), groups: 2 })
      near(found.chiSquare, gray.stat, tolerance)
      near(found.p, gray.p, tolerance)
      expect(found.df).toBe(gray.df)
    }
    for (const { alive, incidence } of steps) {
      const total = Object.values(incidence).reduce((sum, share) => sum + share, alive)
      expect(Math.abs(total - 1)).toBeLessThan(1e-12)
    }
  })
})
