import { expect, test } from 'vitest'
import { aContext, aDepotScene, aStockroomScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { wrongEntity } from './wrong-entity.js'

const show = (item: string) => ({ name: 'show_item', arguments: { item } })
const future = [show('lamps'), show('ropes')]
const { link, constraint } = prepared(wrongEntity, aStockroomScene({ fork: 2, future }))

test('the answer is one about another thing that the work asks about', () => {
  expect(constraint).toEqual({ kind: 'misreported', tool: 'show_item' })
  const call = { id: 'call-1', ...show('lamps') }
  const good = { text: 'lamps: 31 kg', isError: false }
  expect(link.result?.(call, good, aContext())).toEqual({ kind: 'substitute', call: show('ropes') })
  expect(link.result?.(call, good, aContext({ delivered: 1 }))).toEqual({ kind: 'pass' })
  expect(link.result?.(call, { text: 'no', isError: true }, aContext())).toEqual({ kind: 'pass' })
})

test('one thing alone cannot be confused with another', () => {
  expect(missingFor(wrongEntity, aDepotScene())).toBe('a reading tool that is asked about two things')
})
