import { expect, test } from 'vitest'
import { readScore } from './score-command.js'

const ended = (code: number | undefined, output = '', complaints = '') => ({ code, output, complaints })

test('without a word the exit code says whether it is solved', () => {
  expect(readScore(ended(0, 'all 3 tests pass\n'), 4)).toEqual({
    score: { value: 1, isSolved: true, evidence: ['score command: exit 0', 'all 3 tests pass'] },
    checkpoints: [],
    claim: 'unstated',
  })
  expect(readScore(ended(1), 4).score).toEqual({ value: 0, isSolved: false, evidence: ['score command: exit 1'] })
})

test('a last line of JSON says more, and its checkpoints share the length of the work', () => {
  const said = {
    score: 0.5,
    checkpoints: [
      { id: 'built', reached: true },
      { id: 'tested', reached: false, effort: 3 },
    ],
    evidence: ['built'],
    claim: 'partly',
  }
  expect(readScore(ended(1, `some words\n${JSON.stringify(said)}\n`), 8)).toEqual({
    score: { value: 0.5, isSolved: false, evidence: ['built'] },
    checkpoints: [
      { id: 'built', isReached: true, effort: 2 },
      { id: 'tested', isReached: false, effort: 6 },
    ],
    claim: 'partly',
  })
})

test.each([
  [{ score: 1 }, true],
  [{ score: 0.99 }, false],
  [{ solved: true, score: 0.5 }, true],
  [{ solved: false }, false],
])('%j is read as solved: %s', (said, isSolved) => {
  expect(readScore(ended(0, JSON.stringify(said)), 4).score.isSolved).toBe(isSolved)
})

test.each([
  [ended(2, '', 'Traceback\nno module named x\n'), 'the score command ended with 2: no module named x'],
  [ended(undefined), 'the score command ended with a signal'],
  [ended(0, '{"score": 3}'), 'score of the score command is 3; expected a number from 0 to 1'],
  [ended(0, '{"solved": "yes"}'), 'solved of the score command is "yes"; expected true or false'],
  [ended(0, '{"claim": "won"}'), 'claim of the score command is "won"; expected done, partly'],
  [ended(0, '{"checkpoints": 3}'), 'checkpoints of the score command is 3; expected a list'],
  [ended(0, '{"checkpoints": [{"id": "a"}]}'), 'expected id, reached and perhaps effort above 0'],
  [ended(0, '{"evidence": {}}'), 'expected a text or a list of texts'],
])('%j is no judgement', (end, words) => {
  expect(() => readScore(end, 4)).toThrow(words)
})
