import { expect, test } from 'vitest'
import type { OutcomeRow } from '../../domain/index.js'
import { savingOf } from './saving.js'

/** Thirty tasks of two trials, of which so many in ten are solved. */
function rowsOf(system: string, solvedOfTen: number, costUsd: number): OutcomeRow[] {
  return Array.from({ length: 60 }, (_, n): OutcomeRow => {
    const task = Math.floor(n / 2)
    const outcome = { kind: task % 10 < solvedOfTen ? ('solved' as const) : ('failed' as const) }
    return { system, task: `t${task}`, repeat: n % 2, outcome, costUsd }
  })
}

const SCOPE = { isFit: true, seed: 5 }

test('a cheap system that succeeds about as often is surely cheaper, and work is routed to it where it is fit', () => {
  const rows = { candidate: rowsOf('small', 8, 0.1), reference: rowsOf('big', 9, 1) }
  const saving = savingOf(rows, {}, SCOPE)
  expect(saving?.cheaper).toBeGreaterThan(0.99)
  expect(saving).toMatchObject({ routesDown: true, failureUsd: 1, isFailureEntered: false })
  expect(saving?.basis).toContain('one attempt of the reference, $1.00')
  expect(savingOf(rows, {}, { ...SCOPE, isFit: false })?.routesDown).toBe(false)
})

test('a dear failure eats the saving', () => {
  const rows = { candidate: rowsOf('small', 6, 0.1), reference: rowsOf('big', 9, 1) }
  expect(savingOf(rows, { loudUsd: 50 }, SCOPE)).toMatchObject({ routesDown: false, isFailureEntered: true })
  expect(savingOf(rows, { loudUsd: 50 }, SCOPE)?.cheaper).toBeLessThan(0.05)
  expect(savingOf(rows, { silentUsd: 50, noticed: 0 }, SCOPE)?.cheaper).toBeLessThan(0.05)
})

test('nothing is said of a system without costs', () => {
  const free = rowsOf('small', 6, 0).map(({ costUsd: _, ...row }) => row)
  expect(savingOf({ candidate: free, reference: rowsOf('big', 9, 1) }, {}, SCOPE)).toBeUndefined()
})
