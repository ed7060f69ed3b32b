import { expect, test } from 'vitest'
import { aContext, aDepotScene, askCall, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { policyChanged } from './policy-changed.js'

test('the rule is told first, and who breaks it is refused by its words', () => {
  const { link, constraint } = prepared(policyChanged, aDepotScene())
  if (constraint.kind !== 'call-forbidden') throw new Error('nothing is forbidden')
  const { tool: name, arguments: given } = constraint
  const words = link.speak?.(aContext())
  expect(words).toMatchObject({ kind: 'speak', text: expect.stringContaining('nobody may use') })
  expect(link.matches?.({ name, arguments: given })).toBe(true)
  expect(askCall(link, { name, arguments: given })).toMatchObject({ kind: 'answer', result: { isError: true } })
})

test('a world without a solver cannot show that another way exists', () => {
  const scene = aDepotScene()
  const { solve, ...environment } = scene.environment
  expect(solve).toBeDefined()
  expect(missingFor(policyChanged, { ...scene, environment })).toBe('solve')
})
