import { expect, test } from 'vitest'
import {
  aContext,
  aDepotScene,
  aStockroomScene,
  askCall,
  missingFor,
  offeredBy,
  prepared,
} from '../../../test/support/depot-scene.js'
import { defaultInverted } from './default-inverted.js'

const list = (page: number) => ({ name: 'list_items', arguments: { page } })
const scene = aStockroomScene()
const { link, adapt } = prepared(defaultInverted, scene)

test('what was 1 is 0, in words, in the schema and in what reaches the tool', () => {
  expect(link.speak?.(aContext())).toMatchObject({ text: expect.stringContaining('page of list_items counts from 0') })
  expect(offeredBy(link, scene.environment.tools)[0]?.parameters.properties).toMatchObject({
    page: { description: 'A whole number that counts from 0.' },
  })
  expect(askCall(link, list(0))).toMatchObject({ kind: 'translate', call: list(1) })
  expect(adapt([list(2)])).toEqual([list(1)])
})

test('a world that counts nothing is not used', () => {
  expect(missingFor(defaultInverted, aDepotScene())).toBe('a reading tool in use with a parameter that counts from 1')
})
