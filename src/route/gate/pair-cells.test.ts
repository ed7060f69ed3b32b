import { expect, test } from 'vitest'
import type { MatrixCell } from './matrix.js'
import { pairCells, pairedWords } from './pair-cells.js'

const AIM = { reference: 'big', margin: 0.1, level: 0.95 }
type State = MatrixCell['launches'][number]['state']

function cell(system: string, states: readonly State[]): MatrixCell {
  return { system, scope: 'long', launches: states.map((state, place) => ({ task: `t${place % 12}`, state })) }
}

const times = (count: number, state: State) => Array.from({ length: count }, () => state)

test('a system that loses pair after pair is worse, one that ties for long is not worse by the margin', () => {
  const big = cell('big', times(200, 'solved'))
  const found = pairCells([big, cell('weak', times(60, 'failed')), cell('twin', times(200, 'solved'))], AIM)
  expect(found.map(({ system, decision }) => [system, decision.word])).toEqual([
    ['weak', 'DO NOT TRUST'],
    ['twin', 'TRUST'],
  ])
  const [weak, twin] = found
  if (weak === undefined || twin === undefined) throw new Error('two systems are held against the reference')
  expect(pairedWords(weak, 'big')).toMatch(/^beside big worse, after \d+ pairs: −100 points \(−100 to /)
  expect(pairedWords(twin, 'big')).toMatch(/^beside big not worse by 10 points or more, after \d+ pairs: 0 points/)
})

test('only launches that both have finished count, by their place', () => {
  const big = cell('big', [...times(4, 'solved'), 'void', 'solved', 'running', 'solved'])
  const small = cell('small', [...times(5, 'solved'), 'failed', 'failed', 'failed'])
  const [found] = pairCells([small, big], AIM)
  expect(found?.decision).toMatchObject({ word: 'UNDECIDED', pairs: 5, void: 1 })
})

test('without a launch of the reference nothing is compared', () => {
  expect(pairCells([cell('big', []), cell('small', times(5, 'solved'))], AIM)).toEqual([])
  expect(pairCells([cell('small', times(5, 'solved'))], AIM)).toEqual([])
})
