import { expect, test } from 'vitest'
import type { OutcomeRow } from '../domain/index.js'
import { allOf, estimatePassGap } from './pass-k.js'

/** Tasks of four trials with so many successes each. */
function rowsOf(successes: readonly number[]): OutcomeRow[] {
  return successes.flatMap((count, task) =>
    Array.from({ length: 4 }, (_, repeat) => ({
      system: 'a',
      task: `t${task}`,
      repeat,
      outcome: { kind: repeat < count ? ('solved' as const) : ('failed' as const) },
    })),
  )
}

test('the loss is that of each task, averaged', () => {
  const successes = [4, 3, 2, 0, 1, 4]
  const found = estimatePassGap(rowsOf(successes), { k: 3, level: 0.95 })
  const wanted = successes.reduce((sum, count) => sum + count / 4 - allOf(count, 4, 3), 0) / successes.length
  if (found.kind === 'undetermined') throw new Error(found.reason)
  expect(found.value).toBeCloseTo(wanted, 12)
  expect(found.high).toBeGreaterThan(wanted)
})

test('tasks that are always or never solved lose nothing, with an interval that has width', () => {
  const found = estimatePassGap(rowsOf([4, 4, 0, 4, 0]), { k: 4, level: 0.95 })
  expect(found).toMatchObject({ kind: 'determined', value: 0, low: 0 })
  expect(found.kind === 'determined' && found.high > 0.2).toBe(true)
})
