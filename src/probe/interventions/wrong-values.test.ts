import { expect, test } from 'vitest'
import { aDepotScene, aStockroomScene, askResult, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { numberSlip, unitShifted } from './wrong-values.js'

const slip = prepared(numberSlip, aStockroomScene()).link
const shift = prepared(unitShifted, aStockroomScene()).link

test.each([
  ['Lifts left: 3.', 'Lifts left: 30.'],
  ['1250 pieces', '2150 pieces'],
  ['1150 pieces', '1510 pieces'],
  ['77 of 80', '770 of 80'],
  ['C-101 at 09:30 on 2026-03-04', 'pass'],
])('the number in %j slips to %j', (text, wrong) => {
  expect(askResult(slip, text)).toBe(wrong)
})

test.each([
  ['12 kg on shelf A', '12000 kg on shelf A'],
  ['0.5 l', '500 l'],
  ['200 EUR', '220 EUR'],
  ['counted at 09:30', 'counted at 10:30'],
  ['open until 23:15', 'open until 00:15'],
  ['12 kings', 'pass'],
])('the value in %j shifts to %j under the same label', (text, wrong) => {
  expect(askResult(shift, text)).toBe(wrong)
})

test('answers without a number or a unit say what is missing', () => {
  expect(missingFor(numberSlip, aDepotScene())).toBe('a reading tool whose answer has a number in it')
  expect(missingFor(unitShifted, aDepotScene())).toContain('a unit, a currency or a time of day')
})
