import { expect, test } from 'vitest'
import { contentHash } from '../../domain/index.js'
import { factsWith } from './facts.js'

test('every row that is shipped names a vendor, the page that says it and the day it was read', () => {
  const { rows } = factsWith()
  expect(new Set(rows.map(({ model }) => model)).size).toBe(rows.length)
  for (const { model, source, date, price, contextTokens, outputTokens } of rows) {
    expect(model).toMatch(/^(openai|anthropic):[\w.-]+$/)
    expect(source).toMatch(/^https:\/\/(developers\.openai\.com|platform\.claude\.com)\//)
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(price?.outputUsdPerMillion).toBeGreaterThan(price?.inputUsdPerMillion ?? 0)
    expect(price?.cacheReadUsdPerMillion ?? 0).toBeLessThan(price?.inputUsdPerMillion ?? 0)
    for (const [name, usd] of Object.entries(price?.beyond ?? {})) {
      if (name !== 'inputTokens') expect(usd).toBeGreaterThan(Reflect.get(price ?? {}, name) ?? 0)
    }
    expect(contextTokens).toBeGreaterThan(outputTokens ?? 0)
  }
})

test('equal facts have equal hashes, and one figure makes another', () => {
  const row = {
    model: 'openai:x',
    price: { inputUsdPerMillion: 1, outputUsdPerMillion: 2 },
    source: 's',
    date: '2026-01-01',
  }
  const dearer = { ...row, price: { ...row.price, outputUsdPerMillion: 3 } }
  expect(factsWith([row]).hash).toBe(factsWith([{ ...row }]).hash)
  expect(factsWith([row]).hash).not.toBe(factsWith([dearer]).hash)
  expect(factsWith().hash).toBe(contentHash(JSON.parse(JSON.stringify(factsWith().rows))))
})

test("a row of one's own takes the place of what is shipped for the same model, all of it", () => {
  const [shipped] = factsWith().rows
  const model = shipped?.model ?? ''
  const { find, rows } = factsWith([{ model, contextTokens: 5, source: 'own', date: '2026-01-01' }])
  expect(find(model)).toEqual({ model, contextTokens: 5, source: 'own', date: '2026-01-01' })
  expect(rows).toHaveLength(factsWith().rows.length)
})
