import { expect, test } from 'vitest'
import type { Answer, Ask, Message } from '../domain/index.js'
import { type RecordedTurn, recordingModel, replayModel } from './replay.js'
import { scriptedModel } from './scripted.js'

const say = (text: string): Answer => ({ text, calls: [], stop: 'end' })
const goal: Message = { role: 'user', text: 'go' }
const tool = { name: 'look', description: 'Looks.', parameters: { type: 'object' } }

function anAsk(changes: Partial<Ask> = {}): Ask {
  return { messages: [goal], tools: [tool], seed: 7, signal: new AbortController().signal, ...changes }
}

function turn(changes: Partial<RecordedTurn['ask']>, answer: Answer): RecordedTurn {
  return { ask: { messages: [goal], tools: [tool], ...changes }, answer }
}

test('what was recorded from a model is answered by its replay in the same words', async () => {
  const turns: RecordedTurn[] = []
  const recorded = recordingModel(scriptedModel([say('first'), say('second')]), turns)
  const later = anAsk({ messages: [goal, { role: 'assistant', text: 'first', calls: [] }], seed: 8 })
  const answers = [await recorded.ask(anAsk()), await recorded.ask(later)]
  const replay = replayModel(JSON.parse(JSON.stringify(turns)))
  expect([await replay.ask(anAsk()), await replay.ask(later)]).toEqual(answers)
  expect(turns).toHaveLength(2)
})

test('the order of the keys of an ask does not matter', async () => {
  const replay = replayModel([turn({ seed: 7 }, say('yes'))])
  const turned = { parameters: tool.parameters, description: tool.description, name: tool.name }
  expect(await replay.ask(anAsk({ tools: [turned] }))).toEqual(say('yes'))
})

test('an answer recorded with a seed comes before one for every seed', async () => {
  const replay = replayModel([turn({}, say('any')), turn({ seed: 7 }, say('seven'))])
  expect([await replay.ask(anAsk()), await replay.ask(anAsk({ seed: 8 }))]).toEqual([say('seven'), say('any')])
})

test.each([
  ['at message 1', anAsk({ messages: [goal, { role: 'assistant', text: 'other', calls: [] }] })],
  ['at message 0', anAsk({ messages: [{ role: 'user', text: 'stop' }] })],
  ['in its tools', anAsk({ tools: [] })],
  ['in its seed 9', anAsk({ seed: 9 })],
])('an ask that differs %s stops the run and says so', async (place, ask) => {
  const said: Message = { role: 'assistant', text: 'first', calls: [] }
  const replay = replayModel([
    turn({ seed: 7 }, say('first')),
    turn({ seed: 7, messages: [goal, said] }, say('second')),
  ])
  const turns = ask.messages.length - 1
  await expect(replay.ask(ask)).rejects.toMatchObject({
    code: 'ask-unscripted',
    turn: turns,
    message: `turn ${turns} of the script is asked otherwise ${place}; expected the ask as it was recorded`,
  })
})

test('a script without turns answers nothing', async () => {
  await expect(replayModel([]).ask(anAsk())).rejects.toMatchObject({ code: 'ask-unscripted', turn: 0 })
})

test('one ask with two answers is refused before anything is asked', () => {
  const twice = [turn({ seed: 7 }, say('a')), turn({ seed: 7 }, say('b'))]
  expect(() => replayModel(twice)).toThrow(
    expect.objectContaining({ code: 'script-ambiguous', message: 'turn 0 of the script is answered in two ways' }),
  )
  expect(() => replayModel([turn({}, say('a')), turn({}, say('a'))])).not.toThrow()
})

test('a failure is not recorded as a turn', async () => {
  const turns: RecordedTurn[] = []
  await expect(recordingModel(scriptedModel([]), turns).ask(anAsk())).rejects.toThrow('missing')
  expect(turns).toEqual([])
})
