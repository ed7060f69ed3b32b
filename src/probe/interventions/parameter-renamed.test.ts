import { expect, test } from 'vitest'
import { aContext, aDepotScene, askCall, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { parameterRenamed } from './parameter-renamed.js'

const scene = aDepotScene({ future: [{ name: 'drive', arguments: { to: 'hall' } }] })
const { link, adapt } = prepared(parameterRenamed, scene)

test('the schema offered has the new fields only', () => {
  const change = link.offer?.(scene.environment.tools, aContext())
  const drive = change?.kind === 'replace' ? change.tools.find(({ name }) => name === 'drive') : undefined
  expect(drive?.parameters).toEqual({
    type: 'object',
    properties: { to_value: { type: 'string', description: 'The place.' } },
    required: ['to_value'],
  })
})

test('a call with the new fields reaches the world with the old ones', () => {
  const change = askCall(link, { name: 'drive', arguments: { to_value: 'hall' } })
  expect(change).toMatchObject({ kind: 'translate', call: { name: 'drive', arguments: { to: 'hall' } } })
})

test('a field under its old name reaches the world under none', () => {
  const change = askCall(link, { name: 'drive', arguments: { to_value: 'hall', to: 'yard' } })
  expect(change).toMatchObject({ kind: 'translate', call: { name: 'drive', arguments: { to: 'hall' } } })
})

test('fields are offered in the opposite order', () => {
  const parameters = { type: 'object', properties: { from: {}, to: {} } }
  const tools = scene.environment.tools.map((tool) => (tool.name === 'drive' ? { ...tool, parameters } : tool))
  const other = prepared(parameterRenamed, { ...scene, environment: { ...scene.environment, tools } })
  expect(JSON.stringify(other.link.offer?.(tools, aContext()))).toContain('{"to_value":{},"from_value":{}}')
})

test('only the calls of the tool change in a plan', () => {
  const load = { name: 'load', arguments: { parcel: 'red' } }
  expect(adapt([load, ...scene.future])).toEqual([load, { name: 'drive', arguments: { to_value: 'hall' } }])
})

test('a future of calls without parameters has nothing to rename', () => {
  const future = [{ name: 'look', arguments: {} }]
  expect(missingFor(parameterRenamed, aDepotScene({ future }))).toContain('a tool with parameters')
})
