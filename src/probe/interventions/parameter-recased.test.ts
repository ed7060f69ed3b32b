import { expect, test } from 'vitest'
import {
  aDepotScene,
  aStockroomScene,
  askCall,
  missingFor,
  offeredBy,
  prepared,
} from '../../../test/support/depot-scene.js'
import { parameterRecased } from './parameter-recased.js'

const move = { name: 'move_item', arguments: { item: 'bolts', shelf: 'C' } }

test('the fields keep their names in another case, in another order, and mean the same', () => {
  const scene = aStockroomScene({ future: [move] })
  const { link, adapt } = prepared(parameterRecased, scene)
  const spec = offeredBy(link, scene.environment.tools).find(({ name }) => name === 'move_item')
  expect(Object.keys(spec?.parameters.properties ?? {})).toEqual(['SHELF', 'ITEM'])
  const [adapted = move] = adapt([move])
  expect(adapted.arguments).toEqual({ ITEM: 'bolts', SHELF: 'C' })
  expect(askCall(link, adapted)).toMatchObject({ kind: 'translate', call: move })
})

test('a tool without parameters has no case to change', () => {
  expect(missingFor(parameterRecased, aDepotScene({ future: [{ name: 'look', arguments: {} }] }))).toContain(
    'parameters',
  )
})
