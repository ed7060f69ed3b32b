import { expect, test } from 'vitest'
import { aContext, aDepotScene, askCall, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { toolRenamed } from './tool-renamed.js'

const scene = aDepotScene({ future: [{ name: 'find_parcel', arguments: { parcel: 'red' } }] })
const { link } = prepared(toolRenamed, scene)
const offered = link.offer?.(scene.environment.tools, aContext())
const tools = offered?.kind === 'replace' ? offered.tools : []

test('the new name says nothing and the description stays', () => {
  const old = scene.environment.tools.find(({ name }) => name === 'find_parcel')
  expect(tools[2]).toEqual({ ...old, name: 'tool_3', description: old?.description })
  expect(tools.map(({ name }) => name)).not.toContain('find_parcel')
})

test('another description that names the tool names it anew', () => {
  const [first] = scene.environment.tools
  const mentioning = [{ ...first, name: 'look', description: 'Less than find_parcel tells.' }] as typeof tools
  const changed = link.offer?.(mentioning, aContext())
  expect(changed).toMatchObject({ tools: [{ description: 'Less than tool_3 tells.' }] })
})

test('a call by the new name reaches the world as a call by the old one', () => {
  expect(askCall(link, { name: 'tool_3', arguments: { parcel: 'red' } })).toMatchObject({
    kind: 'translate',
    call: { name: 'find_parcel', arguments: { parcel: 'red' } },
  })
})

test('a call by the old name is none of the link: nothing of that name is offered', () => {
  expect(link.matches?.({ name: 'find_parcel', arguments: {} })).toBe(false)
})

test('a name that another tool has is not taken', () => {
  const taken = scene.environment.tools.map((tool) => (tool.name === 'look' ? { ...tool, name: 'tool_3' } : tool))
  const environment = { ...scene.environment, tools: taken }
  const adapted = prepared(toolRenamed, { ...scene, environment }).adapt(scene.future)
  expect(adapted[0]?.name).toBe('tool_10')
})

test('a future without calls has nothing to rename', () => {
  expect(missingFor(toolRenamed, aDepotScene({ future: [] }))).toBe('a tool that is used after the fork')
})
