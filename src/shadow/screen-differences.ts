import type { PairComparison, Screen, Slice } from '../domain/index.js'
import { canFindOne, screenCells } from '../estimate/index.js'

/** Fewer tests than this are read one by one. */
const LEAST_TESTS = 4

/**
 * Screens every system against the reference on every family of work, or every form of it where families have too few
 * tasks, for what deserves a closer look.
 *
 * @param pairs of which those by family, else by form of work, are read
 * @returns undefined where there are too few tests to screen
 * @source statistics specification 4: exploratory screens
 */
export function screenDifferences(pairs: readonly PairComparison[]): Screen | undefined {
  const of = (kind: Slice['kind']) => pairs.filter(({ slice }) => slice.kind === kind)
  const families = of('family')
  const own = canFindOne(families.map(({ pairs: tasks }) => tasks)) ? families : of('stratum')
  const found = screenCells(
    own.map(({ system, slice, difference, test }) => {
      const cell = { system, work: slice, difference: turned(difference) }
      return test === undefined ? cell : { ...cell, p: test.p }
    }),
  )
  return found.tests.length < LEAST_TESTS ? undefined : found
}

/** System minus reference, as every cell of a screen reads. */
function turned(difference: PairComparison['difference']): PairComparison['difference'] {
  if (difference.kind === 'undetermined') return difference
  const { value, low, high } = difference
  return { ...difference, value: -value, low: -high, high: -low }
}
