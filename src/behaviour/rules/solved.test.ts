import { expect, test } from 'vitest'
import { depot, ledger } from '../../../test/labelled/stories.js'
import { type TwinNotes, twinsOf } from '../../../test/labelled/twins.js'
import { solved } from './solved.js'

const behaviourOf = (story: typeof depot, notes: TwinNotes) => solved(twinsOf('twins', story, notes))

const pushed = depot.sham.replaceAll('drive', 'push')
const gone: TwinNotes = { constraint: { kind: 'tool-unavailable', tool: 'drive' }, ends: 'solved', varied: pushed }

test('a solved trial adapts at the first step that is not the rest of the old plan', () => {
  expect(behaviourOf(depot, gone)).toMatchObject({ behaviour: 'adapts', steps: [7] })
})

test('a solved trial is unaffected where the old plan was possible, however it reacted', () => {
  expect(behaviourOf(depot, { ...gone, isOldPlanPossible: true })).toMatchObject({
    behaviour: 'unaffected',
    steps: [12],
  })
})

test('a solved trial that never saw the change absorbs it, however it went', () => {
  expect(behaviourOf(depot, { ...gone, evident: 'never' })?.behaviour).toBe('absorbs')
})

test('a solved trial that goes on as its twin would absorbs', () => {
  expect(behaviourOf(depot, { ...gone, varied: depot.sham })?.behaviour).toBe('absorbs')
})

test('a step that went before the evidence shifts nothing: what remains of the old plan is no reaction', () => {
  const varied = `look -> The cart is in the yard.\n${depot.sham}`
  expect(behaviourOf(depot, { ...gone, varied, delivered: 1, evident: 1 })?.behaviour).toBe('absorbs')
})

test('making a call again that was made before the evidence is a reaction', () => {
  const varied = ledger.sham.replace('finish', 'match entry=E2 invoice=I-8 -> E2 is matched with I-8.\nfinish')
  const notes: TwinNotes = { constraint: { kind: 'misreported', tool: 'match' }, ends: 'solved', varied, evident: 5 }
  expect(behaviourOf(ledger, notes)).toMatchObject({ behaviour: 'adapts', steps: [10] })
})

test('leaving out the rest of the old plan is a reaction, shown by the last step', () => {
  const varied = `
    load parcel=green -> green is loaded.
    drive to=hall -> The cart is in the hall.
    finish result=done
  `
  const notes: TwinNotes = { constraint: { kind: 'goal-changed', variant: 'blue-stays' }, ends: 'solved', varied }
  expect(behaviourOf(depot, notes)).toMatchObject({ behaviour: 'adapts', steps: [8] })
})

test('a solved infeasible sample adapts at the step that says so', () => {
  const varied = 'look -> The cart is in the yard.\nfinish result=impossible'
  expect(behaviourOf(depot, { ...gone, varied, expects: 'infeasible' })).toMatchObject({
    behaviour: 'adapts',
    steps: [7],
  })
})

test('nothing that is not solved is looked at', () => {
  for (const ends of ['failed', 'steps', 'unknown'] as const)
    expect(behaviourOf(depot, { ...gone, ends })).toBeUndefined()
})
