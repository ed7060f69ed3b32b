import { expect, test } from 'vitest'
import { aDepotScene, askCall, offeredBy, prepared } from '../../../test/support/depot-scene.js'
import { refusalOf } from '../../domain/index.js'
import { schemaStrict } from './schema-strict.js'

const load = { name: 'load', arguments: { parcel: 'green' } }
const at = (change: string) => {
  const scene = aDepotScene({ future: [load], dose: { change } })
  const { link, adapt } = prepared(schemaStrict, scene)
  return { link, adapt, tools: offeredBy(link, scene.environment.tools) }
}

test.each([
  ['field', 'load.reason is missing; expected a text'],
  ['choice', 'load.priority is missing; expected "normal" or "urgent"'],
  ['type', 'load.parcel is "green"; expected a list'],
])('where a %s changes, the old form is refused in the words of the new schema', (change, text) => {
  const { tools } = at(change)
  expect(refusalOf(load, tools)).toEqual({ text, isError: true })
})

test.each(['field', 'choice', 'type'])('where a %s changes, the new form reaches the tool as the old one', (change) => {
  const { link, adapt, tools } = at(change)
  const [adapted = load] = adapt([load])
  expect(refusalOf(adapted, tools)).toBeUndefined()
  expect(askCall(link, adapted)).toMatchObject({ kind: 'translate', call: load })
})

test('a list of two texts where one is wanted is refused too', () => {
  const { link } = at('type')
  expect(askCall(link, { name: 'load', arguments: { parcel: ['green', 'red'] } })).toMatchObject({
    kind: 'answer',
    result: { text: 'load.parcel is ["green","red"]; expected a list with one text', isError: true },
  })
})

test('a change that is none of the three is refused with its place', () => {
  expect(() => at('colour')).toThrow('schema-strict.change is "colour"; expected one of field, choice, type')
})
