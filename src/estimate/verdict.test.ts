import { expect, test } from 'vitest'
import type { Estimate } from '../domain/index.js'
import { correctVerdict, estimatePairedDifference, smallestEffect, trialsToVerdict, verdictOf } from './index.js'

const PLAN = { margin: 0.1, isPlanFinished: true }

function determined(value: number, half: number): Extract<Estimate, { kind: 'determined' }> {
  const basis = { method: 'any', level: 0.95, samples: 41, trials: 120, excluded: {}, warnings: [] }
  return { kind: 'determined', value, low: value - half, high: value + half, ...basis }
}

test('a difference is established where both its interval and its test say so', () => {
  expect(verdictOf(determined(0.2, 0.1), { ...PLAN, p: 0.01 }).kind).toBe('established')
  expect(verdictOf(determined(0.2, 0.1), { ...PLAN, p: 0.12 }).kind).toBe('not-established')
})

test('nothing is established while trials of the plan are still to come', () => {
  const found = verdictOf(determined(0.2, 0.1), { ...PLAN, isPlanFinished: false, trialUsd: 0.5 })
  expect(found).toEqual({ kind: 'undecided', moreTrials: 1, moreUsd: 0.5 })
  expect(verdictOf(determined(0.05, 0.1), { ...PLAN, isPlanFinished: false })).toEqual({
    kind: 'undecided',
    moreTrials: 360,
  })
})

test('not established names the smallest effect that such a study finds, which is larger among many', () => {
  const raw = verdictOf(determined(0.05, 0.2), PLAN)
  const corrected = correctVerdict(raw, determined(0.05, 0.2), { correctedP: 1, comparisons: 8 })
  // t(0.975) and t(0.8) of 40 degrees of freedom: 2.0211 and 0.8507.
  expect(raw).toEqual({ kind: 'not-established', smallestFound: expect.closeTo((0.2 * (2.0211 + 0.8507)) / 2.0211, 4) })
  expect(corrected.kind === 'not-established' && corrected.smallestFound).toBeGreaterThan(0.34)
})

test('an effect larger than any that can occur is not named', () => {
  expect(smallestEffect(determined(0, 0.9))).toBeGreaterThan(1)
  expect(verdictOf(determined(0, 0.9), PLAN)).toEqual({ kind: 'not-established' })
})

test('a finding that correction loses says what could have been found', () => {
  const found = correctVerdict({ kind: 'established' }, determined(0.2, 0.15), { correctedP: 0.08, comparisons: 6 })
  expect(found).toEqual({ kind: 'not-established', smallestFound: expect.any(Number) })
})

test('more trials than are worth naming are not named', () => {
  expect(trialsToVerdict(determined(0.05, 3), 0.1)).toBeUndefined()
})

test('equal differences on every task have an interval with width and a test by signs', () => {
  const tasks = (n: number) => Array.from({ length: n }, (_, index) => ({ cluster: `t${index}`, value: 0.8 - 0.6 }))
  const { estimate, test: signs } = estimatePairedDifference(tasks(20), { level: 0.95 })
  expect(estimate).toMatchObject({ kind: 'determined', method: 'equal-task-means' })
  // None of 20 tasks differs, so at most 16.8 % do, and those may lie anywhere from -1 to 1.
  expect(estimate.kind === 'determined' && estimate.low).toBeCloseTo(0.2 - 0.1684 * 1.2, 3)
  expect(estimate.kind === 'determined' && estimate.high).toBeCloseTo(0.2 + 0.1684 * 0.8, 3)
  expect(signs).toEqual({ method: 'sign-flip-exact', p: 2 / 2 ** 20 })
})
