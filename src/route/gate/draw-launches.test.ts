import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DrawMode, drawLaunches, type TaskBank } from './draw-launches.js'

const tasksOf = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}-${index}`)
const bank: TaskBank = {
  scopes: [
    { name: 'narrow', weight: 3, tasks: tasksOf('n', 6) },
    { name: 'long', weight: 1, tasks: tasksOf('l', 4) },
  ],
}
const one: TaskBank = { scopes: [{ name: 'all', weight: 1, tasks: tasksOf('t', 8) }] }
const modes: readonly DrawMode[] = ['permuted-blocks', 'with-replacement', 'population']

test('a longer launch order begins with every shorter one, in each mode', () => {
  fc.assert(
    fc.property(fc.constantFrom(...modes), fc.integer(), fc.nat(60), fc.nat(60), (mode, seed, short, more) => {
      const options = { mode, seed, cell: 'cell' }
      const whole = drawLaunches(bank, { ...options, launches: short + more })
      expect(drawLaunches(bank, { ...options, launches: short })).toEqual(whole.slice(0, short))
    }),
  )
})

test('the order in which a bank lists its tasks does not matter, and another seed or cell gives another order', () => {
  const options = { mode: 'permuted-blocks', seed: 1, cell: 'cell', launches: 30 } as const
  const order = drawLaunches(one, options)
  const turned = { scopes: one.scopes.map((scope) => ({ ...scope, tasks: scope.tasks.toReversed() })) }
  expect(drawLaunches(turned, options)).toEqual(order)
  expect(drawLaunches(one, { ...options, seed: 2 })).not.toEqual(order)
  expect(drawLaunches(one, { ...options, cell: 'other' })).not.toEqual(order)
})

describe('blocks', () => {
  test('hold every task of a scope once, and count its repeats', () => {
    const order = drawLaunches(one, { mode: 'permuted-blocks', seed: 5, cell: 'c', launches: 24 })
    for (const block of [0, 1, 2]) {
      const inBlock = order.slice(block * 8, block * 8 + 8)
      expect(inBlock.map(({ task }) => task).sort()).toEqual(one.scopes[0]?.tasks)
      expect(new Set(inBlock.map(({ repeat }) => repeat))).toEqual(new Set([block]))
    }
  })

  test('give each scope its share of the launches', () => {
    const order = drawLaunches(bank, { mode: 'permuted-blocks', seed: 1, cell: 'c', launches: 4_000 })
    const narrow = order.filter(({ scope }) => scope === 'narrow').length / 4_000
    expect(Math.abs(narrow - 0.75)).toBeLessThan(0.03)
  })
})

test('with replacement any task comes at any time, evenly', () => {
  const order = drawLaunches(one, { mode: 'with-replacement', seed: 1, cell: 'c', launches: 4_000 })
  for (const task of one.scopes[0]?.tasks ?? []) {
    expect(Math.abs(order.filter((launch) => launch.task === task).length - 500)).toBeLessThan(90)
  }
  expect(new Set(order.slice(0, 8).map(({ task }) => task)).size).toBeLessThan(8)
})

test('a population uses every task once, with all its trials, and ends where a scope is used up', () => {
  const options = { mode: 'population', seed: 1, cell: 'c', trialsPerTask: 3 } as const
  const order = drawLaunches(one, { ...options, launches: 100 })
  expect(order.length).toBe(24)
  expect(order.map(({ repeat }) => repeat)).toEqual(Array.from({ length: 24 }, (_, index) => index % 3))
  expect(new Set(order.map(({ task }) => task)).size).toBe(8)
  expect(drawLaunches(bank, { ...options, launches: 100 }).length).toBeLessThanOrEqual(30)
})

test.each([
  [{ scopes: [{ name: 'a', weight: 1, tasks: ['x', 'y'] }] }, 'at least 5 distinct tasks'],
  [{ scopes: [{ name: 'a', weight: 0, tasks: tasksOf('a', 6) }] }, 'scopes.a.weight is 0; expected above 0'],
  [{ scopes: [{ name: 'a', weight: 1, tasks: [] }] }, 'at least one task'],
  [{ scopes: [{ name: 'a', weight: 1, tasks: ['x', 'x', 'y', 'z', 'u'] }] }, 'each task only once'],
  [{ scopes: [] }, 'at least 5 distinct tasks'],
])('a bank that cannot stand for its scope is refused: %j', (poor, words) => {
  expect(() => drawLaunches(poor, { mode: 'permuted-blocks', seed: 1, cell: 'c', launches: 5 })).toThrow(words)
})
