import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Estimate } from '../domain/index.js'
import {
  addLengthNoise,
  bootstrapHorizons,
  curvePoints,
  estimateCurveGap,
  estimateHorizon,
  estimateHorizonRatio,
  estimateSlopeChange,
  fitCurvePair,
  fitLengthCurve,
  fitLogistic,
  fitShapes,
  type LengthTrial,
  type LogisticRows,
  makeLengthBank,
} from './index.js'

const LEVEL = { level: 0.95 }
const HALF = { success: 0.5, ...LEVEL }

/** Any mixture: few tasks, ties, one kind of result, separation, fractional scores, families or none. */
const anyTrials = (scores: readonly number[]) =>
  fc
    .array(
      fc.record({
        doublings: fc.integer({ min: 0, max: 7 }),
        results: fc.array(fc.constantFrom(...scores), { minLength: 1, maxLength: 3 }),
        family: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
      }),
      { maxLength: 24 },
    )
    .map((tasks) =>
      tasks.flatMap(({ doublings, results, family }, task) =>
        results.map(
          (success): LengthTrial => ({
            length: 1.5 * 2 ** doublings,
            success,
            task: `task-${task}`,
            ...(family !== undefined && { family: `family-${family}` }),
          }),
        ),
      ),
    )

/** Success that falls with length, so that most banks have a horizon. */
const fallingTrials = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 24, maxLength: 48 })
  .map((draws) =>
    draws.map((draw, place): LengthTrial => {
      const task = Math.floor(place / 2)
      const length = 2 ** (task % 8) * (1 + (task % 3) / 10)
      return { length, success: Number(draw < 1 / (1 + Math.exp(Math.log2(length) - 3.5))), task: `task-${task}` }
    }),
  )

function expectSound(estimate: Estimate): void {
  if (estimate.kind === 'undetermined') {
    for (const bound of [estimate.atLeast, estimate.atMost]) expect(Number.isFinite(bound ?? 0)).toBe(true)
    return
  }
  for (const number of [estimate.value, estimate.low, estimate.high]) expect(Number.isFinite(number)).toBe(true)
  expect(estimate.low).toBeLessThanOrEqual(estimate.value)
  expect(estimate.high).toBeGreaterThanOrEqual(estimate.value)
  expect(estimate.high).toBeGreaterThan(estimate.low)
}

const all = (trials: readonly LengthTrial[], unit?: 'family' | 'task') => {
  const bank = makeLengthBank(trials, unit === undefined ? {} : { unit })
  const curve = fitLengthCurve(bank)
  const drawn = bootstrapHorizons(bank, curve, { ...LEVEL, seed: 3, resamples: 50 })
  return {
    half: estimateHorizon(bank, curve, HALF),
    fourInFive: estimateHorizon(bank, curve, { success: 0.8, ...LEVEL }),
    drawn: drawn.h50,
    drawn80: drawn.h80,
    shapes: fitShapes(bank, { slip: 0.01 }),
    noise: addLengthNoise(bank, { deviations: [0.5], successes: [0.5], seed: 3 }),
    points: curvePoints(bank, curve, LEVEL),
  }
}

const compared = (first: readonly LengthTrial[], second: readonly LengthTrial[]) => {
  const pair = fitCurvePair(first, second)
  return {
    slope: estimateSlopeChange(pair, LEVEL).estimate,
    ratio: estimateHorizonRatio(pair, HALF),
    gap: estimateCurveGap(pair, LEVEL),
  }
}

test.each([
  ['0 or 1', [0, 1]],
  ['anywhere from 0 to 1', [0, 0.25, 0.5, 1]],
] as const)('no mixture of results %s gives a number that is none, or an interval without width', (_, scores) => {
  fc.assert(
    fc.property(anyTrials(scores), anyTrials(scores), (first, second) => {
      const { half, fourInFive, drawn, drawn80, shapes, points } = all(first)
      for (const estimate of [half, fourInFive, drawn, drawn80]) expectSound(estimate)
      for (const estimate of Object.values(compared(first, second))) expectSound(estimate)
      for (const { slope, intercept, aic } of shapes) expect(Number.isFinite(slope + intercept + aic)).toBe(true)
      for (const { success, low, high } of points) expect(low <= success && success <= high).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test('the order of rows changes nothing, to the last digit', () => {
  fc.assert(
    fc.property(anyTrials([0, 1]), anyTrials([0, 1]), fc.infiniteStream(fc.nat()), (first, second, keys) => {
      const shuffled = <T>(rows: readonly T[]) =>
        rows
          .map((row) => ({ row, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row)
      expect(all(shuffled(first), 'family')).toEqual(all(first, 'family'))
      expect(compared(shuffled(first), shuffled(second))).toEqual(compared(first, second))
    }),
    { numRuns: 60 },
  )
})

test('a row of weight two is two rows', () => {
  const counts = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.nat({ max: 3 }), fc.nat({ max: 3 })), {
    minLength: 4,
    maxLength: 12,
  })
  const rowsOf = (rows: readonly (readonly number[])[]): LogisticRows => ({
    design: Float64Array.from(rows.flatMap(([x = 0]) => [1, x])),
    columns: 2,
    solved: Float64Array.from(rows, ([, solved = 0]) => solved),
    failed: Float64Array.from(rows, ([, , failed = 0]) => failed),
  })
  fc.assert(
    fc.property(counts, (rows) => {
      const twice = fitLogistic(rowsOf(rows.map(([x, solved, failed]) => [x, 2 * solved, 2 * failed])), {
        isPenalised: true,
      })
      const copied = fitLogistic(rowsOf([...rows, ...rows]), { isPenalised: true })
      expect(twice === undefined).toBe(copied === undefined)
      for (const [index, value] of twice?.coefficients.entries() ?? []) {
        expect(value).toBeCloseTo(copied?.coefficients[index] ?? Number.NaN, 7)
      }
    }),
  )
})

test('swapping the systems turns the signs of slope and gap, and turns the ratio over', () => {
  fc.assert(
    fc.property(fallingTrials, fallingTrials, (first, second) => {
      const [there, back] = [compared(first, second), compared(second, first)]
      for (const name of ['slope', 'gap'] as const) {
        const [one, other] = [there[name], back[name]]
        expect(one.kind).toBe(other.kind)
        if (one.kind === 'undetermined' || other.kind === 'undetermined') continue
        expect(one.value).toBeCloseTo(-other.value, 7)
        expect(one.low).toBeCloseTo(-other.high, 6)
      }
      const [ratio, over] = [there.ratio, back.ratio]
      expect(ratio.kind).toBe(over.kind)
      if (ratio.kind === 'determined' && over.kind === 'determined') {
        expect(Math.log(ratio.value)).toBeCloseTo(-Math.log(over.value), 6)
        expect(Math.log(ratio.low)).toBeCloseTo(-Math.log(over.high), 5)
      }
    }),
    { numRuns: 60 },
  )
})

test('lengths in another unit shift a horizon by the same factor, and leave comparisons as they are', () => {
  fc.assert(
    fc.property(
      fallingTrials,
      fallingTrials,
      fc.double({ min: 0.01, max: 60, noNaN: true }),
      (first, second, factor) => {
        const scaled = (trials: readonly LengthTrial[]) =>
          trials.map((trial) => ({ ...trial, length: trial.length * factor }))
        const [before, after] = [all(first).half, all(scaled(first)).half]
        expect(after.kind).toBe(before.kind)
        if (before.kind === 'determined' && after.kind === 'determined') {
          for (const part of ['value', 'low', 'high'] as const) {
            expect(after[part] / (factor * before[part])).toBeCloseTo(1, 5)
          }
        }
        const [here, there] = [compared(first, second), compared(scaled(first), scaled(second))]
        for (const name of ['slope', 'ratio', 'gap'] as const) {
          const [one, other] = [here[name], there[name]]
          expect(one.kind).toBe(other.kind)
          if (one.kind === 'determined' && other.kind === 'determined') expect(other.value).toBeCloseTo(one.value, 5)
        }
      },
    ),
    { numRuns: 60 },
  )
})
