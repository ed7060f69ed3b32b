import { expect, test } from 'vitest'
import { aDepotScene, askResult, prepared } from '../../../test/support/depot-scene.js'
import { answerTruncated } from './answer-truncated.js'

const { link } = prepared(answerTruncated, aDepotScene({ dose: { share: 0.5 } }))

test.each([
  ['red: dock\nblue: hall\ngreen: yard', 'red: dock\nblue: hall'],
  ['[1,2,3,4]', '[1,2]'],
  ['one line', 'pass'],
  ['[1]', 'pass'],
  ['{"red":"dock"}', 'pass'],
])('of %j is left %j', (text, left) => {
  expect(askResult(link, text)).toBe(left)
})

test('a share of nothing or of everything is refused with its place', () => {
  expect(() => prepared(answerTruncated, aDepotScene({ dose: { share: 1 } }))).toThrow(
    'answer-truncated.share is 1; expected a share above 0 and below 1',
  )
})
