import { expect, test } from 'vitest'
import { aContext, aDepotScene, missingFor, prepared } from '../../../test/support/depot-scene.js'
import type { Message, TurnPart } from '../../domain/index.js'
import { errorsCleaned } from './errors-cleaned.js'

const OPENING: Message[] = [
  { role: 'system', text: 'rules' },
  { role: 'user', text: 'goal' },
]

/** A turn that makes these calls; those with a question mark fail. */
function turn(text: string, ids: readonly string[], parts?: readonly TurnPart[]): Message[] {
  const calls = ids.map((id) => ({ id, name: 'load', arguments: {} }))
  return [
    { role: 'assistant', text, calls, ...(parts !== undefined && { parts }) },
    ...calls.map(({ id: callId, name }): Message => {
      return { role: 'tool', callId, name, text: 'answer', isError: callId.endsWith('?') }
    }),
  ]
}

function left(messages: readonly Message[], step = 0) {
  const change = prepared(errorsCleaned, aDepotScene({ pastErrors: 1 })).link.rewrite?.(messages, aContext({ step }))
  return change?.kind === 'replace' ? change.messages : change?.kind
}

test('a baseline without an error gives nothing to clean, in those words', () => {
  for (const scene of [aDepotScene(), aDepotScene({ pastErrors: 0 })]) {
    expect(missingFor(errorsCleaned, scene)).toBe('a baseline that made an error before the onset')
  }
})

test('a turn whose call failed is out with its answer, and the others stay as they are', () => {
  expect(left([...OPENING, ...turn('one', ['a']), ...turn('two', ['b?']), ...turn('three', ['c'])])).toEqual([
    ...OPENING,
    ...turn('one', ['a']),
    ...turn('three', ['c']),
  ])
})

test('of a turn with several calls only those that failed are out', () => {
  expect(left([...OPENING, ...turn('one', ['a', 'b?', 'c'])])).toEqual([...OPENING, ...turn('one', ['a', 'c'])])
})

test('pieces of a turn go with their calls, and a thought that led to nothing else with them', () => {
  const thought = (text: string): TurnPart => ({ kind: 'reasoning', text })
  const call: TurnPart = { kind: 'call' }
  const parts = [thought('first'), call, thought('second'), call]
  expect(left([...OPENING, ...turn('', ['a', 'b?'], parts)])).toEqual([
    ...OPENING,
    ...turn('', ['a'], [thought('first'), call]),
  ])
  expect(left([...OPENING, ...turn('', ['a?', 'b'], parts)])).toEqual([
    ...OPENING,
    ...turn('', ['b'], [thought('first'), thought('second'), call]),
  ])
})

test('a conversation without an error stays as it is', () => {
  expect(left([...OPENING, ...turn('one', ['a'])])).toBe('pass')
})

test('errors after the onset stay', () => {
  expect(left([...OPENING, ...turn('one', ['a?'])], 1)).toBe('pass')
})
