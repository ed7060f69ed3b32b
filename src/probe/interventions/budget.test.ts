import { expect, test } from 'vitest'
import { aContext, aStockroomScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { budgetCut, budgetCutSilent, deadlineMoved } from './budget.js'

// Five calls are left to do at the fork, and the baseline makes twelve.
const scene = aStockroomScene({ dose: { slack: 1.25 } })

test.each([
  [1.25, 8],
  [1, 6],
  [9, 12],
])('with a slack of %d so many turns are left: %d, one of them to report', (slack, steps) => {
  const { link, constraint } = prepared(budgetCut, { ...scene, dose: { slack } })
  expect(link.limit?.(aContext())).toEqual({ kind: 'cut', steps })
  expect(link.limit?.(aContext({ step: 1 }))).toEqual({ kind: 'pass' })
  expect(constraint).toEqual({ kind: 'limited', steps })
})

test('the operator says so, or nobody does', () => {
  const words = (intervention: typeof budgetCut) => prepared(intervention, scene).link.speak?.(aContext())
  expect(words(budgetCut)).toMatchObject({ text: expect.stringContaining('8 more turns') })
  expect(words(deadlineMoved)).toMatchObject({ text: expect.stringContaining('within 8 turns from now') })
  expect(words(budgetCutSilent)).toBeUndefined()
})

test('a baseline that makes no call too many leaves nothing to cut', () => {
  const solution = scene.environment.solve?.([])
  const future = solution?.kind === 'calls' ? solution.calls : []
  expect(missingFor(budgetCut, { ...scene, future })).toContain('longer than the best plan')
})

test('a slack below 1 is refused with its place', () => {
  expect(() => prepared(budgetCut, { ...scene, dose: { slack: 0.5 } })).toThrow(
    'budget-cut.slack is 0.5; expected a number from 1',
  )
})
