import { expect, test } from 'vitest'
import { type Naivety, naiveRun } from '../../test/support/naive-worker.js'
import { harbourFamilies } from './families.js'

/** Share of samples that a worker without a plan finishes within the limit of the built-in studies. */
function shareFinished(size: number, seeds: number, naivety: Naivety): number {
  const runs = harbourFamilies.flatMap((family) =>
    Array.from({ length: seeds }, (_, seed) => {
      const sample = family.makeSample({ stratum: size < 30 ? 'narrow' : 'long', size, seed })
      const limit = Math.ceil(2.5 * sample.reference.calls) + 20
      const { isSolved, calls } = naiveRun(family.open(sample, 'chance'), limit, naivety)
      return isSolved && calls <= limit
    }),
  )
  return runs.filter(Boolean).length / runs.length
}

test.each(['puts off', 'follows'] as const)(
  'a worker in the order of the manifest that %s what is not released finishes short work and no long work',
  (naivety) => {
    const shares = [10, 20, 60, 200, 600].map((size) => shareFinished(size, size > 100 ? 4 : 12, naivety))
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
    expect(shares[0]).toBeGreaterThan(0.95)
    expect(shares[2]).toBeLessThan(0.25)
    expect(shares.slice(3)).toEqual([0, 0])
  },
)
