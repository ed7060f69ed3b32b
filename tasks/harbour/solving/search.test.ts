import { expect, test } from 'vitest'
import { shortestLength } from '../../../test/support/blind-search.js'
import { generate } from '../making/generate.js'
import { VARIANTS } from '../making/variants.js'

test.each(VARIANTS)(
  '$name: a blind search of every reachable state finds nothing shorter than the reference',
  (variant) => {
    for (const size of [5, 7, 8, 9]) {
      for (const seed of [0, 1, 2]) {
        const { state, layout, solution } = generate(variant, size, seed)
        expect(shortestLength(state, layout, solution.length), `size ${size}, seed ${seed}`).toBe(solution.length)
      }
    }
  },
)
