import { describe, expect, test } from 'vitest'
import type { Environment, Intervention, Journal, Plan } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { aimingOf } from '../../src/probe/index.js'
import { observeStudy } from '../../src/probe/observe.js'
import { studyReport } from '../../src/report/index.js'
import { breakingAt, type DepotRun, failingModel, runDepot, smallPlan } from '../support/depot-run.js'
import { anOwner, depotFamily } from '../support/depot-study.js'
import { openDepot } from '../support/depot-world.js'
import { essenceOf } from '../support/essence.js'

async function whole(plan: Plan): Promise<Journal> {
  const journal = openMemoryJournal()
  expect(await runDepot(journal, plan)).toEqual({ kind: 'complete' })
  return journal
}

async function ran(plan: Plan, changes: DepotRun): Promise<Journal> {
  const journal = openMemoryJournal()
  expect(await runDepot(journal, plan, changes)).toEqual({ kind: 'complete' })
  return journal
}

/** Reasons for which attempts ended, by trial, in order of launch. */
function endsOf(journal: Journal): string[][] {
  return journal
    .trials()
    .toSorted((a, b) => (a.launchIndex ?? 0) - (b.launchIndex ?? 0))
    .map(({ trial }) =>
      journal.allEvents(trial.id).flatMap(({ body }) => (body.kind === 'attempt-ended' ? [body.reason] : [])),
    )
}

function outcomesOf(journal: Journal) {
  return journal.trials().map(({ trial }) => readTrajectory(journal, trial.id).outcome)
}

async function exclusionsOf(plan: Plan, journal: Journal) {
  const aiming = aimingOf(plan, journal, { families: [depotFamily] })
  const reading = {
    title: 'depot',
    requiredSuccess: 0.8,
    isInstrumentCheck: false,
    createdAt: '',
    isPlanFinished: true,
  }
  const { exclusions } = studyReport(plan, await observeStudy(aiming), reading)
  return exclusions.map(({ reason, trials }) => [reason, trials])
}

describe('a trial that something around the model broke', () => {
  test('is launched again under its launch index, counted, and ends as if nothing had been', async () => {
    const plan = smallPlan()
    const journal = await ran(plan, { model: failingModel(2, 3) })
    expect(endsOf(journal)).toEqual([
      ['transport', 'scored'],
      ['transport', 'scored'],
    ])
    expect(journal.trials().map(({ launchIndex, attempts }) => [launchIndex, attempts])).toEqual(
      expect.arrayContaining([
        [0, 2],
        [1, 2],
      ]),
    )
    expect(essenceOf(journal)).toEqual(essenceOf(await whole(plan)))
    for (const { trial } of journal.trials()) {
      // Nothing was under way when the attempts ended: failures are counted as failures, not as repeats.
      expect(readTrajectory(journal, trial.id)).toMatchObject({ repeatedAsks: 0, transportFailures: 3 })
    }
  })

  test('is launched three times at most and then void, with the cause and what was said', async () => {
    const plan = smallPlan()
    const journal = await ran(plan, { model: failingModel(2, 99) })
    expect(endsOf(journal)).toEqual([
      ['transport', 'transport', 'scored'],
      ['transport', 'transport', 'scored'],
    ])
    expect(outcomesOf(journal)).toEqual([
      { kind: 'void', cause: 'model-api' },
      { kind: 'void', cause: 'model-api' },
    ])
    const ends = journal
      .trials()
      .map(({ trial }) => journal.events(trial.id).find(({ body }) => body.kind === 'trial-ended'))
    expect(ends[0]?.body).toMatchObject({ end: { message: 'stand-in is overloaded (in 3 attempts)' } })
  })

  test('keeps its three launches however often it was killed or stopped before', async () => {
    const plan = smallPlan()
    const journal = openMemoryJournal()
    for (let stopped = 0; stopped < 4; stopped += 1) {
      const stop = new AbortController()
      const end = await runDepot(journal, plan, {
        signal: stop.signal,
        stepDone: () => stop.abort(new Error('stopped')),
      })
      expect(end).toEqual({ kind: 'stopped' })
    }
    await runDepot(journal, plan, { model: failingModel(6, 3) })
    expect(journal.trials().every(({ attempts }) => attempts > 4)).toBe(true)
    expect(essenceOf(journal)).toEqual(essenceOf(await whole(plan)))
  })

  test('goes on where its world broke once', async () => {
    const plan = smallPlan()
    const journal = await ran(plan, { open: breakingAt(5), concurrency: 1 })
    expect(endsOf(journal)).toEqual([['environment', 'scored'], ['scored']])
    expect(essenceOf(journal)).toEqual(essenceOf(await whole(plan)))
  })
})

describe('each cause of a void trial is told apart and shown', () => {
  const broken = (): never => {
    throw new Error('out of order')
  }
  const throwing: Intervention = {
    name: 'throwing',
    question: '',
    seams: ['tool-list'],
    visibility: 'implicit',
    duration: 'permanent',
    dose: {},
    adaptive: '',
    prepare: () => ({
      kind: 'ready',
      constraint: { kind: 'surface', tool: 'look' },
      link: { name: 'throwing', offer: (_, { step }) => (step > 1 ? broken() : { kind: 'pass' }) },
      adapt: (given) => given.slice(0, 0),
    }),
  }

  test.each<[string, DepotRun]>([
    ['model-api', { model: failingModel(1, 99) }],
    ['environment', { open: () => ({ ...openDepot(), call: broken }) }],
    ['scorer', { open: () => ({ ...openDepot(), score: broken }) }],
    ['scorer', { open: () => ({ ...openDepot(), checkpoints: broken }) }],
    ['environment', { open: () => ({ ...openDepot(), snapshot: broken }) }],
  ])('%s', async (cause, changes) => {
    const plan = smallPlan()
    const journal = await ran(plan, changes)
    expect(await exclusionsOf(plan, journal)).toEqual([[cause, 2]])
  })

  test('injection, where a link throws', async () => {
    const plan = smallPlan({ probes: [{ intervention: 'throwing', dose: {}, trigger: 0.3 }] })
    const solvesAtOnce = () => ({ ...openDepot(), solve: () => ({ kind: 'infeasible', reason: 'none' }) as const })
    const journal = await ran(plan, { intervention: throwing, open: solvesAtOnce })
    const forks = journal.trials().filter(({ trial }) => trial.arm !== 'baseline')
    expect(forks).toHaveLength(2)
    for (const { trial } of forks) {
      expect(readTrajectory(journal, trial.id).outcome).toEqual({ kind: 'void', cause: 'injection' })
    }
  })

  test('a world with effects outside is not forked, because a fork would make its calls again', async () => {
    const plan = smallPlan({ probes: [{ intervention: 'tool-renamed', dose: {}, trigger: 0.3 }] })
    const open = (): Environment => ({ ...openDepot(), effects: 'external' })
    const journal = await ran(plan, { open })
    expect(journal.trials().map(({ trial }) => trial.arm)).toEqual(['baseline', 'baseline'])
  })
})

/** No process has an id as large as this. */
const deadOwner = { ...anOwner, processId: 'dead', pid: 2 ** 30 }

test('a process that dies between the last event of a trial and its end leaves a trial that has ended', async () => {
  const plan = smallPlan()
  const broken = (): Environment => ({ ...openDepot(), score: () => JSON.parse('') })
  for (const open of [openDepot, broken]) {
    const journal = openMemoryJournal()
    let isDead = false
    const dying = new Proxy(journal, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target)
        if (name === 'end') {
          return async () => {
            isDead = true
            throw new Error('killed')
          }
        }
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    await expect(runDepot(dying, plan, { open, concurrency: 1, owner: deadOwner })).rejects.toThrow('killed')
    expect(isDead).toBe(true)
    const [held] = journal.trials().filter(({ status }) => status === 'running')
    if (held === undefined) throw new Error('no trial was left behind')
    const before = journal.events(held.trial.id).map(({ body }) => body)
    await runDepot(journal, plan, { open })
    expect(journal.trials().map(({ status }) => status)).toEqual(['ended', 'ended'])
    expect(journal.events(held.trial.id).map(({ body }) => body)).toEqual(before)
  }
})
