import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Estimate, OutcomeRow } from '../domain/index.js'
import {
  comparePaired,
  estimateCostPerFinishedJob,
  estimatePassAllOf,
  estimateShadow,
  estimateSuccess,
  holm,
  survivalCurve,
} from './index.js'

const LEVEL = { level: 0.95 }

/** Rows of one system: few tasks, one to three repeats, any mixture of results. */
const rowsOf = (system: string) =>
  fc
    .array(fc.array(fc.constantFrom('solved', 'failed', 'void'), { minLength: 1, maxLength: 3 }), { maxLength: 12 })
    .map((tasks) =>
      tasks.flatMap((results, task) =>
        results.map((kind, repeat): OutcomeRow => {
          const outcome = kind === 'void' ? { kind, cause: 'model-api' as const } : { kind }
          return { system, task: `task-${task}`, repeat, outcome, costUsd: 0.1 * (repeat + 1) }
        }),
      ),
    )

const gaps = fc
  .array(fc.integer({ min: -4, max: 4 }), { maxLength: 14 })
  .map((values) => values.map((value, index) => ({ task: `t${index}`, difference: value / 4 })))

const spans = fc.array(
  fc.record({
    exposure: fc.integer({ min: 1, max: 30 }),
    failed: fc.boolean(),
    cluster: fc.constantFrom('a', 'b', 'c'),
  }),
  { minLength: 1, maxLength: 40 },
)

function expectSound(estimate: Estimate): void {
  if (estimate.kind === 'undetermined') {
    for (const bound of [estimate.atLeast, estimate.atMost]) expect(Number.isFinite(bound ?? 0)).toBe(true)
    return
  }
  for (const number of [estimate.value, estimate.low, estimate.high]) expect(Number.isFinite(number)).toBe(true)
  expect(estimate.low).toBeLessThanOrEqual(estimate.value + 1e-12)
  expect(estimate.high).toBeGreaterThanOrEqual(estimate.value - 1e-12)
  expect(estimate.high).toBeGreaterThan(estimate.low)
}

test('no mixture of results gives a number that is none, or an interval without width', () => {
  fc.assert(
    fc.property(rowsOf('a'), rowsOf('b'), (a, b) => {
      expectSound(estimateSuccess(a, LEVEL))
      expectSound(comparePaired(a, b, LEVEL).difference)
      expectSound(estimatePassAllOf(a, { ...LEVEL, k: 2 }))
      expectSound(estimateCostPerFinishedJob(a, LEVEL))
    }),
    { numRuns: 300 },
  )
})

test('the order of rows does not matter', () => {
  fc.assert(
    fc.property(rowsOf('a'), rowsOf('b'), (a, b) => {
      expect(estimateSuccess(a.toReversed(), LEVEL)).toEqual(estimateSuccess(a, LEVEL))
      expect(comparePaired(a.toReversed(), b.toReversed(), LEVEL)).toEqual(comparePaired(a, b, LEVEL))
    }),
    { numRuns: 150 },
  )
})

test('swapping two systems turns the sign of their difference and keeps its p', () => {
  fc.assert(
    fc.property(rowsOf('a'), rowsOf('b'), (a, b) => {
      const [there, back] = [comparePaired(a, b, LEVEL), comparePaired(b, a, LEVEL)]
      expect(back.test?.p).toBe(there.test?.p)
      expect(back.difference.kind).toBe(there.difference.kind)
      if (there.difference.kind === 'undetermined' || back.difference.kind === 'undetermined') return
      expect(back.difference.value).toBeCloseTo(-there.difference.value, 10)
      expect(back.difference.low).toBeCloseTo(-there.difference.high, 6)
      expect(back.difference.high).toBeCloseTo(-there.difference.low, 6)
    }),
    { numRuns: 150 },
  )
})

test('swapping the sides turns the sign of a shadow', () => {
  fc.assert(
    fc.property(gaps, gaps, (narrow, long) => {
      const options = { ...LEVEL, seed: 1 }
      const [there, back] = [
        estimateShadow({ narrow, long }, options),
        estimateShadow({ narrow: long, long: narrow }, options),
      ]
      expectSound(there.estimate)
      expect(back.estimate.kind).toBe(there.estimate.kind)
      if (there.estimate.kind === 'undetermined' || back.estimate.kind === 'undetermined') return
      expect(back.estimate.value).toBeCloseTo(-there.estimate.value, 10)
    }),
    { numRuns: 60 },
  )
})

test('a survival curve starts at most at one, never rises and stays above nothing', () => {
  fc.assert(
    fc.property(spans, (some) => {
      const { points } = survivalCurve(some, LEVEL)
      let alive = 1
      for (const point of points) {
        expect(point.alive).toBeLessThanOrEqual(alive)
        expect(point.alive).toBeGreaterThanOrEqual(0)
        expect(point.low).toBeLessThanOrEqual(point.alive + 1e-12)
        expect(point.high).toBeGreaterThanOrEqual(point.alive - 1e-12)
        alive = point.alive
      }
    }),
    { numRuns: 200 },
  )
})

test("Holm's p is never below the raw one, keeps the order and stays within one", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-12, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (ps) => {
      const corrected = holm(ps)
      for (const [index, p] of ps.entries()) {
        expect(corrected[index]).toBeGreaterThanOrEqual(p)
        expect(corrected[index]).toBeLessThanOrEqual(1)
        for (const [other, q] of ps.entries()) {
          if (p <= q) expect(corrected[index] ?? 0).toBeLessThanOrEqual(corrected[other] ?? 0)
        }
      }
    }),
  )
})
