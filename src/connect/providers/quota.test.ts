import { expect, test } from 'vitest'
import { quotaIn, spanSeconds } from './quota.js'

const NOW = Date.parse('2026-11-26T12:00:00Z')

test.each([
  [
    'OpenAI',
    {
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-requests': '499',
      'x-ratelimit-reset-requests': '120ms',
      'x-ratelimit-limit-tokens': '30000',
      'x-ratelimit-remaining-tokens': '29000',
      'x-ratelimit-reset-tokens': '6m0s',
    },
    { limitRequests: 500, remainingRequests: 499, limitTokens: 30_000, remainingTokens: 29_000, resetSeconds: 360 },
  ],
  [
    'Anthropic, of its token limits the scarcest',
    {
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '49',
      'anthropic-ratelimit-requests-reset': '2026-11-26T12:00:02Z',
      'anthropic-ratelimit-input-tokens-limit': '100000',
      'anthropic-ratelimit-input-tokens-remaining': '90000',
      'anthropic-ratelimit-output-tokens-limit': '8000',
      'anthropic-ratelimit-output-tokens-remaining': '400',
      'anthropic-ratelimit-output-tokens-reset': '2026-11-26T12:00:30Z',
    },
    { limitRequests: 50, remainingRequests: 49, limitTokens: 8_000, remainingTokens: 400, resetSeconds: 30 },
  ],
  [
    'a gateway with a moment in milliseconds',
    {
      'x-ratelimit-limit': '20',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(NOW + 5_000),
    },
    { limitRequests: 20, remainingRequests: 0, resetSeconds: 5 },
  ],
  [
    'a gateway with seconds',
    { 'ratelimit-remaining': '3', 'ratelimit-reset': '12' },
    { remainingRequests: 3, resetSeconds: 12 },
  ],
  [
    'a reset that is past',
    { 'ratelimit-remaining': '3', 'ratelimit-reset': '2026-11-26T11:00:00Z' },
    { remainingRequests: 3, resetSeconds: 0 },
  ],
  ['nonsense', { 'x-ratelimit-remaining-requests': 'many', 'x-ratelimit-limit-requests': '-5' }, undefined],
  ['nothing', { 'content-type': 'application/json' }, undefined],
])('the headers of %s are read', (_, headers, expected) => {
  expect(quotaIn(headers, NOW)).toEqual(expected)
})

test.each([
  ['1s', 1],
  ['6m0s', 360],
  ['20ms', 0.02],
  ['1h2m3.5s', 3_723.5],
  ['1', undefined],
  ['soon', undefined],
  ['', undefined],
])('the span %j is %s seconds', (text, seconds) => {
  expect(spanSeconds(text)).toBe(seconds)
})
