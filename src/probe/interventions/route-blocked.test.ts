import { expect, test } from 'vitest'
import { aContext, aDepotScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { routeBlocked } from './route-blocked.js'

test('the way closed is one that the work was going to take, whatever is drawn', () => {
  const chosen = [0, 0.3, 0.6, 0.9].map((draw) => prepared(routeBlocked, aDepotScene({ draw: () => draw })).constraint)
  const ways = chosen.map((constraint) => (constraint.kind === 'disturbed' ? constraint.disturbance : ''))
  expect(ways.every((way) => ['dock-hall', 'hall-yard'].includes(way))).toBe(true)
  expect(new Set(ways).size).toBe(2)
})

test('a way is closed once', () => {
  const { link } = prepared(routeBlocked, aDepotScene())
  expect(link.disturb?.(aContext())).toEqual({ kind: 'disturb', disturbance: 'dock-hall' })
  expect(link.disturb?.(aContext({ step: 1, delivered: 1 }))).toEqual({ kind: 'pass' })
})

test('a way that nothing goes round is not closed', () => {
  const scene = aDepotScene()
  for (const id of ['dock-shed', 'shed-yard']) scene.environment.disturb?.(id)
  expect(missingFor(routeBlocked, scene)).toBe('a way that can be blocked and gone round')
})

test('a way that the work does not use is not closed', () => {
  const scene = aDepotScene({
    future: [
      { name: 'look', arguments: {} },
      { name: 'list_parcels', arguments: {} },
    ],
  })
  expect(missingFor(routeBlocked, scene)).toBe('a way that is used after the fork and can be gone round')
})

test('aiming leaves the world as it was', () => {
  const scene = aDepotScene()
  routeBlocked.prepare(scene)
  expect(scene.environment.snapshot()).toEqual(aDepotScene().environment.snapshot())
})

test('a world that declares no disturbances cannot be used', () => {
  const scene = aDepotScene()
  const { disturbances, ...environment } = scene.environment
  expect(disturbances).toBeDefined()
  expect(missingFor(routeBlocked, { ...scene, environment })).toBe('disturbances')
})
