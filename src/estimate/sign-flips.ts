import type { TestResult } from '../domain/index.js'
import { createRandom } from '../math/index.js'

/** Values up to which all sign patterns are counted. */
const MOST_FLIPPED = 20
const SAMPLED = 9_999

/**
 * Share of sign patterns whose mean is at least as far from zero as the observed one: all of them up to 20 values, else
 * 9,999 drawn ones.
 *
 * @source Fisher's randomisation test, statistics specification 3.1; checked in test/oracle/shadow_did.json
 */
export function signFlips(values: readonly number[], seed: number): TestResult {
  const n = values.length
  const observed = Math.abs(values.reduce((sum, value) => sum + value, 0))
  const isAsFar = (sum: number) => Math.abs(sum) >= observed - 1e-12
  if (n <= MOST_FLIPPED) {
    let hits = 0
    for (let pattern = 0; pattern < 2 ** n; pattern += 1) {
      let sum = 0
      for (let place = 0; place < n; place += 1)
        sum += (pattern >> place) & 1 ? -(values[place] ?? 0) : (values[place] ?? 0)
      if (isAsFar(sum)) hits += 1
    }
    return { method: 'sign-flip-exact', p: hits / 2 ** n }
  }
  const random = createRandom(seed)
  let hits = 0
  for (let draw = 0; draw < SAMPLED; draw += 1) {
    let sum = 0
    for (const value of values) sum += random.next() < 0.5 ? -value : value
    if (isAsFar(sum)) hits += 1
  }
  return { method: 'sign-flip', p: (hits + 1) / (SAMPLED + 1) }
}
