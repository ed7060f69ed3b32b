import { expect, test } from 'vitest'
import { aSession, ended } from '../../../test/support/traces/session.js'
import type { Session } from '../../domain/index.js'
import { factsOf } from '../../sessions/index.js'
import { renderTraces } from './render.js'
import { summariseSessions } from './summarise.js'

const knocks = (times: number) => Array.from({ length: times }, () => 'knock -> nobody')
const many = (count: number, of: (index: number) => Session) => Array.from({ length: count }, (_, index) => of(index))
const documentOf = (sessions: readonly Session[]) =>
  summariseSessions(
    sessions.map(factsOf),
    { name: 'sessions.jsonl', end: { sessions: sessions.length, redacted: {}, files: [] } },
    { level: 0.95, createdAt: '2026-01-05T09:00:00Z' },
  )
const solved = many(80, (index) =>
  aSession({ id: `s${index}`, calls: ['look -> ok', ...knocks(1 + (index % 3))], outcome: ended('solved') }),
)
const failed = many(10, (index) =>
  aSession({ id: `f${index}`, calls: ['look -> ok', ...knocks(index < 7 ? 9 : 1)], outcome: ended('failed') }),
)

test('sessions with results say from which trouble on a running one should be moved up', () => {
  const { escalations, cannotSay } = documentOf([...solved, ...failed])
  expect(escalations).toMatchObject([
    {
      ...{ system: 'm', scope: 'all work', method: 'conformal-maximum', threshold: 2, solved: 80, solvedMovedUp: 0 },
      ...{ unsolved: 10, caughtRuns: 7, readsProgress: false },
    },
  ])
  const text = renderTraces(documentOf([...solved, ...failed]), { columns: 2000, isColour: false })
  expect(text).toContain('When to move a run up\n  - m on all work: moved up when distress exceeds 2')
  expect(text).toContain('These records show no checkpoints')
  expect(cannotSay.join(' ')).not.toContain('When to move')
})

test('families of work are calibrated apart, by a fixed rule where there are too few', () => {
  const others = failed.map((session): Session => ({ ...session, id: `o${session.id}`, family: 'post' }))
  const found = documentOf([...solved, ...others]).escalations ?? []
  expect(found.map(({ scope, method }) => [scope, method])).toEqual([
    ['all work', 'conformal-maximum'],
    ['post', 'fixed-rule'],
  ])
})

test('what is missing is said: a result, or what calls were given and gave back', () => {
  const silent = failed.map(
    (session): Session => ({
      ...session,
      steps: session.steps.map((step) => ({ ...step, calls: step.calls.map(({ id, name }) => ({ id, name })) })),
    }),
  )
  const mixed = documentOf([...solved, ...silent])
  expect(mixed.escalations?.[0]?.unsolved).toBe(0)
  expect(mixed.cannotSay).toContain(
    'When to move sessions up that are like 10 sessions: how their calls went is not recorded.',
  )
  const unknown = documentOf([aSession({ calls: ['look -> ok'] })])
  expect(unknown.escalations).toBeUndefined()
  expect(unknown.cannotSay).toContain('When to move a running session up: that is learnt from sessions with a result.')
})
