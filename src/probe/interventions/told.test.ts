import { expect, test } from 'vitest'
import { aContext, aDepotScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { goalReworded, irrelevantClause, wrongFact } from './told.js'

const scene = aDepotScene()
const said = (intervention: typeof wrongFact, step = 0) => {
  const change = prepared(intervention, scene).link.speak?.(aContext({ step }))
  return change?.kind === 'speak' ? change.text : undefined
}

test('the goal stands whole in its new words, and the scorer keeps it', () => {
  expect(said(goalReworded)).toContain(scene.sample.goal)
  expect(prepared(goalReworded, scene).link.speak?.(aContext())).not.toHaveProperty('variant')
})

test('each of them is said at the first step and never again', () => {
  for (const intervention of [goalReworded, irrelevantClause, wrongFact]) {
    expect(said(intervention)).not.toBe(undefined)
    expect(said(intervention, 1)).toBe(undefined)
  }
})

test('what the operator says of one thing is true of another', () => {
  const places = scene.environment.call({ name: 'list_parcels', arguments: {} })
  const [, name, value] = /so: (\w+): (\w+)\.$/.exec(said(wrongFact) ?? '') ?? []
  expect('text' in places ? places.text : '').not.toContain(`${name}: ${value}`)
  expect(['red', 'blue', 'green']).toContain(name)
})

test('a future that reads nothing gives no fact to be wrong about', () => {
  expect(missingFor(wrongFact, aDepotScene({ future: [{ name: 'unload', arguments: {} }] }))).toContain(
    'two things apart',
  )
})
