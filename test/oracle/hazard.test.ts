import { describe, expect, test } from 'vitest'
import {
  countSteps,
  estimateHazardSlope,
  estimateWeibullShape,
  fitDiscreteHazard,
  fitExponential,
  fitWeibull,
  type StepSpan,
  weibullQuantile,
} from '../../src/estimate/index.js'
import { normalQuantile } from '../../src/math/index.js'
import { distance, oracle } from './fixture.js'

function near(got: number | undefined, wanted: number, tolerance: number): void {
  const absolute = Math.abs((got ?? Number.NaN) - wanted)
  expect(Math.min(distance(got, wanted), absolute), `${got} for ${wanted}`).toBeLessThan(tolerance)
}

describe('discrete_hazard', () => {
  const { cases, tolerance } = oracle('discrete_hazard')
  const spansOf = (input: Record<'step' | 'event' | 'cluster', number[]>): StepSpan[] =>
    input.step.map((step, index) => ({
      step,
      failed: input.event[index] === 1,
      cluster: String(input.cluster[index]),
    }))

  test.each(cases)('$name: the life table counts every step', ({ input, expected }) => {
    const table = countSteps(spansOf(input))
    const { step, at_risk: atRisk, failures, hazard } = expected.life_table
    expect(table).toEqual(
      step.map((at: number, index: number) => ({ step: at, atRisk: atRisk[index], failed: failures[index] })),
    )
    for (const [index, row] of table.entries()) near(row.failed / row.atRisk, hazard[index], tolerance)
  })

  test.each(cases)('$name: the constant and the log-step hazard agree with glm', ({ input, expected }) => {
    const fit = fitDiscreteHazard(spansOf(input))
    const { cloglog_constant: flat, cloglog_log_step: tilted } = expected
    near(fit?.flat.intercept, flat.intercept, tolerance)
    near(fit?.flat.logLikelihood, flat.loglik, tolerance)
    near(fit?.flat.hazard, flat.per_step_hazard, tolerance)
    near(fit?.intercepts[0]?.value, tilted.intercept, tolerance)
    near(fit?.slope, tilted.slope, tolerance)
    near(fit?.logLikelihood, tilted.loglik, tolerance)
    near(fit?.likelihoodRatio.chiSquare, tilted.lrt_flat, tolerance)
    near(fit?.likelihoodRatio.p, tilted.p_lrt, tolerance)
    const factor = Math.sqrt((fit?.clusters ?? 0) / ((fit?.clusters ?? 0) - 1))
    for (const place of [0, 1] as const) {
      near(fit?.modelErrors[place], tilted.se_model[place], tolerance)
      near(fit?.clusterErrors[place], tilted.se_cluster_cr0[place], tolerance)
      near((fit?.clusterErrors[place] ?? 0) * factor, tilted.se_cluster_G_over_Gm1[place], tolerance)
    }
    near(estimateHazardSlope(spansOf(input), { level: 0.95 }).test?.p, tilted.wald_cluster_p_t, tolerance)
  })
})

describe('survival_parametric', () => {
  const { cases, tolerance } = oracle('survival_parametric')
  const spansOf = ({ time, event }: Record<'time' | 'event', number[]>) =>
    time.map((exposure, index) => ({ exposure, failed: event[index] === 1 }))

  test.each(cases)('$name: the constant rate and its exact bounds', ({ input, expected }) => {
    const fit = fitExponential(spansOf(input), 0.95)
    expect(fit.failures).toBe(expected.n_events)
    near(fit.exposure, expected.exposure, tolerance)
    near(fit.rate, expected.exponential.rate, tolerance)
    near(fit.logLikelihood, expected.exponential.loglik, tolerance)
    near(fit.low, expected.exponential.rate_ci_exact_lower, tolerance)
    near(fit.high, expected.exponential.rate_ci_exact_upper, tolerance)
    if (expected.exponential.half_life === 'Inf') expect(fit.halfLife).toBeUndefined()
    else near(fit.halfLife, expected.exponential.half_life, tolerance)
  })

  test.each(cases)('$name: the Weibull curve, or none', ({ input, expected }) => {
    const fit = fitWeibull(spansOf(input))
    if (expected.weibull === undefined) {
      expect(fit).toBeUndefined()
      const spans = spansOf(input).map((span, index) => ({ ...span, cluster: String(index) }))
      const { estimate } = estimateWeibullShape(spans, { level: 0.95 })
      expect(estimate).toMatchObject({ kind: 'undetermined', reason: 'not-identifiable' })
      return
    }
    if (fit === undefined) throw new Error('the shape is identifiable')
    const wanted = expected.weibull
    near(fit.shape, wanted.shape_k, tolerance)
    near(fit.scale, wanted.scale_lambda, tolerance)
    near(fit.logLikelihood, wanted.loglik, tolerance)
    near(fitExponential(spansOf(input), 0.95).logLikelihood, wanted.loglik_exponential, tolerance)
    near(fit.logShapeError, wanted.se_log_shape, tolerance)
    const factor = Math.exp(normalQuantile(0.975) * fit.logShapeError)
    near(fit.shape / factor, wanted.shape_ci_lower, tolerance)
    near(fit.shape * factor, wanted.shape_ci_upper, tolerance)
    near(fit.chiSquare, wanted.lrt_constant_hazard, tolerance)
    near(fit.p, wanted.p_two_sided, tolerance)
    near(fit.pRising, wanted.p_one_sided_rising, tolerance)
    near(weibullQuantile(fit, 0.5), wanted.median, tolerance)
    near(weibullQuantile(fit, 0.2), wanted.t80, tolerance)
  })
})
