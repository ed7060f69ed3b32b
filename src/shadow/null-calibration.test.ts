import { expect, test } from 'vitest'
import type { OutcomeRow } from '../domain/index.js'
import { comparePaired } from '../estimate/index.js'
import { createRandom } from '../math/index.js'
import { compareWithItself, swapLabels } from './index.js'

/** Trials on narrow and long tasks of unlike difficulty; a rate is shifted for one system. */
function trials(system: string, options: { readonly seed: number; readonly repeats: number; readonly shift?: number }) {
  const { seed, repeats, shift = 0 } = options
  const [random, tasks] = [createRandom(seed), createRandom(99)]
  return Array.from({ length: 40 }, (_, task) => {
    const chance = 0.3 + 0.5 * tasks.next() - shift
    return Array.from({ length: repeats }, (__, repeat): OutcomeRow => {
      const outcome = { kind: random.next() < chance ? 'solved' : 'failed' } as const
      return { system, task: `t${task}`, repeat, stratum: task % 2 === 0 ? 'narrow' : 'long', outcome }
    })
  }).flat()
}

const OPTIONS = { system: 'a', level: 0.95, seed: 1 }

test('a system split at random against itself shows no shadow in about 95 of 100 splits', () => {
  const found = compareWithItself(trials('a', { seed: 1, repeats: 8 }), OPTIONS)
  expect(found).toMatchObject({ quantity: 'shadow', tasks: 40, tooFew: 0, splits: 200, determined: 200 })
  expect(found.covered).toBeGreaterThan(0.91)
  expect(found.covered).toBeLessThan(0.99)
  const half = found.pAtMost.find(({ p }) => p === 0.5)
  expect(Math.abs((half?.share ?? 0) - 0.5)).toBeLessThan(0.12)
})

test('the same seed gives the same splits, whatever the order of rows', () => {
  const rows = trials('a', { seed: 1, repeats: 5 })
  const found = compareWithItself(rows, { ...OPTIONS, splits: 20 })
  expect(compareWithItself(rows.toReversed(), { ...OPTIONS, splits: 20 })).toEqual(found)
  expect(compareWithItself(rows, { ...OPTIONS, splits: 20, seed: 2 })).not.toEqual(found)
})

test('tasks with fewer than four trials cannot be split and are counted', () => {
  const found = compareWithItself(trials('a', { seed: 1, repeats: 3 }), OPTIONS)
  expect(found).toMatchObject({ tasks: 0, tooFew: 40, determined: 0, pAtMost: [] })
  expect(found.covered).toBeUndefined()
})

const gap = (reference: readonly OutcomeRow[], system: readonly OutcomeRow[]) => {
  const { difference } = comparePaired(reference, system, { level: 0.95 })
  return difference.kind === 'determined' ? difference.value : 0
}

test('swapped labels find a difference that is there, and none that is not', () => {
  const options = { reference: 'a', system: 'b', seed: 1, statistic: gap, swaps: 199 }
  const reference = trials('a', { seed: 1, repeats: 3 })
  const behind = swapLabels([...reference, ...trials('b', { seed: 2, repeats: 3, shift: 0.25 })], options)
  expect(behind).toMatchObject({ method: 'label-swap', swaps: 199 })
  expect(behind.observed).toBeGreaterThan(0.1)
  expect(behind.p).toBeLessThanOrEqual(0.02)
  const same = reference.map((row) => ({ ...row, system: 'b' }))
  expect(swapLabels([...reference, ...same], options).p).toBe(1)
})

test('labels that cannot be swapped give a p of 1', () => {
  const options = { reference: 'a', system: 'b', seed: 1, statistic: gap }
  expect(swapLabels(trials('a', { seed: 1, repeats: 2 }), options)).toMatchObject({ p: 1, observed: 0 })
})
