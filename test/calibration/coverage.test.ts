import { createPolicyModel, harbourFamilies } from 'leadline/tasks'
import { expect, test } from 'vitest'
import { type CoverageStudy, judgeCoverage, type KnownSystem, runCoverageStudies } from '../../src/calibrate/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { anOwner, stillClock } from '../support/depot-study.js'

const STUDIES = 100

function known(model: string, hazard: (step: number) => number): KnownSystem {
  const defects = { hazard, derails: 'stops', onChange: 'adapts' } as const
  return {
    hazard,
    candidate: { system: { model }, provenance: { kind: 'unknown' }, model: createPolicyModel(defects) },
  }
}

const studies = runCoverageStudies({
  families: harbourFamilies,
  reference: known('reference', () => 0.01),
  system: known('rising', (step) => (step < 8 ? 0.01 : 0.04)),
  tracer: known('tracer', () => 0).candidate,
  narrowSize: 6,
  longSize: 24,
  studies: STUDIES,
  seed: 1,
  clock: stillClock(),
  owner: anOwner,
  openJournal: () => openMemoryJournal(),
  signal: new AbortController().signal,
  studyDone: () => undefined,
})

test('intervals of success, difference and shadow hold a truth other than zero as often as stated', async () => {
  const verdicts = judgeCoverage(await studies)
  for (const { quantity, truth, covered, studies: n, low, high } of verdicts) {
    console.log(
      `coverage of ${quantity} (truth ${truth.toFixed(3)}): ${covered} of ${n} (exact 99 %: ${low.toFixed(3)} to ${high.toFixed(3)})`,
    )
  }
  expect(verdicts.map(({ quantity }) => quantity)).toEqual([
    'success on long work',
    'difference on long work',
    'shadow',
  ])
  expect(verdicts.every(({ studies: n }) => n > 0.9 * STUDIES)).toBe(true)
  expect(verdicts.find(({ quantity }) => quantity === 'shadow')?.truth).toBeGreaterThan(0.1)
  expect(verdicts.filter(({ holdsLevel }) => !holdsLevel)).toEqual([])
})

test('intervals that are too narrow by a third fail the same check', async () => {
  const narrowed = (await studies).map(
    (study): CoverageStudy =>
      study.map((value) => {
        if (value.interval === undefined) return value
        const { low, high } = value.interval
        const cut = (high - low) / 6
        return { ...value, interval: { low: low + cut, high: high - cut } }
      }),
  )
  expect(judgeCoverage(narrowed).filter(({ holdsLevel }) => !holdsLevel)).not.toEqual([])
})
