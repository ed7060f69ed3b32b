import { expect, test } from 'vitest'
import { REPORT_HORIZONS } from '../../../test/support/report-horizons.js'
import type { HorizonFinding } from '../../domain/index.js'
import { lengthScale } from './length-scale.js'

function tried(shortest: number, longest: number, lengthKind: HorizonFinding['lengthKind']): HorizonFinding[] {
  return REPORT_HORIZONS.map((finding) => ({ ...finding, lengthKind, tested: { shortest, longest } }))
}

test('each doubling takes the same room', () => {
  const { x } = lengthScale(tried(8, 220, 'reference-steps'), [0, 100], 1)
  expect(x(32) - x(16)).toBeCloseTo(x(128) - x(64), 9)
})

test('ticks are lengths as people say them', () => {
  const { ticks } = lengthScale(tried(0.5, 130, 'minutes-human'), [0, 1000], 50)
  expect(ticks.map(({ text }) => text)).toEqual('30 s,1 min,2 min,4 min,8 min,15 min,30 min,1 h,2 h'.split(','))
})

test('ticks keep their distance where there is little room', () => {
  const { ticks, x } = lengthScale(tried(1, 4096, 'reference-steps'), [0, 300], 42)
  const places = ticks.map(({ length }) => x(length))
  expect(Math.min(...places.slice(1).map((place, index) => place - (places[index] ?? 0)))).toBeGreaterThanOrEqual(42)
})

test('the axis goes on beyond the longest task tested, so that what was not tested is seen', () => {
  const { testedTo, last, x, right } = lengthScale(tried(8, 220, 'reference-steps'), [0, 100], 1)
  expect([testedTo, last > 220, x(220) < right]).toEqual([220, true, true])
})

test('a single length stands in the middle', () => {
  expect(lengthScale(tried(15, 15, 'minutes-human'), [0, 100], 10).x(15)).toBeCloseTo(50, 9)
})
