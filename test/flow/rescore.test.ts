import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Environment, Journal, Plan, TaskFamily } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import {
  aimingOf,
  inspectTrial,
  keepJudgement,
  observeStudy,
  type Rescored,
  rescoreStudy,
} from '../../src/probe/index.js'
import { renderRescores, renderTrial, studyReport } from '../../src/report/index.js'
import { emptyFolder, leadline } from '../support/command.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { anOwner, depotFamily } from '../support/depot-study.js'
import { writeStudy } from '../support/tiny-inputs.js'

const look = { columns: 120, isColour: false }

/** The depot with something changed since the study ran. */
function familyWith(change: (world: Environment) => Partial<Environment>): TaskFamily {
  return {
    ...depotFamily,
    open: (sample, pairId) => {
      const world = depotFamily.open(sample, pairId)
      return { ...world, ...change(world) }
    },
  }
}

const stricter = familyWith(() => ({
  score: () => ({ value: 0.25, isSolved: false, evidence: ['one crate is upside down'] }),
}))
const PROBED = { probes: [{ intervention: 'tool-renamed', dose: {}, trigger: 0.3 }], forkRepeats: 1 }

async function studied(plan: Plan): Promise<Journal> {
  const journal = openMemoryJournal()
  expect(await runDepot(journal, plan)).toEqual({ kind: 'complete' })
  return journal
}

async function rescored(plan: Plan, journal: Journal, family: TaskFamily = depotFamily): Promise<Rescored[]> {
  const found: Rescored[] = []
  for await (const one of rescoreStudy(aimingOf(plan, journal, { families: [family] }))) found.push(one)
  return found
}

describe('judging anew', () => {
  test('by the same scorer says the same of every trial, forks too', async () => {
    const plan = smallPlan(PROBED)
    const journal = await studied(plan)
    const all = await rescored(plan, journal)
    expect(all.map(({ trial }) => trial.record.trial.arm).sort()).toEqual(['baseline', 'baseline', 'sham', 'varied'])
    expect(all.filter(({ isChanged, problem }) => isChanged || problem !== undefined)).toEqual([])
    expect(renderRescores(all, look)).toContain('4 trials: 4 judged as before, 0 in another way, 0 not judged.')
  })

  test('by another scorer lists what differs and writes nothing', async () => {
    const plan = smallPlan()
    const journal = await studied(plan)
    const before = journal.trials().map(({ trial }) => journal.allEvents(trial.id))
    const all = await rescored(plan, journal, stricter)
    expect(all.map(({ isChanged, after }) => [isChanged, after?.outcome.kind, after?.score])).toEqual([
      [true, 'failed', 0.25],
      [true, 'failed', 0.25],
    ])
    const text = renderRescores(all, look)
    expect(text).toMatch(/baseline +solved 1 +failed 0.25/)
    expect(text).toContain('now: one crate is upside down')
    expect(text).toMatch(/steady +2 +2 \(100%\) +0 \(0%\)/)
    expect(journal.trials().map(({ trial }) => journal.allEvents(trial.id))).toEqual(before)
  })

  test('says why where a world does not do again what it did, has effects outside, or its scorer breaks', async () => {
    const plan = smallPlan()
    const journal = await studied(plan)
    const reasons = async (family: TaskFamily) => (await rescored(plan, journal, family)).map(({ problem }) => problem)
    const other = familyWith(() => ({ call: () => ({ text: 'nobody is at home', isError: false }) }))
    expect(new Set(await reasons(other))).toEqual(
      new Set([expect.stringContaining('returned what the world does not say')]),
    )
    const outside = familyWith(() => ({ effects: 'external' as const }))
    expect((await reasons(outside))[0]).toBe('its world has effects outside, and no call is made twice there')
    const broken = familyWith(() => ({
      score: () => {
        throw new Error('no list of crates')
      },
    }))
    expect((await reasons(broken))[0]).toBe('the scorer broke: no list of crates')
    const none = renderRescores(await rescored(plan, journal, broken), look)
    expect(none).toContain('2 trials: 0 judged as before, 0 in another way, 2 not judged.')
    expect(none).toContain('the scorer broke: no list of crates: 2 trials')
  })
})

test('what is kept stands beside the old judgement, counts from then on, and is no launch', async () => {
  const plan = smallPlan(PROBED)
  const journal = await studied(plan)
  for (const one of await rescored(plan, journal, stricter))
    expect(await keepJudgement(journal, anOwner, one)).toBe(true)
  for (const { trial, status } of journal.trials()) {
    expect(status).toBe('ended')
    const judged = journal.allEvents(trial.id).filter(({ body }) => body.kind === 'trial-scored')
    expect(judged).toHaveLength(2)
    expect(readTrajectory(journal, trial.id)).toMatchObject({
      outcome: { kind: 'failed' },
      score: 0.25,
      attempts: 1,
      rescores: 1,
    })
  }
  const observation = await observeStudy(aimingOf(plan, journal, { families: [stricter] }))
  const reading = { title: 'depot', requiredSuccess: 0.8, isInstrumentCheck: false, isPlanFinished: true }
  const report = studyReport(plan, observation, { ...reading, createdAt: '2026-01-01T00:00:00Z' })
  expect(report.counts).toMatchObject({ rescored: 4, relaunches: 0 })
  expect(report.method.find(({ title }) => title === 'Scored again')?.words).toContain('keeps both judgements')
  // Judged again by the same scorer, nothing differs any more, and the pairs still hold.
  expect((await rescored(plan, journal, stricter)).filter(({ isChanged }) => isChanged)).toEqual([])
  expect(observation.pairs.map(({ delivery }) => delivery)).toEqual(['delivered'])
  const [first] = journal.trials()
  if (first === undefined) throw new Error('no trial')
  expect(renderTrial(inspectTrial(plan, journal, first), look)).toContain(
    'judged anew by a later scorer; nothing was run',
  )
  // Running the study again finds it finished.
  expect(await runDepot(journal, plan, { model: { ask: () => Promise.reject(new Error('asked again')) } })).toEqual({
    kind: 'complete',
  })
})

test('leadline rescore says that nothing differs where nothing was changed', async () => {
  const cwd = emptyFolder()
  expect((await leadline(['probe', '--config', writeStudy(cwd, { budgetUsd: 4.5 }), '--yes'], { cwd })).code).toBe(0)
  const config = ['--config', 'leadline.config.json']
  const { stdout, code } = await leadline(['rescore', ...config, '--keep', '--fail-on', 'change'], { cwd })
  expect(stdout).toMatch(/^(\d+) trials: \1 judged as before, 0 in another way, 0 not judged\./)
  expect(code).toBe(0)
  const [record = ''] = readdirSync(join(cwd, '.leadline')).filter((name) => name.endsWith('.db'))
  const refused = await leadline(['rescore', join('.leadline', record), '--fail-on', 'harm'], { cwd })
  expect([refused.code, refused.stderr]).toEqual([2, 'leadline: --fail-on is "harm"; expected change\n'])
})
