import { expect, test } from 'vitest'
import type { Ask, Candidate } from '../../domain/index.js'
import { priced, worstCaseUsd } from './spend.js'

const candidate: Candidate = {
  system: { model: 'm' },
  provenance: { kind: 'unknown' },
  model: { ask: () => Promise.reject(new Error('not asked')) },
  price: { inputUsdPerMillion: 1e6, outputUsdPerMillion: 0 },
}

const ask = (text: string): Pick<Ask, 'messages' | 'tools'> => ({ messages: [{ role: 'user', text }], tools: [] })

test.each([
  ['letters that are a token each', 'q~'.repeat(500), 1_000],
  ['signs of four bytes, each of them a token', '🚢'.repeat(250), 1_000],
  ['nothing but quotation marks', '"'.repeat(1_000), 1_000],
])('no tokeniser makes more of %s than is set aside', (_, text, tokens) => {
  expect(worstCaseUsd(ask(text), candidate)).toBeGreaterThanOrEqual(tokens + 1_024)
})

test('what the vendor has counted counts as it said with a tenth more, and only what came since by its bytes', () => {
  const long = ask('x'.repeat(10_000))
  const added = { role: 'user', text: 'go' } as const
  const next = { ...long, messages: [...long.messages, added] }
  const counted = { messages: 1, toolsHash: '', tokens: 2_000, shownTokens: 2_000 }
  const bytes = JSON.stringify([added]).length
  expect(worstCaseUsd(next, candidate, { ...counted, isSameOffer: true })).toBe(2_200 + bytes)
  // Other tools are new to the vendor.
  expect(worstCaseUsd(next, candidate, { ...counted, isSameOffer: false })).toBe(2_200 + bytes + 2)
  expect(worstCaseUsd(next, candidate)).toBeGreaterThan(10_000)
})

const answered = { text: '', calls: [], stop: 'end' } as const
const cachePrice = { inputUsdPerMillion: 1e6, outputUsdPerMillion: 10e6 }

test.each([
  ['read from a cache costs as other input where no price says otherwise', {}, 100 + 50],
  ['read from a cache costs what its price says', { cacheReadUsdPerMillion: 0.1e6 }, 20 + 8 + 50],
  ['put into a cache costs what its price says', { cacheWriteUsdPerMillion: 2e6 }, 90 + 2 * 10 + 50],
  [
    'beyond a length costs more, all of it',
    { beyond: { ...cachePrice, inputUsdPerMillion: 2e6, inputTokens: 99 } },
    250,
  ],
])('input that is %s', (_, more, usd) => {
  const usage = { inputTokens: 100, outputTokens: 5, cacheReadTokens: 80, cacheWriteTokens: 10 }
  expect(priced({ ...answered, usage }, { ...cachePrice, ...more }).costUsd).toBeCloseTo(usd)
})

test('what is set aside bounds a dear cache and a dear length', () => {
  const dear = { ...candidate, price: { ...cachePrice, outputUsdPerMillion: 0, cacheWriteUsdPerMillion: 2e6 } }
  expect(worstCaseUsd(ask('x'.repeat(10)), dear)).toBe(2 * worstCaseUsd(ask('x'.repeat(10)), candidate))
  const beyond = { inputUsdPerMillion: 3e6, outputUsdPerMillion: 0, inputTokens: 500 }
  const long = { ...candidate, price: { ...cachePrice, outputUsdPerMillion: 0, beyond } }
  expect(worstCaseUsd(ask('x'), long)).toBe(3 * worstCaseUsd(ask('x'), candidate))
})
