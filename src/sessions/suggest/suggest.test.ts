import { expect, test } from 'vitest'
import { aSession, ended } from '../../../test/support/traces/session.js'
import { interventions } from '../../probe/index.js'
import { suggestFamilies } from './families.js'
import { FAILURE_KINDS, NEW_WORDS } from './seen-failures.js'
import { suggestFrom } from './suggest.js'

const desk = (id: string, more: readonly string[] = [], outcome = ended('solved')) =>
  aSession({ id, calls: ['search -> 17', ...more, 'open -> at the dock'], outcome })
const twelve = Array.from({ length: 12 }, (_, index) =>
  desk(
    `d${index}`,
    Array.from({ length: index }, (_entry, turn) => `search -> page ${turn}`),
  ),
)

test('sessions that go through the same tools are a family, with lengths in thirds', () => {
  const { families, others } = suggestFamilies([...twelve, aSession({ id: 'idle' })])
  expect(others).toBe(1)
  expect(families).toMatchObject([
    {
      name: 'search-open',
      tools: ['search', 'open'],
      sessions: 12,
      solved: 12,
      sequences: [{ calls: ['search', 'open'], sessions: 12 }],
      bands: [
        { name: 'short', from: 2, to: 5, sessions: 4 },
        { name: 'middle', from: 6, to: 9, sessions: 4 },
        { name: 'long', from: 10, to: 13, sessions: 4 },
      ],
    },
  ])
})

test('a rare way joins the family that it is most like, and one that is like none stays out', () => {
  const near = aSession({ id: 'near', calls: ['search -> 17', 'open -> x', 'print -> ok'] })
  const far = aSession({ id: 'far', calls: ['mail -> sent'] })
  const { families, others } = suggestFamilies([...twelve, near, far])
  expect([families[0]?.sessions, others]).toEqual([13, 1])
})

test('sessions of one length have one band', () => {
  const equal = [1, 2, 3, 4].map((index) => desk(`e${index}`))
  expect(suggestFamilies(equal).families[0]?.bands).toEqual([{ name: 'middle', from: 2, to: 2, sessions: 4 }])
})

const kindOf = (call: string) => {
  const [only] = aSession({ calls: [call] }).steps.flatMap(({ calls }) => calls)
  return only === undefined ? undefined : FAILURE_KINDS.find(({ shows }) => shows(only))?.name
}

test.each([
  ['get -> ! 429 Too Many Requests', 'rate limit'],
  ['get -> ! monthly quota used up', 'quota'],
  ['get -> ! 401 token has expired', 'credential'],
  ['get -> ! 403 Forbidden', 'permission'],
  ['get -> ! request timed out after 30 s', 'timeout'],
  ["get -> ! unknown tool 'get'", 'tool missing'],
  ['get -> ! missing required argument: id', 'arguments refused'],
  ['get -> ! the disk is on fire', 'other error'],
  ['get -> Error: no connection', 'error in success'],
  ['get -> []', 'empty answer'],
  ['get -> a b c [...truncated]', 'cut answer'],
  ['get -> 17 rows about the error of 1429', undefined],
])('%j shows %s', (call, kind) => {
  expect(kindOf(call)).toBe(kind)
})

test('what went wrong is proposed as an intervention, with the evidence', () => {
  const refused = [1, 2, 3].map((index) =>
    desk(`r${index}`, ['open -> ! 429 slow down', 'open -> ! 429 slow down'], ended(index === 1 ? 'failed' : 'solved')),
  )
  const { probes } = suggestFrom([...twelve, ...refused], { known: ['rate-limit'] })
  expect(probes).toEqual([
    {
      intervention: 'rate-limit',
      seen: 'calls refused for coming too often',
      trigger: 0.25,
      times: 2,
      evidence: {
        sessions: 3,
        places: 6,
        solved: 2,
        failed: 1,
        unknown: 0,
        tools: [{ name: 'open', places: 6 }],
        examples: ['r1', 'r2', 'r3'],
      },
    },
  ])
})

test('words of the operator in the middle of the work are a change of the goal', () => {
  const steps = aSession({ calls: ['a -> 1', 'b -> 2'] }).steps.map((step) =>
    step.index === 1 ? { ...step, operator: ['Stop, something else'] } : step,
  )
  const { probes } = suggestFrom([aSession({ steps })], { known: ['goal-replaced'] })
  expect(probes).toMatchObject([{ intervention: 'goal-replaced', trigger: 0.5, evidence: { sessions: 1, tools: [] } }])
})

test('every kind of failure has an intervention of this release, and an unknown one gives none', () => {
  const known = interventions.map(({ name }) => name)
  const without = [...FAILURE_KINDS, NEW_WORDS].filter(({ like }) => !like.some((name) => known.includes(name)))
  expect(without.map(({ name }) => name)).toEqual([])
  const { probes } = suggestFrom([desk('x', ['get -> ! 429'])], { known: [] })
  expect(probes[0]).not.toHaveProperty('intervention')
})
