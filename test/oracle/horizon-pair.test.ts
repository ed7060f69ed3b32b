import { describe, expect, test } from 'vitest'
import {
  type CurvePair,
  estimateSlopeChange,
  fitCurvePair,
  fitLengthCurve,
  type LengthTrial,
  log2Horizon,
  makeLengthBank,
  meanSuccess,
} from '../../src/estimate/index.js'
import { logistic, quadraticForm } from '../../src/math/index.js'
import { distance, type OracleCase, oracle } from './fixture.js'

function near(got: number | undefined, wanted: number, tolerance: number): void {
  expect(distance(got, wanted), `${got} for ${wanted}`).toBeLessThan(tolerance)
}

function armOf(input: OracleCase['input'], arm: 0 | 1): LengthTrial[] {
  return input.task.flatMap((task: number, index: number) =>
    input.candidate[index] === arm
      ? [{ task: String(task), length: input.horizon[index], success: input.success[index] }]
      : [],
  )
}

function pairOf(input: OracleCase['input'], isPenalised: boolean): CurvePair {
  const pair = fitCurvePair(armOf(input, 0), armOf(input, 1), { isPenalised })
  if ('refused' in pair) throw new Error(pair.refused)
  return pair
}

describe('shadow_slope', () => {
  const { cases, tolerance } = oracle('shadow_slope')

  test.each(cases)('$name: the interaction of system and length, clustered by task', ({ input, expected }) => {
    const pair = pairOf(input, false)
    const { reference, system, covariance } = pair
    const centre = input.x_center_log2
    const wanted = expected.coef
    // The fixture's four coefficients, each a sum of ours.
    const directions = [
      [1, centre, 0, 0],
      [0, 1, 0, 0],
      [-1, -centre, 1, centre],
      [0, -1, 0, 1],
    ]
    const own = [reference.intercept, reference.slope, system.intercept, system.slope]
    const names = ['intercept', 'x', 'candidate', 'x_by_candidate']
    for (const [index, direction] of directions.entries()) {
      near(
        direction.reduce((sum, part, place) => sum + part * (own[place] ?? 0), 0),
        wanted[names[index] ?? ''],
        tolerance,
      )
      near(Math.sqrt(quadraticForm(direction, covariance)), expected.se_cluster_cr1[index], tolerance)
    }
    near(2 ** log2Horizon(reference, 0.5), expected.h50_reference, tolerance)
    near(2 ** log2Horizon(system, 0.5), expected.h50_candidate, tolerance)
    near(pair.logLikelihood, expected.loglik, tolerance)
    const { estimate, test: result } = estimateSlopeChange(pair, { level: 0.95 })
    if (estimate.kind === 'undetermined') throw new Error(estimate.reason)
    near(estimate.value, wanted.x_by_candidate, tolerance)
    near(result?.p, expected.p_two_sided, tolerance)
    expect(pair.tasks - 1).toBe(expected.df)
    near(estimate.value / Math.sqrt(quadraticForm([0, -1, 0, 1], covariance)), expected.t_interaction, tolerance)
    expect(estimate.warnings).toEqual(['indicative'])
  })

  test.each(cases)("$name: Firth's joint fit is the two single fits, by another road", ({ input }) => {
    const pair = pairOf(input, true)
    for (const [arm, curve] of [
      [0, pair.reference],
      [1, pair.system],
    ] as const) {
      const alone = fitLengthCurve(makeLengthBank(armOf(input, arm)))
      near(curve.slope, alone?.slope ?? Number.NaN, 1e-7)
      near(curve.intercept, alone?.intercept ?? Number.NaN, 1e-7)
    }
  })
})

describe('horizon_area', () => {
  const { cases, tolerance } = oracle('horizon_area')
  test.each(cases)('$name: closed form, and quadrature', ({ input, expected }) => {
    const range = { from: input.log2_from, to: input.log2_to }
    const gap = meanSuccess(input.reference, range) - meanSuccess(input.candidate, range)
    const at = (x: number) => chance(input.reference, x) - chance(input.candidate, x)
    near(gap, expected.mean_gap, tolerance)
    near(gap * (range.to - range.from), expected.area, tolerance)
    near(at(range.from), expected.gap_at_short_end, tolerance)
    near(at(range.to), expected.gap_at_long_end, tolerance)
    near(quadrature(at, range) / (range.to - range.from), expected.mean_gap, tolerance)
  })

  test('the closed form meets its limit where the curve is nearly flat', () => {
    const range = { from: 1, to: 9 }
    for (const slope of [0, 1e-9, -1e-5, 1.24e-4, 1.26e-4, -1e-3]) {
      const curve = { intercept: 0.7, slope }
      near(meanSuccess(curve, range), quadrature((x) => chance(curve, x), range) / 8, 1e-11)
    }
  })
})

function chance({ intercept, slope }: { intercept: number; slope: number }, x: number): number {
  return logistic(intercept + slope * x)
}

/** Simpson's rule. */
function quadrature(of: (x: number) => number, { from, to }: { from: number; to: number }): number {
  const steps = 2000
  const width = (to - from) / steps
  let sum = of(from) + of(to)
  for (let step = 1; step < steps; step += 1) sum += of(from + step * width) * (step % 2 === 1 ? 4 : 2)
  return (sum * width) / 3
}
