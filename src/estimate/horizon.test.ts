import { describe, expect, test } from 'vitest'
import { createRandom, logistic } from '../math/index.js'
import {
  bootstrapHorizons,
  curvePoints,
  estimateHorizon,
  estimateSlopeChange,
  fitCurvePair,
  fitLengthCurve,
  fitShapes,
  type LengthTrial,
  lengthAt,
  makeLengthBank,
  meanSuccess,
  observedBins,
} from './index.js'

const LEVEL = { level: 0.95 }
const DOUBLING = [1, 2, 4, 8, 16, 32, 64, 128]

/** One task of each length, tried once. */
function trialsAt(lengths: readonly number[], success: (length: number, place: number) => number): LengthTrial[] {
  return lengths.map((length, place) => ({ length, success: success(length, place), task: `task-${place}` }))
}

/** Three tasks of each length, of which those that `solved` counts are solved. */
function bankOf(solved: readonly number[]) {
  const trials = DOUBLING.flatMap((length, place) =>
    [0, 1, 2].map((copy) => ({ length, success: Number(copy < (solved[place] ?? 0)), task: `task-${place}-${copy}` })),
  )
  return makeLengthBank(trials)
}

function horizonOf(solved: readonly number[], success = 0.5) {
  const bank = bankOf(solved)
  return estimateHorizon(bank, fitLengthCurve(bank), { success, ...LEVEL })
}

test('the examples of the doc comments hold', () => {
  const two = [
    { task: 'b', length: 8, success: 0 },
    { task: 'a', length: 4, success: 1 },
  ]
  expect(makeLengthBank(two).x).toEqual(Float64Array.of(2, 3))
  const split = makeLengthBank(trialsAt(DOUBLING, (length) => Number(length <= 8)))
  expect(fitLengthCurve(split)?.slope).toBeCloseTo(-1.0327, 4)
  expect(meanSuccess({ intercept: 0, slope: -1 }, { from: -1, to: 1 })).toBeCloseTo(0.5, 12)
})

describe('a horizon is refused', () => {
  test('with fewer than eight tasks', () => {
    const bank = makeLengthBank(trialsAt(DOUBLING.slice(1), (length) => Number(length < 16)))
    const estimate = estimateHorizon(bank, fitLengthCurve(bank), { success: 0.5, ...LEVEL })
    expect(estimate).toMatchObject({ kind: 'undetermined', reason: 'too-few-tasks', samples: 7 })
  })

  test.each([
    ['no-data', 0],
    ['one-task', 1],
  ] as const)('as %s with %i tasks', (reason, count) => {
    const bank = makeLengthBank(trialsAt(DOUBLING.slice(0, count), () => 1))
    expect(estimateHorizon(bank, fitLengthCurve(bank), { success: 0.5, ...LEVEL })).toMatchObject({ reason })
  })

  test('with fewer than three tasks on a side of the length at which half succeed', () => {
    const bank = makeLengthBank(trialsAt([1, 1, ...DOUBLING.slice(4), 200, 300], (length) => Number(length === 1)))
    const curve = fitLengthCurve(bank)
    expect(curve?.slope).toBeLessThan(0)
    expect(estimateHorizon(bank, curve, { success: 0.5, ...LEVEL })).toMatchObject({ reason: 'too-few-tasks' })
  })

  test('with the bound, where it lies beyond the longest task or before the shortest', () => {
    expect(horizonOf([3, 3, 3, 3, 3, 3, 3, 2])).toMatchObject({ reason: 'above-tested-range', atLeast: 128 })
    expect(horizonOf([1, 0, 0, 0, 0, 0, 0, 0])).toMatchObject({ reason: 'below-tested-range', atMost: 1 })
    expect(horizonOf([3, 3, 3, 3, 3, 3, 3, 3])).toMatchObject({ reason: 'above-tested-range', atLeast: 128 })
    expect(horizonOf([0, 0, 0, 0, 0, 0, 0, 0])).toMatchObject({ reason: 'below-tested-range', atMost: 1 })
    expect(horizonOf([3, 2, 1, 1, 1, 0, 0, 0], 0.99)).toMatchObject({ reason: 'below-tested-range', atMost: 1 })
  })

  test('where success rises, or hardly falls, or all lengths are one', () => {
    expect(horizonOf([0, 0, 1, 1, 2, 2, 3, 3])).toMatchObject({ reason: 'success-does-not-fall' })
    expect(horizonOf([2, 2, 1, 2, 1, 2, 1, 1])).toMatchObject({ reason: 'fall-not-established' })
    const bank = makeLengthBank(trialsAt([4, 4, 4, 4, 4, 4, 4, 4], (_, place) => place % 2))
    expect(estimateHorizon(bank, fitLengthCurve(bank), { success: 0.5, ...LEVEL })).toMatchObject({
      reason: 'one-length',
    })
  })
})

describe('a horizon is given', () => {
  test("by Fieller's set where the slope is shallow, and by the delta method where it is steep", () => {
    expect(horizonOf([3, 3, 3, 2, 1, 0, 0, 0])).toMatchObject({ kind: 'determined', method: 'horizon-delta' })
    expect(horizonOf([3, 2, 2, 2, 1, 1, 1, 0])).toMatchObject({ kind: 'determined', method: 'horizon-fieller' })
  })

  test('with its warnings: marginal, separated, few families, limits beyond what was tested', () => {
    expect(horizonOf([3, 3, 3, 2, 1, 0, 0, 0], 0.8).warnings).toContain('marginal')
    expect(horizonOf([3, 3, 3, 3, 0, 0, 0, 0]).warnings).toContain('separated')
    expect(horizonOf([3, 2, 2, 1, 2, 1, 1, 0]).warnings).toContain('interval-beyond-tested-range')
    const trials = trialsAt([...DOUBLING, ...DOUBLING], (length, place) => Number(length < 10 + (place % 3) * 20))
    const bank = makeLengthBank(trials.map((trial, place) => ({ ...trial, family: `family-${place % 2}` })))
    expect(bank.unit).toBe('task')
    const estimate = estimateHorizon(bank, fitLengthCurve(bank), { success: 0.5, ...LEVEL })
    expect(estimate.warnings).toContain('few-families')
  })

  test('from fractional scores by the plain likelihood, as from trials split by weight', () => {
    const shares = [1, 1, 0.9, 0.75, 0.5, 0.25, 0.1, 0]
    const bank = makeLengthBank(trialsAt(DOUBLING, (_, place) => shares[place] ?? 0))
    const curve = fitLengthCurve(bank)
    expect(curve?.fitted).toBe('maximum-likelihood')
    const trials = DOUBLING.flatMap((length, place) =>
      Array.from({ length: 20 }, (_, copy) => ({
        length,
        success: Number(copy < 20 * (shares[place] ?? 0)),
        task: `task-${place}`,
      })),
    )
    expect(curve?.slope).toBeCloseTo(fitLengthCurve(makeLengthBank(trials), { isPenalised: false })?.slope ?? 0, 8)
    const split = makeLengthBank(trialsAt(DOUBLING, (length) => (length < 8 ? 1 : length === 8 ? 0.5 : 0)))
    expect(estimateHorizon(split, fitLengthCurve(split), { success: 0.5, ...LEVEL })).toMatchObject({
      reason: 'separated',
    })
  })
})

test('a system whose every trial came out the same has no slope to compare', () => {
  const own = trialsAt(DOUBLING, (length) => Number(length < 10))
  const all = trialsAt(DOUBLING, () => 1)
  const { estimate } = estimateSlopeChange(fitCurvePair(own, all), LEVEL)
  expect(estimate).toMatchObject({ kind: 'undetermined', reason: 'no-variation' })
  expect(estimateSlopeChange(fitCurvePair(own, own), LEVEL).estimate).toMatchObject({ reason: 'no-variation' })
})

test('slips explain stray failures on easy tasks, which otherwise flatten the curve', () => {
  const solved = [49, 49, 49, 48, 25, 2, 0, 0]
  const trials = DOUBLING.flatMap((length, place) =>
    Array.from({ length: 50 }, (_, copy) => ({
      length,
      success: Number(copy < (solved[place] ?? 0)),
      task: `task-${place}-${copy}`,
    })),
  )
  const shapes = fitShapes(makeLengthBank(trials), { slip: 0.02 })
  const [plain, slips] = [shapes[0], shapes[3]]
  if (plain === undefined || slips === undefined) throw new Error('not fitted')
  expect(slips.slope).toBeLessThan(plain.slope)
  expect(slips.aic).toBeLessThan(plain.aic)
  expect(lengthAt(slips, 0.8, 0.02)).toBeGreaterThan(lengthAt(plain, 0.8) ?? 0)
  expect(lengthAt(slips, 0.99, 0.02)).toBeUndefined()
})

test('the drawn curve covers the tested range and lies in its band, and bins hold every task once', () => {
  const bank = bankOf([3, 3, 3, 2, 1, 1, 0, 0])
  const points = curvePoints(bank, fitLengthCurve(bank), LEVEL)
  expect(points).toHaveLength(60)
  expect([points[0]?.length, points.at(-1)?.length]).toEqual([1, 128])
  for (const { success, low, high } of points) expect(low < success && success < high).toBe(true)
  const bins = observedBins(bank)
  expect(bins.map(({ success }) => success)).toEqual([1, 1, 1, 2 / 3, 1 / 3, 1 / 3, 0, 0])
  expect(bins.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(24)
})

test('2,000 trials with 1,000 resamples take less than two seconds of one core', () => {
  const random = createRandom(5)
  const trials = Array.from({ length: 2000 }, (_, place) => {
    const length = 2 ** (9 * random.next())
    return { length, success: Number(random.next() < logistic(4 - 0.9 * Math.log2(length))), task: `task-${place}` }
  })
  const before = process.cpuUsage()
  const bank = makeLengthBank(trials)
  const curve = fitLengthCurve(bank)
  const { h50 } = bootstrapHorizons(bank, curve, { ...LEVEL, seed: 1 })
  fitShapes(bank)
  const { user } = process.cpuUsage(before)
  expect(h50.kind).toBe('determined')
  expect(user / 1e6).toBeLessThan(2)
})
