import { expect, test } from 'vitest'
import { columnMapFromFlags, readColumnMap } from './column-map.js'

test('flags map columns, join several, and set strata', () => {
  const flags = {
    map: ['success=resolved', 'task=benchmark+instance'],
    stratum: ['narrow=swe-bench', 'long=gaia, commit0'],
  }
  expect(columnMapFromFlags(flags)).toEqual({
    success: 'resolved',
    task: ['benchmark', 'instance'],
    strata: { narrow: ['swe-bench'], long: ['gaia', 'commit0'] },
  })
})

test('a flag without a source is refused', () => {
  expect(() => columnMapFromFlags({ map: ['success'] })).toThrow(
    '--map is "success"; expected a column and its source, such as success=resolved',
  )
})

test('a flag for a column that does not exist is refused with those that do', () => {
  expect(() => columnMapFromFlags({ map: ['succes=resolved'] })).toThrow(
    '--map is "succes"; expected one of model, host',
  )
  expect(() => columnMapFromFlags({ stratum: ['short=gaia'] })).toThrow(
    '--stratum is "short"; expected one of narrow, long',
  )
})

test.each([
  [[], 'columns.json is []; expected an object'],
  [{ task: 3 }, 'columns.json.task is 3; expected a column, or a list of columns'],
  [{ strata: { narrow: 'gaia' } }, 'columns.json.strata.narrow is "gaia"; expected a list of families'],
  [
    { values: { success: { passed: [1] } } },
    'columns.json.values.success is {"passed":[1]}; expected an object of values',
  ],
  [{ constants: { model: true } }, 'columns.json.constants.model is true; expected text or a number'],
])('mapping %j is refused', (value, message) => {
  expect(() => readColumnMap(value, 'columns.json')).toThrow(message)
})

test('a mapping of every form is accepted', () => {
  const map = {
    task: ['a', 'b'],
    success: 's',
    constants: { model: 'm' },
    values: { success: { ok: true, not: 0, never: null } },
    strata: { long: ['f'] },
  }
  expect(readColumnMap(map, 'columns.json')).toEqual(map)
})
