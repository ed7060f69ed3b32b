import { expect, test } from 'vitest'
import { depot } from '../../../test/labelled/stories.js'
import { twinsOf } from '../../../test/labelled/twins.js'
import { CYCLE_ROUNDS, LONGEST_CYCLE, LOOP_REPEATS } from '../thresholds.js'
import { loops } from './loops.js'

const matchOf = (varied: string, evident: number | 'never' = 0) =>
  loops(
    twinsOf('twins', depot, {
      constraint: { kind: 'disturbed', disturbance: 'way-closed' },
      ends: 'steps',
      varied,
      evident,
    }),
  )

const KNOCK = 'drive to=hall -> ! The way to the hall is closed.'

/** A cycle of different calls. */
function cycle(length: number, rounds: number): string {
  const round = Array.from({ length }, (_, index) => `find_parcel parcel=p${index} -> not here`)
  return Array.from({ length: rounds }, () => round.join('\n')).join('\n')
}

test('the same call with the same result is a loop at the threshold and not before it', () => {
  expect(matchOf(`${LOOP_REPEATS}x ${KNOCK}`)).toEqual({
    behaviour: 'loops',
    steps: [6, 7, 8],
    note: 'drive again, 3 times with the same result',
  })
  expect(matchOf(`${LOOP_REPEATS - 1}x ${KNOCK}`)).toBeUndefined()
})

test('a cycle is a loop after enough rounds, up to the longest that is looked for', () => {
  for (let length = 2; length <= LONGEST_CYCLE; length += 1) {
    expect(matchOf(cycle(length, CYCLE_ROUNDS))?.steps, `${length} calls`).toHaveLength(length * CYCLE_ROUNDS)
    expect(matchOf(cycle(length, CYCLE_ROUNDS - 1)), `${length} calls`).toBeUndefined()
  }
  expect(matchOf(cycle(LONGEST_CYCLE + 1, CYCLE_ROUNDS))).toBeUndefined()
})

test('another result each time is waiting, not a loop', () => {
  const ticks = Array.from({ length: 9 }, (_, index) => `look -> ${index} carts before this one.`)
  expect(matchOf(ticks.join('\n'))).toBeUndefined()
})

test('letter case, spacing and the order of arguments make no other call', () => {
  const varied = `
    find_parcel parcel="blue box" place=hall -> not here
    find_parcel place=Hall parcel="Blue  box" -> not here
    find_parcel parcel=" blue box " place=hall -> not here
  `
  expect(matchOf(varied)?.behaviour).toBe('loops')
})

test('other words are another call', () => {
  const varied = `
    find_parcel parcel=blue -> not here
    find_parcel parcel=azure -> not here
    find_parcel parcel=navy -> not here
  `
  expect(matchOf(varied)).toBeUndefined()
})

test('a checkpoint within the repeats shows that they lead somewhere', () => {
  const dump = 'unload -> One parcel is out.'
  expect(matchOf(`${dump} [a]\n${dump} [b]\n${dump} [c]`)).toBeUndefined()
  expect(matchOf(`${dump} [a]\n${dump}\n${dump}`)?.behaviour).toBe('loops')
})

test('equal calls of one step are one round, for none of them could know of the others', () => {
  expect(matchOf(`${KNOCK}\n+ ${KNOCK}\n+ ${KNOCK}`)).toBeUndefined()
})

test('a call between breaks the repetition', () => {
  expect(matchOf(`2x ${KNOCK}\nlook -> The cart is in the yard.\n2x ${KNOCK}`)).toBeUndefined()
})

test('what was repeated before the onset does not count', () => {
  expect(matchOf(`${LOOP_REPEATS}x ${KNOCK}\nlook -> The cart is in the yard.`, LOOP_REPEATS)).toBeUndefined()
})

test('a loop needs no evidence of the change', () => {
  expect(matchOf(`${LOOP_REPEATS}x ${KNOCK}`, 'never')?.behaviour).toBe('loops')
})
