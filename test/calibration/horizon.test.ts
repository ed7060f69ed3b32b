import { expect, test } from 'vitest'
import { CORRELATED_LENGTHS, drawHorizonStudies, type HorizonStudy, judgeHorizons } from '../../src/calibrate/index.js'
import type { Estimate } from '../../src/domain/index.js'
import {
  type CurvePair,
  deltaInterval,
  estimateCurveGap,
  estimateHorizon,
  estimateHorizonRatio,
  estimateSlopeChange,
  fitCurvePair,
  fitLengthCurve,
  type LengthCurve,
  makeLengthBank,
  type NoCurvePair,
} from '../../src/estimate/index.js'
import { normalQuantile, tQuantile } from '../../src/math/index.js'

const LEVEL = 0.95
const studies = drawHorizonStudies({ studies: 1000, seed: 1, ...CORRELATED_LENGTHS })
const pairs = new Map<HorizonStudy, CurvePair | NoCurvePair>()

function pairOf(study: HorizonStudy): CurvePair | NoCurvePair {
  const pair = pairs.get(study) ?? fitCurvePair(study.reference, study.system)
  pairs.set(study, pair)
  return pair
}

function horizonWith(limits: (curve: LengthCurve) => { readonly low: number; readonly high: number }) {
  return ({ reference }: HorizonStudy): Estimate => {
    const bank = makeLengthBank(reference)
    const curve = fitLengthCurve(bank)
    const estimate = estimateHorizon(bank, curve, { success: 0.5, level: LEVEL })
    if (estimate.kind === 'undetermined' || curve === undefined) return estimate
    const { low, high } = limits(curve)
    return { ...estimate, low: 2 ** low, high: 2 ** high }
  }
}

function judge(quantity: string, truth: number, formula: (study: HorizonStudy) => Estimate) {
  const verdict = judgeHorizons(studies, formula, { quantity, truth })
  const { covered, studies: n, low, high } = verdict
  console.log(`${quantity}: ${covered} of ${n} hold it (exact 99 %: ${low.toFixed(3)} to ${high.toFixed(3)})`)
  expect(n).toBeGreaterThan(0.95 * studies.length)
  return { ...verdict, isNominal: low <= LEVEL && LEVEL <= high }
}

test('the interval of the horizon holds a known truth as often as it says', () => {
  const formula = ({ reference }: HorizonStudy) => {
    const bank = makeLengthBank(reference)
    return estimateHorizon(bank, fitLengthCurve(bank), { success: 0.5, level: LEVEL })
  }
  expect(judge('horizon', CORRELATED_LENGTHS.horizon, formula).isNominal).toBe(true)
})

test.each([
  ['slope change', 0, (study: HorizonStudy) => estimateSlopeChange(pairOf(study), { level: LEVEL }).estimate],
  ['horizon ratio', 1, (study: HorizonStudy) => estimateHorizonRatio(pairOf(study), { success: 0.5, level: LEVEL })],
  ['mean gap', 0, (study: HorizonStudy) => estimateCurveGap(pairOf(study), { level: LEVEL })],
] as const)('between two equal systems the interval of the %s holds the truth', (quantity, truth, formula) => {
  expect(judge(quantity, truth, formula).isNominal).toBe(true)
})

test.each([
  [
    'the normal quantile in place of t',
    (curve: LengthCurve) => deltaInterval(curve, 0.5, normalQuantile((1 + LEVEL) / 2)),
  ],
  [
    'a variance that takes trials for independent',
    (curve: LengthCurve) =>
      deltaInterval({ ...curve, covariance: curve.modelCovariance }, 0.5, tQuantile((1 + LEVEL) / 2, curve.df)),
  ],
])('%s fails the same check', (name, limits) => {
  const verdict = judge(name, CORRELATED_LENGTHS.horizon, horizonWith(limits))
  expect(verdict.isNominal).toBe(false)
  expect(verdict.high).toBeLessThan(LEVEL)
})

test('a variance clustered by task, where families carry the chance, fails it too', () => {
  const formula = ({ reference }: HorizonStudy) => {
    const bank = makeLengthBank(reference, { unit: 'task' })
    return estimateHorizon(bank, fitLengthCurve(bank), { success: 0.5, level: LEVEL })
  }
  expect(judge('clustered by task only', CORRELATED_LENGTHS.horizon, formula).high).toBeLessThan(LEVEL)
})
