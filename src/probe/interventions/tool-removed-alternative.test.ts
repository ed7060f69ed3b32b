import { expect, test } from 'vitest'
import { aContext, aDepotScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { toolRemovedAlternative } from './tool-removed-alternative.js'

const scene = aDepotScene({ fork: 8 })
const { link, constraint } = prepared(toolRemovedAlternative, scene)

test('the tool removed is one that the work uses and that another replaces', () => {
  expect(constraint).toEqual({ kind: 'tool-unavailable', tool: 'drive' })
})

test('the list offered lacks the tool and nothing else', () => {
  const change = link.offer?.(scene.environment.tools, aContext())
  const names = change?.kind === 'replace' ? change.tools.map(({ name }) => name) : []
  expect(names).toEqual(['look', 'list_parcels', 'find_parcel', 'push', 'load', 'unload'])
})

test('a tool that nothing replaces is not removed', () => {
  const future = [{ name: 'load', arguments: { parcel: 'green' } }]
  expect(missingFor(toolRemovedAlternative, aDepotScene({ fork: 8, future }))).toContain('can be done without')
})

test('a world without a solver cannot show that another way exists', () => {
  const { solve, ...environment } = scene.environment
  expect(solve).toBeDefined()
  expect(missingFor(toolRemovedAlternative, { ...scene, environment })).toBe('solve')
})
