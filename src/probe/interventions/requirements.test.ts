import { expect, test } from 'vitest'
import {
  aContext,
  aDepotScene,
  aStockroomScene,
  askCall,
  missingFor,
  offeredBy,
  prepared,
} from '../../../test/support/depot-scene.js'
import { instructionIncomplete, requirementAdded, requirementRevised, requirementWithdrawn } from './requirements.js'

test.each([
  [requirementAdded, 'more-ropes'],
  [requirementRevised, 'lamps-to-d'],
  [requirementWithdrawn, 'hinges-stay'],
])('$name takes a goal variant of its kind, and the scorer follows', (intervention, variant) => {
  const { constraint, link } = prepared(intervention, aStockroomScene({ fork: 2 }))
  expect(constraint).toEqual({ kind: 'goal-changed', variant })
  expect(link.speak?.(aContext())).toMatchObject({ kind: 'speak', variant })
  expect(link.speak?.(aContext({ step: 1 }))).toEqual({ kind: 'pass' })
})

test('a world whose variants are of no such kind says so', () => {
  expect(missingFor(requirementAdded, aDepotScene())).toBe('a goal variant of the kind added')
})

test('a variant that leaves nothing to do is not used', () => {
  const scene = aStockroomScene({ fork: 2 })
  const environment = { ...scene.environment, solve: () => ({ kind: 'calls', calls: [] }) as const }
  expect(missingFor(requirementRevised, { ...scene, environment })).toContain('revised')
})

test('who asks the operator is told what the words leave out', () => {
  const scene = aStockroomScene({ fork: 2 })
  const { link, adapt } = prepared(instructionIncomplete, scene)
  expect(link.speak?.(aContext())).toMatchObject({
    text: 'The goal has changed; I have the details.',
    variant: 'all-to-d',
  })
  const [ask] = adapt([])
  expect(offeredBy(link, scene.environment.tools).at(-1)?.name).toBe(ask?.name)
  if (ask !== undefined)
    expect(askCall(link, ask)).toMatchObject({ result: { text: expect.stringContaining('shelf D') } })
})
