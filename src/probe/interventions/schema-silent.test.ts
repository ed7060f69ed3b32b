import { expect, test } from 'vitest'
import { aDepotScene, askCall, missingFor, offeredBy, prepared } from '../../../test/support/depot-scene.js'
import { refusalOf } from '../../domain/index.js'
import { schemaSilent } from './schema-silent.js'

const load = { name: 'load', arguments: { parcel: 'green' } }
const scene = aDepotScene({ future: [load] })
const { link, adapt } = prepared(schemaSilent, scene)

test('the old form still fits, is called good and carries nothing out', () => {
  expect(refusalOf(load, offeredBy(link, scene.environment.tools))).toBeUndefined()
  expect(askCall(link, load)).toEqual({ kind: 'answer', result: { text: 'OK.', isError: false }, delivers: true })
})

test('with the switch set the call reaches the tool without it', () => {
  const [adapted = load] = adapt([load])
  expect(adapted.arguments).toEqual({ parcel: 'green', apply: true })
  expect(askCall(link, adapted)).toMatchObject({ kind: 'translate', call: load })
})

test('a future that only reads has no write to keep back', () => {
  const future = [{ name: 'look', arguments: {} }]
  expect(missingFor(schemaSilent, aDepotScene({ future }))).toBe('a writing tool that is used after the fork')
})
