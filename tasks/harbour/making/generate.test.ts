import { expect, test } from 'vitest'
import { formOf } from '../../../test/support/problem-form.js'
import { searchShortest } from '../solving/search.js'
import { toolsFor } from '../tools.js'
import { type Generated, generate, referenceOf } from './generate.js'
import { VARIANTS } from './variants.js'

const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed)

test.each(VARIANTS)('$name: nearly every seed is another problem, whatever berths and crates are called', (variant) => {
  const forms = (size: number) => new Set(seeds(100).map((seed) => formOf(generate(variant, size, seed)))).size
  expect(forms(10)).toBeGreaterThanOrEqual(90)
  expect(forms(60)).toBe(100)
})

test('no two families share a layout', () => {
  const layouts = VARIANTS.map((variant) => {
    const drawn = seeds(20).map((seed) => generate(variant, 10, seed).layout)
    return new Set(
      drawn.map((layout) => formOf({ ...generate(variant, 10, 0), layout, state: EMPTY }).replace(/ .*/, '')),
    )
  })
  for (const [index, forms] of layouts.entries()) {
    const others = new Set(layouts.filter((_, other) => other !== index).flatMap((entry) => [...entry]))
    expect([...forms].filter((form) => others.has(form)).length, VARIANTS[index]?.name).toBeLessThanOrEqual(4)
  }
})

const EMPTY: Generated['state'] = { vessel: '', crates: [], passes: {}, lifts: 0, permits: [], closed: [] }

test.each(VARIANTS)('$name: solutions need what the family is about', (variant) => {
  for (const size of [10, 60]) {
    const needed = seeds(100).filter((seed) => {
      const { solution, state, layout } = generate(variant, size, seed)
      const isUsed = variant.uses.every((tool) => solution.some(({ name }) => name === tool))
      const isLonger =
        !variant.bends || size > 10 || straightened({ layout, state, solution, atLeast: 0 }) < solution.length
      return isUsed && isLonger
    })
    expect(needed.length, `size ${size}`).toBeGreaterThanOrEqual(95)
  }
})

/** Length of the shortest plan if every channel were open both ways. */
function straightened({ layout, state, solution }: Generated): number {
  const channels = layout.channels.map((channel) => ({ ...channel, kind: 'open' as const, isOneWay: false }))
  const found = searchShortest(state, { ...layout, channels }, { tools: toolsFor(layout.rules), budget: 500 })
  return found.kind === 'shortest' ? found.calls.length : solution.length
}

test.each(VARIANTS)('$name: sizes are what was asked for', (variant) => {
  for (const size of [5, 6, 7, 8, 9, 10, 12, 16, 20]) {
    const lengths = seeds(50).map((seed) => generate(variant, size, seed).solution.length)
    const off = lengths.filter((length) => length !== size)
    expect(off.length, `size ${size}: ${off}`).toBeLessThanOrEqual(variant.uses.length > 1 && size < 10 ? 50 : 10)
    expect(Math.max(...lengths.map((length) => Math.abs(length - size))), `size ${size}`).toBeLessThanOrEqual(2)
  }
  for (const size of [60, 200, 600]) {
    const lengths = seeds(size > 100 ? 5 : 50).map((seed) => generate(variant, size, seed).solution.length)
    expect(Math.max(...lengths.map((length) => Math.abs(length - size) / size)), `size ${size}`).toBeLessThan(0.05)
  }
})

test.each(VARIANTS)(
  '$name: the reference is the shortest plan on short work, and at most a tenth above a bound on long work',
  (variant) => {
    for (const size of [5, 6, 7, 8, 9, 10, 14, 20]) {
      for (const seed of seeds(50)) {
        const { solution, atLeast } = generate(variant, size, seed)
        expect(solution.length, `size ${size}, seed ${seed}`).toBe(atLeast)
      }
    }
    for (const size of [30, 60, 200, 600]) {
      for (const seed of seeds(50)) {
        const { solution, atLeast } = generate(variant, size, seed)
        expect(solution.length, `size ${size}, seed ${seed}`).toBeLessThanOrEqual(1.1 * atLeast)
        expect(solution.length).toBeGreaterThanOrEqual(atLeast)
      }
    }
  },
)

test('a bound above a plan that is known is an error of ours, not a shorter reference', () => {
  const [variant] = VARIANTS
  if (variant === undefined) throw new Error('no variant')
  const generated = generate(variant, 10, 1)
  expect(referenceOf(generated)).toEqual({ calls: 10, atLeast: 10 })
  expect(() => referenceOf({ ...generated, atLeast: 11 })).toThrow('lower bound is 11; a plan has 10 calls')
})
