import { expect, test } from 'vitest'
import { surePercent } from './units.js'

test.each([
  [0, 'under 1%'],
  [0.0099, 'under 1%'],
  [0.01, '1%'],
  [0.29, '29%'],
  [0.9499, '94%'],
  [0.99, '99%'],
  [0.9901, 'over 99%'],
  [1, 'over 99%'],
])('%s is said as %s sure: never certain, and never surer than it is', (share, words) => {
  expect(surePercent(share)).toBe(words)
})
