import { expect, test } from 'vitest'
import { decideMatrix, designMatrix, type MatrixCell } from './matrix.js'
import { pairCells, pairedWords } from './pair-cells.js'

const AIM = { reference: 'big', margin: 0.1, level: 0.95 }
type State = MatrixCell['launches'][number]['state']

function cell(system: string, states: readonly State[]): MatrixCell {
  return { system, scope: 'long', launches: states.map((state, place) => ({ task: `t${place % 12}`, state })) }
}

/** Decided at edges so far apart from what is seen that only the cap stops them. */
function pairsOf(cells: readonly MatrixCell[]) {
  const rule = designMatrix(cells.length, { rule: { required: 0.8, tolerance: 0.1, alpha: 1e-12, beta: 1e-12 } })
  const { cells: decided } = decideMatrix(cells, { rule, scopes: ['long'], order: 'all', skipsBroader: false })
  return pairCells(cells, decided, AIM)
}

const times = (count: number, state: State) => Array.from({ length: count }, () => state)

test('a system that loses pair after pair is worse, one that ties for long is not worse by the margin', () => {
  const big = cell('big', times(200, 'solved'))
  const found = pairsOf([big, cell('weak', times(60, 'failed')), cell('twin', times(200, 'solved'))])
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
  const [found] = pairsOf([small, big])
  expect(found?.decision).toMatchObject({ word: 'UNDECIDED', pairs: 5, void: 1 })
})

test('without a launch of the reference nothing is compared', () => {
  expect(pairsOf([cell('big', []), cell('small', times(5, 'solved'))])).toEqual([])
  expect(pairsOf([cell('small', times(5, 'solved'))])).toEqual([])
})
