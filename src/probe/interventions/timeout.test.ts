import { expect, test } from 'vitest'
import { aDepotScene, askCall, prepared } from '../../../test/support/depot-scene.js'
import { timeout } from './timeout.js'

const drive = { name: 'drive', arguments: { to: 'hall' } }
const { link, adapt } = prepared(timeout, aDepotScene({ future: [drive], dose: { calls: 1, seconds: 90 } }))

test('the first calls time out after the seconds of the dose, and the next one passes', () => {
  expect(askCall(link, drive)).toMatchObject({
    kind: 'answer',
    result: { text: 'drive: no answer within 90 seconds; the call was taken back', isError: true },
  })
  expect(askCall(link, drive, { delivered: 1 })).toEqual({ kind: 'pass' })
})

test('a plan that adapts makes the call again', () => {
  expect(adapt([drive])).toEqual([drive, drive])
})
