import { expect, test } from 'vitest'
import { aDepotScene, askCall, offeredBy, prepared } from '../../../test/support/depot-scene.js'
import { credentialExpired } from './credential-expired.js'

const drive = { name: 'drive', arguments: { to: 'hall' } }
const renew = { name: 'renew_access', arguments: {} }
const scene = aDepotScene({ future: [drive] })
const { link, adapt } = prepared(credentialExpired, scene)

test('the tool is refused with the way to renew until access is renewed, however often it is called', () => {
  expect(askCall(link, drive, { delivered: 7, earlier: [drive, drive] })).toMatchObject({
    kind: 'answer',
    result: { text: 'drive: your access has expired; renew_access renews it', isError: true },
  })
  expect(askCall(link, drive, { delivered: 7, earlier: [drive, renew] })).toEqual({ kind: 'pass' })
})

test('the tool that renews is offered and answered', () => {
  expect(offeredBy(link, scene.environment.tools).at(-1)?.name).toBe('renew_access')
  expect(askCall(link, renew)).toMatchObject({ kind: 'answer', result: { isError: false } })
})

test('a plan that adapts is refused once, renews and goes on', () => {
  const look = { name: 'look', arguments: {} }
  expect(adapt([look, drive])).toEqual([look, drive, renew, drive])
})
