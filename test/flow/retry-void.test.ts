import { describe, expect, test } from 'vitest'
import type { Environment, Journal, Plan } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { aimingOf } from '../../src/probe/index.js'
import { observeStudy } from '../../src/probe/observe.js'
import { studyReport } from '../../src/report/index.js'
import { emptyFolder, leadline } from '../support/command.js'
import { breakingAt, countingModel, type DepotRun, failingModel, runDepot, smallPlan } from '../support/depot-run.js'
import { depotFamily } from '../support/depot-study.js'
import { openDepot } from '../support/depot-world.js'
import { essenceOf } from '../support/essence.js'

const ALWAYS = Array.from({ length: 500 }, (_, call) => call + 1)
const lostScorer = (): Environment => ({
  ...openDepot(),
  score: () => {
    throw new Error('the scorer lost its list')
  },
})

async function ran(plan: Plan, changes: DepotRun, journal: Journal = openMemoryJournal()): Promise<Journal> {
  expect(await runDepot(journal, plan, changes)).toEqual({ kind: 'complete' })
  return journal
}

const outcomesOf = (journal: Journal) => journal.trials().map(({ trial }) => readTrajectory(journal, trial.id).outcome)
const scoresOf = (journal: Journal) =>
  journal
    .trials()
    .map(({ trial }) => journal.allEvents(trial.id).filter(({ body }) => body.kind === 'trial-scored').length)

async function reportOf(plan: Plan, journal: Journal) {
  const observation = await observeStudy(aimingOf(plan, journal, { families: [depotFamily] }))
  const reading = { title: 'depot', requiredSuccess: 0.8, isInstrumentCheck: false, isPlanFinished: true }
  return studyReport(plan, observation, { ...reading, createdAt: '2026-01-01T00:00:00Z' })
}

describe('trials that were void', () => {
  test('by a world that broke are launched again where that is asked for, and end as if nothing had been', async () => {
    const plan = smallPlan()
    const journal = await ran(plan, { open: breakingAt(...ALWAYS) })
    expect(outcomesOf(journal)).toEqual([
      { kind: 'void', cause: 'environment' },
      { kind: 'void', cause: 'environment' },
    ])
    await ran(plan, {}, journal)
    expect(outcomesOf(journal).map(({ kind }) => kind)).toEqual(['void', 'void'])
    await ran(plan, { retryVoid: ['environment'] }, journal)
    expect(essenceOf(journal)).toEqual(essenceOf(await ran(plan, {})))
    // Both judgements are in the record, the launches of both rounds with them.
    expect(scoresOf(journal)).toEqual([2, 2])
    expect(journal.trials().map(({ attempts }) => attempts)).toEqual([4, 4])
  })

  test('by a scorer that broke are judged again without asking any model', async () => {
    const plan = smallPlan()
    const journal = await ran(plan, { open: lostScorer })
    const { model, asks } = countingModel()
    await ran(plan, { model, retryVoid: ['scorer'] }, journal)
    expect(asks).toEqual([])
    expect(outcomesOf(journal).every(({ kind }) => kind === 'solved' || kind === 'failed')).toBe(true)
    expect(essenceOf(journal)).toEqual(essenceOf(await ran(plan, {})))
  })

  test('by another cause than the one that is asked for stay as they are', async () => {
    const plan = smallPlan()
    const journal = await ran(plan, { open: lostScorer })
    await ran(plan, { retryVoid: ['environment', 'injection'] }, journal)
    expect(outcomesOf(journal)).toEqual([
      { kind: 'void', cause: 'scorer' },
      { kind: 'void', cause: 'scorer' },
    ])
    expect(scoresOf(journal)).toEqual([1, 1])
  })

  test('and are void again get three launches each time, and one judgement that counts', async () => {
    const plan = smallPlan()
    const journal = await ran(plan, { open: lostScorer })
    await ran(plan, { open: lostScorer, retryVoid: ['scorer'] }, journal)
    expect(journal.trials().map(({ attempts }) => attempts)).toEqual([6, 6])
    for (const { trial } of journal.trials()) {
      const counting = journal
        .events(trial.id)
        .filter(({ body }) => body.kind === 'trial-scored' || body.kind === 'trial-ended')
      expect(counting).toHaveLength(2)
    }
    const { counts, method } = await reportOf(plan, journal)
    expect(counts.retriedVoids).toBe(2)
    expect(method.find(({ title }) => title === 'Launched again')?.words).toContain('; 0 count now.')
  })

  test('are counted in the report once they were launched again, whatever the cause', async () => {
    const plan = smallPlan()
    const journal = await ran(plan, { model: failingModel(2, 99) })
    expect((await reportOf(plan, journal)).counts).not.toHaveProperty('retriedVoids')
    await ran(plan, {}, journal)
    const { counts, method, exclusions } = await reportOf(plan, journal)
    expect(counts.retriedVoids).toBe(2)
    expect(exclusions).toEqual([])
    expect(method.find(({ title }) => title === 'Launched again')?.words).toBe(
      "2 trials that had been left out as void, by a cause that is not the model's, went on from where the record stood; 2 count now. Every earlier launch is kept.",
    )
  })
})

test('a cause that is not tried again is refused in one line', async () => {
  const cwd = emptyFolder()
  const { code, stderr } = await leadline(['probe', '--retry-void', 'scorer,interrupted-effect'], { cwd })
  expect([code, stderr]).toEqual([
    2,
    'leadline: --retry-void is "interrupted-effect"; expected model-api, environment, injection, scorer, simulated-user\n',
  ])
})
