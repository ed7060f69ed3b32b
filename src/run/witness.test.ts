import { expect, test } from 'vitest'
import { openDepot } from '../../test/support/depot-world.js'
import { withReads } from './witness.js'

const call = (name: string, given = {}) => ({ name, arguments: given })
const [look, list, load, unload] = ['look', 'list_parcels', 'load', 'unload'].map((name) => call(name))
const drive = call('drive', { to: 'hall' })
const { tools } = openDepot()
const free = { tools, constraint: { kind: 'misreported', tool: 'look' } } as const

test('each read comes after as many writes as it did in the work it is taken from', () => {
  const future = [look, load, drive, list, unload, look].flatMap((entry) => entry ?? [])
  expect(withReads([drive, drive, drive], future, free)).toEqual([look, drive, drive, list, drive, look])
})

test('reads after more writes than the plan has come at its end', () => {
  expect(withReads([drive], [drive, drive, drive, call('look')], free)).toEqual([drive, call('look')])
})

test('a read that the change takes away is left out', () => {
  const without = { tools, constraint: { kind: 'tool-unavailable', tool: 'look' } } as const
  expect(withReads([drive], [call('look'), call('list_parcels')], without)).toEqual([call('list_parcels'), drive])
})

test('names that the world does not know are left out', () => {
  expect(withReads([drive], [call('guess')], free)).toEqual([drive])
})
