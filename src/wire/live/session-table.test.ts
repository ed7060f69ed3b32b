import { expect, test } from 'vitest'
import { readCsv, readJsonLines } from '../source-table.js'
import { readCanaries } from './canary-table.js'
import { readSessions } from './session-table.js'

const read = (text: string) => readSessions(readCsv(text, 'served.csv'))

test('moments are dates of one zone or plain seconds, and a date without a zone is UTC', () => {
  const dated = read(
    'model,success,began,known\na,1,2026-03-01,2026-03-01T02:00:00+02:00\na,,2026-03-01 06:30:15.5Z,\n',
  )
  const start = Date.UTC(2026, 2, 1) / 1000
  expect(dated.clock).toBe('dates')
  expect(dated.entries).toEqual([
    { named: { model: 'a' }, result: 1, began: '2026-03-01', beganAt: start, knownAt: start },
    { named: { model: 'a' }, began: '2026-03-01 06:30:15.5Z', beganAt: start + 6 * 3600 + 30 * 60 + 15.5 },
  ])
  const counted = readSessions(
    readJsonLines('{"model":"a","success":0.5,"began":10,"ended":12,"known":15,"propensity":0.2}', 's.jsonl'),
  )
  expect(counted.entries[0]).toMatchObject({ beganAt: 10, endedAt: 12, knownAt: 15, result: 0.5, propensity: 0.2 })
  expect(counted.clock).toBe('seconds')
  expect(read('model,success\na,1\n')).not.toHaveProperty('clock')
})

test('a column is found under the name that a mapping gives it', () => {
  const table = readCsv('llm,resolved,family\na,1,sort\n', 'served.csv')
  expect(readSessions(table, { model: 'llm', success: 'resolved' }).entries).toEqual([
    { named: { model: 'a' }, family: 'sort', result: 1 },
  ])
  expect(() => readSessions(table, { model: 'name' })).toThrow('without column "name", which model is mapped to')
})

test.each([
  ['model,began\na,1\n', 'without column success (found: model, began)'],
  ['model,success\n', 'without rows'],
  ['model,success,began\na,1,\n', 'line 2, column began is null; expected when the session began'],
  ['model,success,began\na,1,soon\n', 'line 2, column began is "soon"; expected a date such as'],
  ['model,success,began\na,1,2026-04-31\n', 'line 2, column began is "2026-04-31"; expected a date such as'],
  [
    'model,success,began\na,1,2026-04-30\na,1,7\n',
    'line 3, column began is "7"; expected dates, as in the rows before',
  ],
  ['model,success,known\na,1,2026-04-30\n', 'expected when the session began (column began) beside its other times'],
  ['model,success,began,known\na,1,10,\n', 'line 2, column known is null; expected when the result became known'],
  [
    'model,success,began,known\na,,10,12\n',
    'line 2, column known is "12"; expected nothing, since the row has no result',
  ],
  ['model,success,began,known\na,1,10,9\n', 'line 2, column known is "9"; expected a moment not before 10'],
  ['model,success,began,ended\na,1,10,9\n', 'line 2, column ended is "9"; expected a moment not before 10'],
  ['model,success,propensity\na,1,0\n', 'line 2, column propensity is "0"; expected a chance above 0 and at most 1'],
  ['model,success\n,1\n', 'line 2, column model is ""; expected the name of a model'],
])('%j is refused with its place', (text, words) => {
  expect(() => read(text)).toThrow(words)
})

const NOW = Date.UTC(2026, 5, 1) / 1000
const canaries = (text: string) => readCanaries(readCsv(text, 'canary.csv'), NOW)

test('canaries are read by day, with the part of the answers from before where it is stated', () => {
  expect(canaries('model,day,p,part\na,2026-03-02,0.5,1\na,2026-03-03,0.01,2\n')).toEqual([
    { system: 'a', day: '2026-03-02', p: 0.5, part: '1' },
    { system: 'a', day: '2026-03-03', p: 0.01, part: '2' },
  ])
  expect(canaries('model,day,p\na,2026-03-02,1\n')).toEqual([{ system: 'a', day: '2026-03-02', p: 1 }])
})

test.each([
  ['model,day\na,2026-03-02\n', 'without column p (found: model, day); expected model, day, p'],
  ['model,day,p\na,2026-03-02,0\n', 'line 2, column p is "0"; expected a p-value above 0 and at most 1'],
  ['model,day,p\na,2026-03-02,\n', 'line 2, column p is null; expected a p-value'],
  ['model,day,p,part\na,2026-03-02,1,\n', 'line 2, column part is null; expected the name of a part'],
  ['model,day,p\na,mon,1\n', 'line 2, column day is "mon"; expected a date such as 2026-03-14'],
  ['model,day,p\na,2026-02-30,1\n', 'line 2, column day is "2026-02-30"; expected a date such as 2026-03-14'],
  ['model,day,p\na,20260302,1\n', 'line 2, column day is "20260302"; expected a date such as 2026-03-14'],
  ['model,day,p\na,2026-06-02,1\n', 'line 2, column day is "2026-06-02"; expected a day that is not yet to come'],
  [
    'model,day,p\na,2026-03-02,1\nb,2026-03-01,1\na,2026-03-01,1\n',
    'line 4, column day is "2026-03-01"; expected a day after the one before it of a',
  ],
  ['model,day,p\na,2026-03-02,1\na,2026-03-02,1\n', 'line 3 is 2026-03-02 of a again; expected each day once'],
])('canaries %j are refused with their place', (text, words) => {
  expect(() => canaries(text)).toThrow(words)
})

test('a day that has begun somewhere on earth is not yet to come', () => {
  expect(canaries('model,day,p\na,2026-06-01,1\n')).toHaveLength(1)
})
