import { expect, test } from 'vitest'
import { aContext, aDepotScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import type { SceneSystems } from '../../domain/index.js'
import { modelSwapped } from './model-swapped.js'

const systems: SceneSystems = {
  ownId: 'small-id',
  referenceId: 'large-id',
  known: [
    { id: 'small-id', label: 'small' },
    { id: 'large-id', label: 'large' },
    { id: 'robot-id', label: 'robot', isOutside: true },
  ],
}

test.each(['large', 'reference'])('%s answers from the onset on, at every step', (to) => {
  const { link } = prepared(modelSwapped, aDepotScene({ systems, dose: { to } }))
  for (const step of [0, 1, 7]) {
    expect(link.route?.(aContext({ step }))).toEqual({ kind: 'route', systemId: 'large-id' })
  }
})

test.each([
  ['small', 'another system than the one that is asked anyway'],
  ['medium', 'a configured system called medium'],
  ['robot', 'a model that can be asked: robot keeps its own loop'],
])('nobody can be swapped for %s, and it is said why', (to, missing) => {
  expect(missingFor(modelSwapped, aDepotScene({ systems, dose: { to } }))).toBe(missing)
})

test('outside of a study there is nobody to swap for', () => {
  expect(missingFor(modelSwapped, aDepotScene())).toBe('a study with another system')
})

test('a name that is not configured is refused when the study is planned, with those that are', () => {
  expect(() => modelSwapped.checkDose?.({ to: 'medium' }, ['small', 'large'])).toThrow(
    'model-swapped.to is "medium"; expected one of small, large, reference',
  )
  expect(modelSwapped.checkDose?.({ to: 'large' }, ['small', 'large'])).toBe(undefined)
})
