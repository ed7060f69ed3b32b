import { expect, test } from 'vitest'
import { aContext, aDepotScene, aStockroomScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import { halfDoneWrite, retryDoubles } from './half-done-write.js'

const drive = { id: 'call-1', name: 'drive', arguments: { to: 'hall' } }

test('only a write that was carried out is reported as an error, and only once', () => {
  const { link } = prepared(halfDoneWrite, aDepotScene({ future: [drive] }))
  const ask = (isError: boolean, delivered: number) =>
    link.result?.(drive, { text: 'x', isError }, aContext({ delivered }))?.kind
  expect([ask(true, 0), ask(false, 0), ask(false, 1)]).toEqual(['pass', 'replace', 'pass'])
})

test('what a second try would double is a write that adds up', () => {
  expect(prepared(retryDoubles, aStockroomScene()).constraint).toEqual({ kind: 'misreported', tool: 'receive' })
  expect(missingFor(retryDoubles, aDepotScene())).toBe('a write after the fork that a second try would double')
})
