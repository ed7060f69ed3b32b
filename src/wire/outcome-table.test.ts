import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OutcomeRow } from '../domain/index.js'
import {
  assembleTable,
  type ColumnMap,
  readCsv,
  readJsonLines,
  readOutcomes,
  writeCsv,
  writeJsonLines,
} from './index.js'

const csv = (text: string, map?: ColumnMap) =>
  assembleTable([readOutcomes(readCsv(text, 't.csv'), map)], map?.strata === undefined ? {} : { strata: map.strata })
const jsonl = (text: string) => assembleTable([readOutcomes(readJsonLines(text, 't.jsonl'))])
const words = (table: ReturnType<typeof csv>, kind: string) =>
  table.notes.filter((note) => note.kind === kind).map((note) => note.words)

test('a table with the canonical names needs no mapping', () => {
  const text = `model,host,agent,settings,date,task,family,stratum,repeat,success,length,length_kind,cost,seconds,excluded
big,eu,loop,t 0,2026-01-01,t1,f,narrow,0,1,12.5,minutes-human,0.25,8,
small,eu,loop,t 0,2026-01-01,t1,f,long,3,0.5,40,reference-steps,0,9,machine broke
`
  expect(csv(text).rows).toEqual([
    {
      system: 'big',
      task: 't1',
      family: 'f',
      stratum: 'narrow',
      repeat: 0,
      outcome: { kind: 'solved' },
      length: 12.5,
      lengthKind: 'minutes-human',
      costUsd: 0.25,
      seconds: 8,
    },
    {
      system: 'small',
      task: 't1',
      family: 'f',
      stratum: 'long',
      repeat: 3,
      outcome: { kind: 'failed' },
      score: 0.5,
      length: 40,
      lengthKind: 'reference-steps',
      costUsd: 0,
      seconds: 9,
      excluded: 'machine broke',
    },
  ])
})

test.each([
  ['1', { outcome: { kind: 'solved' } }],
  ['1.0', { outcome: { kind: 'solved' } }],
  ['True', { outcome: { kind: 'solved' } }],
  ['0', { outcome: { kind: 'failed' } }],
  ['false', { outcome: { kind: 'failed' } }],
  ['0.25', { outcome: { kind: 'failed' }, score: 0.25 }],
  ['', { outcome: { kind: 'unknown' } }],
])('success %s is understood', (cell, expected) => {
  const {
    task: _task,
    repeat: _repeat,
    system: _system,
    ...rest
  } = csv(`model,task,success\nm,t,${cell}\n`).rows[0] as OutcomeRow
  expect(rest).toEqual(expected)
})

test('a null success and a missing one are both unknown', () => {
  const table = jsonl(
    '{"model":"m","task":"a","success":null}\n{"model":"m","task":"b"}\n{"model":"m","task":"c","success":true}',
  )
  expect(table.rows.map((row) => row.outcome.kind)).toEqual(['unknown', 'unknown', 'solved'])
  expect(words(table, 'unknown-results')).toEqual(['2 rows without a result, left out'])
})

test.each([
  ['success', '2', '0, 1, true, false, a number between 0 and 1, or nothing where the result is unknown'],
  ['success', 'NaN', '0, 1, true, false'],
  ['success', 'maybe', '0, 1, true, false'],
  ['cost', '-1', 'a number of US dollars from 0 to a trillion, or nothing'],
  ['cost', 'inf', 'a number of US dollars'],
  ['cost', '1e999', 'a number of US dollars'],
  ['seconds', '0x10', 'a number of seconds'],
  ['length', '0', 'a number above 0'],
  ['repeat', '1.5', 'a whole number from 0'],
  ['length_kind', 'hours', 'one of minutes-human, minutes-estimated, reference-steps, checkpoints'],
  ['stratum', 'short', 'one of narrow, long'],
])('%s %s is refused with file, line and column', (column, cell, expected) => {
  const success = column === 'success' ? '' : ',success'
  const text = `model,task,${column}${success}\n\nm,t,${cell}${success === '' ? '' : ',1'}\n`
  expect(() => csv(text)).toThrow(`t.csv line 3, column ${column} is "${cell}"; expected ${expected}`)
})

test('a JSON number too large for a number is refused as infinite', () => {
  expect(() => jsonl('{"model":"m","task":"t","success":1,"cost":1e999}')).toThrow(
    't.jsonl line 1, column cost is Infinity; expected a number of US dollars',
  )
})

test('a row without a model or a task is refused', () => {
  expect(() => csv('model,task,success\n,t,1\n')).toThrow('line 2, column model is ""; expected the name of a model')
  expect(() => jsonl('{"model":"m","success":1}\n{"model":"m","task":"t","success":1}')).toThrow(
    'line 1, column task is null; expected the name of a task',
  )
})

test('missing columns are named with those found and the flag that maps them', () => {
  expect(() => csv('model,instance_id,resolved\nm,t,1\n')).toThrow(
    't.csv header is without column task, success (found: model, instance_id, resolved); expected model, task, success, or a mapping such as --map task=instance_id --map success=resolved',
  )
})

test('a mapping to a column that is not there is refused', () => {
  expect(() => csv('model,task,success\nm,t,1\n', { cost: 'usd' })).toThrow(
    't.csv header is without column "usd", which cost is mapped to (found: model, task, success)',
  )
})

test('columns map by name, by several columns, by constants and by values', () => {
  const table = csv('vendor,name,bench,id,state\nv,n,swe,1,passed\nv,n,gaia,1,skipped\n', {
    model: ['vendor', 'name'],
    task: ['bench', 'id'],
    family: 'bench',
    success: 'state',
    constants: { agent: 'loop' },
    values: { success: { passed: true, skipped: null }, family: { swe: 'swe-bench' } },
    strata: { narrow: ['swe-bench'], long: ['gaia'] },
  })
  expect(table.rows).toEqual([
    { system: 'v/n', task: 'swe/1', family: 'swe-bench', stratum: 'narrow', repeat: 0, outcome: { kind: 'solved' } },
    { system: 'v/n', task: 'gaia/1', family: 'gaia', stratum: 'long', repeat: 0, outcome: { kind: 'unknown' } },
  ])
  expect(table.systems).toEqual([{ label: 'v/n', system: { model: 'v/n', agent: 'loop' } }])
})

test('a composite key with a blank part is refused', () => {
  expect(() => csv('model,bench,id,success\nm,swe,,1\n', { task: ['bench', 'id'] })).toThrow(
    't.csv line 2, column bench+id is null; expected text in column "id"',
  )
})

test('a stratum of a family that does not occur is refused with the families that do', () => {
  const text = 'model,task,family,success\nm,t,swe,1\nm,u,gaia,1\n'
  expect(() => csv(text, { strata: { narrow: ['swe-bench'] } })).toThrow(
    'strata.narrow is "swe-bench"; expected one of gaia, swe',
  )
  expect(() => csv(text, { strata: { narrow: ['swe'], long: ['swe'] } })).toThrow('each family on one side only')
})

test('families outside the strata are named', () => {
  const table = csv('model,task,family,success\nm,t,swe,1\nm,u,gaia,1\n', { strata: { narrow: ['swe'] } })
  expect(words(table, 'stratum-missing')).toEqual(['without a stratum, and so outside the contrast: gaia'])
})

test('rows without repeat are numbered in file order within system and task, with a note', () => {
  const table = csv('model,task,success\nm,t,1\nn,t,0\nm,t,0\nm,u,1\nm,t,1\n')
  expect(table.rows.map((row) => [row.system, row.task, row.repeat])).toEqual([
    ['m', 't', 0],
    ['n', 't', 0],
    ['m', 't', 1],
    ['m', 'u', 0],
    ['m', 't', 2],
  ])
  expect(words(table, 'repeats-numbered')).toEqual([
    'no repeat given: rows of one system and task are numbered in file order (up to 3 rows of one system and task)',
  ])
})

test('the same key twice, repeat included, is refused with both lines', () => {
  expect(() => csv('model,task,repeat,success\nm,t,0,1\nm,t,1,1\nm,t,0,0\n')).toThrow(
    't.csv line 4 is the same key (model m, task t, repeat 0) as line 2; expected each system, task and repeat once',
  )
})

test('the same key in two files is refused with both files', () => {
  const one = (file: string) => readOutcomes(readCsv('model,task,repeat,success\nm,t,0,1\n', file))
  expect(() => assembleTable([one('a.csv'), one('b.csv')])).toThrow(
    'b.csv line 2 is the same key (model m, task t, repeat 0) as a.csv line 2',
  )
})

test('repeats go on over files where none are given', () => {
  const one = (file: string) => readOutcomes(readCsv('model,task,success\nm,t,1\n', file))
  expect(assembleTable([one('a.csv'), one('b.csv')]).rows.map((row) => row.repeat)).toEqual([0, 1])
})

test('a repeat in some rows of a task and not in others is refused', () => {
  expect(() => csv('model,task,repeat,success\nm,t,0,1\nm,t,,1\n')).toThrow(
    't.csv line 3 is without a repeat, unlike line 2 of the same task',
  )
})

test('mixed kinds of length are kept and reported', () => {
  const table = csv('model,task,success,length,length_kind\nm,t,1,5,minutes-human\nm,u,1,9,checkpoints\nm,v,1,9,\n')
  expect(table.rows.map((row) => row.lengthKind)).toEqual(['minutes-human', 'checkpoints', undefined])
  expect(words(table, 'length-kinds-mixed')).toEqual([
    'lengths are of several kinds, never mixed: minutes-human (1 row), checkpoints (1 row)',
  ])
  expect(words(table, 'length-kind-missing')).toEqual(['1 row with a length but no length_kind: length not used'])
})

test('labels hold only what tells the systems apart', () => {
  const table = csv('model,agent,host,task,success\nm,loop,eu,t,1\nm,loop,us,t,1\nn,loop,eu,t,0\n')
  expect(table.systems.map(({ label }) => label)).toEqual(['m (eu)', 'm (us)', 'n (eu)'])
  expect(words(table, 'labels-shortened')).toEqual(['the same for all systems: agent loop'])
})

test('labels stay apart where two fields hold the same text', () => {
  const table = csv('model,agent,host,task,success\nm,x,,t,1\nm,,x,t,1\n')
  expect(table.systems.map(({ label }) => label)).toEqual(['m (agent x)', 'm (host x)'])
})

test('unused columns, fractional results and exclusions are reported', () => {
  const table = csv('model,task,success,excluded,colour\nm,t,0.5,,red\nm,u,1,no network,red\nm,v,1,false,red\n')
  expect(table.notes.map((note) => note.words)).toEqual([
    't.csv: columns not used: colour',
    'no repeat given: rows of one system and task are numbered in file order (each system has one row a task)',
    '1 row with a success between 0 and 1: no discordant counts and no pass^k',
    'excluded: no network (1 row)',
  ])
})

test('the recorded OpenHands table is recognised by its exact columns', () => {
  const table = jsonl('{"agent":"o","model":"m","benchmark":"gaia","instance":"7","cost":0.5,"resolved":true}')
  expect(table.rows).toEqual([
    { system: 'm', task: 'gaia/7', family: 'gaia', repeat: 0, outcome: { kind: 'solved' }, costUsd: 0.5 },
  ])
  expect(words(table, 'shape-recognised')).toHaveLength(1)
})

const text = fc
  .string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', ' ', '\n', '/', '_', '0') })
  .map((value) => `x${value}y`)
const maybe = <T>(name: string, values: fc.Arbitrary<T>) =>
  fc.option(values, { nil: undefined }).map((value) => (value === undefined ? {} : { [name]: value }))
const amount = fc.double({ min: 0, max: 1e12, noNaN: true }).map((value) => value + 0)
const result = fc.oneof(
  fc.constantFrom({ outcome: { kind: 'solved' } }, { outcome: { kind: 'failed' } }, { outcome: { kind: 'unknown' } }),
  fc.double({ min: 0.001, max: 0.999, noNaN: true }).map((score) => ({ outcome: { kind: 'failed' }, score })),
)
const rows = fc
  .uniqueArray(
    fc
      .tuple(
        fc.record({ system: text, task: text, repeat: fc.nat(5) }),
        result,
        maybe('family', text),
        maybe('stratum', fc.constantFrom('narrow', 'long')),
        maybe('length', fc.double({ min: 0.001, max: 1e9, noNaN: true })),
        maybe('lengthKind', fc.constantFrom('minutes-human', 'checkpoints')),
        maybe('costUsd', amount),
        maybe('seconds', amount),
        maybe('excluded', text),
      )
      .map((parts) => Object.assign({}, ...parts) as OutcomeRow),
    { minLength: 1, maxLength: 12, selector: (row) => JSON.stringify([row.system, row.task, row.repeat]) },
  )
  .filter((list) => list.length > 0)
const systemOf = (label: string) => ({ model: label })

test('rows written as CSV read back equal', () => {
  fc.assert(
    fc.property(rows, (list) => {
      expect(csv(writeCsv(list, systemOf)).rows).toEqual(list)
    }),
  )
})

test('rows written as JSON lines read back equal', () => {
  fc.assert(
    fc.property(rows, (list) => {
      expect(jsonl(writeJsonLines(list, systemOf)).rows).toEqual(list)
    }),
  )
})
