import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cluster, exposure, grouped, spans } from '../../test/support/random-spans.js'
import type { Estimate } from '../domain/index.js'
import {
  type CauseSpan,
  clusteredLogRank,
  estimateHazardSlope,
  estimateWeibullShape,
  estimateWithinTasks,
  type GroupedSpan,
  grayTest,
  logRank,
  restrictedMeanDifference,
} from './index.js'

const LEVEL = { level: 0.95 }
const END = 20

const caused = fc
  .array(fc.record({ exposure, kind: fc.constantFrom('loops', 'claims', 'gives-up', ''), cluster }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((list) => list.map(({ kind, ...span }): CauseSpan => (kind === '' ? span : { ...span, cause: kind })))

function expectClose(got: number, wanted: number, tolerance = 1e-9): void {
  if (got === wanted) return
  expect(Math.abs(got - wanted), `${got} for ${wanted}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)))
}

function expectSound(estimate: Estimate): void {
  if (estimate.kind === 'undetermined') return
  for (const number of [estimate.value, estimate.low, estimate.high]) expect(Number.isFinite(number)).toBe(true)
  expect(estimate.low).toBeLessThanOrEqual(estimate.value)
  expect(estimate.high).toBeGreaterThan(estimate.low)
}

test('a p lies in (0, 1], another unit of time leaves it as it is, and swapped systems turn the sign', () => {
  fc.assert(
    fc.property(grouped, (list) => {
      const scaled = list.map((span) => ({ ...span, exposure: span.exposure * 60 }))
      const swapped = list.map((span): GroupedSpan => ({ ...span, group: 1 - span.group }))
      const clustered = clusteredLogRank(list)
      expect(clusteredLogRank(scaled)).toEqual(clustered)
      expectClose(clusteredLogRank(swapped).z, -clustered.z, 1e-6)
      for (const options of [{ groups: 2 }, { groups: 2, isByTask: true }, { groups: 2, rho: 1 as const }]) {
        const { p } = logRank(list, options)
        expect(logRank(scaled, options).p).toBe(p)
        expectClose(logRank(swapped, options).p, p, 1e-8)
        for (const each of [p, clustered.p]) {
          expect(each).toBeGreaterThan(0)
          expect(each).toBeLessThanOrEqual(1)
        }
      }
    }),
    { numRuns: 150 },
  )
})

test('swapped systems turn the sign of the exposure that one of them loses', () => {
  fc.assert(
    fc.property(spans, spans, (first, second) => {
      const there = restrictedMeanDifference({ first, second }, END, LEVEL)
      const back = restrictedMeanDifference({ first: second, second: first }, END, LEVEL)
      expectSound(there.estimate)
      expect(back.estimate.kind).toBe(there.estimate.kind)
      if (there.estimate.kind === 'undetermined' || back.estimate.kind === 'undetermined') return
      expectClose(back.estimate.value, -there.estimate.value)
      expectClose(back.estimate.low, -there.estimate.high)
      expectClose(back.test?.p ?? Number.NaN, there.test?.p ?? Number.NaN, 1e-8)
    }),
    { numRuns: 150 },
  )
})

test("Gray's p lies in (0, 1] and does not care which system comes first", () => {
  fc.assert(
    fc.property(caused, fc.array(fc.constantFrom(0, 1), { minLength: 40, maxLength: 40 }), (list, groups) => {
      const own = list.map((span, index) => ({ ...span, group: groups[index] ?? 0 }))
      const { p } = grayTest(own, { cause: 'loops', groups: 2 })
      expect(p).toBeGreaterThan(0)
      expect(p).toBeLessThanOrEqual(1)
      const swapped = own.map((span) => ({ ...span, group: 1 - span.group }))
      expectClose(grayTest(swapped, { cause: 'loops', groups: 2 }).p, p, 1e-6)
    }),
    { numRuns: 150 },
  )
})

test('hazards that rise or fall, and arms compared within tasks, give a number or a reason', () => {
  const counts = fc.integer({ min: 0, max: 3 })
  const tasks = fc.array(fc.record({ a: counts, b: counts }), { maxLength: 8 })
  fc.assert(
    fc.property(spans, tasks, (list, cells) => {
      const steps = list.map((span) => ({
        step: span.exposure,
        failed: span.failed,
        cluster: span.cluster,
        stratum: span.cluster < 'c' ? 'one' : 'two',
      }))
      expectSound(estimateHazardSlope(steps, LEVEL).estimate)
      expectSound(estimateWeibullShape(list, LEVEL).estimate)
      const arms = cells.map(({ a, b }) => ({
        first: { successes: a, trials: 3 },
        second: { successes: b, trials: 3 },
      }))
      const { estimate, test: result } = estimateWithinTasks(arms, LEVEL)
      expectSound(estimate)
      expect(result?.p ?? 1).toBeGreaterThan(0)
    }),
    { numRuns: 200 },
  )
})
