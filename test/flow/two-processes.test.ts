import { spawn, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Model } from '../../src/domain/index.js'
import { openJournal, openMemoryJournal, processSpace, readTrajectory } from '../../src/journal/index.js'
import { readRecord, writeChatConfig } from '../support/chat-study.js'
import { emptyFolder } from '../support/command.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { anOwner, depotModel } from '../support/depot-study.js'
import { essenceOf } from '../support/essence.js'
import { startCommand } from '../support/killable.js'
import { stagedPackage } from '../support/staged-package.js'
import { type StandInServer, startStandIn } from '../support/stand-in-server.js'

/** Of the configuration that both processes run. */
const CONCURRENCY = 4
/** How long a trial stays held without a renewal. */
const LEASE_MS = 60_000
const WORDS = ['probe', '--config', 'leadline.config.json', '--yes', '--json']

function recordIn(folder: string): string {
  const name = readdirSync(join(folder, '.leadline')).find((file) => file.endsWith('.db'))
  if (name === undefined) throw new Error('there is no record')
  return join(folder, '.leadline', name)
}

describe('two processes started on one study', () => {
  let server: StandInServer
  let alone = ''
  let asksAlone = 0

  beforeAll(async () => {
    server = await startStandIn({ delayMs: 25 })
    alone = emptyFolder(afterAll)
    writeChatConfig(alone, server.url)
    expect(await (await startCommand(WORDS, alone)).ended).toBe(0)
    asksAlone = server.requests.length
  }, 60_000)
  afterAll(() => server.close())

  async function startBoth() {
    const folder = emptyFolder()
    writeChatConfig(folder, server.url)
    const from = server.requests.length
    const [first, second] = await Promise.all([startCommand(WORDS, folder), startCommand(WORDS, folder)])
    return { folder, first, second, seeds: () => server.requests.slice(from).map(({ seed }) => seed) }
  }

  test('share it, and no trial is run twice', async () => {
    const { folder, first, second, seeds } = await startBoth()
    expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0])
    expect([seeds().length, new Set(seeds()).size]).toEqual([asksAlone, asksAlone])
    const trialsBy = await readRecord(recordIn(folder), (journal) => {
      const processes = journal.trials().map(({ trial }) => journal.events(trial.id).at(-1)?.processId)
      return [...Map.groupBy(processes, (id) => id).values()].map(({ length }) => length)
    })
    expect(trialsBy).toHaveLength(2)
    expect(await readRecord(recordIn(folder), essenceOf)).toEqual(await readRecord(recordIn(alone), essenceOf))
  }, 60_000)

  test('need only one that lives: it takes over the trials of the other, and ends with the same record', async () => {
    const { folder, first, second, seeds } = await startBoth()
    while (seeds().length < 40) await delay(20)
    first.child.kill('SIGKILL')
    expect(await second.ended, second.stderr()).toBe(0)
    expect(new Set(seeds()).size).toBe(asksAlone)
    expect(seeds().length - asksAlone).toBeLessThanOrEqual(CONCURRENCY)
    const { statuses, attempts } = await readRecord(recordIn(folder), (journal) => ({
      statuses: new Set(journal.trials().map(({ status }) => status)),
      attempts: journal.trials().map((entry) => entry.attempts),
    }))
    expect(statuses).toEqual(new Set(['ended']))
    expect(Math.max(...attempts)).toBe(2)
    expect(await readRecord(recordIn(folder), essenceOf)).toEqual(await readRecord(recordIn(alone), essenceOf))
  }, 90_000)
})

/** Whether this machine lets us start a process that sees no others; containers often do not. */
const canHide = spawnSync('unshare', ['-p', '-f', '--mount-proc', 'true']).status === 0

test.skipIf(!canHide)(
  'a process in another namespace of process ids is not taken for dead (needs unshare)',
  async () => {
    const server = await startStandIn({ delayMs: 40 })
    try {
      const folder = emptyFolder()
      writeChatConfig(folder, server.url, { probes: 0 })
      const staged = await stagedPackage()
      const first = await startCommand(WORDS, folder, staged)
      while (server.requests.length < 12) await delay(10)
      const main = join(staged, 'bin/leadline.mjs')
      const inside = ['-p', '-f', '--mount-proc', process.execPath, main, ...WORDS]
      const second = spawn('unshare', inside, { cwd: folder, stdio: 'ignore' })
      const secondEnded = new Promise((resolve) => second.on('close', resolve))
      expect([await first.ended, await secondEnded]).toEqual([0, 0])
      const seeds = server.requests.map(({ seed }) => seed)
      expect(new Set(seeds).size).toBe(seeds.length)
    } finally {
      await server.close()
    }
  },
  60_000,
)

test('a process on the same computer, but in another space of process ids, holds its trials until its lease runs out', async () => {
  const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })
  const path = join(emptyFolder(), 'study.db')
  let now = Date.now()
  const open = () => openJournal({ path, plan, now: () => now })
  const [first, second] = [open(), open()]
  const stop = new AbortController()
  await runDepot(first, plan, { signal: stop.signal, stepDone: () => stop.abort(new Error('stopped')) })
  const space = processSpace('first')
  const dead = { processId: 'first', pid: 2 ** 30, host: `${space} of a container` }
  expect(first.claim(dead)).toBeDefined()
  const near = { processId: 'second', pid: process.pid, host: space }
  expect(second.claim(near)).toBeUndefined()
  now += LEASE_MS + 1
  expect(second.claim(near)).toBeDefined()
  await Promise.all([first.close(), second.close()])
})

/** A model that waits at one step until it is woken, and says when it got there. */
function sleepyModel(step: number) {
  const inner = depotModel()
  const [asleep, awake] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const model: Model = {
    async ask(ask) {
      if (ask.messages.filter(({ role }) => role === 'assistant').length === step) {
        asleep.resolve()
        await awake.promise
      }
      return inner.ask(ask)
    },
  }
  return { model, isAsleep: asleep.promise, wake: awake.resolve }
}

test('a process that slept through its lease writes nothing more into the trial that another took over', async () => {
  const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })
  const path = join(emptyFolder(), 'study.db')
  let now = Date.now()
  const open = (host: string) => {
    const owner = { processId: host, pid: process.pid, host }
    return { owner, journal: openJournal({ path, plan, owner, now: () => now }) }
  }
  const [first, second] = [open('first'), open('second')]
  const { model, isAsleep, wake } = sleepyModel(3)
  const sleeping = runDepot(first.journal, plan, { model, owner: first.owner })
  await isAsleep
  now += LEASE_MS + 1
  expect(await runDepot(second.journal, plan, { owner: second.owner })).toEqual({ kind: 'complete' })
  const finished = essenceOf(second.journal)
  wake()
  expect(await sleeping).toEqual({ kind: 'complete' })
  expect(essenceOf(second.journal)).toEqual(finished)
  const [{ trial, attempts } = { trial: { id: '' }, attempts: 0 }] = second.journal.trials()
  expect([attempts, readTrajectory(second.journal, trial.id).repeatedAsks]).toEqual([2, 1])
  const whole = openMemoryJournal()
  await runDepot(whole, plan)
  expect(finished).toEqual(essenceOf(whole))
  await Promise.all([first.journal.close(), second.journal.close()])
})

test('forks that a process died before planning are planned by the one that goes on', async () => {
  const plan = smallPlan({ probes: [{ intervention: 'error-first-n', dose: { calls: 2 }, trigger: 0.3 }] })
  const whole = openMemoryJournal()
  await runDepot(whole, plan)
  expect(whole.trials()).toHaveLength(4)

  const path = join(emptyFolder(), 'study.db')
  const [dying, living] = [openJournal({ path, plan }), openJournal({ path, plan })]
  const { addTrials } = dying
  dying.addTrials = (trials) => {
    if (trials.some(({ arm }) => arm !== 'baseline')) throw new Error('killed')
    addTrials.call(dying, trials)
  }
  const { model, isAsleep, wake } = sleepyModel(3)
  // It holds both baselines, so the other process waits until they have ended.
  const death = expect(runDepot(dying, plan, { model })).rejects.toThrow('killed')
  await isAsleep
  const owner = { ...anOwner, processId: 'living' }
  const life = runDepot(living, plan, { owner, model: depotModel() })
  wake()
  await death
  expect(await life).toEqual({ kind: 'complete' })
  expect(essenceOf(living)).toEqual(essenceOf(whole))
  await Promise.all([dying.close(), living.close()])
})
