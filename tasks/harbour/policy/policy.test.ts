import { type Ask, FINISH_TOOL, flakyModel, type Model, ModelError } from 'leadline'
import { expect, test } from 'vitest'
import { play } from '../../../test/support/harbour-play.js'
import { harbourFamilies } from '../families.js'
import { createPolicyModel, harbourPolicies } from './index.js'

async function shareSolved(model: Model, size: number, trials: number): Promise<number> {
  let solved = 0
  for (const family of harbourFamilies) {
    for (let trial = 0; trial < trials; trial += 1) {
      const sample = family.makeSample({ stratum: size < 30 ? 'narrow' : 'long', size, seed: trial })
      if ((await play(model, family, sample, trial)).isSolved) solved += 1
    }
  }
  return solved / (trials * harbourFamilies.length)
}

const PERFECT = createPolicyModel({ hazard: () => 0, derails: 'stops', onChange: 'adapts' })

test.each([5, 10, 60, 200])(
  'a policy without defects solves every variant of about %i calls and claims it',
  async (size) => {
    for (const family of harbourFamilies) {
      const sample = family.makeSample({ stratum: 'long', size, seed: 5 })
      const { isSolved, claim, steps } = await play(PERFECT, family, sample)
      expect({ name: family.name, isSolved, claim }).toEqual({ name: family.name, isSolved: true, claim: 'done' })
      expect(steps).toBeLessThan(sample.reference.calls * 1.5 + 15)
    }
  },
)

test('the narrow-only model is as good as the wide one on short work and far behind on long work', async () => {
  const { wide, narrowOnly } = harbourPolicies
  expect(await shareSolved(wide.model, 10, 4)).toBeGreaterThan(0.9)
  expect(await shareSolved(narrowOnly.model, 10, 4)).toBeGreaterThan(0.9)
  expect(await shareSolved(wide.model, 60, 3)).toBeGreaterThan(0.85)
  expect(await shareSolved(narrowOnly.model, 60, 3)).toBeLessThan(0.5)
})

test('the same answer comes back after a JSON round trip of the ask', async () => {
  const family = harbourFamilies[1]
  if (family === undefined) throw new Error('no family')
  const sample = family.makeSample({ stratum: 'long', size: 60, seed: 2 })
  const { messages } = await play(harbourPolicies.narrowOnly.model, family, sample, 3)
  const tools = [...family.open(sample, 'x').tools, FINISH_TOOL]
  for (let end = 2; end < messages.length; end += 7) {
    const ask: Ask = { messages: messages.slice(0, end), tools, seed: end, signal: new AbortController().signal }
    const copy: Ask = { ...JSON.parse(JSON.stringify({ ...ask, signal: undefined })), signal: ask.signal }
    expect(await harbourPolicies.narrowOnly.model.ask(copy)).toEqual(await harbourPolicies.narrowOnly.model.ask(ask))
  }
})

test('a transport that fails changes nothing but the number of asks', async () => {
  let failures = 0
  const flaky = flakyModel(PERFECT, { seed: 7, rate: 0.3 })
  const insisting: Model = {
    async ask(ask) {
      for (;;) {
        try {
          return await flaky.ask(ask)
        } catch (error) {
          if (!(error instanceof ModelError && error.isRetryable)) throw error
          failures += 1
        }
      }
    },
  }
  for (const family of harbourFamilies) {
    const sample = family.makeSample({ stratum: 'long', size: 60, seed: 1 })
    const [steady, shaken] = [await play(PERFECT, family, sample), await play(insisting, family, sample)]
    expect(shaken.messages).toEqual(steady.messages)
  }
  expect(failures).toBeGreaterThan(100)
})

test('a model keeps what it has read to itself: another one asked the same answers the same', async () => {
  const [family] = harbourFamilies
  if (family === undefined) throw new Error('no family')
  const sample = family.makeSample({ stratum: 'narrow', size: 10, seed: 3 })
  const other = createPolicyModel({ hazard: () => 0, derails: 'stops', onChange: 'adapts' })
  expect((await play(other, family, sample)).messages).toEqual((await play(PERFECT, family, sample)).messages)
})
