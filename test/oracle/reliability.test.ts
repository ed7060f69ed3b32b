import { describe, expect, test } from 'vitest'
import type { OutcomeRow } from '../../src/domain/index.js'
import {
  compareWithinTasks,
  correctShare,
  estimateJudgedSuccess,
  estimatePairedDifference,
  estimateWithinTasks,
  minimalDetectableEffect,
  plannedError,
  powerOfDesign,
  predictionPoweredMean,
  standardErrors,
  sumOfMeans,
} from '../../src/estimate/index.js'
import { normalQuantile, tQuantile } from '../../src/math/index.js'
import { distance, oracle } from './fixture.js'

function near(got: number | undefined, wanted: number, tolerance: number): void {
  const absolute = Math.abs((got ?? Number.NaN) - wanted)
  expect(Math.min(distance(got, wanted), absolute), `${got} for ${wanted}`).toBeLessThan(tolerance)
}

describe('cmh', () => {
  const { cases, tolerance } = oracle('cmh')
  test.each(cases)('$name', ({ input, expected }) => {
    const tasks = input.strata.map(([a, n1, b, n2]: [number, number, number, number]) => ({
      first: { successes: a, trials: n1 },
      second: { successes: b, trials: n2 },
    }))
    const found = compareWithinTasks(tasks)
    near(found?.chiSquare, expected.chisq_no_correction, tolerance)
    near(found?.p, expected.p_no_correction, tolerance)
    near(found?.corrected.chiSquare, expected.chisq_corrected, tolerance)
    near(found?.corrected.p, expected.p_corrected, tolerance)
    near(found?.exactP, expected.p_exact_conditional, tolerance)
    near(found?.odds?.ratio, expected.common_odds_ratio_mh, tolerance)
    const factor = Math.exp(normalQuantile(0.975) * (found?.odds?.logError ?? Number.NaN))
    near((found?.odds?.ratio ?? Number.NaN) / factor, expected.or_ci_lower, tolerance)
    near((found?.odds?.ratio ?? Number.NaN) * factor, expected.or_ci_upper, tolerance)
    near(found?.difference, expected.risk_difference_mh, tolerance)
    near(found?.error, expected.se_risk_difference_sato, tolerance)
    const { estimate, test: result } = estimateWithinTasks(tasks, { level: 0.95 })
    if (estimate.kind === 'undetermined') throw new Error(estimate.reason)
    near(estimate.value, expected.risk_difference_mh, tolerance)
    const half = normalQuantile(0.975) * expected.se_risk_difference_sato
    near(estimate.low, expected.risk_difference_mh - half, tolerance)
    near(estimate.high, expected.risk_difference_mh + half, tolerance)
    near(result?.p, expected.p_exact_conditional, tolerance)
  })
})

describe('label_noise', () => {
  const { cases, tolerance } = oracle('label_noise')
  const judged = cases.filter(({ input }) => input.judged_success !== undefined)
  const auditOf = (input: Record<string, number>) => ({
    successes: { trials: input.sens_n ?? 0, right: input.sens_hits ?? 0 },
    failures: { trials: input.spec_n ?? 0, right: input.spec_hits ?? 0 },
  })
  /** One trial a task, so that the spread over tasks is the binomial one but for its denominator. */
  const rowsOf = (successes: number, trials: number): OutcomeRow[] =>
    Array.from({ length: trials }, (_, index) => ({
      system: 'judged',
      task: String(index),
      repeat: 0,
      outcome: { kind: index < successes ? 'solved' : 'failed' },
    }))

  test.each(judged)('$name: Rogan and Gladen, or a refusal', ({ input, expected }) => {
    const share = input.judged_success / input.n
    const error = Math.sqrt((share * (1 - share)) / input.n)
    const found = correctShare({ share, error }, auditOf(input))
    const estimate = estimateJudgedSuccess(rowsOf(input.judged_success, input.n), auditOf(input), { level: 0.95 })
    expect(estimate.warnings).toContain('judged-outcomes')
    if (expected.reason !== undefined) {
      expect(expected.reason).toBe('judge no better than chance')
      expect(found).toBeUndefined()
      expect(estimate).toMatchObject({ kind: 'undetermined', reason: 'not-identifiable' })
      return
    }
    near(found?.value, expected.p_raw, tolerance)
    near(found?.error, expected.se, tolerance)
    if (estimate.kind === 'undetermined') throw new Error(estimate.reason)
    near(estimate.value, expected.p_clipped, tolerance)
    expect(estimate.warnings.includes('corrected-outside-range')).toBe(expected.p_raw !== expected.p_clipped)
  })

  test('ppi: the prediction-powered mean', () => {
    const { input, expected } = cases.find(({ name }) => name === 'ppi') ?? { input: {}, expected: {} }
    const audited = input.gold_on_labelled.map((truth: number, index: number) => ({
      truth,
      judged: input.judge_on_labelled[index],
    }))
    const found = predictionPoweredMean({ all: input.judge_on_unlabelled, audited })
    near(found?.value, expected.estimate, tolerance)
    near(found?.error, expected.se, tolerance)
    // By cluster of one trial each: squares over n instead of n - 1.
    const others = asClusters(input.judge_on_unlabelled)
    const gaps = audited.map(({ truth, judged }: { truth: number; judged: number }) => truth - judged)
    const clustered = sumOfMeans([
      others,
      asClusters(gaps).map((each) => ({ ...each, cluster: `audited ${each.cluster}` })),
    ])
    near(clustered.value, expected.estimate, tolerance)
    expect(clustered.error / expected.se).toBeGreaterThan(Math.sqrt(1 - 1 / gaps.length) - 1e-9)
    expect(clustered.error / expected.se).toBeLessThan(1)
    near(standardErrors(asClusters(input.gold_on_labelled)).mean, expected.gold_only, tolerance)
    near(standardErrors(asClusters(input.judge_on_unlabelled)).mean, expected.judge_only, tolerance)
  })
})

function asClusters(values: readonly number[], clusters?: readonly number[]): { cluster: string; value: number }[] {
  return values.map((value, index) => ({ cluster: String(clusters?.[index] ?? index).padStart(3, '0'), value }))
}

describe('clustered_se', () => {
  const { cases, tolerance } = oracle('clustered_se')
  const sidesOf = ({ input, expected }: (typeof cases)[number]) => [
    { values: input.y, wanted: expected.a },
    ...(input.y2 === undefined ? [] : [{ values: input.y2, wanted: expected.b }]),
    ...(expected.difference_a_minus_b === undefined
      ? []
      : [
          {
            values: input.y.map((value: number, index: number) => value - input.y2[index]),
            wanted: expected.difference_a_minus_b,
          },
        ]),
  ]

  test.each(cases)('$name', (entry) => {
    const { input, expected } = entry
    expect(input.y).toHaveLength(expected.n)
    for (const { values, wanted } of sidesOf(entry)) {
      const clustered = asClusters(values, input.cluster)
      const found = standardErrors(clustered)
      near(found.mean, wanted.mean, tolerance)
      near(found.naive, wanted.se_naive, tolerance)
      near(found.clustered, wanted.se_cluster_cr0, tolerance)
      near(found.clusteredFew, wanted.se_cluster_cr1, tolerance)
      const half = tQuantile(0.975, expected.clusters - 1) * found.clusteredFew
      near(found.mean - half, wanted.ci_cr1_t_lower, tolerance)
      near(found.mean + half, wanted.ci_cr1_t_upper, tolerance)
    }
    if (expected.unpaired_se_naive === undefined) return
    const [a, b] = [standardErrors(asClusters(input.y)), standardErrors(asClusters(input.y2))]
    near(Math.hypot(a.naive, b.naive), expected.unpaired_se_naive, tolerance)
  })

  test.each(cases)('$name: what is reported is the mean of task means, never without width', (entry) => {
    for (const { values, wanted } of sidesOf(entry)) {
      const { estimate } = estimatePairedDifference(asClusters(values, entry.input.cluster), { level: 0.95 })
      if (estimate.kind === 'undetermined') throw new Error(estimate.reason)
      near(estimate.value, wanted.mean_of_task_means, tolerance)
      expect(estimate.high).toBeGreaterThan(estimate.low)
      if (estimate.method === 'tango') continue
      const half = tQuantile(0.975, entry.expected.clusters - 1) * wanted.se_task_means
      near(estimate.low, Math.max(-1, wanted.mean_of_task_means - half), tolerance)
      near(estimate.high, Math.min(1, wanted.mean_of_task_means + half), tolerance)
    }
  })
})

describe('power', () => {
  const { cases, tolerance } = oracle('power')
  test('the standard error and the smallest effect agree with scipy, and power is the inverse', () => {
    for (const [tasks, trials, baseRate, variedRate, sdTaskEffect, error, effect] of cases[0]?.expected.rows ?? []) {
      const plan = { tasks, trials, baseRate, variedRate, sdTaskEffect, level: 0.95 }
      near(plannedError(plan), error, tolerance)
      near(minimalDetectableEffect({ ...plan, power: 0.8 }), effect, tolerance)
      near(powerOfDesign(effect, plan), 0.8, tolerance)
    }
  })

  /** Rows of table 3.6: tasks, then points for 1, 3, 5 and 10 trials, for a shadow and for a single intervention. */
  const TABLE = [
    [10, [80, 49, 40, 32], [60, 37, 30, 24]],
    [20, [55, 34, 27, 22], [40, 24, 20, 16]],
    [40, [38, 23, 19, 15], [27, 17, 14, 11]],
    [80, [27, 16, 13, 11], [19, 12, 10, 8]],
  ] as const
  /** Both arms at a within-run variance of 0.17. */
  const rate = (1 + Math.sqrt(1 - 4 * 0.17)) / 2
  const planned = { baseRate: rate, variedRate: rate, sdTaskEffect: 0.15, level: 0.95, power: 0.8 }

  test.each(TABLE)('the table of detectable sizes for %i tasks is that of the specification', (tasks, ...columns) => {
    for (const [place, trials] of [1, 3, 5, 10].entries()) {
      for (const [index, sides] of ([2, 1] as const).entries()) {
        const found = 100 * minimalDetectableEffect({ tasks, trials, sides, ...planned })
        expect(Math.abs(found - (columns[index]?.[place] ?? Number.NaN)), `${trials} trials`).toBeLessThanOrEqual(0.51)
      }
    }
  })

  test("Holm's correction over eight interventions asks for an effect about 1.3 times as large", () => {
    const plan = { tasks: 40, trials: 3, ...planned }
    const ratio = minimalDetectableEffect({ ...plan, comparisons: 8 }) / minimalDetectableEffect(plan)
    expect(ratio).toBeGreaterThan(1.25)
    expect(ratio).toBeLessThan(1.35)
  })
})
