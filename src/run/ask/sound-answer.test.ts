import { expect, test } from 'vitest'
import { soundAnswer } from './sound-answer.js'

test.each([undefined, null, 'done', {}, { text: 'x' }, { text: 1, calls: [] }, { text: 'x', calls: 'no' }])(
  'an adapter that gives %j is told what an answer is',
  (given) => {
    expect(() => soundAnswer(given as never, { messages: [] })).toThrow(
      /^answer of a model is .+; expected a text, a list of calls and why it stopped$/,
    )
  },
)

test('a call whose id another one had before the conversation was told anew gets one of its own', () => {
  const calls = [{ id: 'call-0', name: 'look', arguments: {} }]
  const sound = soundAnswer({ text: '', calls, stop: 'calls' }, { messages: [] }, new Set(['call-0', 'call-0-2']))
  expect(sound.calls.map(({ id }) => id)).toEqual(['call-0-3'])
})

test('of a quota only what is a count is kept', () => {
  const answer = { text: '', calls: [], stop: 'end' } as const
  const quota = { remainingRequests: 3, limitRequests: -1, remainingTokens: Number.NaN, resetSeconds: 0.5 }
  expect(soundAnswer({ ...answer, quota }, { messages: [] })).toEqual({
    ...answer,
    quota: { remainingRequests: 3, resetSeconds: 0.5 },
  })
  expect(soundAnswer({ ...answer, quota: { limitTokens: 1.5 } }, { messages: [] })).toEqual(answer)
})

test('pieces of a turn are kept as JSON, and what is none is left out', () => {
  const given = [
    { kind: 'reasoning', text: 'so', meta: { at: Number.NaN, by: undefined, in: { a: [1n] } } },
    { kind: 'text', length: -1 },
    { kind: 'picture' },
    { kind: 'call' },
  ] as never
  const answer = { text: '', calls: [], stop: 'end', parts: given, stopReason: 7 as never } as const
  const sound = soundAnswer(answer, { messages: [] })
  expect(sound.parts).toEqual([
    { kind: 'reasoning', text: 'so', meta: { at: 'NaN', in: { a: ['1'] } } },
    { kind: 'call' },
  ])
  expect(sound).not.toHaveProperty('stopReason')
})
