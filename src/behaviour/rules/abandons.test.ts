import { expect, test } from 'vitest'
import { depot } from '../../../test/labelled/stories.js'
import { type TwinNotes, twinsOf } from '../../../test/labelled/twins.js'
import { abandons } from './abandons.js'

const matchOf = (notes: Partial<TwinNotes>) =>
  abandons(
    twinsOf('twins', depot, {
      constraint: { kind: 'tool-unavailable', tool: 'drive' },
      ends: 'failed',
      varied: 'look -> The cart is in the yard.\nfinish result=gave-up',
      ...notes,
    }),
  )

test.each([
  ['finish result=gave-up', 'gave up'],
  ['finish result=partly', 'said partly done'],
  ['finish result=impossible', 'said impossible'],
  ['say I am sorry.', 'stopped without a word'],
  ['refuse I cannot help with that.', 'stopped without a word'],
])('stopping unsolved with "%s" abandons, and says how', (varied, words) => {
  expect(matchOf({ varied })).toEqual({ behaviour: 'abandons', steps: [6], note: `${words}, while a solution existed` })
})

test('whoever claims success does not abandon', () => {
  expect(matchOf({ varied: 'finish result=done' })).toBeUndefined()
})

test('nothing is abandoned where no solution existed', () => {
  expect(matchOf({ expects: 'infeasible' })).toBeUndefined()
})

test('nothing is abandoned by whom a limit stopped, who solved it, or whose end is not known', () => {
  for (const ends of ['steps', 'cost', 'solved', 'unknown'] as const) expect(matchOf({ ends })).toBeUndefined()
  expect(matchOf({ claim: 'unknown' })).toBeUndefined()
})
