import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Estimate } from '../domain/index.js'
import { createRandom } from '../math/index.js'
import { benjaminiHochberg, screenCells } from './index.js'

const difference: Estimate = {
  kind: 'undetermined',
  reason: 'no-data',
  method: 'tango',
  level: 0.95,
  samples: 0,
  trials: 0,
  excluded: {},
  warnings: [],
}
const cell = (system: string, p?: number) => ({
  system,
  work: { kind: 'family', name: 'f' } as const,
  difference,
  ...(p !== undefined && { p }),
})

test('a screen counts what could not be tested and corrects for the tests that were made only', () => {
  const found = screenCells([cell('a', 0.04), cell('b'), cell('c', 0.001), cell('d', 0.9)])
  expect(found).toMatchObject({ rate: 0.1, untested: 1 })
  expect(found.tests.map(({ system, isFound }) => [system, isFound])).toEqual([
    ['c', true],
    ['a', true],
    ['d', false],
  ])
  expect(found.tests.map(({ adjustedP }) => adjustedP)).toEqual(benjaminiHochberg([0.001, 0.04, 0.9]))
})

test('the order of the cells changes nothing but the order among equal p', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { maxLength: 20 }), (ps) => {
      const cells = ps.map((p, index) => cell(String(index), p))
      const [one, other] = [screenCells(cells), screenCells(cells.toReversed())]
      const bySystem = (screen: typeof one) => new Map(screen.tests.map(({ system, ...rest }) => [system, rest]))
      expect(bySystem(one)).toEqual(bySystem(other))
    }),
  )
})

test('where nothing is there, a screen of forty tests finds something in a tenth of studies', () => {
  const rng = createRandom(20_261_126)
  const studies = 2_000
  let alarms = 0
  for (let study = 0; study < studies; study += 1) {
    const cells = Array.from({ length: 40 }, (_, index) => cell(String(index), 1 - rng.next()))
    if (screenCells(cells).tests.some(({ isFound }) => isFound)) alarms += 1
  }
  // The exact rate is 10 %; four standard errors are 2.7 points. Without correction it would be 98.5 %.
  expect(Math.abs(alarms / studies - 0.1)).toBeLessThan(0.027)
})
