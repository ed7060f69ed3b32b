import { expect, test } from 'vitest'
import { readPublished } from './published-table.js'
import { readCsv } from './source-table.js'

const read = (text: string) => readPublished(readCsv(text, 'published.csv'))

test('percentages and shares are told apart by the whole table, and printed digits are kept', () => {
  expect(read('model,family,value,tasks\nbig,gaia,61.50,165\nsmall,gaia,0.6,165\n')).toEqual([
    expect.objectContaining({ system: 'big', printed: '61.50', value: 0.615, unit: 0.0001 }),
    expect.objectContaining({ system: 'small', printed: '0.6', value: 0.006, unit: 0.001 }),
  ])
  expect(read('model,value,tasks\nbig,0.615,165\n')[0]).toMatchObject({ value: 0.615, unit: 0.001 })
  expect(read('model,value,tasks\nbig,0.6%,165\n')[0]).toMatchObject({ value: 0.006 })
})

test('the metric says which figure of how many trials it is', () => {
  const [first, second, third] = read(
    'model,metric,value,tasks,trials\na,pass^4,35,20,4\na,pass@2,80,20,4\na,success,60,20,4\n',
  )
  expect(first).toMatchObject({ metric: 'pass-all-of', k: 4, trials: 4 })
  expect(second).toMatchObject({ metric: 'pass-any-of', k: 2 })
  expect(third).toMatchObject({ metric: 'success', k: 1 })
})

test('systems that differ in more than the model are told apart', () => {
  const figures = read('model,host,value,tasks\na,one,60,20\na,two,62,20\n')
  expect(figures.map(({ system }) => system)).toEqual(['a (one)', 'a (two)'])
})

test.each([
  ['model,value\na,60\n', 'header is without column tasks (found: model, value)'],
  ['model,value,tasks\n', 'is without rows; expected at least one row'],
  ['model,value,tasks\na,about 60,20\n', 'line 2, column value is "about 60"; expected a figure as it is printed'],
  ['model,value,tasks\na,,20\n', 'line 2, column value is ""; expected a figure as it is printed'],
  ['model,value,tasks\na,160,20\n', 'line 2, column value is "160"; expected a figure as it is printed'],
  ['model,value,tasks\na,60,\n', 'line 2, column tasks is null; expected a whole number from 1'],
  ['model,value,tasks\na,60,2.5\n', 'line 2, column tasks is "2.5"; expected a whole number from 1'],
  ['model,value,tasks\n,60,20\n', 'line 2, column model is ""; expected the name of a model'],
  ['model,metric,value,tasks\na,pass,60,20\n', 'column metric is "pass"; expected success, pass^K or pass@K'],
  ['model,metric,value,tasks,trials\na,pass^5,60,20,4\n', 'column metric is "pass^5"; expected a k up to the 4 trials'],
  ['model,value,tasks\na,60,20\na,61,20\n', 'line 3 is the same figure of a as line 2; expected each figure once'],
])('%j is refused with its place', (text, says) => {
  expect(() => read(text)).toThrow(says)
})
