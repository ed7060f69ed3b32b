import { expect, test } from 'vitest'
import type { OutcomeRow } from '../domain/index.js'
import { estimateCostPerFinishedJob } from './index.js'

const LEVEL = { level: 0.95 }

/** One trial of each task: whether it was solved, and what it cost. */
function rowsOf(trials: readonly (readonly [isSolved: boolean, costUsd?: number])[]): OutcomeRow[] {
  return trials.map(([isSolved, costUsd], index) => ({
    system: 'small',
    task: `t${index}`,
    repeat: 0,
    outcome: { kind: isSolved ? 'solved' : 'failed' },
    ...(costUsd !== undefined && { costUsd }),
  }))
}

test('a trial without a cost is charged the mean of the others, not nothing, and the reader is told', () => {
  const priced = rowsOf([...Array(9).fill([true, 1]), [false, 3]])
  const found = estimateCostPerFinishedJob([...priced, ...rowsOf([[false]]).map(later)], LEVEL)
  expect(found).toMatchObject({ kind: 'determined', warnings: ['cost-missing'] })
  expect(found.kind === 'determined' && found.value).toBeCloseTo((12 + 1.2) / 9)
})

test('where more than a fifth of the trials carry no cost there is no figure', () => {
  const found = estimateCostPerFinishedJob(rowsOf([...Array(7).fill([true, 1]), ...Array(3).fill([true])]), LEVEL)
  expect(found).toMatchObject({ kind: 'undetermined', reason: 'no-cost' })
})

test('where nothing was finished the bound divides by what may still have been', () => {
  const found = estimateCostPerFinishedJob(rowsOf(Array(20).fill([false, 1])), LEVEL)
  expect(found).toMatchObject({ kind: 'undetermined', reason: 'nothing-finished' })
  // At most 16.8 % of tasks like these are finished.
  expect(found.kind === 'undetermined' && found.atLeast).toBeCloseTo(1 / 0.1684, 1)
})

test('where every task costs the same and is solved, only the success of others is open', () => {
  const found = estimateCostPerFinishedJob(rowsOf(Array(20).fill([true, 0.5])), LEVEL)
  expect(found).toMatchObject({ kind: 'determined', value: 0.5, low: 0.5 })
  expect(found.kind === 'determined' && found.high).toBeGreaterThan(0.55)
})

test('work that is free stays free', () => {
  const found = estimateCostPerFinishedJob(
    rowsOf([
      [true, 0],
      [false, 0],
      [true, 0],
    ]),
    LEVEL,
  )
  expect(found).toMatchObject({ kind: 'determined', value: 0, high: 0 })
})

test('a failure is charged whether or not its trial has a cost of its own', () => {
  const rows = [...rowsOf(Array(9).fill([true, 1])), ...rowsOf([[false]]).map(later)]
  const found = estimateCostPerFinishedJob(rows, { ...LEVEL, failureUsd: () => 5 })
  expect(found.kind === 'determined' && found.value).toBeCloseTo(15 / 9)
})

function later(row: OutcomeRow): OutcomeRow {
  return { ...row, task: 'later' }
}
