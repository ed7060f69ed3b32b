import { expect, test } from 'vitest'
import { aDepotScene, missingFor, offeredBy, prepared } from '../../../test/support/depot-scene.js'
import { descriptionReworded, descriptionThinned } from './descriptions.js'

const scene = aDepotScene()
const descriptionOf = (name: string, link: ReturnType<typeof prepared>['link']) =>
  offeredBy(link, scene.environment.tools).find((tool) => tool.name === name)

test('a description keeps its first words, and parameters lose theirs', () => {
  const load = descriptionOf('load', prepared(descriptionThinned, scene).link)
  expect(load?.description).toBe('Load a parcel that.')
  expect(load?.parameters.properties).toEqual({ parcel: { type: 'string' } })
})

test('tools that are described in as few words already cannot be thinned', () => {
  const dose = { words: 100 }
  const future = [{ name: 'look', arguments: {} }]
  expect(missingFor(descriptionThinned, aDepotScene({ dose, future }))).toContain('can be shortened')
})

test('a description in other words contains the old one whole and names its fields', () => {
  const load = descriptionOf('load', prepared(descriptionReworded, scene).link)
  expect(load?.description).toBe(
    'Use `load` for the following. Load a parcel that is where the cart is. It takes parcel.',
  )
})
