import { expect, test } from 'vitest'
import { aSession } from '../../../test/support/traces/session.js'
import type { JsonObject, Session, SessionCall } from '../../domain/index.js'
import { seenTools } from './tools.js'

function sessionOf(...given: readonly (JsonObject | undefined)[]): Session {
  const calls = given.map((one, index): SessionCall => {
    return { id: `c${index}`, name: 'get', ...(one !== undefined && { arguments: one }) }
  })
  return { ...aSession(), steps: calls.map((call, index) => ({ index, operator: [], text: '', calls: [call] })) }
}

test('arguments have the type that all calls agree on, and are optional where a call goes without', () => {
  const [get] = seenTools([
    sessionOf({ id: 'a', page: 1, share: 1, tags: ['x'], all: true, where: {}, odd: 1, list: [1] }),
    sessionOf({ id: 'b', page: 2, share: 0.5, tags: [], all: false, where: { x: 1 }, odd: 'one' }),
  ])
  expect(get).toEqual({
    name: 'get',
    calls: 2,
    failed: 0,
    fields: [
      { name: 'id', type: 'text', isAlways: true },
      { name: 'page', type: 'whole', isAlways: true },
      { name: 'share', type: 'number', isAlways: true },
      { name: 'tags', type: 'list', isAlways: true },
      { name: 'all', type: 'truth', isAlways: true },
      { name: 'where', type: 'object', isAlways: true },
      { name: 'odd', type: 'anything', isAlways: true },
      { name: 'list', type: 'list', isAlways: false },
    ],
  })
})

test('calls that were refused say nothing of what a tool takes, unless there are no others', () => {
  const refused = (given: JsonObject): SessionCall => ({ id: 'r', name: 'get', arguments: given, isError: true })
  const step = (call: SessionCall) => ({ index: 9, operator: [], text: '', calls: [call] })
  const session = sessionOf({ id: 'a' })
  const both = { ...session, steps: [...session.steps, step(refused({ name: 'b' }))] }
  expect(seenTools([both])).toMatchObject([{ calls: 2, failed: 1, fields: [{ name: 'id' }] }])
  expect(seenTools([{ ...session, steps: [step(refused({ name: 'b' }))] }])).toMatchObject([
    { fields: [{ name: 'name' }] },
  ])
})

test('where contents were left out, nothing is known of arguments', () => {
  expect(seenTools([sessionOf(undefined)])).toEqual([{ name: 'get', calls: 1, failed: 0 }])
})
