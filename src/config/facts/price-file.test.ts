import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openFacts } from './price-file.js'

test('a price file that has a model twice is refused, with both places', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-prices-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'prices.json')
  const priced = (model: string, usd: number) => {
    return { model, price: { inputUsdPerMillion: usd, outputUsdPerMillion: usd } }
  }
  const file = { date: '2026-01-01', models: [priced('a:x', 1), priced('a:y', 1), priced('a:x', 2)] }
  writeFileSync(path, JSON.stringify(file))
  await expect(openFacts(path)).rejects.toThrow(
    'models[2].model of prices.json is "a:x"; expected a model that models[0] has not priced already',
  )
  writeFileSync(path, JSON.stringify({ ...file, models: file.models.slice(0, 2) }))
  expect((await openFacts(path)).find('a:x')).toMatchObject({ price: { inputUsdPerMillion: 1 } })
})
