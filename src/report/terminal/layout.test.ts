import { expect, test } from 'vitest'
import { table, wrapText } from './layout.js'

const look = (columns: number) => ({ columns, indent: 2, dim: (text: string) => text })

test('numbers stand right, words left, under their titles', () => {
  const lines = table(
    [{ title: 'system' }, { title: 'p', isNumber: true }],
    [
      ['tern', '0.5'],
      ['coaster', '<0.001'],
    ],
    look(80),
  )
  expect(lines).toEqual(['  system        p', '  tern        0.5', '  coaster  <0.001'])
})

test('columns that may go are left out where the line is too short, the least needed first', () => {
  const columns = [{ title: 'a' }, { title: 'bar', leaveOutAs: 2 }, { title: 'pairs', leaveOutAs: 1 }, { title: 'p' }]
  const rows = [['name', '12345678', '12345', '0.5']]
  expect(table(columns, rows, look(80))[1]).toBe('  name  12345678  12345  0.5')
  expect(table(columns, rows, look(24))[1]).toBe('  name  12345  0.5')
  expect(table(columns, rows, look(12))[1]).toBe('  name  0.5')
})

test('a first cell that is too long gets a line of its own', () => {
  const lines = table([{ title: 'system' }, { title: 'success' }], [['a-very-long-name-of-a-system', '77%']], look(24))
  expect(lines).toEqual(['    success', '  a-very-long-name-of-a-system', '    77%'])
})

test('columns without a title or a cell take no room', () => {
  expect(table([{ title: 'a' }, { title: '' }, { title: 'c' }], [['1', '', '3']], look(80))[1]).toBe('  1  3')
})

test('a long line is broken between words, and the later lines are indented', () => {
  expect(wrapText('  - one two three four', 12, '    ')).toBe('  - one two\n    three\n    four')
})
