import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Journal, type Plan, systemLabel } from '../../src/domain/index.js'
import { amendStudy, openJournal, readPlan } from '../../src/journal/index.js'
import { aimingOf, interventionNamed, observeStudy, recordedTrials, runStudy } from '../../src/probe/index.js'
import { renderTrialList, studyReport } from '../../src/report/index.js'
import { emptyFolder, leadline } from '../support/command.js'
import { anOwner, depotCandidates, depotFamily, depotPlan, stillClock } from '../support/depot-study.js'
import { writeStudy } from '../support/tiny-inputs.js'

const PROBES = [{ intervention: 'tool-renamed', dose: {}, trigger: 0.3 }]

/** Opens the record of a plan, does something with it and closes it. */
async function inRecord<T>(path: string, plan: Plan, act: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = openJournal({ path, plan, owner: anOwner })
  try {
    return await act(journal)
  } finally {
    await journal.close()
  }
}

function run(journal: Journal, plan: Plan, stopAfter = Number.POSITIVE_INFINITY) {
  const stop = new AbortController()
  let steps = 0
  return runStudy({
    ...aimingOf(plan, journal, { families: [depotFamily], interventionNamed }),
    ...{ candidates: depotCandidates(), owner: anOwner, clock: stillClock(), concurrency: 2, signal: stop.signal },
    stepDone: () => {
      steps += 1
      if (steps >= stopAfter) stop.abort(new Error('interrupted'))
    },
  })
}

async function reportOf(plan: Plan, journal: Journal) {
  const observation = await observeStudy(aimingOf(plan, journal, { families: [depotFamily], interventionNamed }))
  const reading = { title: 'depot', requiredSuccess: 0.8, isInstrumentCheck: false, isPlanFinished: true }
  return studyReport(plan, observation, { ...reading, createdAt: '2026-01-01T00:00:00Z' })
}

describe('a cancelled system', () => {
  test('is not run any more, counts as not run and never as failed; the others are run to their end', async () => {
    const path = join(emptyFolder(), 'study.db')
    const plan = depotPlan({ probes: PROBES })
    const other = plan.systems.find(({ id }) => id !== plan.referenceSystemId)
    if (other === undefined) throw new Error('one system only')
    await inRecord(path, plan, (journal) => run(journal, plan, 40))
    const amended = amendStudy(path, { cancelled: [other.id] })
    await inRecord(path, amended, async (journal) => {
      expect(journal.withdraw(other.id)).toBeGreaterThan(0)
      expect(await run(journal, amended)).toEqual({ kind: 'complete' })
      const own = journal.trials().filter(({ trial }) => trial.systemId === other.id)
      const judged = own.filter(({ trial }) =>
        journal.events(trial.id).some(({ body }) => body.kind === 'trial-scored'),
      )
      expect(own.every(({ status }) => status === 'ended')).toBe(true)
      expect(judged.length).toBeLessThan(own.length)
      const reference = journal.trials().filter(({ trial }) => trial.systemId === plan.referenceSystemId)
      expect(reference.filter(({ trial }) => trial.arm === 'varied').length).toBeGreaterThan(0)
      const report = await reportOf(amended, journal)
      expect(report.exclusions).toContainEqual({
        where: systemLabel(other.system),
        reason: 'cancelled, not run',
        trials: own.length - judged.length,
      })
      expect(report.trials?.filter(({ system }) => system === systemLabel(other.system))).toHaveLength(judged.length)
      expect(report.method.find(({ title }) => title === 'Cancelled')?.words).toContain('They are no failures')
      expect(renderTrialList([...recordedTrials(amended, journal)], { columns: 120, isColour: false })).toMatch(
        new RegExp(`${own.length - judged.length} cancelled`),
      )
    })
  })

  test('stays cancelled when the study is opened by the plan of its configuration', async () => {
    const path = join(emptyFolder(), 'study.db')
    const plan = depotPlan()
    const [first, second] = plan.systems.map(({ id }) => id)
    await inRecord(path, plan, async () => undefined)
    amendStudy(path, { cancelled: [second ?? ''] })
    await inRecord(path, { ...plan, budgetUsd: 5 }, async () => undefined)
    expect(readPlan(path)).toMatchObject({ id: plan.id, budgetUsd: 5, amendments: { cancelled: [second] } })
    amendStudy(path, { cancelled: [first ?? ''], addedRepeats: 2 })
    expect(readPlan(path).amendments).toEqual({ cancelled: [first, second].sort(), addedRepeats: 2 })
  })
})

test('repeats that are added are run beside the old ones, whose ids, records and forks stay', async () => {
  const path = join(emptyFolder(), 'study.db')
  const plan = depotPlan({ probes: PROBES, repeats: 2, gate: { solved: 1, of: 2 } })
  const before = await inRecord(path, plan, async (journal) => {
    expect(await run(journal, plan)).toEqual({ kind: 'complete' })
    return new Map(journal.trials().map(({ trial }) => [trial.id, journal.allEvents(trial.id)]))
  })
  const grown = amendStudy(path, { addedRepeats: 1 })
  expect(grown.id).toBe(plan.id)
  await inRecord(path, grown, async (journal) => {
    expect(await run(journal, grown)).toEqual({ kind: 'complete' })
    const trials = journal.trials()
    for (const [id, events] of before) expect(journal.allEvents(id)).toEqual(events)
    const added = trials.filter(({ trial }) => !before.has(trial.id))
    expect(added.every(({ trial }) => trial.arm === 'baseline' && trial.repeat === 2)).toBe(true)
    expect(added).toHaveLength(plan.systems.length * plan.samples.length)
    const { method, counts } = await reportOf(grown, journal)
    expect(counts.trials).toBe(before.size + added.length)
    expect(method.find(({ title }) => title === 'Grown')?.words).toContain('raised from 2 to 3')
  })
})

test('leadline probe --repeats and leadline cancel do that on a record, and refuse what cannot be', async () => {
  const cwd = emptyFolder()
  const config = writeStudy(cwd, { budgetUsd: 9, probes: [], repeats: 1, gate: { solved: 1, of: 1 } })
  const probe = (...words: readonly string[]) => leadline(['probe', '--config', config, '--yes', ...words], { cwd })
  const early = await probe('--repeats', '3')
  expect([early.code, early.stderr]).toEqual([
    2,
    'leadline: --repeats is 3; expected a study that has begun; a new one takes `repeats` from its configuration\n',
  ])
  expect((await probe()).code).toBe(0)
  const grown = await probe('--repeats', '2')
  expect(grown.stdout.replace(/\s+/g, ' ')).toContain('raised from 1 to 2 after the study had begun')
  expect((await probe('--repeats', '1')).stderr).toContain('--repeats is 1; expected 2, which it has, or more')
  expect(readdirSync(join(cwd, '.leadline')).filter((name) => name.endsWith('.db'))).toHaveLength(1)
  const cancelled = await leadline(['cancel', 'control'], { cwd })
  expect([cancelled.code, cancelled.stdout]).toEqual([
    0,
    'control: 0 trials will not be run. Reports count them as not run, and not as failures.\n',
  ])
  // Growing goes on for the others only.
  expect((await probe('--repeats', '3')).code).toBe(0)
  const { stdout } = await leadline(['inspect', '--system', 'control'], { cwd })
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^12 trials/)
  expect((await leadline(['inspect', '--system', 'wide'], { cwd })).stdout).toMatch(/18 trials/)
  const refusals = await Promise.all(['nobody', 'wide'].map((name) => leadline(['cancel', name], { cwd })))
  expect(refusals.map(({ code, stderr }) => [code, stderr])).toEqual([
    [2, 'leadline: system is "nobody"; expected one of wide, control\n'],
    [2, 'leadline: system is "wide"; expected a system beside the reference, which the others are held against\n'],
  ])
}, 120_000)
