import { expect, test } from 'vitest'
import { depot } from '../../test/labelled/stories.js'
import { type TwinNotes, twinsOf } from '../../test/labelled/twins.js'
import {
  callsOf,
  commonSubsequence,
  deliveredOf,
  distinct,
  isForbidden,
  lastStep,
  newCheckpoints,
  onsetOf,
  restOfOldPlan,
} from './signals.js'

const twins = (varied: string, notes: Partial<TwinNotes> = {}) =>
  twinsOf('twins', depot, { constraint: { kind: 'surface', tool: 'drive' }, ends: 'failed', varied, ...notes })

test('calls are listed with their step, both as written and as the world received them, without finish', () => {
  const { varied } = twins('tool_4 to=hall > drive to=hall -> ! closed\n+ look -> yard\nfinish result=gave-up')
  expect(callsOf(varied, { from: 6 })).toMatchObject([
    {
      step: 6,
      key: 'drive{"to":"hall"}',
      written: 'tool_4{"to":"hall"}',
      name: 'drive',
      result: 'closed',
      isError: true,
    },
    { step: 6, key: 'look{}', written: 'look{}', name: 'look', result: 'yard', isError: false },
  ])
})

test('a range takes its first step and leaves its last', () => {
  const { varied } = twins('look -> yard')
  expect(callsOf(varied, { from: 1, before: 3 }).map(({ step }) => step)).toEqual([1, 2])
})

test('equal calls have equal keys whatever their spelling, and other calls have others', () => {
  const { varied } = twins('push to="a  b" at=C -> ok\npush at=c to=" A b" -> ok\npush at=c to=ab -> ok')
  const [first, second, third] = callsOf(varied, { from: 6 })
  expect(first?.key).toBe(second?.key)
  expect(third?.key).not.toBe(first?.key)
})

test('the onset is the evidence; what needs none counts from the delivery, or from the fork', () => {
  const { varied: seen } = twins('3x look -> yard', { delivered: 1, evident: 2 })
  expect([onsetOf(seen), deliveredOf(seen)]).toEqual([8, 8])
  const { varied: unseen } = twins('3x look -> yard', { delivered: 1, evident: 'never' })
  expect([onsetOf(unseen), deliveredOf(unseen)]).toEqual([undefined, 7])
  const { varied: unmet } = twins('3x look -> yard', { delivered: 'never' })
  expect([onsetOf(unmet), deliveredOf(unmet)]).toEqual([undefined, 6])
})

test('the last step is that of the whole trial', () => {
  expect(lastStep(twins('3x look -> yard').varied)).toBe(8)
})

test('the rest of the old plan is what the twin did and the varied trial had not done by the onset', () => {
  const pair = twins('drive to=hall -> hall\nload parcel=green -> green\nlook -> hall')
  expect(restOfOldPlan(pair, 8).map(({ written }) => written)).toEqual([
    'unload{}',
    'load{"parcel":"blue"}',
    'drive{"to":"dock"}',
    'unload{}',
  ])
})

test('a call made once leaves its second making in the rest of the old plan', () => {
  const pair = twins('unload -> out\nlook -> yard')
  expect(restOfOldPlan(pair, 8).filter(({ name }) => name === 'unload')).toHaveLength(1)
})

test('a new checkpoint is one that had not been reached before', () => {
  const { varied } = twins('unload -> out [red]\nunload -> out [green]')
  expect(newCheckpoints(varied, 6).map(({ id }) => id)).toEqual(['green'])
  expect(newCheckpoints(varied, 0).map(({ id }) => id)).toEqual(['red', 'red', 'green'])
})

test('a forbidden call is told by the arguments that the constraint names', () => {
  const constraint = { kind: 'call-forbidden', tool: 'drive', arguments: { to: 'hall' } } as const
  const { varied } = twins('drive to=Hall -> no\ndrive to=hall by=night -> no\ndrive to=dock -> ok\npush to=hall -> ok')
  expect(callsOf(varied, { from: 6 }).map((call) => isForbidden(constraint, call))).toEqual([true, true, false, false])
})

test('the longest common subsequence names the places in the first list', () => {
  expect(commonSubsequence(['a', 'x', 'b', 'c'], ['a', 'b', 'y', 'c'])).toEqual([0, 2, 3])
  expect(commonSubsequence(['a', 'b'], ['b', 'a'])).toHaveLength(1)
  expect(commonSubsequence([], ['a'])).toEqual([])
})

test('distinct values come in ascending order', () => {
  expect(distinct([9, 2, 9, 10, 2])).toEqual([2, 9, 10])
})
