import { expect, test } from 'vitest'
import { aContext, aDepotScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import type { JsonObject, Message } from '../../domain/index.js'
import { agentRestarted } from './agent-restarted.js'
import { historyLost, historySummarised } from './history.js'

const OPENING: Message[] = [
  { role: 'system', text: 'rules' },
  { role: 'user', text: 'goal' },
]

function turn(nth: number, name = 'look', isError = false): Message[] {
  return [
    { role: 'assistant', text: `turn ${nth}`, calls: [{ id: `call-${nth}`, name, arguments: { nth } }] },
    { role: 'tool', callId: `call-${nth}`, name, text: `answer ${nth}`, isError },
  ]
}

const FOUR = [...OPENING, ...turn(0), ...turn(1, 'load', true), ...turn(2, 'load'), ...turn(3)]

function left(intervention: typeof historyLost, dose: JsonObject, messages = FOUR, step = 0) {
  const change = prepared(intervention, aDepotScene({ dose })).link.rewrite?.(messages, aContext({ step }))
  return change?.kind === 'replace' ? change.messages : change?.kind
}

test.each([
  [0.5, 2],
  [0.25, 1],
  [0.01, 1],
  [0.99, 3],
  [1, 4],
])('with a share of %d so many of four steps go, each with its answer: %d', (share, lost) => {
  expect(left(historyLost, { share })).toEqual([...OPENING, ...FOUR.slice(2 + 2 * lost)])
})

test('it happens once, at the onset', () => {
  for (const intervention of [historyLost, historySummarised]) {
    expect(left(intervention, {}, FOUR, 1)).toBe('pass')
    expect(left(intervention, {}, OPENING)).toBe('pass')
  }
})

test('what the operator said in between stays, and calls of one turn go with all of their answers', () => {
  const word: Message = { role: 'user', text: 'Hurry.' }
  const wide: Message[] = [
    {
      role: 'assistant',
      text: '',
      calls: ['a', 'b'].map((id) => ({ id, name: 'look', arguments: {} })),
    },
    ...['a', 'b'].map((callId): Message => ({ role: 'tool', callId, name: 'look', text: 'seen', isError: false })),
  ]
  expect(left(historyLost, { share: 0.5 }, [...OPENING, ...wide, word, ...turn(1)])).toEqual([
    ...OPENING,
    word,
    ...turn(1),
  ])
})

test('a summary says what was called, how often it failed, and what came last', () => {
  const told = left(historySummarised, { share: 0.75 })
  expect(told).toEqual([
    ...OPENING,
    {
      role: 'user',
      text: 'Summary of 3 earlier turns, which are no longer shown. Calls: look, load 2 times. 1 of the answers was an error. The last of them was load {"nth":2}, answered: answer 2',
    },
    ...turn(3),
  ])
})

test('a summary stays short, whatever came back, and breaks no character in two', () => {
  const long: Message = { role: 'tool', callId: 'call-0', name: 'look', text: '🙂'.repeat(5_000), isError: false }
  const [, , summary] = left(historySummarised, {}, [...OPENING, ...turn(0).slice(0, 1), long]) as Message[]
  expect(summary?.text.length).toBeLessThan(600)
  expect(summary?.text).toMatch(/(🙂){200} \.\.\.$/u)
})

test('a share that is none is refused with its place', () => {
  expect(() => historyLost.checkDose?.({ share: 0 })).toThrow(
    'history-lost.share is 0; expected a share above 0 and up to 1',
  )
  expect(() => historySummarised.checkDose?.({ share: 1.5 })).toThrow('history-summarised.share is 1.5')
})

test('where nothing was said yet there is nothing to lose', () => {
  for (const intervention of [historyLost, historySummarised, agentRestarted]) {
    expect(missingFor(intervention, aDepotScene({ fork: 0 }))).toBe('a step before the onset')
  }
})
