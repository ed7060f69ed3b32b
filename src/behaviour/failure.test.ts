import { expect, test } from 'vitest'
import { depot } from '../../test/labelled/stories.js'
import { type TwinNotes, twinsOf } from '../../test/labelled/twins.js'
import { failureOf } from './failure.js'

/** A trial whose first six steps are those of the depot, with a checkpoint at the last of them. */
const failureIn = (varied: string, notes: Partial<TwinNotes> = {}) =>
  failureOf(
    twinsOf('twins', depot, {
      constraint: { kind: 'disturbed', disturbance: 'way-closed' },
      ends: 'failed',
      varied,
      ...notes,
    }).varied,
  )

const KNOCK = 'drive to=hall -> ! The way to the hall is closed.'

test('a claim of done that is not true is the failure, at the step that makes it', () => {
  expect(failureIn('look -> dock\nfinish result=done')).toEqual({ mode: 'falsely-claims', atStep: 7 })
  expect(failureIn(`5x ${KNOCK}\nfinish result=done`)).toEqual({ mode: 'falsely-claims', atStep: 11 })
})

test('a loop is dated to its onset, whether the trial then gives up or a limit ends it', () => {
  const loop = `look -> dock\n4x ${KNOCK}`
  expect(failureIn(`${loop}\nfinish result=gave-up`)).toEqual({ mode: 'loops', atStep: 7 })
  expect(failureIn(loop, { ends: 'steps' })).toEqual({ mode: 'loops', atStep: 7 })
})

test('a loop that ended in a new checkpoint was recovered from', () => {
  const recovered = `4x ${KNOCK}\nunload -> green is in the hall. [green]`
  expect(failureIn(`${recovered}\nfinish result=gave-up`)).toEqual({ mode: 'abandons', atStep: 11 })
  expect(failureIn(recovered, { ends: 'steps' })).toBeUndefined()
})

test('a limit that came while nothing had gone wrong is no failure, and neither is what was solved or is not known', () => {
  expect(failureIn('look -> dock', { ends: 'steps' })).toBeUndefined()
  expect(failureIn('finish result=done', { ends: 'solved' })).toBeUndefined()
  expect(failureIn('finish result=done', { ends: 'unknown' })).toBeUndefined()
})

test('stopping short is dated to the last step; without a claim the failure is dated to the first unverified one', () => {
  expect(failureIn('look -> dock\nfinish result=partly')).toEqual({ mode: 'abandons', atStep: 7 })
  expect(failureIn('look -> dock\nlook -> hall', { claim: 'unknown' })).toEqual({ mode: 'other', atStep: 6 })
})
