import { expect, test } from 'vitest'
import { parseLenient } from './lenient-json.js'

test.each([
  ['{"a": NaN, "b": -Infinity, "c": Infinity}', { a: null, b: null, c: null }],
  ['{"a": "NaN", "b": NaN}', { a: 'NaN', b: null }],
  ['{"a": "x\\\\", "b": NaN, "c": "\\"NaN\\""}', { a: 'x\\', b: null, c: '"NaN"' }],
  ['[1, 2]', [1, 2]],
])('%s reads with null for what is no number', (text, expected) => {
  expect(parseLenient(text)).toEqual(expected)
})

test('what is broken for other reasons stays an error', () => {
  expect(() => parseLenient('{"a": NaN')).toThrow(SyntaxError)
  expect(() => parseLenient('{"a" NaNs}')).toThrow(SyntaxError)
})
