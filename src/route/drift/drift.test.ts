import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eValueOf } from '../../estimate/index.js'
import { watchCanary } from './canary.js'
import { tuneCusum, watchCusum } from './cusum.js'
import { driftEvidence, driftFloor, startDrift, stepDrift, watchDrift } from './e-detector.js'
import { calibrateEscalation, escalationStep, paysToEscalate } from './escalation.js'

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })

describe('the drift detector', () => {
  test('grows by at most one a session on average, where success is at or above the floor', () => {
    fc.assert(
      fc.property(share, share, fc.array(fc.boolean(), { maxLength: 30 }), (floor, part, results) => {
        const rule = { floor }
        const state = results.reduce((now, result) => stepDrift(now, result ? 1 : 0, rule), startDrift())
        const success = floor + part * (1 - floor)
        const next =
          success * driftEvidence(stepDrift(state, 1, rule)) + (1 - success) * driftEvidence(stepDrift(state, 0, rule))
        expect(next).toBeLessThanOrEqual((driftEvidence(state) + 1) * (1 + 1e-9))
        expect(Math.min(...state)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('stops at the first alarm and says what it means', () => {
    const fallen = watchDrift([...Array.from({ length: 50 }, () => 1), ...Array.from({ length: 200 }, () => 0)], {
      floor: 0.85,
    })
    expect(fallen.alarmAfter).toBeGreaterThan(50)
    expect(fallen.words).toContain('trust is frozen until a new probe')
    expect(watchDrift([1, 1, 1], { floor: 0.85 })).not.toHaveProperty('alarmAfter')
  })

  test.each([
    [{ floor: 1 }, [], 'floor is 1'],
    [{ floor: 0.8, averageRunLength: 0 }, [], 'averageRunLength is 0'],
    [{ floor: 0.8 }, [2], 'results is 2'],
  ])('refuses %j with %j', (rule, results, words) => {
    expect(() => watchDrift(results, rule)).toThrow(words)
  })

  test('starts from a bound of the baseline, wider after a gate', () => {
    const baseline = { successes: 85, failures: 15 }
    const [fixed = 1, adaptive = 1] = [driftFloor(baseline, 'fixed'), driftFloor(baseline, 'adaptive')]
    expect(fixed).toBeLessThan(0.85)
    expect(fixed).toBeGreaterThan(0.78)
    expect(adaptive).toBeLessThan(fixed)
    expect(driftFloor({ successes: 0, failures: 9 }, 'fixed')).toBeUndefined()
  })
})

test('a CUSUM is tuned only for a fall, and forgets good news', () => {
  expect(() => tuneCusum({ before: 0.7, after: 0.8 }, { averageRunLength: 100 })).toThrow('after is 0.8')
  expect(() => tuneCusum({ before: 0.8, after: 0.7 }, { averageRunLength: 1 })).toThrow('averageRunLength is 1')
  const rule = { before: 0.85, after: 0.7, limit: 3.82 }
  expect(
    watchCusum(
      Array.from({ length: 500 }, () => true),
      rule,
    ),
  ).toEqual({ sum: 0 })
})

describe('canaries', () => {
  const rule = { averageRunLength: 1_000 }
  const days = (ps: readonly number[], partOf: (day: number) => string) =>
    ps.map((p, day) => ({ p, baselinePart: partOf(day) }))

  test('against fresh parts multiply', () => {
    const [first, second] = [eValueOf(0.01), eValueOf(0.02)]
    const watch = watchCanary(days([0.01, 0.02], String), rule)
    expect(watch.evidence).toBeCloseTo((first + 1) * second, 10)
    expect(watchCanary(days([0.001, 0.001, 0.001], String), rule).alarmAfter).toBe(3)
  })

  test('against one part used again are averaged', () => {
    const watch = watchCanary(
      days([0.01, 0.02, 0.5], () => 'same'),
      rule,
    )
    expect(watch.evidence).toBeCloseTo(eValueOf(0.01), 10)
    expect(
      watchCanary(
        days([0.001, 0.001, 0.001], () => 'same'),
        rule,
      ),
    ).not.toHaveProperty('alarmAfter')
  })

  test('mix both: two days of one part, then a fresh one', () => {
    const watch = watchCanary(
      days([0.01, 0.04, 0.01], (day) => (day < 2 ? 'a' : 'b')),
      rule,
    )
    expect(watch.evidence).toBeCloseTo(((eValueOf(0.01) + eValueOf(0.04)) / 2 + 1) * eValueOf(0.01), 10)
  })

  test('are refused where a part comes back, or a p is none', () => {
    expect(() =>
      watchCanary(
        days([0.1, 0.1, 0.1], (day) => (day === 1 ? 'b' : 'a')),
        rule,
      ),
    ).toThrow('of one part together')
    expect(() => watchCanary(days([0], String), rule)).toThrow('p is 0')
    expect(() => watchCanary([], { averageRunLength: 0 })).toThrow('averageRunLength is 0')
    expect(watchCanary([], rule)).toEqual({ evidence: 0 })
  })
})

describe('an escalation alarm', () => {
  const runs = (count: number) => Array.from({ length: count }, (_, run) => [1, run])

  test('rests on the largest score of each successful run', () => {
    const rule = calibrateEscalation(runs(99), { fixedThreshold: 3 })
    expect(rule).toMatchObject({ method: 'conformal-maximum', rank: 95, threshold: 94, runs: 99 })
    expect(escalationStep([0, 94, 95, 99], rule)).toBe(2)
    expect(escalationStep([0, 94], rule)).toBeUndefined()
    expect(calibrateEscalation([...runs(98), []], { fixedThreshold: 3 }).method).toBe('conformal-maximum')
  })

  test('falls back on a fixed rule below sixty runs and says so', () => {
    const rule = calibrateEscalation(runs(59), { fixedThreshold: 3 })
    expect(rule).toMatchObject({ method: 'fixed-rule', threshold: 3, runs: 59 })
    expect(rule.words).toContain('fixed rule: 59 successful runs; expected at least 60')
    expect(calibrateEscalation(runs(60), { fixedThreshold: 3, alpha: 0.01 }).method).toBe('fixed-rule')
    expect(() => calibrateEscalation([], { fixedThreshold: 3, alpha: 0 })).toThrow('alpha is 0')
  })

  test('escalates at most the stated share of exchangeable runs, counted over every way to split them', () => {
    // Each of 100 distinct maxima in turn is the new run, the others calibrate.
    const escalated = Array.from({ length: 100 }, (_, held) => {
      const others = runs(100).filter((_run, index) => index !== held)
      const rule = calibrateEscalation(others, { fixedThreshold: 0 })
      return escalationStep([1, held], rule) !== undefined
    }).filter(Boolean)
    expect(escalated.length).toBe(5)
  })

  test('is worth its price while the gain is worth more', () => {
    expect(paysToEscalate(0.3, { valueUsd: 10, costUsd: 2 })).toBe(true)
    expect(paysToEscalate(0.1, { valueUsd: 10, costUsd: 2 })).toBe(false)
  })
})
