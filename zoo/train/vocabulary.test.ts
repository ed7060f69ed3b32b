import { expect, test } from 'vitest'
import { nameNumber } from '../reading/words.js'
import { readVocabulary } from '../weights.js'
import { makeVocabulary } from './vocabulary.js'

test('words are counted the same every time, none is a name, and models know those that come often', async () => {
  const [words, again] = [await makeVocabulary(1), await makeVocabulary(1)]
  expect(again).toEqual(words)
  expect(words.length).toBeGreaterThan(150)
  expect(words.filter((word) => nameNumber(word) !== undefined)).toEqual([])
  const known = readVocabulary().words
  expect(known.length).toBe(440)
  expect(words.slice(0, 120).filter((word) => !known.includes(word))).toEqual([])
})
