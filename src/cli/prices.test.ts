import { expect, test } from 'vitest'
import { factsWith, parseConfig } from '../config/index.js'
import { requirePrices } from './prices.js'

const price = { inputUsdPerMillion: 0, outputUsdPerMillion: 0 }

function configOf(system: object, budgetUsd?: number) {
  const forms = [{ stratum: 'narrow', size: 10, samples: 1 }]
  return parseConfig({ name: 'priced', systems: [system], reference: 'any', tasks: { forms }, budgetUsd })
}

test.each([
  ['a vendor', { model: 'openai:some' }, 'openai:some may cost money'],
  ['a server elsewhere', { model: 'https://models.example/v1#some' }, 'may cost money'],
])('%s is not asked without a price', (_, system, words) => {
  expect(() => requirePrices(configOf(system))).toThrow(`systems[0].price is missing`)
  expect(() => requirePrices(configOf(system))).toThrow(words)
  expect(() => requirePrices(configOf({ ...system, price }))).not.toThrow()
})

test.each([
  ['a server on this machine', { model: 'http://127.0.0.1:11434/v1#some' }],
  ['an adapter', { model: 'mine', adapter: { ask: () => Promise.reject(new Error('never asked')) } }],
])('%s needs a price only where a budget shall be held', (_, system) => {
  expect(() => requirePrices(configOf(system))).not.toThrow()
  expect(() => requirePrices(configOf(system, 5))).toThrow(
    'systems[0].price is missing; expected US dollars a million tokens (0 and 0 where nothing is charged): without it the budget of $5 cannot be held',
  )
  expect(() => requirePrices(configOf({ ...system, price }, 5))).not.toThrow()
})

test('embedded models cost nothing and need no price', () => {
  expect(() => requirePrices(configOf({ model: 'policy:wide' }, 5))).not.toThrow()
})

test('a model whose price is known needs none, unless something stands between', () => {
  const known = { model: 'anthropic:claude-opus-5' }
  expect(() => requirePrices(configOf(known, 5))).not.toThrow()
  expect(() => requirePrices(configOf({ ...known, baseUrl: 'https://gateway.test/v1' }, 5))).toThrow('price is missing')
  const own = factsWith([{ model: 'openai:ours', price, source: 'own', date: '2026-01-01' }])
  expect(() => requirePrices(configOf({ model: 'openai:ours' }, 5), own)).not.toThrow()
})

test('a gateway on this machine may be asked without a price where no budget shall be held', () => {
  expect(() => requirePrices(configOf({ model: 'openai:some', baseUrl: 'http://127.0.0.1:4000/v1' }))).not.toThrow()
})
