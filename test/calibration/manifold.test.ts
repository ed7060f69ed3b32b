import { createPolicyModel, type Defects, harbourFamilies, plantedPolicies } from 'leadline/tasks'
import { expect, test } from 'vitest'
import { type ManifoldOptions, measureManifold } from '../../src/calibrate/index.js'
import { type Candidate, isToldApart, type ManifoldFinding, type Model } from '../../src/domain/index.js'
import { clopperPearson, mean } from '../../src/estimate/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { interventionNamed } from '../../src/probe/index.js'
import { anOwner, stillClock } from '../support/depot-study.js'

const { perfect, forcing } = plantedPolicies
const KINDS = ['error-first-n', 'tool-renamed', 'route-blocked', 'item-moved', 'false-success']

function named(model: string, answers: Model): Candidate {
  return { system: { model }, provenance: { kind: 'unknown' }, model: answers }
}

function steady(model: string, hazard: number): Candidate {
  const defects: Defects = { hazard: () => hazard, derails: 'stops', onChange: 'adapts' }
  return named(model, createPolicyModel(defects))
}

function measure(options: Pick<ManifoldOptions, 'reference' | 'others'> & Partial<ManifoldOptions>) {
  return measureManifold({
    families: harbourFamilies,
    tracer: named('tracer', perfect.model),
    lengths: [5],
    doses: [0],
    samplesPerFamily: 1,
    disturbances: KINDS.map((name) => {
      const intervention = interventionNamed(name)
      const { dose } = intervention
      return { intervention, dose: dose.calls === undefined ? dose : { ...dose, calls: 1 } }
    }),
    seed: 1,
    level: 0.95,
    clock: stillClock(),
    owner: anOwner,
    openJournal: () => openMemoryJournal(),
    signal: new AbortController().signal,
    trialDone: () => undefined,
    ...options,
  })
}

function cellOf({ cells }: ManifoldFinding, system: string, length: number, dose: number) {
  const cell = cells.find((entry) => entry.system === system && entry.length === length && entry.dose === dose)
  if (cell?.success.kind !== 'determined')
    throw new Error(`${system} was not measured at ${length} calls, dose ${dose}`)
  return { ...cell, success: cell.success }
}

/** The model, with the step of its last unloading kept by the rules of the family, of which there is one sample. */
function counting(model: Model, lastStep: Map<string, number>): Model {
  return {
    async ask(ask) {
      const answer = await model.ask(ask)
      const family = ask.messages[0]?.role === 'system' ? ask.messages[0].text : ''
      const step = ask.messages.filter(({ role }) => role === 'assistant').length + 1
      if (answer.calls[0]?.name === 'unload') lastStep.set(family, step)
      return answer
    },
  }
}

test('intervals of competence and of its difference hold what a planted chance to derail makes of each length', async () => {
  const hazard = 0.03
  for (const length of [6, 24]) {
    const expected: number[] = []
    const intervals: { readonly of: 'success' | 'behind'; readonly low: number; readonly high: number }[] = []
    for (let seed = 1; seed <= 10; seed += 1) {
      const lastStep = new Map<string, number>()
      const reference = named('perfect', counting(perfect.model, lastStep))
      const found = await measure({ reference, others: [steady('steady', hazard)], lengths: [length], seed })
      const { success, behind } = cellOf(found, 'steady', length, 0)
      expect(lastStep.size).toBe(success.samples)
      expected.push(...[...lastStep.values()].map((steps) => (1 - hazard) ** steps))
      intervals.push({ of: 'success', ...success })
      if (behind?.kind === 'determined') intervals.push({ of: 'behind', ...behind })
    }
    const truth = { success: mean(expected), behind: 1 - mean(expected) }
    expect(intervals).toHaveLength(20)
    const covered = intervals.filter(({ of, low, high }) => low <= truth[of] && truth[of] <= high).length
    console.log(`competence at ${length} calls is ${truth.success.toFixed(3)}: ${covered} of 20 intervals hold it`)
    expect(clopperPearson(covered, 20, 0.99).high).toBeGreaterThanOrEqual(0.95)
  }
})

test('of equal systems no more cells are told apart than the level allows', async () => {
  const found: ManifoldFinding[] = []
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const others = ['second', 'third'].map((name) => steady(name, 0.06))
    const reference = steady('first', 0.06)
    found.push(await measure({ reference, others, seed, lengths: [6], doses: [0, 2], samplesPerFamily: 3 }))
  }
  const compared = found.flatMap(({ cells }) => cells.filter(({ behind }) => behind?.kind === 'determined'))
  const rateOf = (apart: number) => clopperPearson(apart, compared.length, 0.99).low
  const apart = compared.filter(isToldApart).length
  console.log(`told apart of equal systems: ${apart} of ${compared.length} cells`)
  expect(compared.length).toBe(32)
  expect(rateOf(apart)).toBeLessThanOrEqual(0.05)
  const marked = compared.filter(({ behind }) => behind?.kind === 'determined' && behind.value !== 0).length
  expect(rateOf(marked)).toBeGreaterThan(0.05)
})

test('who forces its plan falls with the dose and not with the length; who adapts solves every cell', async () => {
  const found = await measure({
    reference: named('perfect', perfect.model),
    others: [named('forcing', forcing.model)],
    lengths: [6, 40],
    doses: [0, 1, 6],
  })
  for (const length of [6, 40]) {
    for (const dose of [0, 1, 6]) expect(cellOf(found, 'perfect', length, dose).success.value).toBe(1)
    expect(cellOf(found, 'forcing', length, 0).success.value).toBe(1)
    expect(isToldApart(cellOf(found, 'forcing', length, 0))).toBe(false)
    const [light, heavy] = [1, 6].map((dose) => cellOf(found, 'forcing', length, dose).success.value)
    expect(heavy).toBeLessThan(light ?? 0)
    expect(isToldApart(cellOf(found, 'forcing', length, 6))).toBe(true)
  }
  const met = cellOf(found, 'perfect', 40, 6).met ?? 0
  expect([met > 4, met <= 6]).toEqual([true, true])
  expect(found.cells.filter(({ success }) => Object.keys(success.excluded).length > 0)).toEqual([])
})

test('the same seed gives the same manifold, another one another', async () => {
  const run = (seed: number) =>
    measure({
      reference: steady('first', 0.04),
      others: [steady('second', 0.04)],
      families: harbourFamilies.slice(0, 3),
      lengths: [8],
      doses: [0, 3],
      seed,
    })
  const [one, again, other] = [await run(1), await run(1), await run(2)]
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
})

test('samples that the tracer does not solve under every dose are left out for all, and cells without any say so', async () => {
  const found = await measure({
    reference: named('perfect', perfect.model),
    others: [named('forcing', forcing.model)],
    tracer: steady('hopeless', 1),
    families: harbourFamilies.slice(0, 2),
  })
  expect(found.leftOut).toEqual([{ length: 5, samples: 2, drawn: 2 }])
  for (const { success } of found.cells) expect(success).toMatchObject({ kind: 'undetermined', reason: 'no-data' })
})

test.each([
  [{ lengths: [10, 5] }, /lengths is "10,5"; expected ascending whole numbers from 5/],
  [{ lengths: [] }, /lengths is ""; expected ascending/],
  [{ doses: [1, 2] }, /doses is "1,2"; expected ascending whole numbers, the first of them 0/],
  [{ samplesPerFamily: 0 }, /samples is 0; expected a whole number from 1/],
])('%o is refused in one sentence', async (wrong, message) => {
  const one = named('perfect', perfect.model)
  await expect(measure({ reference: one, others: [steady('second', 0)], ...wrong })).rejects.toThrow(message)
})
