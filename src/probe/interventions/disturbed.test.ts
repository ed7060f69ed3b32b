import { expect, test } from 'vitest'
import { aContext, aDepotScene, aStockroomScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { itemMoved, itemRenamed, workUndone } from './disturbed.js'

test.each([
  [workUndone, 'work-undone hinges'],
  [itemMoved, 'item-moved bolts'],
  [itemRenamed, 'item-renamed bolts'],
])('$name asks once for a disturbance of its kind that the work goes on to meet', (intervention, disturbance) => {
  const { link, constraint } = prepared(intervention, aStockroomScene({ fork: 4 }))
  expect(constraint).toEqual({ kind: 'disturbed', disturbance })
  expect(link.disturb?.(aContext())).toEqual({ kind: 'disturb', disturbance })
  expect(link.disturb?.(aContext({ delivered: 1 }))).toEqual({ kind: 'pass' })
})

test('a change that nobody would come across is not made', () => {
  const future = [{ name: 'show_item', arguments: { item: 'ropes' } }]
  const scene = aStockroomScene({ future, target: 'item-renamed lamps' })
  expect(missingFor(itemRenamed, scene)).toBe('a change that the work goes on to meet')
})

test('a world without such disturbances says so', () => {
  expect(missingFor(itemMoved, aDepotScene())).toBe('a disturbance of the kind item-moved')
})
