import { expect, test } from 'vitest'
import {
  clusteredLogRank,
  estimateFalseClaims,
  estimateHazardSlope,
  estimateNearCeiling,
  estimateProfile,
  estimateRecovery,
  estimateRestrictedMean,
  estimateWithinTasks,
  fitWeibull,
  hazardCurve,
  isNearCeiling,
  lifeTable,
  restrictedMeanDifference,
  type Span,
  screen,
  survivalCurve,
} from './index.js'

const LEVEL = { level: 0.95 }

function span(exposure: number, failed: boolean, cluster: string): Span {
  return { exposure, failed, cluster }
}

test('one task has no band: what other tasks would do is not known', () => {
  const { points, median } = survivalCurve([span(3, true, 'a'), span(5, false, 'a')], LEVEL)
  expect(points.map(({ low, high }) => [low, high])).toEqual([
    [0, 1],
    [0, 1],
  ])
  expect(median).toMatchObject({ kind: 'undetermined', reason: 'one-task' })
  expect(hazardCurve([span(3, true, 'a')], LEVEL)).toEqual([{ exposure: 3, atRisk: 1, failed: 1, hazard: 1, low: 0 }])
})

test('where nothing has failed, the lower limit rests on the tasks that are still on their way', () => {
  const spans = Array.from({ length: 20 }, (_, index) => span(index < 15 ? 5 : 60, false, `t${index}`))
  const [early, late] = survivalCurve(spans, LEVEL).points
  expect(early?.low).toBeCloseTo(0.025 ** (1 / 20), 10)
  expect(late?.low).toBeCloseTo(0.025 ** (1 / 5), 10)
})

test('systems that do the same on every task are not told apart, however their sums are rounded', () => {
  const exposures = [0.1, 0.7, 1.3, 2.9, 3.3, 4.1, 5.7]
  const spans = exposures.flatMap((exposure, index) =>
    [0, 1].map((group) => ({ exposure, failed: index % 3 > 0, group, task: `t${index}` })),
  )
  expect(clusteredLogRank(spans)).toEqual({ z: 0, p: 1 })
})

test('one task says nothing of others: no test between tasks, no difference', () => {
  const spans = [1, 2, 3, 4].map((exposure, index) => ({ exposure, failed: true, group: index % 2, task: 'only' }))
  expect(clusteredLogRank(spans)).toEqual({ z: 0, p: 1 })
  const arm = [span(3, true, 'only')]
  expect(restrictedMeanDifference({ first: arm, second: arm }, 5, LEVEL).estimate).toMatchObject({ reason: 'one-task' })
  expect(restrictedMeanDifference({ first: arm, second: [] }, 5, LEVEL).estimate).toMatchObject({ reason: 'no-data' })
  expect(estimateRestrictedMean([span(9, false, 'a'), span(9, false, 'b')], 5, LEVEL)).toMatchObject({
    kind: 'undetermined',
    reason: 'no-variation',
  })
})

test('a slope is refused where nothing failed, where all failures lie at one end, and for one task', () => {
  const at = (step: number, failed: boolean, cluster: string) => ({ step, failed, cluster })
  const reasonOf = (...spans: ReturnType<typeof at>[]) => estimateHazardSlope(spans, LEVEL).estimate
  expect(reasonOf()).toMatchObject({ reason: 'no-data' })
  expect(reasonOf(at(3, true, 'a'))).toMatchObject({ reason: 'one-task' })
  expect(reasonOf(at(3, false, 'a'), at(4, false, 'b'))).toMatchObject({ reason: 'no-variation' })
  expect(reasonOf(at(3, true, 'a'), at(3, true, 'b'))).toMatchObject({ reason: 'not-identifiable' })
  expect(reasonOf(at(1, true, 'a'), at(4, false, 'b'))).toMatchObject({ reason: 'not-identifiable' })
})

test('failures far apart in scale leave the Weibull fit finite', () => {
  const fit = fitWeibull([
    { exposure: 1e-6, failed: true },
    { exposure: 1e6, failed: true },
    { exposure: 3e6, failed: false },
  ])
  for (const value of Object.values(fit ?? {})) expect(Number.isFinite(value)).toBe(true)
  expect(fit?.shape).toBeLessThan(1)
})

test('the life table doubles its stretches and bounds a stretch without failures by the exact rate', () => {
  const spans = ['a', 'b', 'c'].map((cluster) => ({ step: 10, failed: cluster === 'a', cluster }))
  const table = lifeTable(spans, LEVEL)
  expect(table.map(({ from, to, entered, steps, failures }) => [from, to, entered, steps, failures])).toEqual([
    [1, 1, 3, 3, 0],
    [2, 3, 3, 6, 0],
    [4, 7, 3, 12, 0],
    [8, 10, 3, 9, 1],
  ])
  expect(table[2]?.high).toBeCloseTo(3.6888794541 / 12, 8)
  expect(table[3]?.high).toBeGreaterThan(1 / 9)
})

test('near a base of 100 % one trial a task carries the interval, and all of them the test', () => {
  const pairs = Array.from({ length: 30 }, (_, index) => ({
    cluster: `t${index % 15}`,
    repeat: index < 15 ? 0 : 1,
    base: 1,
    varied: index < 3 ? 0 : 1,
  }))
  expect(isNearCeiling(pairs)).toBe(true)
  expect(isNearCeiling(pairs.map((pair) => ({ ...pair, base: pair.varied })))).toBe(false)
  const { estimate, test: result } = estimateNearCeiling(pairs, { ...LEVEL, seed: 1 })
  expect(estimate).toMatchObject({ method: 'newcombe', value: -0.2, samples: 15, trials: 15 })
  expect(estimate.excluded).toEqual({ 'further repeats of a task': 15 })
  expect(result).toEqual({ method: 'sign-flip-exact', p: 0.25 })
  const nothing = estimateNearCeiling(
    pairs.map((pair) => ({ ...pair, varied: 1 })),
    { ...LEVEL, seed: 1 },
  )
  if (nothing.estimate.kind === 'undetermined') throw new Error(nothing.estimate.reason)
  expect(nothing.estimate.high - nothing.estimate.low).toBeGreaterThan(0.2)
})

test('a difference within tasks speaks of these tasks and is refused where nothing varies', () => {
  const cell = (a: number, b: number) => ({
    first: { successes: a, trials: 3 },
    second: { successes: b, trials: 3 },
  })
  expect(estimateWithinTasks([cell(3, 1), cell(2, 0)], LEVEL).estimate.warnings).toEqual(['these-tasks-only'])
  expect(estimateWithinTasks([cell(3, 3), cell(0, 0)], LEVEL).estimate).toMatchObject({ reason: 'no-variation' })
  expect(estimateWithinTasks([cell(3, 1)], LEVEL).estimate).toMatchObject({ reason: 'one-task' })
})

test('a screen at 10 % finds what stands out and calls no more of it than a candidate', () => {
  expect(screen([0.001, 0.02, 0.04, 0.5]).map(({ isFound }) => isFound)).toEqual([true, true, true, false])
  expect(screen([0.001, 0.02, 0.04, 0.5], { rate: 0.05 }).map(({ isFound }) => isFound)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('the shares of a profile add up to one, and a label that never occurs keeps an upper bound', () => {
  const labelled = ['adapts', 'loops', 'adapts', 'adapts'].map((label, index) => ({ cluster: `t${index % 3}`, label }))
  const profile = estimateProfile(labelled, { ...LEVEL, labels: ['adapts', 'loops', 'abandons'] })
  const values = profile.map(({ share }) => (share.kind === 'determined' ? share.value : Number.NaN))
  expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
  expect(values[2]).toBe(0)
  expect(profile[2]?.share).toMatchObject({ low: 0 })
  expect(profile[2]?.share.kind === 'determined' && profile[2].share.high).toBeGreaterThan(0.2)
})

test('false claims are counted among failures whose claim is known', () => {
  const row = (task: string, kind: 'solved' | 'failed', isSilentFailure?: boolean) => ({
    system: 'a',
    task,
    repeat: 0,
    outcome: { kind },
    ...(isSilentFailure !== undefined && { isSilentFailure }),
  })
  const rows = [row('t1', 'failed', true), row('t2', 'failed', false), row('t3', 'solved'), row('t4', 'failed')]
  expect(estimateFalseClaims(rows, LEVEL)).toMatchObject({ value: 0.5, trials: 2, excluded: { 'claim unknown': 1 } })
  expect(estimateFalseClaims([row('t4', 'failed')], LEVEL)).toMatchObject({ reason: 'not-applicable' })
  expect(estimateFalseClaims([row('t3', 'solved')], LEVEL)).toMatchObject({ reason: 'no-data' })
})

test('a fault that was not recovered from when the trial ended counts as "not within so many steps"', () => {
  const faults = [
    { cluster: 'a', recoveredAfter: 2, watchedFor: 9 },
    { cluster: 'b', recoveredAfter: 4, watchedFor: 9 },
    { cluster: 'c', watchedFor: 3 },
    { cluster: 'd', recoveredAfter: 4, watchedFor: 6 },
  ]
  const { share, points } = estimateRecovery(faults, LEVEL)
  expect(share).toMatchObject({ value: 0.75, samples: 4 })
  expect(points.map(({ exposure, alive }) => [exposure, alive])).toEqual([
    [2, 0.75],
    [3, 0.75],
    [4, 0],
  ])
})
