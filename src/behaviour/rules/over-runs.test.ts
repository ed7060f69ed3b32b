import { expect, test } from 'vitest'
import { depot } from '../../../test/labelled/stories.js'
import { type TwinNotes, twinsOf } from '../../../test/labelled/twins.js'
import { overRuns } from './over-runs.js'

/** Both twins needed six steps for their first checkpoint, and never more after it. */
const LONGEST_WAIT = 6

const matchOf = (varied: string, notes: Partial<TwinNotes> = {}) =>
  overRuns(
    twinsOf('twins', depot, {
      constraint: { kind: 'tool-unavailable', tool: 'drive' },
      ends: 'steps',
      varied,
      ...notes,
    }),
  )

const wander = (steps: number) =>
  Array.from({ length: steps }, (_, index) => `push to=p${index} -> at p${index}`).join('\n')

test('a limit soon after a new checkpoint over-runs, and the checkpoint is the evidence', () => {
  expect(matchOf('unload -> out [green]\npush to=hall -> at hall')).toEqual({
    behaviour: 'over-runs',
    steps: [6],
    note: 'the steps limit came while checkpoints were still being reached',
  })
})

test('the last checkpoint may be as old as the longest wait of either twin, and no older', () => {
  expect(matchOf(`unload -> out [green]\n${wander(LONGEST_WAIT)}`)?.behaviour).toBe('over-runs')
  expect(matchOf(`unload -> out [green]\n${wander(LONGEST_WAIT + 1)}`)).toBeUndefined()
})

test('a slower twin makes more patient', () => {
  const sham = `${wander(9)}\nunload -> out [green]\nfinish result=done`
  expect(matchOf(`unload -> out [green]\n${wander(LONGEST_WAIT + 1)}`, { sham })?.behaviour).toBe('over-runs')
})

test('only recent checkpoints are named', () => {
  const varied = `unload -> out [green]\n${wander(LONGEST_WAIT)}\nunload -> out [blue]\n${wander(2)}`
  expect(matchOf(varied)?.steps).toEqual([13])
})

test('progress made before the onset is none after it', () => {
  expect(matchOf(wander(2))).toBeUndefined()
  expect(matchOf(`unload -> out [green]\n${wander(2)}`, { evident: 1 })).toBeUndefined()
})

test('reaching a checkpoint again that had been reached is no progress', () => {
  expect(matchOf('unload -> out [red]\nlook -> yard')).toBeUndefined()
})

test('only a limit over-runs, and its kind is named', () => {
  expect(matchOf('unload -> out [green]', { ends: 'failed' })).toBeUndefined()
  expect(matchOf('unload -> out [green]', { ends: 'solved' })).toBeUndefined()
  expect(matchOf('unload -> out [green]', { ends: 'tokens' })?.note).toContain('the tokens limit')
})
