import { expect, test } from 'vitest'
import { estimateAgreement } from './agreement.js'

const kappa = (counts: readonly (readonly number[])[]) => {
  const estimate = estimateAgreement(counts, { level: 0.95 })
  if (estimate.kind === 'undetermined') throw new Error(estimate.reason)
  return estimate
}

test('the published example of Cohen (1968) has kappa 0.49, from 0.39 to 0.59, on 200 things', () => {
  const shares = [
    [0.44, 0.05, 0.01],
    [0.07, 0.2, 0.03],
    [0.09, 0.05, 0.06],
  ]
  const { value, low, high } = kappa(shares.map((row) => row.map((share) => share * 200)))
  expect([value, low, high].map((edge) => edge.toFixed(2))).toEqual(['0.49', '0.39', '0.59'])
})

/** The delta method by differences over the multinomial, which shares no formula with the closed form. */
function deltaError(counts: readonly (readonly number[])[]): number {
  const things = counts.flat().reduce((sum, count) => sum + count, 0)
  const size = counts.length
  const flat = counts.flat().map((count) => count / things)
  const kappaOf = (shares: readonly number[]) => {
    const at = (i: number, j: number) => shares[i * size + j] ?? 0
    const total = shares.reduce((sum, share) => sum + share, 0)
    let [agreed, chance] = [0, 0]
    for (let i = 0; i < size; i += 1) {
      agreed += at(i, i) / total
      let [row, column] = [0, 0]
      for (let j = 0; j < size; j += 1) {
        row += at(i, j) / total
        column += at(j, i) / total
      }
      chance += row * column
    }
    return (agreed - chance) / (1 - chance)
  }
  const step = 1e-6
  const slopes = flat.map((share, place) => {
    const moved = (by: number) => kappaOf(flat.map((own, index) => (index === place ? share + by : own)))
    return (moved(step) - moved(-step)) / (2 * step)
  })
  const mean = slopes.reduce((sum, slope, place) => sum + slope * (flat[place] ?? 0), 0)
  const square = slopes.reduce((sum, slope, place) => sum + slope ** 2 * (flat[place] ?? 0), 0)
  return Math.sqrt((square - mean ** 2) / things)
}

test.each([
  [
    [
      [20, 5],
      [10, 15],
    ],
  ],
  [
    [
      [40, 3, 1],
      [4, 30, 6],
      [2, 1, 13],
    ],
  ],
  [
    [
      [3, 9],
      [8, 2],
    ],
  ],
])('the standard error of %j is that of the delta method', (counts) => {
  const { value, low } = kappa(counts)
  expect((value - low) / 1.959963984540054).toBeCloseTo(deltaError(counts), 6)
})

test('swapping the readers or the names of the classes changes nothing', () => {
  const { value, low } = kappa([
    [20, 5],
    [10, 15],
  ])
  expect(
    kappa([
      [20, 10],
      [5, 15],
    ]),
  ).toMatchObject({ value, low })
  expect(
    kappa([
      [15, 10],
      [5, 20],
    ]).value,
  ).toBeCloseTo(value, 12)
})

test('readers who never disagree still have an interval', () => {
  const { value, low, high } = kappa([
    [12, 0],
    [0, 8],
  ])
  expect([value, high]).toEqual([1, 1])
  expect(low).toBeGreaterThan(0.6)
  expect(low).toBeLessThan(0.75)
})

test('few things, and readers who used one class only, give no figure', () => {
  expect(
    estimateAgreement(
      [
        [4, 1],
        [1, 3],
      ],
      { level: 0.95 },
    ),
  ).toMatchObject({ reason: 'too-few-trials' })
  expect(
    estimateAgreement(
      [
        [30, 0],
        [0, 0],
      ],
      { level: 0.95 },
    ),
  ).toMatchObject({ reason: 'no-variation' })
})
