import { expect, test } from 'vitest'
import { aDepotScene, askCall, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { quotaExhausted } from './quota-exhausted.js'

const drive = (to: string) => ({ name: 'drive', arguments: { to } })
const push = (to: string) => ({ name: 'push', arguments: { to } })
const { link, constraint, adapt } = prepared(quotaExhausted, aDepotScene())

test('the tool is one that another replaces call by call', () => {
  expect(constraint).toEqual({ kind: 'tool-unavailable', tool: 'drive' })
})

test('so many calls pass as the dose says, and no more', () => {
  expect(askCall(link, drive('hall'))).toEqual({ kind: 'pass' })
  expect(askCall(link, drive('hall'), { earlier: [drive('dock')] })).toMatchObject({
    result: { text: 'drive: the quota of 1 call is used up', isError: true },
  })
})

test('a plan that adapts uses the quota, is refused once and goes on by other means', () => {
  const plan = [push('hall'), push('yard'), push('hall')]
  expect(adapt(plan)).toEqual([drive('hall'), drive('yard'), push('yard'), push('hall')])
})

test('a tool that is not used up cannot be refused', () => {
  expect(missingFor(quotaExhausted, aDepotScene({ dose: { calls: 50 } }))).toContain('used more often')
})
