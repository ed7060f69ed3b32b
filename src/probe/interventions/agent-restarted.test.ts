import { expect, test } from 'vitest'
import { aContext, aDepotScene, prepared } from '../../../test/support/depot-scene.js'
import type { Message } from '../../domain/index.js'
import { agentRestarted } from './agent-restarted.js'

const OPENING: Message[] = [
  { role: 'system', text: 'rules' },
  { role: 'user', text: 'goal' },
]
const TALK: Message[] = [
  ...OPENING,
  { role: 'assistant', text: '', calls: [{ id: 'a', name: 'look', arguments: {} }] },
  { role: 'tool', callId: 'a', name: 'look', text: 'seen', isError: false },
]

function left(word: string, step = 0) {
  const change = prepared(agentRestarted, aDepotScene({ dose: { word } })).link.rewrite?.(TALK, aContext({ step }))
  return change?.kind === 'replace' ? change.messages : change?.kind
}

test('it begins anew from instructions and goal, with a word of it or without', () => {
  expect(left('untold')).toEqual(OPENING)
  expect(left('told')).toMatchObject([...OPENING, { role: 'user', text: expect.stringContaining('started again') }])
  expect(left('told', 1)).toBe('pass')
})

test('another word is refused with the words there are', () => {
  expect(() => agentRestarted.checkDose?.({ word: 'loudly' })).toThrow(
    'agent-restarted.word is "loudly"; expected one of told, untold',
  )
})
