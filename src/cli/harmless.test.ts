import { expect, test } from 'vitest'
import { harmless } from './harmless.js'

test('what a terminal would obey is written out, but for our own styles where we write any', () => {
  const text = '\u001B[1mbold\u001B[0m\ta\u001B[2J\u001B[8mb\r\u0007\u009B2Jc\u007F\n'
  expect(harmless(text, true)).toBe('\u001B[1mbold\u001B[0m\ta\\u001b[2J\\u001b[8mb\\u000d\\u0007\\u009b2Jc\\u007f\n')
  expect(harmless(text, false)).not.toMatch(/(?![\n\t])\p{Cc}/u)
})

test('a document stays one, and says the same', () => {
  const document = { name: 'tool \u009B2J \u007F \u001B[2J' }
  const text = harmless(JSON.stringify(document), false)
  expect(text).not.toMatch(/\p{Cc}/u)
  expect(JSON.parse(text)).toEqual(document)
})
