import { expect, test } from 'vitest'
import { aReportDocument } from '../../test/support/report-document.js'
import type { SettledGate } from '../domain/index.js'
import { fitWords } from './words.js'

const GATE: SettledGate = {
  word: 'UNDECIDED',
  state: 'open',
  trials: 40,
  successes: 31,
  tasks: 12,
  mostTrials: 264,
  words: 'said so',
}

test.each<[Partial<SettledGate>, string]>([
  [{ word: 'TRUST', state: 'settled' }, 'trust, settled after 40 of at most 264 trials'],
  [{ word: 'DO NOT TRUST', state: 'settled' }, 'do not trust, settled after 40 of at most 264 trials'],
  [{ state: 'settled', trials: 264 }, 'undecided after 264 of at most 264 trials'],
  [{ state: 'open' }, 'not settled yet after 40 of at most 264 trials'],
  [{ state: 'waiting', trials: 0 }, 'waits for a cheaper system'],
  [{ state: 'not-needed', trials: 0 }, 'not needed: a cheaper system is trusted here'],
])('the gate of a cell as %j reads %j', (change, words) => {
  const [cell] = aReportDocument().decision?.cells ?? []
  if (cell === undefined) throw new Error('the fixture has cells')
  expect(fitWords({ ...cell, gate: { ...GATE, ...change } })).toBe(words)
})
