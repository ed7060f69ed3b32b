import { expect, test } from 'vitest'
import { aSession, ended } from '../../test/support/traces/session.js'
import { factsOf, labelledFacts } from './facts.js'
import { sessionLoop } from './loops.js'
import { drawSheet } from './sample.js'

const again = Array.from({ length: 4 }, () => 'knock -> nobody')

test('a loop dates a failure, and a failure without one is known at the end only', () => {
  const looped = factsOf(aSession({ calls: ['look -> ok', ...again], outcome: ended('failed') }))
  expect(looped.trial.failure).toEqual({ mode: 'loops', atStep: 1 })
  expect(factsOf(aSession({ calls: ['look -> ok'], outcome: ended('failed') })).trial.failure).toBeUndefined()
  expect(factsOf(aSession({ calls: again, outcome: ended('solved') })).trial.failure).toBeUndefined()
})

test('calls of which the record leaves contents out are never taken for a repetition', () => {
  const silent = again.map((_, index) => ({
    index,
    operator: [],
    text: '',
    calls: [{ id: `c${index}`, name: 'knock' }],
  }))
  expect(sessionLoop(aSession({ steps: silent }))).toEqual({ kind: 'untold' })
  const half = again.map((_, index) => ({
    index,
    operator: [],
    text: '',
    calls: [{ id: `c${index}`, name: 'knock', result: 'nobody' }],
  }))
  expect(sessionLoop(aSession({ steps: half }))).toEqual({ kind: 'untold' })
})

test('the last calls may never have returned', () => {
  const { steps } = aSession({ calls: ['look -> ok'] })
  const open = { index: 1, operator: [], text: '', calls: [{ id: 'c1', name: 'wait', arguments: {} }] }
  expect(sessionLoop({ steps: [...steps, open] })).toEqual({ kind: 'none' })
})

test('sessions of one system and task are repeats, and labels are as short as they can be', () => {
  const facts = [
    aSession({ id: 'a', task: 't' }),
    aSession({ id: 'b', task: 't' }),
    aSession({ id: 'c', task: 't', system: { model: 'n', agent: 'desk' } }),
  ].map(factsOf)
  expect(labelledFacts(facts).map(({ row }) => [row.system, row.repeat])).toEqual([
    ['m', 0],
    ['m', 1],
    ['n (desk)', 0],
  ])
})

test('a sample is drawn by its seed, from sessions without a result unless all are wanted', () => {
  const sessions = Array.from({ length: 30 }, (_, index) =>
    aSession({ id: `s${index}`, ...(index % 3 === 0 && { outcome: ended('solved') }) }),
  )
  const draw = (seed: number, among: 'unknown' | 'all' = 'unknown') => drawSheet(sessions, { size: 8, seed, among })
  expect(draw(1)).toEqual(draw(1))
  expect(draw(2).sheet).not.toBe(draw(1).sheet)
  expect(draw(1).from).toBe(20)
  expect(draw(1).sessions.every(({ outcome }) => outcome.kind === 'unknown')).toBe(true)
  expect(draw(1, 'all').from).toBe(30)
})

test('each session has the same chance to be drawn', () => {
  const sessions = Array.from({ length: 10 }, (_, index) => aSession({ id: `s${index}` }))
  const counts = new Map<string, number>()
  for (let seed = 0; seed < 2_000; seed += 1) {
    for (const { id } of drawSheet(sessions, { size: 3, seed, among: 'all' }).sessions) {
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  // 600 expected each; five standard errors are about 100.
  for (const count of counts.values()) expect(Math.abs(count - 600)).toBeLessThan(105)
})
