import { createPolicyModel, harbourFamilies } from 'leadline/tasks'
import { expect, test } from 'vitest'
import { type ClusteredValue, judgeAa, runAaStudies } from '../../src/calibrate/index.js'
import { type Candidate, type Estimate, type Model, seedOf } from '../../src/domain/index.js'
import { estimatePairedDifference } from '../../src/estimate/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { normalQuantile } from '../../src/math/index.js'
import { anOwner, stillClock } from '../support/depot-study.js'

const STUDIES = 240
/** Share of samples that a system never solves, whichever repeat: what makes trials of one sample alike. */
const BLIND_SPOTS = 0.3

/** Equal in distribution, with blind spots of its own, and far enough from the ceiling for chance to show. */
function candidate(name: string): Candidate {
  const steady = createPolicyModel({ hazard: () => 0.025, derails: 'stops', onChange: 'adapts' })
  const model: Model = {
    ask(ask) {
      const goal = ask.messages[1]
      const isBlind = seedOf(`${name}/${goal?.role === 'user' ? goal.text : ''}`) / 2 ** 32 < BLIND_SPOTS
      return isBlind ? Promise.resolve({ ...giveUp, usage: { inputTokens: 1, outputTokens: 1 } }) : steady.ask(ask)
    },
  }
  return { system: { model: name }, provenance: { kind: 'unknown' }, model }
}

const giveUp = {
  text: '',
  calls: [{ id: 'call', name: 'finish', arguments: { result: 'gave-up' } }],
  stop: 'calls',
} as const

const studies = runAaStudies({
  families: harbourFamilies.slice(0, 6),
  candidates: [candidate('one'), candidate('other')],
  studies: STUDIES,
  samplesPerFamily: 1,
  size: 9,
  seed: 1,
  clock: stillClock(),
  owner: anOwner,
  openJournal: () => openMemoryJournal(),
  signal: new AbortController().signal,
  studyDone: () => undefined,
})

const systemsOf = async () => (await studies).map(({ systems }) => systems)
const ours = (values: readonly ClusteredValue[], level: number): Estimate =>
  estimatePairedDifference(values, { level }).estimate

test('two equal systems are told apart at the nominal rate, through the real runner and journal', async () => {
  const verdict = judgeAa(await systemsOf(), ours)
  const exact = `exact 99 %: ${verdict.low.toFixed(3)} to ${verdict.high.toFixed(3)}`
  console.log(`A/A systems: ${verdict.misses} of ${verdict.studies} intervals miss zero (${exact})`)
  expect(verdict.studies).toBeGreaterThan(0.95 * STUDIES)
  expect(verdict.holdsLevel).toBe(true)
})

test('an intervention that changes nothing is not found more often than stated, past the gate', async () => {
  const verdict = judgeAa(
    (await studies).map(({ arms }) => arms),
    ours,
  )
  console.log(`A/A arms past the gate: ${verdict.misses} of ${verdict.studies} miss zero`)
  expect(verdict.studies).toBeGreaterThan(0.25 * STUDIES)
  expect(verdict.low).toBeLessThanOrEqual(0.05)
})

test('the normal quantile in place of t fails the same check', async () => {
  const wrong = (values: readonly ClusteredValue[], level: number): Estimate => {
    const right = ours(values, level)
    if (right.kind === 'undetermined') return right
    const means = sampleMeans(values)
    const half = normalQuantile((1 + level) / 2) * standardError(means)
    return { ...right, low: right.value - half, high: right.value + half }
  }
  const verdict = judgeAa(await systemsOf(), wrong)
  console.log(`normal quantile: ${verdict.misses} of ${verdict.studies} miss zero`)
  expect(verdict.low).toBeGreaterThan(0.05)
})

test('a variance that takes repeats of one sample for independent fails the same check', async () => {
  const wrong = (values: readonly ClusteredValue[], level: number): Estimate =>
    ours(
      values.map(({ value }, index) => ({ cluster: String(index), value })),
      level,
    )
  const verdict = judgeAa(await systemsOf(), wrong)
  console.log(`unclustered variance: ${verdict.misses} of ${verdict.studies} miss zero`)
  expect(verdict.low).toBeGreaterThan(0.05)
})

function sampleMeans(values: readonly ClusteredValue[]): number[] {
  const bySample = new Map<string, number[]>()
  for (const { cluster, value } of values) bySample.set(cluster, [...(bySample.get(cluster) ?? []), value])
  return [...bySample.values()].map((own) => own.reduce((sum, value) => sum + value, 0) / own.length)
}

function standardError(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return Math.sqrt(variance / values.length)
}
