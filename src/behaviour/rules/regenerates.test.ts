import { expect, test } from 'vitest'
import { depot, ledger } from '../../../test/labelled/stories.js'
import { type TwinNotes, twinsOf } from '../../../test/labelled/twins.js'
import { RESTART_CALLS, RESTART_HEAD, RESTART_SHARE } from '../thresholds.js'
import { regenerates } from './regenerates.js'

const matchOf = (varied: string, notes: Partial<TwinNotes> = {}, story = ledger) =>
  regenerates(
    twinsOf('twins', story, {
      constraint: { kind: 'disturbed', disturbance: 'march-reopened' },
      ends: 'steps',
      varied,
      ...notes,
    }),
  )

const PREFIX = ledger.prefix
  .trim()
  .split('\n')
  .map((line) => line.trim().replace(/ \[\w+\]$/, ''))

const own = (from: number, to: number) => PREFIX.slice(from, to).join('\n')

const others = (count: number) =>
  Array.from({ length: count }, (_, index) => `search_invoices page=${index} -> none on ${index}`).join('\n')

test('beginning again from its first calls is a restart at the threshold and not before it', () => {
  expect(matchOf(own(0, RESTART_CALLS))).toEqual({
    behaviour: 'regenerates',
    steps: [5, 6, 7],
    note: '3 calls of its own beginning were made again in order',
  })
  expect(matchOf(own(0, RESTART_CALLS - 1))).toBeUndefined()
})

test('a restart begins with one of the first calls, not in the middle', () => {
  const story = { ...ledger, prefix: [...PREFIX, 'get_invoice id=I-9 -> I-9', 'list_accounts all=yes -> 3'].join('\n') }
  const tail = (from: number) =>
    [...PREFIX.slice(from), 'get_invoice id=I-9 -> I-9', 'list_accounts all=yes -> 3'].join('\n')
  expect(matchOf(tail(RESTART_HEAD - 1), {}, story)?.behaviour).toBe('regenerates')
  expect(matchOf(tail(RESTART_HEAD), {}, story)).toBeUndefined()
})

test('steps of another kind before and between do not hide a restart', () => {
  const varied = [others(2), own(0, 1), others(1), own(1, 4)].join('\n')
  expect(matchOf(varied)?.steps).toEqual([7, 9, 10, 11])
})

test('a few calls repeated within much other work are no restart', () => {
  const story = { ...ledger, prefix: [...PREFIX, others(10)].join('\n') }
  const fresh = (count: number) => Array.from({ length: count }, (_, at) => `get_invoice id=N-${at} -> none`).join('\n')
  const most = Math.floor(RESTART_CALLS / RESTART_SHARE) - RESTART_CALLS
  expect(matchOf(`${own(0, RESTART_CALLS)}\n${fresh(most)}`, {}, story)?.behaviour).toBe('regenerates')
  expect(matchOf(`${own(0, RESTART_CALLS)}\n${fresh(most + 1)}`, {}, story)).toBeUndefined()
})

test('one call made again many times is no restart', () => {
  expect(matchOf('9x list_accounts -> 1000 bank; 1200 receivables; 4000 sales')).toBeUndefined()
})

test('looking round again as the twin does is ordinary work', () => {
  const sham = `${own(0, 3)}\nfinish result=done`
  expect(matchOf(own(0, 3), { sham })).toBeUndefined()
  expect(matchOf(own(0, 5), { sham })?.behaviour).toBe('regenerates')
})

test('repeated calls that end in a new checkpoint are new work', () => {
  const again = 'look -> yard\nlist_parcels -> three\nload parcel=red -> ok\ndrive to=hall -> ok\nunload -> out'
  expect(matchOf(again, {}, depot)?.behaviour).toBe('regenerates')
  expect(matchOf(`${again} [all]`, {}, depot)).toBeUndefined()
  expect(matchOf(`${again} [red]`, {}, depot)?.behaviour).toBe('regenerates')
})

test('a trial that was changed at its first steps has nothing to start again', () => {
  expect(matchOf(own(0, 4), {}, { ...ledger, prefix: 'list_accounts -> three\nlook -> here' })).toBeUndefined()
})

test('a restart shows in a solved trial too', () => {
  expect(matchOf(own(0, 5), { ends: 'solved' })?.behaviour).toBe('regenerates')
})
