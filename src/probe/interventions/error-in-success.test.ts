import { expect, test } from 'vitest'
import { aDepotScene, askResult, prepared } from '../../../test/support/depot-scene.js'
import { errorInSuccess } from './error-in-success.js'

test('an error comes as a good answer as often as the dose says', () => {
  const { link } = prepared(errorInSuccess, aDepotScene())
  expect(askResult(link, 'red: dock')).toContain('502 Bad Gateway')
  expect(askResult(link, 'red: dock', { delivered: 2 })).toBe('pass')
})
