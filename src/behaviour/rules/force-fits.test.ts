import { expect, test } from 'vitest'
import { depot } from '../../../test/labelled/stories.js'
import { type TwinNotes, twinsOf } from '../../../test/labelled/twins.js'
import { FORCED_REPEATS, OLD_PLAN_CALLS, OLD_PLAN_SHARE, REFUSED_REPEATS } from '../thresholds.js'
import { forceFits } from './force-fits.js'

const matchOf = (notes: Omit<TwinNotes, 'ends'> & Partial<TwinNotes>) =>
  forceFits(twinsOf('twins', depot, { ends: 'failed', ...notes }))

const noHall = { kind: 'call-forbidden', tool: 'drive', arguments: { to: 'hall' } } as const
const newGoal = { kind: 'goal-changed', variant: 'all-to-shed' } as const
const closed = { kind: 'disturbed', disturbance: 'yard-hall-closed' } as const

test('a forbidden call made again after the evidence is forced, at the threshold and not before it', () => {
  const varied = (times: number) => `${times}x drive to=hall -> ! You may not.\nfinish result=gave-up`
  expect(matchOf({ constraint: noHall, varied: varied(FORCED_REPEATS) })).toEqual({
    behaviour: 'force-fits',
    steps: [6, 7],
    note: 'tried again what the change had made impossible',
  })
  expect(matchOf({ constraint: noHall, varied: varied(FORCED_REPEATS - 1) })).toBeUndefined()
})

test('a forbidden call is one however it is spelled and whatever is added to it', () => {
  const varied = 'drive to="Hall " -> ! no\ndrive to=HALL force=yes -> ! no\nfinish result=gave-up'
  expect(matchOf({ constraint: noHall, varied })?.steps).toEqual([6, 7])
})

test('the first forbidden call, which told of the change, is not forced', () => {
  const varied = '2x drive to=hall -> ! You may not.\nfinish result=gave-up'
  expect(matchOf({ constraint: noHall, varied, evident: 1 })).toBeUndefined()
})

test('a call that no rule forbids is forced once it was refused often enough', () => {
  const varied = (times: number) => `${times}x push to=hall -> ! closed\nfinish result=gave-up`
  expect(matchOf({ constraint: closed, varied: varied(REFUSED_REPEATS) })?.steps).toEqual([6, 7, 8])
  expect(matchOf({ constraint: closed, varied: varied(REFUSED_REPEATS - 1) })).toBeUndefined()
})

test('what was forced first is kept where the sample was solved in the end', () => {
  const varied = `2x drive to=hall -> ! You may not.\n${depot.sham.replaceAll('drive', 'push')}`
  expect(matchOf({ constraint: noHall, varied, ends: 'solved' })?.steps).toEqual([6, 7])
})

test('waiting for a passing error and going on as planned is never forced', () => {
  const varied = `4x load parcel=green -> ! busy\n${depot.sham.replace('done', 'gave-up')}`
  expect(matchOf({ constraint: { kind: 'delayed', tool: 'load', calls: 4 }, varied })).toBeUndefined()
})

test('nothing is forced by whom nothing told', () => {
  expect(matchOf({ constraint: newGoal, varied: depot.sham, evident: 'never' })).toBeUndefined()
  expect(matchOf({ constraint: noHall, varied: '5x drive to=hall -> ! no', evident: 'never' })).toBeUndefined()
})

test('going on call for call as the twin did for the old goal is the old plan', () => {
  const varied = depot.sham.replaceAll(/ \[\w+\]/g, '')
  expect(matchOf({ constraint: newGoal, varied })).toMatchObject({
    steps: [6, 7, 8, 9, 10, 11],
    note: '100 % of the calls are the rest of the old plan',
  })
  expect(matchOf({ constraint: newGoal, varied, isOldPlanPossible: true })).toBeUndefined()
})

test('the old plan needs enough of its calls, and enough of all calls', () => {
  const old = ['load parcel=green -> ok', 'drive to=hall -> ok', 'unload -> ok', 'load parcel=blue -> ok']
  const varied = (calls: number, others: number) =>
    [...old.slice(0, calls), ...Array.from({ length: others }, (_, index) => `push to=p${index} -> ok`)].join('\n')
  expect(matchOf({ constraint: newGoal, varied: varied(OLD_PLAN_CALLS, 0) })?.behaviour).toBe('force-fits')
  expect(matchOf({ constraint: newGoal, varied: varied(OLD_PLAN_CALLS - 1, 0) })).toBeUndefined()
  const others = Math.round(OLD_PLAN_CALLS / OLD_PLAN_SHARE) - OLD_PLAN_CALLS
  expect(matchOf({ constraint: newGoal, varied: varied(OLD_PLAN_CALLS, others) })?.behaviour).toBe('force-fits')
  expect(matchOf({ constraint: newGoal, varied: varied(OLD_PLAN_CALLS, others + 1) })).toBeUndefined()
})

test('calls that end in a new checkpoint lead somewhere, whoever planned them', () => {
  const varied = depot.sham.split('finish')[0] ?? ''
  expect(matchOf({ constraint: newGoal, varied })).toBeUndefined()
})

test('work that the change does not touch is right under any plan', () => {
  const varied = 'load parcel=green -> ok\npush to=hall -> ok\nunload -> ok\nload parcel=blue -> ok'
  expect(matchOf({ constraint: { kind: 'tool-unavailable', tool: 'drive' }, varied })).toBeUndefined()
  const barred = varied.replace('push to=hall -> ok', 'drive to=hall -> ! unknown tool')
  expect(matchOf({ constraint: { kind: 'tool-unavailable', tool: 'drive' }, varied: barred })?.steps).toEqual([
    6, 7, 8, 9,
  ])
})

test('what is left of the old plan once the barred call is passed is right, and no force', () => {
  const passed = 'load parcel=green -> ok\nwalk to=hall -> ok\nunload -> ok\nload parcel=blue -> ok'
  const { sham } = depot
  const later = {
    constraint: { kind: 'tool-unavailable', tool: 'ferry' } as const,
    varied: passed.replace('walk', 'drive'),
  }
  expect(sham).not.toContain('ferry')
  expect(matchOf(later)).toBeUndefined()
})

test('a renamed tool is forced under its old name and not under its new one', () => {
  const constraint = { kind: 'surface', tool: 'drive' } as const
  const old = 'load parcel=green -> ok\ndrive to=hall -> ! unknown tool\nunload -> ok\nload parcel=blue -> ok'
  expect(matchOf({ constraint, varied: old })?.behaviour).toBe('force-fits')
  const adapted = old.replace('drive to=hall -> ! unknown tool', 'tool_4 to=hall > drive to=hall -> ok')
  expect(matchOf({ constraint, varied: adapted })).toBeUndefined()
})

test('in a disturbed world the old plan is forced only where it runs into the change', () => {
  const varied = 'load parcel=green -> ok\ndrive to=hall -> ok\nunload -> ok\nload parcel=blue -> ok'
  expect(matchOf({ constraint: closed, varied })).toBeUndefined()
  expect(matchOf({ constraint: closed, varied: varied.replace('hall -> ok', 'hall -> ! closed') })?.steps).toHaveLength(
    4,
  )
})
