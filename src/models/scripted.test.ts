import { expect, test } from 'vitest'
import type { Answer, Ask, Message } from '../domain/index.js'
import { scriptedModel } from './scripted.js'
import { UnscriptedAsk } from './unscripted.js'

const say = (text: string): Answer => ({ text, calls: [], stop: 'end' })

function askAfter(turns: number, signal = new AbortController().signal): Ask {
  const said: Message = { role: 'assistant', text: 'anything', calls: [] }
  return { messages: [{ role: 'user', text: 'go' }, ...Array(turns).fill(said)], tools: [], seed: 1, signal }
}

test('the n-th turn gets the n-th answer, in any order and as often as it is asked', async () => {
  const model = scriptedModel([say('a'), say('b'), say('c')])
  const texts = await Promise.all([2, 0, 1, 0].map(async (turn) => (await model.ask(askAfter(turn))).text))
  expect(texts).toEqual(['c', 'a', 'b', 'a'])
})

test('a turn after the last stops the run and says which it was', async () => {
  const error = await scriptedModel([say('a')])
    .ask(askAfter(1))
    .catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(UnscriptedAsk)
  expect(error).toMatchObject({
    code: 'ask-unscripted',
    turn: 1,
    message: 'turn 1 of the script is missing; expected one of the 1 turns written down',
  })
})

test('a list changed after the model was made changes nothing', async () => {
  const answers = [say('a')]
  const model = scriptedModel(answers)
  answers[0] = say('changed')
  expect(await model.ask(askAfter(0))).toEqual(say('a'))
})

test('an ask that was taken back gets no answer', async () => {
  await expect(scriptedModel([say('a')]).ask(askAfter(0, AbortSignal.abort(new Error('stop'))))).rejects.toThrow('stop')
})
