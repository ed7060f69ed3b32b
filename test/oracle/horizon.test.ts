import { describe, expect, test } from 'vitest'
import {
  clusteredCovariance,
  deltaInterval,
  estimateHorizon,
  fiellerInterval,
  fitLengthCurve,
  fitLogistic,
  type LengthBank,
  type LengthTrial,
  log2Horizon,
  makeLengthBank,
  separationOf,
} from '../../src/estimate/index.js'
import { normalQuantile, tQuantile } from '../../src/math/index.js'
import { maximise } from '../support/maximise.js'
import { distance, type OracleCase, oracle } from './fixture.js'

function near(got: number | undefined, wanted: number, tolerance: number): void {
  expect(distance(got, wanted), `${got} for ${wanted}`).toBeLessThan(tolerance)
}

function trialsOf({ horizon, success, task, family }: Record<string, number[]>): LengthTrial[] {
  return (horizon ?? []).map((length, index) => ({
    length,
    success: success?.[index] ?? 0,
    task: String(task?.[index] ?? index).padStart(3, '0'),
    ...(family !== undefined && { family: String(family[index]) }),
  }))
}

/** One row a trial, so that weights and clusters of a fixture can be given as they are. */
function rowsOf(input: OracleCase['input']) {
  const weights: number[] = input.weight ?? input.success.map(() => 1)
  const solved = Float64Array.from(weights, (weight, index) => weight * input.success[index])
  return {
    x: Float64Array.from(input.horizon, Math.log2),
    design: Float64Array.from(input.horizon.flatMap((length: number) => [1, Math.log2(length)])),
    columns: 2,
    solved,
    failed: Float64Array.from(weights, (weight, index) => weight - (solved[index] ?? 0)),
  }
}

describe('horizon_logistic', () => {
  const { cases, tolerance } = oracle('horizon_logistic')
  const with_ = (part: string) => cases.filter(({ expected }) => expected[part] !== undefined)

  test.each(cases)('$name: lengths, separation and refusal', ({ name, input, expected }) => {
    const rows = rowsOf(input)
    rows.x.forEach((x, index) => {
      near(x, expected.x_log2[index], tolerance)
    })
    expect(separationOf(rows.x, rows)).toBe(expected.separation)
    const bank = makeLengthBank(trialsOf(input))
    const plain = fitLengthCurve(bank, { isPenalised: false })
    expect(plain === undefined, 'no finite maximum').toBe(expected.mle === undefined)
    const twice = doubled(bank)
    const refused = REFUSED[name]
    if (refused === undefined) return
    expect(estimateHorizon(twice, fitLengthCurve(twice), { success: 0.5, level: 0.95 })).toMatchObject(refused)
  })

  test.each(with_('mle'))('$name: plain likelihood', ({ input, expected: { mle } }) => {
    const fit = fitLogistic(rowsOf(input), { isPenalised: false })
    const [intercept = Number.NaN, slope = Number.NaN] = fit?.coefficients ?? []
    near(intercept, mle.intercept, tolerance)
    near(slope, mle.slope, tolerance)
    near(fit?.logLikelihood, mle.loglik, tolerance)
    near(2 ** log2Horizon({ intercept, slope }, 0.5), mle.h50, tolerance)
    near(2 ** log2Horizon({ intercept, slope }, 0.8), mle.h80, tolerance)
  })

  test.each(cases.filter(({ expected }) => expected.mle?.vcov_model))('$name: intervals', ({ input, expected }) => {
    const { mle } = expected
    const rows = rowsOf(input)
    const fit = fitLogistic(rows, { isPenalised: false })
    if (fit === undefined) throw new Error('no fit')
    const [intercept = 0, slope = 0] = fit.coefficients
    const z = normalQuantile(0.975)
    const model = { intercept, slope, covariance: fit.inverse }
    mle.vcov_model.flat().forEach((value: number, index: number) => {
      near(fit.inverse[index], value, tolerance)
    })
    const half = deltaInterval(model, 0.5, z)
    near(half.error, mle.se_log2_h50_model, tolerance)
    near(deltaInterval(model, 0.8, z).error, mle.se_log2_h80_model, tolerance)
    near(2 ** half.low, mle.h50_ci_delta[0], tolerance)
    near(2 ** half.high, mle.h50_ci_delta[1], tolerance)
    const fieller = fiellerInterval(model, 0.5, z)
    if (mle.h50_ci_fieller === undefined) expect(fieller).toBeUndefined()
    else {
      near(2 ** (fieller?.low ?? Number.NaN), mle.h50_ci_fieller[0], tolerance)
      near(2 ** (fieller?.high ?? Number.NaN), mle.h50_ci_fieller[1], tolerance)
    }
    if (mle.vcov_cluster_cr0 === undefined) return
    const tasks = [...new Set<number>(input.task)]
    const covariance = clusteredCovariance(
      rows,
      fit,
      input.task.map((task: number) => tasks.indexOf(task)),
    )
    mle.vcov_cluster_cr0.flat().forEach((value: number, index: number) => {
      near(covariance[index], value, tolerance)
    })
    const curve = fitLengthCurve(makeLengthBank(trialsOf(input)), { isPenalised: false })
    if (curve === undefined) throw new Error('no curve')
    const clustered = deltaInterval(curve, 0.5, tQuantile(0.975, curve.df))
    near(clustered.error, mle.se_log2_h50_cluster_cr1, tolerance)
    near(2 ** clustered.low, mle.h50_ci_cluster_t[0], tolerance)
    near(2 ** clustered.high, mle.h50_ci_cluster_t[1], tolerance)
  })

  test.each(with_('firth'))("$name: Firth's fit, and its maximum by another road", ({ input, expected: { firth } }) => {
    const rows = rowsOf(input)
    const fit = fitLogistic(rows, { isPenalised: true })
    const [intercept = Number.NaN, slope = Number.NaN] = fit?.coefficients ?? []
    near(intercept, firth.intercept, tolerance)
    near(slope, firth.slope, tolerance)
    near(fit?.logLikelihood, firth.penalised_loglik, tolerance)
    near(2 ** log2Horizon({ intercept, slope }, 0.5), firth.h50, tolerance)
    near(2 ** log2Horizon({ intercept, slope }, 0.8), firth.h80, tolerance)
    const other = maximise(([a = 0, b = 0]) => logLikelihood(rows, a, b) + logDeterminant(rows, a, b) / 2, [0, 0])
    near(other[0], firth.intercept, tolerance)
    near(other[1], firth.slope, tolerance)
  })

  const ridges = ['ridge_lambda_0.1_weights_as_given', 'ridge_lambda_0.1_weights_normalised_to_1'] as const
  test.each(with_(ridges[0]))('$name: the ridge that the docs warn of', ({ input, expected }) => {
    const rows = rowsOf(input)
    const total = [...rows.solved, ...rows.failed].reduce((sum, weight) => sum + weight, 0)
    for (const [name, scale] of [
      [ridges[0], 1],
      [ridges[1], 1 / total],
    ] as const) {
      const { lambda, intercept, slope, h50, h80 } = expected[name]
      const penalised = ([a = 0, b = 0]: readonly number[]) => scale * logLikelihood(rows, a, b) - (lambda / 2) * b * b
      const [a = Number.NaN, b = Number.NaN] = maximise(penalised, [0, 0])
      near(a, intercept, tolerance)
      near(b, slope, tolerance)
      near(2 ** log2Horizon({ intercept: a, slope: b }, 0.5), h50, tolerance)
      near(2 ** log2Horizon({ intercept: a, slope: b }, 0.8), h80, tolerance)
    }
  })

  test('family_diversity_weights: the weights are those of the rule, scaled to mean 1', () => {
    const { input } = cases.find(({ name }) => name === 'family_diversity_weights') ?? {}
    const bank = makeLengthBank(trialsOf(input), { isDiverse: true })
    expect(bank.weight.length).toBe(input.weight.length)
    bank.weight.forEach((weight, index) => {
      near(weight, input.weight[index] * input.weight.length, tolerance)
    })
    const curve = fitLengthCurve(bank, { isPenalised: false })
    near(curve?.slope, -1.08278489242243, tolerance)
  })
})

/** What the fixture's notes ask for where there is no horizon. */
const REFUSED: Readonly<Record<string, object>> = {
  positive_slope_warning: { kind: 'undetermined', reason: 'success-does-not-fall' },
  all_success: { kind: 'undetermined', reason: 'above-tested-range', atLeast: 8 },
  all_failure: { kind: 'undetermined', reason: 'below-tested-range', atMost: 1 },
}

/** Each trial as two tasks, because the fixture has too few to say anything of. */
function doubled(bank: LengthBank): LengthBank {
  const trials = [...bank.x].flatMap((x, index) =>
    ['one', 'two'].map((copy) => ({ length: 2 ** x, success: bank.success[index] ?? 0, task: `${copy}-${index}` })),
  )
  return makeLengthBank(trials)
}

function logLikelihood({ x, solved, failed }: ReturnType<typeof rowsOf>, a: number, b: number): number {
  return [...x].reduce((sum, at, index) => {
    const eta = a + b * at
    return sum - (solved[index] ?? 0) * Math.log1p(Math.exp(-eta)) - (failed[index] ?? 0) * Math.log1p(Math.exp(eta))
  }, 0)
}

function logDeterminant({ x, solved, failed }: ReturnType<typeof rowsOf>, a: number, b: number): number {
  let [aa, ab, bb] = [0, 0, 0]
  for (const [index, at] of x.entries()) {
    const p = 1 / (1 + Math.exp(-a - b * at))
    const weight = ((solved[index] ?? 0) + (failed[index] ?? 0)) * p * (1 - p)
    aa += weight
    ab += weight * at
    bb += weight * at * at
  }
  return Math.log(aa * bb - ab * ab)
}
