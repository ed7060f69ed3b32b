import { expect, test } from 'vitest'
import { aPair, aPairStudy, madeUpStudies } from '../../../test/support/calibration-zoo.js'
import { judgePairs, judgeTogether, recoverCompetence } from './index.js'

const KNOWN = [aPair('twin', 'null'), aPair('student', 'true'), aPair('other', 'open')]
const SYSTEMS = KNOWN.map(({ system }) => system)
const SIZES = { narrow: 10, long: 60 }

/** Whether each pair held, and whether the pairs of each kind held together. */
function heldBy(studies: Parameters<typeof judgePairs>[0]) {
  return {
    pairs: judgePairs(studies, KNOWN).map(({ isHeld }) => isHeld),
    together: judgeTogether(studies, KNOWN).map(({ isHeld }) => isHeld),
  }
}

test('an instrument that is quiet on null pairs and finds true ones holds', () => {
  const right = madeUpStudies(40, () => [
    aPairStudy('twin', 'not-established', { shadow: 0 }),
    aPairStudy('student', 'established'),
    aPairStudy('other', 'undetermined'),
  ])
  expect(heldBy(right)).toEqual({ pairs: [true, true, undefined], together: [true, true] })
})

test.each([4, 40])(
  'an instrument that always finds something raises too many false alarms in %d studies',
  (studies) => {
    const always = madeUpStudies(studies, () => SYSTEMS.map((system) => aPairStudy(system, 'established')))
    expect(heldBy(always)).toEqual({ pairs: [false, true, undefined], together: [false, true] })
  },
)

test.each([4, 40])('an instrument that never finds anything lacks power in %d studies', (studies) => {
  const never = madeUpStudies(studies, () => SYSTEMS.map((system) => aPairStudy(system, 'established-equivalent')))
  expect(heldBy(never)).toEqual({ pairs: [true, false, undefined], together: [true, false] })
})

test('a shadow that is established the wrong way round is a false alarm in a null pair and no find in a true one', () => {
  const reversed = madeUpStudies(10, () =>
    SYSTEMS.map((system) => aPairStudy(system, 'established', { shadow: -0.4, narrow: 0.4 })),
  )
  const [twin, student] = judgePairs(reversed, KNOWN)
  expect(twin).toMatchObject({ rate: 1, ahead: 10, behind: 0, isHeld: false })
  expect(student).toMatchObject({ rate: 0, ahead: 10, behind: 0, isHeld: false })
})

test('every verdict is counted once, and a share has its exact interval', () => {
  const verdicts = ['established', 'established-equivalent', 'not-established', 'undecided', 'undetermined'] as const
  const studies = madeUpStudies(20, (index) =>
    SYSTEMS.map((system) => aPairStudy(system, verdicts[index % verdicts.length] ?? 'undecided')),
  )
  const [twin] = judgePairs(studies, KNOWN)
  expect(twin).toMatchObject({ studies: 20, behind: 4, ahead: 0, equivalent: 4, notEstablished: 8, undetermined: 4 })
  // Clopper-Pearson of 4 in 20 at 99 %.
  expect([twin?.rate, twin?.low, twin?.high]).toEqual([0.2, expect.closeTo(0.0358, 3), expect.closeTo(0.5066, 3)])
})

test('gaps are means over the samples of all studies, with an interval for samples that two models tried once each', () => {
  const studies = madeUpStudies(10, () => SYSTEMS.map((system) => aPairStudy(system, 'established', { shadow: 0.5 })))
  const [twin] = judgePairs(studies, KNOWN)
  expect(twin?.narrowGap).toMatchObject({ kind: 'determined', value: 0, method: 'tango', samples: 160 })
  expect(twin?.longGap).toMatchObject({ kind: 'determined', value: 0.5, method: 'tango', samples: 160, level: 0.99 })
  if (twin?.longGap.kind !== 'determined') throw new Error('the gap is not determined')
  // The normal approximation of 80 differences in 160: 2.576 times 0.5 / sqrt(160) to either side.
  expect(twin.longGap.high - twin.longGap.low).toBeCloseTo(2 * 0.102, 2)
})

test('pairs of one study count as one trial where they are judged together', () => {
  const pairs = [aPair('a', 'null'), aPair('b', 'null')]
  const studies = madeUpStudies(20, (index) =>
    pairs.map(({ system }) => aPairStudy(system, index === 0 ? 'established' : 'not-established')),
  )
  const [together] = judgeTogether(studies, pairs)
  const [alone] = judgePairs(studies, pairs)
  expect(together).toMatchObject({ hits: 2, studies: 40, rate: 0.05, low: alone?.low, high: alone?.high })
})

/** Four studies in which a model solved so many of ten samples of each form each time. */
function studiesOf(narrow: number, long: number) {
  return madeUpStudies(4, () => []).map((study) => ({
    ...study,
    counts: [
      { system: 'student', stratum: 'narrow' as const, solved: narrow, trials: 10 },
      { system: 'student', stratum: 'long' as const, solved: long, trials: 10 },
    ],
  }))
}

const CARD = [
  { size: 10, stratum: 'narrow' as const, solved: 380, trials: 400 },
  { size: 60, stratum: 'long' as const, solved: 100, trials: 400 },
  { size: 100, stratum: 'long' as const, solved: 10, trials: 400 },
]
const STUDENT = [{ system: 'student', competence: CARD }]

test('competence is recovered where the studies agree with the card, and missed where they do not', () => {
  const right = recoverCompetence(studiesOf(9, 3), STUDENT, SIZES)
  expect(right.map(({ size, isRecovered }) => [size, isRecovered])).toEqual([
    [10, true],
    [60, true],
  ])
  expect(right[1]).toMatchObject({ recovered: { solved: 12, trials: 40 }, planted: { solved: 100, trials: 400 } })
  // Two rows share what may be missed.
  expect(right.map(({ difference }) => difference.level)).toEqual([0.995, 0.995])
  const wrong = recoverCompetence(studiesOf(5, 8), STUDENT, SIZES)
  expect(wrong.map(({ isRecovered }) => isRecovered)).toEqual([false, false])
})

test('what was not tried is not recovered, and what no card says makes no row', () => {
  const [row] = recoverCompetence([], STUDENT, SIZES)
  expect(row).toMatchObject({ isRecovered: false, difference: { kind: 'undetermined', reason: 'no-data' } })
  expect(recoverCompetence(studiesOf(9, 3), [{ system: 'student', competence: [] }], SIZES)).toEqual([])
})
