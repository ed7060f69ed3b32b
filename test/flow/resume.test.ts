import { expect, test } from 'vitest'
import {
  asJson,
  canonicalJson,
  type Journal,
  type JournalEvent,
  type Plan,
  type PlannedTrial,
} from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { flakyModel } from '../../src/models/index.js'
import { planBaselines } from '../../src/probe/planning/plan.js'
import { runTrial, type TrialContext, type TrialSetup } from '../../src/run/index.js'
import { anOwner, depotCandidates, depotFamily, depotModel, depotPlan, stillClock } from '../support/depot-study.js'

function oneTrial(plan: Plan = depotPlan()): PlannedTrial {
  const trial = planBaselines(plan)[0]
  if (trial === undefined) throw new Error('the plan has no trial')
  return trial
}

function setupOf(plan: Plan, trial: PlannedTrial, model = depotModel()): TrialSetup {
  const sample = plan.samples.find(({ id }) => id === trial.sampleId)
  const candidate = depotCandidates([model])[0]
  if (sample === undefined || candidate === undefined) throw new Error('the plan lacks the sample')
  return {
    sample,
    open: () => depotFamily.open(sample, trial.pairId),
    candidate,
    limits: { steps: 50 },
    links: [],
    prefix: [],
    prefixEvents: [],
  }
}

function contextOf(journal: Journal, signal = new AbortController().signal): TrialContext {
  const retry = { times: 2, firstWaitMs: 1, longestWaitMs: 2 }
  return { journal, clock: stillClock(), retry, signal, stepDone: () => undefined }
}

function claim(journal: Journal) {
  const lease = journal.claim(anOwner)
  if (lease === undefined) throw new Error('nothing to claim')
  return lease
}

/** What two records of the same trial must share: everything but times, process and attempt. */
function essence(events: readonly JournalEvent[]): string[] {
  return events.map(({ body }) => canonicalJson(asJson({ ...body, latencyMs: undefined })))
}

async function whole(plan: Plan, trial: PlannedTrial): Promise<Journal> {
  const journal = openMemoryJournal()
  journal.addTrials([trial])
  await runTrial(claim(journal), setupOf(plan, trial), contextOf(journal))
  return journal
}

test('a trial that does what the solver says is solved, from the state and not from its claim', async () => {
  const plan = depotPlan()
  const trial = oneTrial(plan)
  const journal = await whole(plan, trial)
  const trajectory = readTrajectory(journal, trial.id)
  expect(trajectory.outcome.kind).toBe('solved')
  expect(trajectory.claim).toBe('done')
  expect(trajectory.checkpoints.length).toBeGreaterThan(0)
})

test('a claim of success with an unsolved state is a failure', async () => {
  const plan = depotPlan()
  const trial = oneTrial(plan)
  const journal = openMemoryJournal()
  journal.addTrials([trial])
  const liar = depotModel({ errs: () => true })
  await runTrial(claim(journal), setupOf(plan, trial, liar), contextOf(journal))
  expect(readTrajectory(journal, trial.id)).toMatchObject({ claim: 'done', outcome: { kind: 'failed' } })
})

test('a trial stopped after any step is resumed with the same record and no answered ask repeated', async () => {
  const plan = depotPlan()
  const trial = oneTrial(plan)
  const expected = essence((await whole(plan, trial)).events(trial.id))
  const steps = readTrajectory(await whole(plan, trial), trial.id).steps.length
  for (let stopAt = 0; stopAt < steps; stopAt += 1) {
    const journal = openMemoryJournal()
    journal.addTrials([trial])
    const stop = new AbortController()
    let asked = 0
    let isStopped = false
    const inner = depotModel()
    const counted = {
      ask: async (ask: Parameters<typeof inner.ask>[0]) => {
        if (asked === stopAt && !isStopped) stop.abort(new Error('stopped'))
        ask.signal.throwIfAborted()
        asked += 1
        return inner.ask(ask)
      },
    }
    const first = claim(journal)
    await runTrial(first, setupOf(plan, trial, counted), contextOf(journal, stop.signal)).catch(() => undefined)
    await journal.release(first)
    const second = claim(journal)
    expect(second).toMatchObject({ attempt: 2, launchIndex: first.launchIndex })
    asked = 0
    isStopped = true
    await runTrial(second, setupOf(plan, trial, counted), contextOf(journal))
    expect(essence(journal.events(trial.id))).toEqual(expected)
    expect(asked).toBe(steps - stopAt)
    expect(readTrajectory(journal, trial.id).repeatedAsks).toBe(1)
  }
})

test('a transport failure is retried, hidden from the model, and counted', async () => {
  const plan = depotPlan()
  const trial = oneTrial(plan)
  const journal = openMemoryJournal()
  journal.addTrials([trial])
  const flaky = flakyModel(depotModel(), { seed: 1, rate: 1, mostInARow: 2 })
  await runTrial(claim(journal), setupOf(plan, trial, flaky), contextOf(journal))
  expect(essence(journal.events(trial.id))).toEqual(essence((await whole(plan, trial)).events(trial.id)))
  const { steps, transportFailures } = readTrajectory(journal, trial.id)
  expect(transportFailures).toBe(2 * steps.length)
})

test('a world that does not repeat itself voids the resumed trial', async () => {
  const plan = depotPlan()
  const trial = oneTrial(plan)
  const journal = openMemoryJournal()
  journal.addTrials([trial])
  const stop = new AbortController()
  const inner = depotModel()
  const stopping = {
    ask: async (ask: Parameters<typeof inner.ask>[0]) => {
      if (ask.messages.length > 5) stop.abort(new Error('stopped'))
      ask.signal.throwIfAborted()
      return inner.ask(ask)
    },
  }
  const first = claim(journal)
  await runTrial(first, setupOf(plan, trial, stopping), contextOf(journal, stop.signal)).catch(() => undefined)
  await journal.release(first)
  const setup = setupOf(plan, trial)
  const altered = () => {
    const world = setup.open()
    return { ...world, tools: world.tools, call: () => ({ text: 'something else', isError: false }) }
  }
  await runTrial(claim(journal), { ...setup, open: altered }, contextOf(journal))
  expect(readTrajectory(journal, trial.id).outcome).toEqual({ kind: 'void', cause: 'environment' })
})
