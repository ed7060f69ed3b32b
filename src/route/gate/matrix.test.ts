import { describe, expect, test } from 'vitest'
import { allocateTrials } from './allocate.js'
import type { GateLaunch } from './decide-gate.js'
import { decidePaired, designPaired, type PairLaunch } from './decide-paired.js'
import { findBest } from './find-best.js'
import { decideMatrix, designMatrix, type MatrixCell } from './matrix.js'
import { matrixWords } from './words.js'

const scopes = ['narrow', 'long']
const rule = designMatrix(4)
const options = { rule, scopes, order: 'cheapest-first' } as const
const runs = (solved: boolean, count = 60): readonly GateLaunch[] =>
  Array.from({ length: count }, (_, index) => ({ task: `${index % 8}`, state: solved ? 'solved' : 'failed' }))
const cell = (system: string, scope: string, launches: readonly GateLaunch[] = []): MatrixCell => ({
  system,
  scope,
  launches,
  trialUsd: system === 'cheap' ? 0.1 : 1,
})
const four = (narrowCheap?: boolean): readonly MatrixCell[] => [
  cell('cheap', 'narrow', narrowCheap === undefined ? [] : runs(narrowCheap)),
  cell('cheap', 'long'),
  cell('dear', 'narrow'),
  cell('dear', 'long'),
]
const statesOf = (cells: readonly MatrixCell[], more: object = {}) =>
  decideMatrix(cells, { ...options, ...more }).cells.map(({ state }) => state)

describe('a matrix', () => {
  test('begins with the cheapest system on the narrowest scope', () => {
    expect(statesOf(four())).toEqual(['open', 'waiting', 'waiting', 'waiting'])
    expect(statesOf(four(), { skipsBroader: false })).toEqual(['open', 'open', 'waiting', 'waiting'])
    expect(statesOf(four(), { order: 'all' })).toEqual(['open', 'open', 'open', 'open'])
  })

  test('needs no dearer system where a cheaper one is trusted', () => {
    expect(statesOf(four(true))).toEqual(['settled', 'open', 'not-needed', 'waiting'])
  })

  test('marks what it takes for granted of a system that failed a narrower scope', () => {
    const decided = decideMatrix(four(false), options)
    expect(decided.cells.map(({ state }) => state)).toEqual(['settled', 'assumed', 'open', 'waiting'])
    expect(decided.cells[1]?.word).toBe('DO NOT TRUST')
    expect(matrixWords(decided)).toContainEqual(expect.stringContaining('(an assumption)'))
    expect(statesOf(four(false), { skipsBroader: false })).toEqual(['settled', 'open', 'open', 'waiting'])
  })

  test('says how many false trusts to expect', () => {
    const decided = decideMatrix(four(true), options)
    expect(decided.expectedFalseTrusts).toBeCloseTo(0.05, 12)
    expect(matrixWords(decided).at(-1)).toContain('expect at most 0.05 to be trusted wrongly')
  })

  test('runs first what is settled for the least money', () => {
    const cells = [
      cell('dear', 'narrow', runs(true, 10)),
      cell('cheap', 'narrow', runs(true, 10)),
      cell('cheap', 'long'),
    ]
    const { next } = decideMatrix(cells, { ...options, order: 'all' })
    expect(next.map(({ system, scope }) => `${system}/${scope}`)).toEqual(['cheap/long', 'cheap/narrow', 'dear/narrow'])
  })

  test('is final where nothing is open, and the same launches give the same answer', () => {
    const done = four(true).map((entry) => ({ ...entry, launches: runs(true) }))
    expect(decideMatrix(done, options).isFinal).toBe(true)
    expect(decideMatrix(done, options)).toEqual(decideMatrix(done, options))
    expect(decideMatrix(done.toReversed(), options).cells.toReversed()).toEqual(decideMatrix(done, options).cells)
  })

  test('refuses cells that it cannot place', () => {
    expect(() => decideMatrix([cell('a', 'wide')], options)).toThrow('scope is "wide"; expected one of narrow, long')
    expect(() => decideMatrix([cell('a', 'long'), cell('a', 'long')], options)).toThrow('only once')
    expect(() => decideMatrix([...four(), cell('a', 'long')], options)).toThrow('at most 4')
    expect(() => designMatrix(0)).toThrow('a whole number from 1')
  })
})

describe('strict mode', () => {
  const strict = { ...options, rule: designMatrix(4, { strictQ: 0.1 }), order: 'all' } as const

  test('asks for more evidence, and trusts what e-BH lets through', () => {
    expect(strict.rule.design.trustAt).toBeCloseTo(Math.log(40), 12)
    const cells = four().map((entry) => ({ ...entry, launches: runs(true, 80) }))
    const decided = decideMatrix(cells, strict)
    expect(decided.cells.map(({ word }) => word)).toEqual(['TRUST', 'TRUST', 'TRUST', 'TRUST'])
    const plain = decideMatrix(cells, { ...options, order: 'all' })
    for (const [index, { decision }] of decided.cells.entries()) {
      expect(decision.trials).toBeGreaterThan(plain.cells[index]?.decision.trials ?? 0)
    }
  })

  test('does not trust a cell that has not stopped', () => {
    const decided = decideMatrix(
      four().map((entry) => ({ ...entry, launches: runs(true, 19) })),
      strict,
    )
    expect(decided.cells.map(({ word }) => word)).toEqual(['UNDECIDED', 'UNDECIDED', 'UNDECIDED', 'UNDECIDED'])
  })
})

describe('a race', () => {
  const round = (a: number, b: number, c: number) => ({ scores: { a, b, c } })
  const many = (count: number, score: () => ReturnType<typeof round>) => Array.from({ length: count }, score)
  const rule = { alpha: 0.05, mostRounds: 200 }

  test('drops what is behind and names the best', () => {
    const race = findBest(
      ['a', 'b', 'c'],
      many(100, () => round(0, 1, 0)),
      rule,
    )
    expect(race).toMatchObject({ best: 'b', isFinal: true })
    expect(race.dropped.map(({ system, behind }) => [system, behind])).toEqual([
      ['a', 'b'],
      ['c', 'b'],
    ])
  })

  test('keeps equals to the end and names none', () => {
    const race = findBest(
      ['a', 'b', 'c'],
      many(300, () => round(1, 1, 1)),
      rule,
    )
    expect(race).toMatchObject({ left: ['a', 'b', 'c'], rounds: 200, isFinal: true })
    expect(race).not.toHaveProperty('best')
  })

  test('goes on without those that fell, and stops where a round is not finished', () => {
    const clear = many(60, () => round(0, 1, 1))
    const rest = Array.from({ length: 10 }, () => ({ scores: { b: 1, c: 1 } }))
    const race = findBest(['a', 'b', 'c'], [...clear, ...rest, { scores: { b: 1 } }, ...rest], rule)
    expect([race.left, race.rounds, race.isFinal]).toEqual([['b', 'c'], 70, false])
    expect(findBest(['a', 'b', 'c'], [{ scores: {}, isVoid: true }, ...clear], rule).rounds).toBe(60)
  })

  test('gives the same answer in whichever order systems are named', () => {
    const rounds = many(50, () => round(1, 0, 1))
    expect(findBest(['c', 'a', 'b'], rounds, rule)).toEqual(findBest(['a', 'b', 'c'], rounds, rule))
    expect(() => findBest(['a'], rounds, rule)).toThrow('at least two')
    expect(() => findBest(['a', 'a'], rounds, rule)).toThrow('only once')
    expect(() => findBest(['a', 'b'], [{ scores: { a: 2, b: 0 } }], rule)).toThrow('from 0 to 1')
  })
})

describe('a pair', () => {
  const design = designPaired()
  const pairs = (differences: readonly (number | 'running' | 'void')[]): readonly PairLaunch[] =>
    differences.map((difference, index) => ({ task: `${index % 9}`, difference }))
  const many = (difference: number, count: number) => pairs(Array.from({ length: count }, () => difference))

  test('of equals is not worse by the margin, and one that loses is worse', () => {
    expect(decidePaired(many(0, 200), design)).toMatchObject({ word: 'TRUST', why: 'evidence' })
    expect(decidePaired(many(-1, 200), design)).toMatchObject({ word: 'DO NOT TRUST', why: 'evidence' })
  })

  test('keeps its word after the stop, leaves void pairs out and waits for those still running', () => {
    const stopped = decidePaired(many(-1, 20), design)
    const longer = decidePaired([...many(-1, 20), ...many(1, 50)], design)
    expect({ ...longer, afterStop: 0 }).toEqual({ ...stopped, afterStop: 0 })
    expect(decidePaired(pairs([0, 'void', 0, 'running', 0]), design)).toMatchObject({
      pairs: 2,
      void: 1,
      isFinal: false,
    })
  })

  test('gives an interval on the scale of differences', () => {
    const { difference } = decidePaired(many(-1, 20), design)
    if (difference.kind === 'undetermined') throw new Error(difference.reason)
    expect([difference.value, difference.low]).toEqual([-1, -1])
    expect(difference.high).toBeLessThan(0.01)
  })

  test('has the published fixed design, and refuses a margin that is none', () => {
    expect(designPaired({ margin: 0.05, discordance: 0.32 }).fixedPairs).toBe(1386)
    expect(designPaired({ margin: 0.1, discordance: 0.1 }).fixedPairs).toBe(109)
    expect(() => designPaired({ margin: 0 })).toThrow('margin is 0')
  })
})

describe('a fixed number of trials', () => {
  const pilot = (name: string, successes: number, trialUsd: number) => ({ name, successes, trials: 10, trialUsd })

  test('goes where it varies and costs little', () => {
    const split = allocateTrials([pilot('even', 5, 1), pilot('sure', 10, 1), pilot('dear', 5, 4)], 100)
    expect(split.reduce((sum, count) => sum + count, 0)).toBe(100)
    expect(split[0]).toBeGreaterThan(split[1] ?? 0)
    expect(split[0]).toBeCloseTo(2 * (split[2] ?? 0), -1)
    expect(split[1]).toBeGreaterThan(0)
  })

  test('is not split on a guess', () => {
    expect(() => allocateTrials([{ ...pilot('a', 1, 1), trials: 2 }], 10)).toThrow('too few pilot trials in a')
    expect(() => allocateTrials([], 10)).toThrow('there is no pilot')
    expect(() => allocateTrials([pilot('a', 1, 0)], 10)).toThrow('a.trialUsd is 0')
  })
})
