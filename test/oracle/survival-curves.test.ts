import { describe, expect, test } from 'vitest'
import { clusteredSteps, hazardCurve, logLogInterval, quantile, survivalSteps } from '../../src/estimate/index.js'
import { normalQuantile } from '../../src/math/index.js'
import { distance, oracle } from './fixture.js'

/** `null`: not estimable; `Inf`: infinite. */
function near(got: number | undefined, wanted: number | string | null, tolerance: number): void {
  if (wanted === null) expect(got === undefined || Number.isNaN(got)).toBe(true)
  else if (wanted === 'Inf') expect(got).toBe(Number.POSITIVE_INFINITY)
  else expect(distance(got, Number(wanted)), `${got} for ${wanted}`).toBeLessThan(tolerance)
}

describe('survival_km', () => {
  const { cases, tolerance } = oracle('survival_km')
  const stepsOf = (input: Record<'time' | 'event', number[]>) =>
    survivalSteps(input.time.map((exposure, index) => ({ exposure, failed: input.event[index] === 1 })))
  const zOf = (input: { readonly conf_level: number }) => normalQuantile((1 + input.conf_level) / 2)
  /** Greenwood's error of the share; undefined where the share is 0. */
  const errorOf = ({ alive, logVariance }: { readonly alive: number; readonly logVariance: number }) =>
    Math.sqrt(logVariance) * alive

  test.each(cases)('$name: counts', ({ input, expected }) => {
    const steps = stepsOf(input)
    expect(steps.map(({ exposure }) => exposure)).toEqual(expected.time)
    expect(steps.map(({ atRisk }) => atRisk)).toEqual(expected.n_risk)
    expect(steps.map(({ failed }) => failed)).toEqual(expected.n_event)
    expect(steps.map(({ censored }) => censored)).toEqual(expected.n_censor)
  })

  test.each(cases)('$name: shares, hazards and their errors', ({ input, expected }) => {
    for (const [index, step] of stepsOf(input).entries()) {
      expect(Math.abs(step.alive - expected.survival[index])).toBeLessThan(tolerance)
      near(errorOf(step), expected.se_survival_greenwood[index], tolerance)
      near(Math.sqrt(step.logVariance), expected.se_log_survival[index], tolerance)
      near(step.hazard, expected.nelson_aalen[index], tolerance)
      near(Math.sqrt(step.hazardVariance), expected.se_nelson_aalen[index], tolerance)
    }
  })

  test.each(cases)('$name: intervals on each scale follow from the errors', ({ input, expected }) => {
    const z = zOf(input)
    for (const [index, step] of stepsOf(input).entries()) {
      const error = errorOf(step)
      const logLog = step.alive > 1e-12 ? logLogInterval(step.alive, error, z) : undefined
      near(logLog?.low, expected.ci_loglog_lower[index], tolerance)
      near(logLog?.high, expected.ci_loglog_upper[index], tolerance)
      const factor = Math.exp(z * Math.sqrt(step.logVariance))
      near(step.alive / factor || (step.alive > 0 ? 0 : Number.NaN), expected.ci_log_lower[index], tolerance)
      near(Math.min(1, step.alive * factor), expected.ci_log_upper[index], tolerance)
      near(Math.max(0, step.alive - z * error), expected.ci_plain_lower[index], tolerance)
      near(Math.min(1, step.alive + z * error), expected.ci_plain_upper[index], tolerance)
    }
  })

  test.each(cases)('$name: quantiles and their limits', ({ input, expected }) => {
    const steps = stepsOf(input)
    const z = zOf(input)
    const limits = (of: 'low' | 'high') =>
      steps.map((step) => {
        const interval = step.alive > 1e-12 ? logLogInterval(step.alive, errorOf(step), z) : undefined
        return { exposure: step.exposure, alive: interval?.[of] ?? Number.NaN }
      })
    const [low, high] = [limits('low'), limits('high')]
    for (const [index, share] of expected.quantile_probs.entries()) {
      expect(quantile(steps, 1 - share) ?? null).toBe(expected.quantile[index])
      expect(quantile(low, 1 - share) ?? null).toBe(expected.quantile_ci_loglog_lower[index])
      expect(quantile(high, 1 - share) ?? null).toBe(expected.quantile_ci_loglog_upper[index])
    }
  })
})

describe('survival_km_clustered', () => {
  const { cases, tolerance } = oracle('survival_km_clustered')
  const spansOf = (input: Record<'time' | 'event' | 'cluster', number[]>) =>
    input.time.map((exposure, index) => ({
      exposure,
      failed: input.event[index] === 1,
      cluster: String(input.cluster[index]),
    }))

  test.each(cases)('$name', ({ input, expected }) => {
    const spans = spansOf(input)
    const [steps, clustered] = [survivalSteps(spans), clusteredSteps(spans)]
    const z = normalQuantile((1 + input.conf_level) / 2)
    for (const [index, at] of input.at.entries()) {
      const last = steps.findLastIndex(({ exposure }) => exposure <= at)
      const { alive = 0, logVariance = 0 } = steps[last] ?? {}
      near(alive, expected.survival[index], tolerance)
      near(clustered[last]?.error, expected.se_robust_ij[index], tolerance)
      near(Math.sqrt(logVariance) * alive, expected.se_greenwood[index], tolerance)
      const interval = logLogInterval(alive, clustered[last]?.error ?? 0, z)
      near(interval?.low, expected.ci_loglog_lower[index], tolerance)
      near(interval?.high, expected.ci_loglog_upper[index], tolerance)
    }
  })

  test.each(cases)('$name: leaving out one sample after the other says about the same', ({ input, expected }) => {
    const spans = spansOf(input)
    const clusters = [...new Set(spans.map(({ cluster }) => cluster))]
    const aliveAt = (some: typeof spans, at: number) =>
      survivalSteps(some).findLast(({ exposure }) => exposure <= at)?.alive ?? 1
    const hazardAt = (some: typeof spans, at: number) =>
      survivalSteps(some).findLast(({ exposure }) => exposure <= at)?.hazard ?? 0
    const jackknife = (of: (some: typeof spans) => number) => {
      const values = clusters.map((left) => of(spans.filter(({ cluster }) => cluster !== left)))
      const centre = values.reduce((sum, value) => sum + value, 0) / values.length
      const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
      return Math.sqrt((squares * (values.length - 1)) / values.length)
    }
    for (const [index, at] of input.at.entries()) {
      const byHand = jackknife((some) => aliveAt(some, at))
      near(byHand, expected.se_grouped_jackknife[index], tolerance)
      // A cluster more or less is a large change for six: the two agree as far as their kinds of small change allow.
      expect(Math.abs(byHand / expected.se_robust_ij[index] - 1)).toBeLessThan(0.15)
      const last = survivalSteps(spans).findLastIndex(({ exposure }) => exposure <= at)
      const ofHazard = jackknife((some) => hazardAt(some, at))
      expect(Math.abs(ofHazard / (clusteredSteps(spans)[last]?.hazardError ?? 0) - 1)).toBeLessThan(0.2)
    }
    const curve = hazardCurve(spans, { level: 0.95 })
    for (const { hazard, low, high = Number.POSITIVE_INFINITY } of curve) {
      expect(low).toBeLessThanOrEqual(hazard)
      expect(high).toBeGreaterThan(hazard)
    }
  })
})
