import { describe, expect, test } from 'vitest'
import { jars, opened, REQUEST } from '../../../test/support/jars.js'
import { defineTask } from './define-task.js'

/** A list that holds itself. */
const itself: unknown[] = []
itself.push(itself)

/** What a function gives that no compiler has looked at. */
const unchecked = (text: string) => JSON.parse(text)

describe('what will not do is named', () => {
  test.each<[string, () => unknown]>([
    ['task.name is "two words"; expected up to 60 letters', () => jars({ name: 'two words' })],
    [
      'jars.tools is "empty"',
      () => defineTask({ name: 'jars', make: () => ({ goal: 'g', state: 1 }), tools: {}, score: () => true }),
    ],
    [
      'jars.make().goal is ""',
      () => jars({ make: () => ({ goal: '', state: { full: [], jars: 1 } }) }).makeSample(REQUEST),
    ],
    ['score of jars is 7; expected a share in [0, 1]', () => opened(jars({ score: () => 7 })).score()],
    ['score of jars is NaN', () => opened(jars({ score: () => Number.NaN })).score()],
    ['score of jars is {"value":2}; expected a share', () => opened(jars({ score: () => ({ value: 2 }) })).score()],
  ])('%s', (words, act) => expect(act).toThrow(words))

  test.each([
    ['a date', new Date(), 'state.when is "Date"'],
    ['a map', new Map(), 'state.when is "Map"'],
    ['a function', () => 1, 'state.when is "function"'],
    ['no number', Number.NaN, 'state.when is "NaN"'],
    ['nothing in a list', [undefined], 'state.when[0] is "undefined"'],
    ['itself in it', itself, 'state.when[0] is "a part of itself"; expected JSON, which has an end'],
  ])('a state with %s', (_, when, words) => {
    const family = defineTask({
      name: 'dated',
      make: () => ({ goal: 'g', state: { when } }),
      tools: { act: { description: 'Acts.', run: () => '' } },
      score: () => false,
    })
    expect(() => family.makeSample(REQUEST)).toThrow(words)
  })

  test.each([
    ['finish', 'Ends.', [], 'expected another name: every task has this tool already'],
    ['go on', 'Goes.', [], 'expected a name of up to 64 letters'],
    ['go', ' ', [], 'expected what a model is told of it'],
    ['go', 'Goes.', ['walk'], 'expected names of other tools of the task'],
  ])('a tool called %s, told as %j', (name, description, alternatives, words) => {
    const tools = { [name]: { description, alternatives, run: () => '' } }
    expect(() => defineTask({ name: 't', make: () => ({ goal: 'g', state: 1 }), tools, score: () => true })).toThrow(
      words,
    )
  })

  test.each([
    ['score of jars is "yes"; expected a share in [0, 1]', { score: () => unchecked('"yes"') }],
    ['score of jars is null; expected', { score: () => unchecked('null') }],
    ['checkpoints of jars are 7; expected names, each with true or false', { checkpoints: () => unchecked('7') }],
    ['checkpoints of jars are {"first":1}; expected', { checkpoints: () => unchecked('{"first":1}') }],
    ['witness of jars gives "fill"; expected a list of calls', { witness: () => unchecked('"fill"') }],
    ['call 1 of the witness of jars is "fill"; expected', { witness: () => unchecked('["fill"]') }],
    [
      'call 1 of the witness of jars is {"name":"pour","arguments":{}}; expected',
      { witness: () => unchecked('[{"name":"pour","arguments":{}}]') },
    ],
  ])('%s', (words, changes) => {
    expect(() => opened(jars(changes)).score()).toThrow(words)
  })

  test('checkpoints that come up only later', () => {
    let names = ['first']
    const world = opened(jars({ checkpoints: () => Object.fromEntries(names.map((name) => [name, true])) }))
    names = ['first', 'second']
    expect(() => world.checkpoints()).toThrow("checkpoints of jars have 'second' only later")
  })
})
