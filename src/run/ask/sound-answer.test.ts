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
