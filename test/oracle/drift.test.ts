import { describe, expect, test } from 'vitest'
import {
  benjaminiHochberg,
  conformalP,
  conformalRank,
  guaranteedRank,
  rateAboveLargest,
} from '../../src/estimate/index.js'
import {
  calibrateEscalation,
  type DriftState,
  driftEvidence,
  escalationStep,
  startDrift,
  stepCusum,
  stepDrift,
  watchCusum,
  watchDrift,
} from '../../src/route/index.js'
import { distance, oracle } from './fixture.js'

const near = (got: number | undefined, wanted: number, tolerance: number) =>
  expect(distance(got, wanted), `${got} for ${wanted}`).toBeLessThan(tolerance)

describe('drift_detectors', () => {
  const { cases, tolerance } = oracle('drift_detectors')
  test('the fixture holds its cases', () => expect(cases.length).toBe(3))

  test.each(cases)('$name', ({ input, expected }) => {
    expect(input.fractions).toEqual([0.05, 0.1, 0.2, 0.35, 0.5, 0.7])
    const results: number[] = [...input.sequence].map(Number)
    const { p0: floor, arl_threshold: averageRunLength } = input
    for (const [pooling, values, alarm] of [
      ['every-start', expected.sr_e_detector, expected.sr_alarm_n],
      ['best-start', expected.cusum_e_detector, expected.cusum_e_alarm_n],
    ] as const) {
      const rule = { floor, averageRunLength, pooling }
      for (const [index, n] of expected.n.entries()) {
        const state = results
          .slice(0, n)
          .reduce((sums: DriftState, result) => stepDrift(sums, result, rule), startDrift())
        near(driftEvidence(state), values[index], tolerance)
      }
      expect(watchDrift(results, rule).alarmAfter ?? null).toBe(alarm)
    }
    const chart = { before: floor, after: input.cusum_p1, limit: input.cusum_h }
    for (const [index, n] of expected.n.entries()) {
      const sum = results.slice(0, n).reduce((total, result) => stepCusum(total, result === 1, chart), 0)
      near(sum, expected.cusum_statistic[index], tolerance)
    }
    const alarm = watchCusum(
      results.map((result) => result === 1),
      chart,
    ).alarmAfter
    expect(alarm ?? null).toBe(expected.cusum_alarm_n)
  })

  test.each(cases)('$name: the sum over all starts, one product for each', ({ input, expected }) => {
    const results: number[] = [...input.sequence].map(Number)
    for (const [index, n] of expected.n.entries()) {
      const sums = input.fractions.map((fraction: number) => {
        const factors = results.slice(0, n).map((x) => 1 + (fraction / (1 - input.p0)) * (input.p0 - x))
        return factors.reduce((sum, _, start) => {
          return sum + factors.slice(start).reduce((product, factor) => product * factor, 1)
        }, 0)
      })
      const mean = sums.reduce((sum: number, value: number) => sum + value, 0) / sums.length
      near(mean, expected.sr_e_detector[index], 1e-9)
    }
  })
})

describe('conformal', () => {
  const { cases, tolerance } = oracle('conformal')
  const scored = cases.filter(({ input }) => 'test' in input)
  test('the fixture holds scores and ranks', () => expect([scored.length, cases.length]).toEqual([3, 4]))

  test.each(scored)('$name', ({ input, expected }) => {
    const ps: number[] = input.test.map((score: number) => conformalP(input.calibration, score))
    for (const [index, p] of ps.entries()) near(p, expected.p[index], tolerance)
    const found = benjaminiHochberg(ps).flatMap((p, index) => (p <= input.fdr + 1e-12 ? [index] : []))
    expect(found).toEqual(expected.bh_rejected_zero_based)
    near(1 / (input.calibration.length + 1), expected.smallest_possible_p, tolerance)
    near(conformalP(input.calibration, Number.POSITIVE_INFINITY), expected.smallest_possible_p, tolerance)
  })

  const rows = cases.flatMap(({ expected }) => expected.rows ?? [])
  test.each(rows)('ranks for n $n at $fpr', (row) => {
    expect(conformalRank(row.n, row.fpr) ?? null).toBe(row.rank_marginal)
    expect(guaranteedRank(row.n, row.fpr, row.delta) ?? null).toBe(row.rank_pac)
    near(rateAboveLargest(row.n, row.delta), row.fpr_upper_at_max, tolerance)
  })

  test.each(rows.filter(({ n, rank_marginal: rank }) => n >= 60 && rank !== null))(
    'an escalation alarm from $n successful runs at $fpr is the largest score of rank $rank_marginal',
    (row) => {
      const runs = Array.from({ length: row.n }, (_, run) => [0, run + 1, 1])
      const rule = calibrateEscalation(runs, { fixedThreshold: -1, alpha: row.fpr })
      expect([rule.method, rule.rank, rule.threshold]).toEqual([
        'conformal-maximum',
        row.rank_marginal,
        row.rank_marginal,
      ])
      expect(escalationStep([0, rule.threshold, rule.threshold + 1], rule)).toBe(2)
    },
  )
})
