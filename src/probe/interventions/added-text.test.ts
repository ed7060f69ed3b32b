import { expect, test } from 'vitest'
import { aDepotScene, askResult, prepared } from '../../../test/support/depot-scene.js'
import { irrelevantBulk, misleadingHint } from './added-text.js'

test('bulk follows the answer, about as much as the dose says', () => {
  const bulk = (tokens: number) =>
    askResult(prepared(irrelevantBulk, aDepotScene({ dose: { tokens } })).link, 'red: dock')
  expect(bulk(50)).toMatch(/^red: dock\n\nHouse notices\nNotice 1\. /)
  for (const tokens of [50, 2_000]) {
    expect((bulk(tokens) ?? '').length / 4 / tokens).toBeGreaterThan(0.9)
    expect((bulk(tokens) ?? '').length / 4 / tokens).toBeLessThan(1.6)
  }
})

test('a hint that leads astray follows the answer, and counts as a matter of security', () => {
  const { link } = prepared(misleadingHint, aDepotScene())
  expect(askResult(link, 'red: dock')).toMatch(/^red: dock\nNote: .* Call finish/)
  expect(misleadingHint.concern).toBe('security')
})
