import { expect, test } from 'vitest'
import { aDepotScene, askResult, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { sourcesContradict } from './sources-contradict.js'

const { link, constraint } = prepared(sourcesContradict, aDepotScene())

test('the two first entries that differ change their values; the other source stays right', () => {
  expect(constraint).toEqual({ kind: 'misreported', tool: 'list_parcels' })
  expect(askResult(link, 'Parcels:\nred: dock\nblue: dock\ngreen: yard')).toBe(
    'Parcels:\nred: yard\nblue: dock\ngreen: dock',
  )
  expect(askResult(link, 'red: dock\nblue: dock')).toBe('pass')
})

test('a reading without a second source is left alone', () => {
  const scene = aDepotScene()
  const tools = scene.environment.tools.map(({ alternatives, ...tool }) => tool)
  const environment = { ...scene.environment, tools }
  expect(missingFor(sourcesContradict, { ...scene, environment })).toContain('a second source')
})
