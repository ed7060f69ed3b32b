import { afterEach, expect, test, vi } from 'vitest'
import type { Ask, Environment, Journal, Model, PlannedProbe, ToolResult, WorldCall } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { scriptedModel } from '../../src/models/index.js'
import { aimingOf } from '../../src/probe/index.js'
import { observeStudy } from '../../src/probe/observe.js'
import { deliveryOf } from '../../src/probe/verify.js'
import { type DepotRun, runDepot, smallPlan } from '../support/depot-run.js'
import { aDepotScene } from '../support/depot-scene.js'
import { depotFamily, depotModel } from '../support/depot-study.js'
import { depotRoutine, openDepot } from '../support/depot-world.js'
import { plainJournal } from '../support/plain-journal.js'
import { runScripted } from '../support/scripted-trial.js'

type Fault = 'dropped' | 'dead after the first change' | 'a sham that goes on'

const machinery = vi.hoisted(() => ({ fault: undefined as Fault | undefined, isBroken: false }))

vi.mock('../../src/run/chained-world.js', async (load) => {
  const real = await load<typeof import('../../src/run/chained-world.js')>()
  const chainWorld: typeof real.chainWorld = (options) => {
    const { environment, chain, twin } = options
    const whole = real.chainWorld(options)
    if (!machinery.isBroken || machinery.fault === undefined || chain === undefined) return whole
    const isVaried = chain.arm === 'varied'
    if (machinery.fault === 'dropped') return isVaried ? real.chainWorld({ environment, twin }) : whole
    const breaks = machinery.fault === 'dead after the first change' ? isVaried : !isVaried
    let delivered = 0
    const call: typeof whole.call = async (asked, step) => {
      if (breaks && delivered > 0 && isVaried) {
        return { passed: asked, result: await environment.call(asked), deliveries: [] }
      }
      const passage = await whole.call(asked, step)
      const isLate = breaks && delivered > 0
      delivered += passage.deliveries.length
      return isLate ? { ...passage, result: { text: 'the service is not available', isError: true } } : passage
    }
    return { ...whole, call }
  }
  return { ...real, chainWorld }
})

afterEach(() => {
  machinery.fault = undefined
  machinery.isBroken = false
})

/** A model that makes a call again when it fails, three times at most, and for the rest does as the depot's does. */
const patient: Model = {
  ask(ask: Ask) {
    const { messages } = ask
    const last = messages.at(-1)
    const failures = messages.filter((message) => message.role === 'tool' && message.isError).length
    const before = messages.findLast(({ role }) => role === 'assistant')
    if (last?.role === 'tool' && last.isError && failures < 4 && before?.role === 'assistant') {
      const calls = before.calls.map((call) => ({ ...call, id: `again-${messages.length}` }))
      return Promise.resolve({ text: '', calls, stop: 'calls' as const })
    }
    const kept: Ask['messages'][number][] = []
    for (const message of messages) {
      if (message.role === 'tool' && message.isError) kept.pop()
      else kept.push(message)
    }
    return depotModel().ask({ ...ask, messages: kept })
  },
}

/** Runs a study of one fork whose machinery breaks once its forks are planned, and reads it with a whole one. */
async function observed(probe: PlannedProbe, fault: Fault | undefined, changes: DepotRun = {}) {
  const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 }, probes: [probe] })
  const journal = openMemoryJournal()
  machinery.fault = fault
  const breaking = watching(journal, () => {
    machinery.isBroken = true
  })
  await runDepot(breaking, plan, { concurrency: 1, model: patient, ...changes })
  machinery.isBroken = false
  const family = changes.open === undefined ? depotFamily : { ...depotFamily, open: changes.open }
  const { pairs, notApplicable } = await observeStudy(aimingOf(plan, journal, { families: [family] }))
  return { journal, pairs, notApplicable }
}

function watching(journal: Journal, planned: () => void): Journal {
  return new Proxy(journal, {
    get(target, name) {
      if (name === 'addTrials') {
        return (trials: Parameters<Journal['addTrials']>[0]) => {
          if (trials.some(({ arm }) => arm !== 'baseline')) planned()
          target.addTrials(trials)
        }
      }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const errors: PlannedProbe = { intervention: 'error-first-n', dose: { calls: 2 }, trigger: 0.3 }

/** The depot's routine, which reads before it acts and again afterwards, as a model. */
const careful = scriptedModel(
  [...depotRoutine(), { name: 'finish', arguments: { result: 'done' } }].map((call, turn) => ({
    text: '',
    calls: [{ id: `call-${turn}`, ...call }],
    stop: 'calls' as const,
  })),
)

test.each([
  ['tool-renamed', {}],
  ['error-first-n', { calls: 1 }],
  ['empty-success', { calls: 1 }],
  ['stale-read', { calls: 1 }],
  ['route-blocked', {}],
  ['false-success', { calls: 1 }],
  ['goal-replaced', {}],
])('a change that was dropped without a receipt voids its pair: %s', async (intervention, dose) => {
  const probe = { intervention, dose, trigger: 0.2 }
  const whole = await observed(probe, undefined, { model: careful })
  expect(whole.pairs.map(({ delivery }) => delivery)).toEqual(['delivered'])
  const { journal, pairs } = await observed(probe, 'dropped', { model: careful })
  const varied = journal.trials().find(({ trial }) => trial.arm === 'varied')
  // The record alone says that the model never came to the seam.
  expect(deliveryOf(journal, varied?.trial.id ?? '')).toBe('not-met')
  expect(pairs).toMatchObject([{ delivery: 'void', voidCause: 'injection' }])
})

test.each<Fault>(['dead after the first change', 'a sham that goes on'])(
  'one good receipt does not vouch for the rest of a trial: %s',
  async (fault) => {
    expect((await observed(errors, undefined)).pairs).toMatchObject([{ delivery: 'delivered', sham: 1, varied: 1 }])
    const { journal, pairs } = await observed(errors, fault)
    const receipts = journal.trials().map(({ trial }) => readTrajectory(journal, trial.id).receipts.length)
    expect(Math.max(...receipts)).toBeGreaterThan(0)
    expect(pairs).toMatchObject([{ delivery: 'void', voidCause: 'injection' }])
  },
)

/** A world whose answers change with the number of times that it was opened, from the n-th opening on. */
function moody(from: number): () => Environment {
  let opened = 0
  return () => {
    opened += 1
    const world = openDepot()
    const mood = opened < from ? '' : ` (${opened})`
    return {
      ...world,
      call(call) {
        const result = world.call(call)
        if (result instanceof Promise) throw new Error('the depot answers at once')
        return { ...result, text: `${result.text}${mood}` }
      },
    }
  }
}

test('a world that answers the same calls otherwise is not forked, and the reason is told', async () => {
  const { journal, notApplicable } = await observed(errors, undefined, { open: moody(1), model: depotModel() })
  expect(journal.trials().map(({ trial }) => trial.arm)).toEqual(['baseline'])
  expect(notApplicable).toEqual([
    {
      system: 'steady',
      probe: 'error-first-n',
      missing: 'a world that answers the same calls in the same way',
      count: 1,
    },
  ])
})

test('a fork whose prefix is not what its parent recorded is void before anything is asked', async () => {
  const asks: number[] = []
  for (let from = 2; from < 12; from += 1) {
    const { journal, pairs } = await observed(errors, undefined, { open: moody(from), model: depotModel() })
    expect(pairs.filter(({ voidCause = 'environment' }) => voidCause !== 'environment')).toEqual([])
    for (const { trial } of journal.trials()) {
      const { outcome } = readTrajectory(journal, trial.id)
      if (outcome.kind !== 'void') continue
      expect(outcome.cause).toBe('environment')
      asks.push(journal.events(trial.id).filter(({ body }) => body.kind === 'model-asked').length)
    }
  }
  expect(asks.length).toBeGreaterThan(0)
  expect(Math.max(...asks)).toBe(0)
})

test.each<[string, (world: Environment) => Environment]>([
  ['a world that answers in other words', (world) => ({ ...world, call: (call) => reworded(world, call) })],
  ['a world that begins elsewhere', (world) => ({ ...world, snapshot: () => ({ is: 'elsewhere' }) })],
  ['a world that has come further', (world) => ({ ...world, checkpoints: () => allReached(world) })],
])('a fork of %s than its parent recorded is void', async (_, change) => {
  let opened = 0
  const open = () => {
    opened += 1
    return opened === 1 ? openDepot() : change(openDepot())
  }
  const { sample, past, future } = aDepotScene({ fork: 7 })
  const journal = plainJournal()
  const id = await runScripted(journal, { sample, open, links: [], arm: 'sham', past, future })
  const bodies = journal.events(id).map(({ body }) => body)
  expect(bodies.map(({ kind }) => kind)).not.toContain('model-asked')
  expect(bodies.find(({ kind }) => kind === 'trial-scored')).toMatchObject({
    outcome: { kind: 'void', cause: 'environment' },
  })
})

function reworded(world: Environment, call: WorldCall) {
  const { text, isError } = world.call(call) as ToolResult
  return { text: `${text} Indeed.`, isError }
}

/** The first parcel of the routine is brought before the fork, so that the parent recorded a checkpoint. */
function allReached(world: Environment) {
  return world
    .checkpoints()
    .map((checkpoint, place) => ({ ...checkpoint, isReached: place === 0 || checkpoint.isReached }))
}
