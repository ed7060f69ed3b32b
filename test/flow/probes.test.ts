import { expect, test } from 'vitest'
import {
  type Ask,
  ConfigError,
  type Journal,
  type Model,
  type PlannedProbe,
  probeOf,
  RecordError,
} from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { aimingOf, estimateEffects, forecast } from '../../src/probe/index.js'
import { observeStudy } from '../../src/probe/observe.js'
import { studyReport } from '../../src/report/index.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { depotFamily, depotModel } from '../support/depot-study.js'

/** A study of one baseline with these probes, run and read. */
async function study(probes: readonly PlannedProbe[], model: Model = depotModel()) {
  const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 }, probes })
  const journal = openMemoryJournal()
  expect(await runDepot(journal, plan, { model, concurrency: 1 })).toEqual({ kind: 'complete' })
  const aiming = aimingOf(plan, journal, { families: [depotFamily] })
  const observation = await observeStudy(aiming)
  const reading = {
    title: '',
    requiredSuccess: 0.8,
    isInstrumentCheck: false,
    createdAt: '',
    isPlanFinished: true,
    reference: 'steady',
    seed: 1,
  }
  return { plan, journal, observation, report: studyReport(plan, observation, reading) }
}

function errors(calls: number, trigger: number): PlannedProbe {
  return { intervention: 'error-first-n', dose: { calls }, trigger }
}

const OPTIONS = { level: 0.95, margin: 0.1, isPlanFinished: true, reference: 'steady', seed: 1 }

test('two doses and triggers of one intervention are two probes, each with its own forks and its own line', async () => {
  const { journal, observation, report } = await study([errors(1, 0.2), errors(3, 0.7)])
  const forks = journal.trials().flatMap(({ trial }) => (trial.probe === undefined ? [] : [trial]))
  expect(new Set(forks.map(({ probe, parent }) => `${probe?.dose.calls} ${parent?.step}`)).size).toBe(2)
  for (const { id, parent, probe } of forks) {
    const { prefixSteps, receipts } = readTrajectory(journal, id)
    expect(prefixSteps).toBe(parent?.step)
    expect(receipts.length).toBeLessThanOrEqual(Number(probe?.dose.calls))
  }
  const names = ['error-first-n (calls 1, from 20%)', 'error-first-n (calls 3, from 70%)']
  expect(observation.pairs.map(({ probe, delivery }) => [probe, delivery])).toEqual(
    names.map((name) => [name, 'delivered']),
  )
  expect(observation.notApplicable).toEqual([])
  expect(
    estimateEffects(observation, OPTIONS).map(({ intervention, counts }) => [intervention, counts.planned]),
  ).toEqual(names.map((name) => [name, 1]))
  expect(new Set(report.trials?.flatMap(({ intervention }) => intervention ?? []))).toEqual(new Set(names))
})

test('two triggers that lead to one step of a short baseline make one pair, and the second probe says why', async () => {
  const { observation } = await study([errors(1, 0.3), errors(1, 0.31)])
  expect(observation.pairs.map(({ probe }) => probe)).toEqual(['error-first-n (from 30%)'])
  expect(observation.notApplicable).toEqual([
    {
      system: 'steady',
      probe: 'error-first-n (from 31%)',
      missing: 'a step of its own: the baseline is too short',
      count: 1,
    },
  ])
})

test('samples that are there for their baselines alone are not forked, and forecast, journal and report say so', async () => {
  const form = { stratum: 'narrow' as const, size: 8, samples: 3 }
  const planOf = (probed?: number) =>
    smallPlan({ forms: [{ ...form, probed }], repeats: 1, gate: { solved: 1, of: 1 }, probes: [errors(1, 0.3)] })
  const [all, plan] = [planOf(), planOf(1)]
  const systems = plan.systems.length
  expect([all.unprobed, plan.unprobed]).toEqual([undefined, plan.samples.slice(1).map(({ id }) => id)])
  expect(planOf(3)).toEqual(all)
  const look = (of: typeof plan) => forecast(of, () => ({ inputUsdPerMillion: 1, outputUsdPerMillion: 1 }))
  expect([look(all).mostForks, look(plan).mostForks]).toEqual([6 * systems, 2 * systems])
  expect(look(plan).costUsd).toBeLessThan(look(all).costUsd ?? 0)
  const journal = openMemoryJournal()
  expect(await runDepot(journal, plan, { model: depotModel(), concurrency: 1 })).toEqual({ kind: 'complete' })
  const trials = journal.trials().map(({ trial }) => trial)
  expect(trials.filter(({ arm }) => arm === 'baseline').length).toBe(3 * systems)
  expect(new Set(trials.flatMap(({ probe, sampleId }) => (probe === undefined ? [] : [sampleId])))).toEqual(
    new Set([plan.samples[0]?.id]),
  )
  const observation = await observeStudy(aimingOf(plan, journal, { families: [depotFamily] }))
  expect(observation.notApplicable).toEqual([])
  const reading = { ...OPTIONS, title: '', requiredSuccess: 0.8, isInstrumentCheck: false, createdAt: '' }
  expect(JSON.stringify(studyReport(plan, observation, reading).method)).toContain(
    'no intervention on 2 samples, which are there for their baselines',
  )
})

test('a plan refuses the same probe twice', () => {
  const twice = () => smallPlan({ probes: [errors(2, 0.3), errors(2, 0.3)] })
  expect(twice).toThrow(ConfigError)
  expect(twice).toThrow('probes is "error-first-n"; expected each one only once')
})

/** A model that finishes at once where it has seen as long a conversation before: it goes on only in baselines. */
function curtModel(): Model {
  const seen = new Set<number>()
  return {
    ask(ask: Ask) {
      const isOld = seen.has(ask.messages.length)
      seen.add(ask.messages.length)
      const finish = { id: `end-${ask.messages.length}`, name: 'finish', arguments: { result: 'gave-up' } }
      return isOld ? Promise.resolve({ text: '', calls: [finish], stop: 'calls' as const }) : depotModel().ask(ask)
    },
  }
}

test('what never ran is not left out, and neither is a pair that never met the seam', async () => {
  const { observation, report } = await study(
    [
      errors(1, 0.3),
      { intervention: 'tool-renamed', dose: {}, trigger: 0.3 },
      { intervention: 'stale-read', dose: {}, trigger: 0.9 },
    ],
    curtModel(),
  )
  expect(observation.pairs.map(({ probe, delivery }) => [probe, delivery])).toEqual([
    ['error-first-n', 'not-met'],
    ['tool-renamed', 'delivered'],
  ])
  expect(report.exclusions).toEqual([])
  expect(report.interventions?.map(({ counts }) => counts.notMet)).toEqual([1, 0])
  expect(report.notApplicable).toEqual([
    {
      where: 'steady',
      intervention: 'stale-read',
      missing: 'a reading tool whose answer changes after the fork',
      forkPoints: 1,
    },
  ])
})

/** A model that says at once that nothing can be done, where a tool of the depot is gone. */
const honest: Model = {
  ask(ask: Ask) {
    if (ask.tools.length > 7) return depotModel().ask(ask)
    const finish = { id: `end-${ask.messages.length}`, name: 'finish', arguments: { result: 'impossible' } }
    return Promise.resolve({ text: '', calls: [finish], stop: 'calls' })
  },
}

test('a sample rightly declared infeasible has made all the progress there was to make', async () => {
  const { observation } = await study([{ intervention: 'tool-removed-infeasible', dose: {}, trigger: 0.3 }], honest)
  expect(observation.pairs).toMatchObject([{ sham: 1, varied: 1, shamProgress: 1, variedProgress: 1 }])
})

test('calls that a model gives one id are told apart, within a turn and from turn to turn', async () => {
  const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })
  const journal = openMemoryJournal()
  const turns = [['look', 'nonsense'], ['list_parcels'], []]
  const heard: Ask['messages'][] = []
  const model: Model = {
    ask: async ({ messages }) => {
      heard.push([...messages])
      const names = turns[heard.length - 1] ?? []
      return { text: '', calls: names.map((name) => ({ id: 'a', name, arguments: {} })), stop: 'calls' }
    },
  }
  await runDepot(journal, plan, { model })
  const [record] = journal.trials()
  const { steps } = readTrajectory(journal, record?.trial.id ?? '')
  const results = steps.flatMap(({ calls }) => calls.map(({ call, result }) => [call.id, call.name, result?.isError]))
  expect(results).toEqual([
    ['a', 'look', false],
    ['a-2', 'nonsense', true],
    ['a-3', 'list_parcels', false],
  ])
  const answered = heard.at(-1)?.flatMap((message) => (message.role === 'tool' ? [message.callId] : []))
  expect(answered).toEqual(['a', 'a-2', 'a-3'])
})

/** A journal in which the first content that an event of this kind names is another message. */
function damaged(journal: Journal, id: string, kind: 'model-answered' | 'tool-returned'): Journal {
  const body = journal.events(id).find((event) => event.body.kind === kind)?.body
  const hash = body !== undefined && 'messageHash' in body ? body.messageHash : ''
  return new Proxy(journal, {
    get(target, name) {
      if (name === 'content')
        return (asked: string) => (asked === hash ? { role: 'user', text: '' } : target.content(asked))
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

test.each([
  ['model-answered', 'no assistant message'],
  ['tool-returned', 'no tool message'],
] as const)('content of %s that is no such message is damage, not an empty answer', async (kind, words) => {
  const { journal } = await study([])
  const id = journal.trials()[0]?.trial.id ?? ''
  const read = () => readTrajectory(damaged(journal, id, kind), id)
  expect(read).toThrow(RecordError)
  expect(read).toThrow(words)
})

test('records whose probes name no trigger are read by intervention and dose', () => {
  const probes = [errors(1, 0.2), errors(3, 0.7)]
  const { intervention, dose } = errors(3, 0.7)
  expect(probeOf(probes, { probe: { intervention, dose } })).toEqual(errors(3, 0.7))
  expect(probeOf(probes, { probe: errors(3, 0.2) })).toBe(undefined)
  expect(probeOf(probes, {})).toBe(undefined)
})
