import { afterEach, expect, test } from 'vitest'
import type { Journal, JournalEvent, Link, Model, PlannedTrial } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { aimingOf, observeStudy } from '../../src/probe/index.js'
import { verifyRun } from '../../src/probe/whole-runs/index.js'
import { isRunning, scriptAgent } from '../support/command-agents.js'
import { chatAgent } from '../support/sum-agents.js'
import { type AgentStudy, agentStudy, sumModel } from '../support/sum-study.js'

const open: AgentStudy[] = []
afterEach(async () => {
  for (const { host } of open.splice(0)) await host.close()
})

/** An agent that says at each start what it finds; what it has done stands in a file, so that it does nothing twice. */
const CAREFUL = `
const around = JSON.stringify({ env: process.env, cwd: process.cwd(), notes: fs.readFileSync(process.env.HOME + '/notes.txt', 'utf8') })
await ask('pid ' + process.pid)
if (!fs.existsSync('half.txt')) { fs.writeFileSync('half.txt', '1'); fs.appendFileSync(process.env.HOME + '/notes.txt', ' and own') }
await ask('half is there ' + around)
fs.writeFileSync('total.txt', '12')
await ask('done')`

async function run(script: string, times = 1) {
  const seen: string[] = []
  const model: Model = {
    ask: async ({ messages }) => {
      seen.push(messages.at(-1)?.text ?? '')
      return { text: 'go on', calls: [], stop: 'end' }
    },
  }
  const start = scriptAgent(script, { files: { 'notes.txt': 'ours' } })
  const probes = [{ intervention: 'process-restarted', dose: { times }, trigger: 0 }]
  const study = agentStudy(
    { script: { start, model } },
    { probes, limits: { stepsPerReferenceCall: 5, extraSteps: 10 } },
  )
  open.push(study)
  const journal = openMemoryJournal()
  expect(await study.run(journal)).toEqual({ kind: 'complete' })
  const observation = await observeStudy(aimingOf(study.plan, journal, { families: [] }))
  return { journal, seen, ...observation }
}

function trialOf(journal: Journal, arm: string): PlannedTrial {
  const found = journal.trials().find(({ trial }) => trial.arm === arm)?.trial
  if (found === undefined) throw new Error(`no trial is ${arm}`)
  return found
}

const asksOf = (journal: Journal, arm: string) =>
  journal.events(trialOf(journal, arm).id).flatMap(({ body }) => (body.kind === 'model-asked' ? [body] : []))

test('a killed command is started again in the same place, and only in the varied arm', async () => {
  const { journal, seen, pairs } = await run(CAREFUL)
  expect(pairs).toMatchObject([{ delivery: 'delivered', sham: 1, varied: 1 }])
  expect(asksOf(journal, 'sham').map(({ step, start, instead }) => [step, start, instead])).toEqual([
    [0, undefined, undefined],
    [1, undefined, undefined],
    [2, undefined, undefined],
  ])
  expect(asksOf(journal, 'varied').map(({ step, start, instead }) => [step, start, instead !== undefined])).toEqual([
    [0, undefined, false],
    [1, undefined, true],
    [1, 2, false],
    [2, 2, false],
    [3, 2, false],
  ])
  const pids = seen.filter((text) => text.startsWith('pid ')).map((text) => Number(text.slice(4)))
  expect(new Set(pids).size).toBe(4)
  expect(pids.map(isRunning)).toEqual([false, false, false, false])
})

test('what is started again finds environment, folder and home as they were', async () => {
  const { seen } = await run(CAREFUL)
  const around = seen.filter((text) => text.startsWith('half')).map((text) => text.replace(/sk-[0-9a-f]{32}/g, 'KEY'))
  // Baseline, sham, and the second start of the varied arm, whose first one was killed at this word.
  expect(around).toHaveLength(3)
  expect(around.filter((text) => text.includes('ours and own'))).toHaveLength(1)
  expect(new Set(around.map((text) => text.replace(' and own', ''))).size).toBe(1)
})

test('it is killed as often as the dose says, and each start gets an answer first', async () => {
  const { journal, pairs } = await run(CAREFUL, 2)
  expect(pairs).toMatchObject([{ delivery: 'delivered', sham: 1, varied: 1 }])
  const asks = asksOf(journal, 'varied')
  expect(asks.map(({ start = 1, instead }) => (instead === undefined ? start : 'killed'))).toEqual([
    1,
    'killed',
    2,
    'killed',
    3,
    3,
    3,
  ])
  // A sham that goes on needs fewer asks: it is done before a second time would come.
  expect(readTrajectory(journal, trialOf(journal, 'sham').id).receipts).toHaveLength(1)
})

test('an agent that does everything again has what it did twice judged as its own', async () => {
  const TWICE = `
await ask('first'); fs.appendFileSync('total.txt', '12'); await ask('second'); await ask('third')`
  const { pairs } = await run(TWICE)
  expect(pairs).toMatchObject([{ delivery: 'delivered', sham: 1, varied: 0 }])
})

test('a restart that the record does not bear out is found', async () => {
  const { journal } = await run(CAREFUL)
  const trial = trialOf(journal, 'varied')
  const link: Link = {
    name: 'process-restarted',
    respond: ({ opportunity, delivered }) => (delivered < 1 && opportunity >= 1 ? { kind: 'end' } : { kind: 'pass' }),
  }
  const verdict = (edit: (event: JournalEvent) => JournalEvent[], asked: Link = link, of: PlannedTrial = trial) =>
    verifyRun(
      {
        content: (hash) => journal.content(hash),
        trial: (id) => journal.trial(id),
        events: (id) => journal.events(id).flatMap(edit),
      },
      of,
      { link: asked, reads: [], steps: undefined },
    )
  expect(verdict((event) => [event])).toEqual({ kind: 'delivered' })
  const without = (field: 'start' | 'instead') => (event: JournalEvent) => {
    if (event.body.kind !== 'model-asked') return [event]
    const { [field]: _, ...body } = event.body
    return [{ ...event, body }]
  }
  expect(verdict(without('start'))).toMatchObject({ reason: expect.stringContaining('it had to be start 2') })
  expect(verdict(without('instead'))).toMatchObject({ reason: expect.stringContaining('reached the agent as it was') })
  const silent = (event: JournalEvent) => (event.body.kind === 'intervention-applied' ? [] : [event])
  expect(verdict(silent)).toMatchObject({ reason: expect.stringContaining('left no receipt') })
  expect(verdict(silent, { name: link.name })).toMatchObject({ reason: expect.stringContaining('without a receipt') })
  expect(verdict((event) => [event], link, { ...trial, arm: 'sham' }).kind).toBe('refuted')
})

test('what Leadline does not start as a command cannot be restarted, and says so', async () => {
  const probes = [{ intervention: 'process-restarted', dose: {}, trigger: 0 }]
  const study = agentStudy({ plain: { start: chatAgent({ isStream: false }), model: sumModel() } }, { probes })
  open.push(study)
  const journal = openMemoryJournal()
  await study.run(journal)
  const { pairs, notApplicable } = await observeStudy(aimingOf(study.plan, journal, { families: [] }))
  expect(pairs).toEqual([])
  expect(notApplicable).toMatchObject([{ missing: 'an agent that Leadline starts as a command' }])
})
