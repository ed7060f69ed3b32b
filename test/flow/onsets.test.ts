import { expect, test } from 'vitest'
import { type Onset, type PlannedProbe, probeLabel } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { aimingOf, interventions } from '../../src/probe/index.js'
import { observeStudy } from '../../src/probe/observe.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { depotFamily } from '../support/depot-study.js'

/** A study of one baseline with these probes, run to its end and read. */
async function study(probes: readonly PlannedProbe[]) {
  const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 }, probes })
  const journal = openMemoryJournal()
  expect(await runDepot(journal, plan, { concurrency: 1 })).toEqual({ kind: 'complete' })
  const observation = await observeStudy(aimingOf(plan, journal, { families: [depotFamily] }))
  const forks = journal.trials().flatMap(({ trial }) => (trial.arm === 'varied' ? [trial] : []))
  return { plan, journal, observation, forks }
}

const at = (onset: Onset, more: Partial<PlannedProbe> = {}): PlannedProbe => {
  return { intervention: 'error-first-n', dose: { calls: 1 }, trigger: 0.5, onset, ...more }
}

// The baseline: load red, drive, drive, unload, drive, load blue, drive, unload, drive, drive, load green, drive, unload.
test.each<[Onset, number]>([
  [{ step: 2 }, 2],
  [{ call: 4 }, 3],
  [{ call: 2, tool: 'load' }, 5],
  [{ progress: 0.5 }, 8],
  [{ checkpoint: 'red' }, 4],
  [{ seen: 'green is loaded' }, 11],
])('with the onset %j the fork begins after step %i', async (onset, step) => {
  const { forks } = await study([at(onset)])
  expect(forks.map(({ parent, probe }) => [parent?.step, probe?.onset])).toEqual([[step, onset]])
})

test.each<[Onset, string]>([
  [{ step: 50 }, 'after step 50'],
  [{ call: 1 }, 'before call 1'],
  [{ checkpoint: 'gold' }, 'after checkpoint gold'],
  [{ seen: 'rain' }, 'once "rain" was seen'],
])('an onset that never came is not applicable, and named: %j', async (onset, words) => {
  const { forks, observation } = await study([at(onset)])
  expect(forks).toEqual([])
  expect(observation.notApplicable.map(({ missing }) => missing)).toEqual([
    `a baseline that comes to its onset: ${words}`,
  ])
})

test('two onsets of one intervention are two probes, told apart by name', async () => {
  const probes = [at({ step: 2 }), at({ call: 2, tool: 'load' })]
  expect(probes.map((probe) => probeLabel(probes, probe))).toEqual([
    'error-first-n (after step 2)',
    'error-first-n (before call 2 of load)',
  ])
  const { observation } = await study(probes)
  expect(observation.pairs.map(({ delivery }) => delivery)).toEqual(['delivered', 'delivered'])
})

test('a probe is aimed at the tool that it names, or says that there is no place for it', async () => {
  const aimed = (target: string) => at({ step: 2 }, { dose: { calls: 1, target } })
  const { journal, forks, observation } = await study([aimed('unload'), aimed('fly')])
  const touched = forks.flatMap(({ id }) => readTrajectory(journal, id).steps.flatMap(({ calls }) => calls))
  const failed = touched.filter(({ result }) => result?.text.includes('not available at the moment'))
  expect(new Set(failed.map(({ call }) => call.name))).toEqual(new Set(['unload']))
  expect(observation.notApplicable.map(({ probe }) => probe)).toEqual(['error-first-n (target fly)'])
})

test('what cannot be aimed at a thing says so instead of aiming elsewhere', async () => {
  const probe = at({ step: 2 }, { intervention: 'irrelevant-clause', dose: { target: 'unload' } })
  const { observation } = await study([probe])
  expect(observation.notApplicable.map(({ missing }) => missing)).toEqual(['a place for it at unload'])
})

test('the whole catalogue runs in one study: each is delivered in it or says what it lacks', async () => {
  const probes = interventions.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.3 }))
  const { observation } = await study(probes)
  const { pairs, notApplicable } = observation
  const named = [...pairs.map(({ intervention }) => intervention), ...notApplicable.map(({ probe }) => probe)]
  expect(new Set(named)).toEqual(new Set(interventions.map(({ name }) => name)))
  expect(pairs.filter(({ delivery }) => delivery === 'void')).toEqual([])
  expect(notApplicable.every(({ missing }) => missing !== '')).toBe(true)
  expect(pairs.filter(({ delivery }) => delivery === 'delivered').length).toBeGreaterThan(20)
})
