import { expect, test } from 'vitest'
import { saidVerdict } from './verdict-line.js'

test.each([
  [0, 'fine\n', { isSolved: true, line: 'fine', fields: {} }],
  [1, '', { isSolved: false, line: '', fields: {} }],
  [1, 'two of four\n0.5\n\n', { isSolved: false, line: '0.5', fields: {}, share: 0.5 }],
  [0, '7\n', { isSolved: true, line: '7', fields: {} }],
  [0, 'x\n{"result": "unknown"}\n', { isSolved: true, line: '{"result": "unknown"}', fields: { result: 'unknown' } }],
  [0, '{"result": \n', { isSolved: true, line: '{"result":', fields: {} }],
  [0, '["solved"]', { isSolved: true, line: '["solved"]', fields: {} }],
])('an end by %s with %j says %j', (code, output, said) => {
  expect(saidVerdict({ code, output })).toEqual(said)
})

test.each([2, 127, undefined])('an end by %s says nothing', (code) => {
  expect(saidVerdict({ code, output: '{"result": "solved"}' })).toBeUndefined()
})
