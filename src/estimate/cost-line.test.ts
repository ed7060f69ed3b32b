import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitCostLine } from './cost-line.js'

const tasks = (costOf: (length: number) => number) =>
  [1, 2, 5, 20, 60, 240].map((length, unit) => ({ length, costUsd: costOf(length), unit }))

test('a cost that is a line is found, and no task moves it', () => {
  const line = fitCostLine(
    tasks((length) => 0.3 + 0.02 * length),
    6,
  )
  expect(line.fixedUsd).toBeCloseTo(0.3, 10)
  expect(line.perLengthUsd).toBeCloseTo(0.02, 12)
  expect(Math.max(...line.moves.map(Math.abs))).toBeLessThan(1e-9)
})

test('its residuals, each weighing 1 / length, leave nothing to either part', () => {
  const found = fitCostLine(
    tasks((length) => 1 + 0.1 * length + (length === 5 ? 2 : 0)),
    6,
  )
  const points = tasks((length) => 1 + 0.1 * length + (length === 5 ? 2 : 0))
  const slopes = points.map(({ length, costUsd }) => ({
    fixed: (costUsd - found.fixedUsd - found.perLengthUsd * length) / length,
    perLength: costUsd - found.fixedUsd - found.perLengthUsd * length,
  }))
  expect(slopes.reduce((sum, { fixed }) => sum + fixed, 0)).toBeCloseTo(0, 9)
  expect(slopes.reduce((sum, { perLength }) => sum + perLength, 0)).toBeCloseTo(0, 9)
})

test('no part is ever below 0, and one that is held at 0 is not moved', () => {
  const falling = fitCostLine(
    tasks((length) => 3 - 0.01 * length),
    6,
  )
  expect([
    falling.perLengthUsd,
    falling.moves.filter((_, place) => place % 2 === 1).every((move) => move === 0),
  ]).toEqual([0, true])
  const steep = fitCostLine(
    tasks((length) => Math.max(0, 0.1 * length - 1)),
    6,
  )
  expect(steep.fixedUsd).toBe(0)
  expect(steep.perLengthUsd).toBeGreaterThan(0)
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 6, maxLength: 6 }), (costs) => {
      const { fixedUsd, perLengthUsd, moves } = fitCostLine(
        tasks(() => 0).map((task, n) => ({ ...task, costUsd: costs[n] ?? 0 })),
        6,
      )
      expect(fixedUsd).toBeGreaterThanOrEqual(0)
      expect(perLengthUsd).toBeGreaterThanOrEqual(0)
      // Moves of all units add up to nothing where no part is held.
      if (fixedUsd > 0 && perLengthUsd > 0) {
        expect(moves.reduce((sum, move) => sum + move, 0)).toBeCloseTo(0, 8)
      }
    }),
  )
})

test('one length gives a fixed cost', () => {
  const found = fitCostLine(
    [1, 3].map((costUsd, unit) => ({ length: 4, costUsd, unit })),
    2,
  )
  expect(found.fixedUsd).toBeCloseTo(2, 12)
  expect(found.perLengthUsd).toBe(0)
})
