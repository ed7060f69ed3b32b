import { expect, test } from 'vitest'
import { aSession } from '../../test/support/traces/session.js'
import type { ReaderLabels, ReaderVerdict } from '../wire/index.js'
import { compareReaders, withReaderLabels } from './readers.js'

const labelsOf = (
  reader: string,
  verdicts: readonly ReaderVerdict[],
  parts: Partial<ReaderLabels> = {},
): ReaderLabels => ({
  file: `${reader}.json`,
  sheet: 'abc',
  reader,
  labels: verdicts.map((verdict, index) => ({ id: `s${index}`, verdict })),
  ...parts,
})
const SAID: readonly ReaderVerdict[] = [
  'solved',
  'solved',
  'failed',
  'unclear',
  'failed',
  'solved',
  'failed',
  'solved',
  'failed',
  'solved',
]
const OTHER: readonly ReaderVerdict[] = [
  'solved',
  'failed',
  'failed',
  'unclear',
  'failed',
  'solved',
  'failed',
  'solved',
  'failed',
  'solved',
]
const pair = (one = SAID, two = OTHER) => [labelsOf('ann', one), labelsOf('ben', two)] as const

test('agreement counts what both read, and lists every session on which they differ', () => {
  const { both, alone, counts, kappa, disagreements } = compareReaders(pair(), { level: 0.95 })
  expect([both, alone]).toEqual([10, 0])
  expect(counts).toEqual([
    [4, 1, 0],
    [0, 4, 0],
    [0, 0, 1],
  ])
  expect(kappa).toMatchObject({ kind: 'determined', method: 'cohen-kappa' })
  expect(disagreements).toEqual([{ id: 's1', verdicts: ['solved', 'failed'], notes: [] }])
})

test('what only one read is counted apart', () => {
  expect(compareReaders(pair(SAID, OTHER.slice(0, 7)), { level: 0.95 })).toMatchObject({ both: 7, alone: 3 })
})

test('a verdict is kept only where both agree and it is clear', () => {
  const sessions = SAID.map((_, index) => aSession({ id: `s${index}`, calls: ['look -> ok'] }))
  const { sessions: changed, labelled } = withReaderLabels(sessions, pair())
  expect(labelled).toBe(8)
  expect(changed.slice(0, 4).map(({ outcome, labelledBy }) => [outcome.kind, labelledBy])).toEqual([
    ['solved', 'readers'],
    ['unknown', undefined],
    ['failed', 'readers'],
    ['unknown', undefined],
  ])
})

test('labels of another sample, of the same reader, or of another record are refused', () => {
  const [ann, ben] = pair()
  expect(() => compareReaders([ann, { ...ben, sheet: 'other' }], { level: 0.95 })).toThrow(
    'labels of one labelling page',
  )
  expect(() => compareReaders([ann, { ...ben, reader: 'ann' }], { level: 0.95 })).toThrow(
    'two readers with names of their own',
  )
  expect(() => withReaderLabels([aSession({ id: 'else' })], [ann, ben])).toThrow('sessions of this record')
})
