import { expect, test } from 'vitest'
import { depot } from '../../test/labelled/stories.js'
import { type TwinNotes, twinsOf } from '../../test/labelled/twins.js'
import { BEHAVIOURS } from '../domain/index.js'
import { behaviourMix, classifyBehaviour } from './classify.js'

const verdictOf = (notes: Pick<TwinNotes, 'varied' | 'ends'>) =>
  classifyBehaviour(
    twinsOf('twins', depot, {
      constraint: { kind: 'call-forbidden', tool: 'drive', arguments: { to: 'hall' } },
      ...notes,
    }),
  )

/** Everything at once: its own beginning again, a forbidden call again and again, and an end that `finish` decides. */
const EVERYTHING = `
  look -> The cart is in the yard.
  list_parcels -> red: yard, blue: hall, green: yard
  load parcel=red -> red is loaded.
  4x drive to=hall -> ! You may not.
`

const named = ({ main, secondary }: ReturnType<typeof verdictOf>) =>
  [main, ...secondary].map(({ behaviour }) => behaviour)

test('the order of the main classes is the one that the definitions give', () => {
  expect(BEHAVIOURS).toEqual([
    'adapts',
    'unaffected',
    'absorbs',
    'falsely-claims',
    'loops',
    'force-fits',
    'regenerates',
    'abandons',
    'over-runs',
    'unclassified',
  ])
})

test('the first match in the order is the main class, and all others are kept beside it', () => {
  const rest = ['loops', 'force-fits', 'regenerates']
  expect(named(verdictOf({ varied: `${EVERYTHING}finish result=done`, ends: 'failed' }))).toEqual([
    'falsely-claims',
    ...rest,
  ])
  expect(named(verdictOf({ varied: `${EVERYTHING}finish result=gave-up`, ends: 'failed' }))).toEqual([
    ...rest,
    'abandons',
  ])
  expect(named(verdictOf({ varied: `${EVERYTHING}finish result=done`, ends: 'solved' }))).toEqual(['adapts', ...rest])
  expect(named(verdictOf({ varied: `${EVERYTHING}push -> green is in the hall. [green]`, ends: 'steps' }))).toEqual([
    ...rest,
    'over-runs',
  ])
})

test('what no rule matches is unclassified, without steps', () => {
  expect(verdictOf({ varied: 'look -> The cart is in the yard.', ends: 'steps' })).toEqual({
    main: { behaviour: 'unclassified', steps: [], note: 'no rule matched' },
    secondary: [],
  })
})

test('the steps of each match are ascending steps of the varied trial', () => {
  const { main, secondary } = verdictOf({ varied: `${EVERYTHING}finish result=done`, ends: 'failed' })
  for (const { steps, behaviour } of [main, ...secondary]) {
    expect(steps, behaviour).toEqual([...new Set(steps)].sort((a, b) => a - b))
    expect(Math.min(...steps), behaviour).toBeGreaterThanOrEqual(6)
    expect(Math.max(...steps), behaviour).toBeLessThanOrEqual(13)
  }
})

test('the same twins get the same verdict', () => {
  const notes = { varied: `${EVERYTHING}finish result=done`, ends: 'failed' } as const
  expect(verdictOf(notes)).toEqual(verdictOf(notes))
})

test('the mix counts main classes only', () => {
  const failed = verdictOf({ varied: `${EVERYTHING}finish result=gave-up`, ends: 'failed' })
  const wandered = verdictOf({ varied: 'look -> The cart is in the yard.', ends: 'steps' })
  expect(behaviourMix([failed, failed, wandered])).toEqual({ loops: 2, unclassified: 1 })
})
