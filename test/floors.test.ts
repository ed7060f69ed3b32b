import { expect, test } from 'vitest'
import { checkHouse, linesOf } from './floors/check.js'
import { EXCEPTIONS, withoutExcused } from './floors/exceptions.js'
import { PLANTED, SOUND } from './floors/planted.js'
import { readHouse } from './floors/read-house.js'

test('the house keeps its floors, its doors and the shape of its code', () => {
  expect(linesOf(withoutExcused(checkHouse(readHouse()), EXCEPTIONS))).toEqual([])
})

test('no excuse covers more than is there', () => {
  const found = checkHouse(readHouse())
  const spare = EXCEPTIONS.flatMap(({ rule, at }) =>
    Object.entries(at).filter(
      ([path, most]) => found.filter((entry) => entry.rule === rule && entry.path === path).length < most,
    ),
  )
  expect(spare).toEqual([])
})

test.each(PLANTED)(
  'a planted $rule violation is found: $words',
  ({ rule, path, text, words, beside = 'src/index.ts' }) => {
    const found = checkHouse(
      new Map([
        [beside, ''],
        [path, text],
      ]),
    ).filter((entry) => entry.rule === rule)
    expect(found.map((entry) => entry.words)).toContainEqual(expect.stringContaining(words))
  },
)

test.each(SOUND)('a sound %s passes every rule', (path, text) => {
  expect(linesOf(checkHouse(new Map([[path, text]])))).toEqual([])
})

test('a sixteenth source makes a folder too full, unless it is a list folder', () => {
  const sources = (folder: string) =>
    Array.from({ length: 16 }, (_, index) => [`${folder}/part-${index}.ts`, ''] as const)
  const found = checkHouse(new Map([...sources('src/run'), ...sources('src/probe/interventions')]))
  expect(linesOf(found)).toEqual(['src/run [crowd] holds 16 sources; expected at most 15'])
  expect(checkHouse(new Map([...sources('src/run').slice(1), ['src/run/index.ts', '']]))).toEqual([])
})

test('an excuse covers the counted violations and not one more', () => {
  const violation = { rule: 'cast', path: 'src/run/trial.ts', words: 'as string' }
  const excuse = { rule: 'cast', why: 'planted', at: { 'src/run/trial.ts': 1 } }
  expect(withoutExcused([violation], [excuse])).toEqual([])
  expect(withoutExcused([violation, violation], [excuse])).toHaveLength(2)
  expect(withoutExcused([{ ...violation, rule: 'any' }], [excuse])).toHaveLength(1)
})
