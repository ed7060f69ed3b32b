import { expect, test } from 'vitest'
import type { Journal, JournalEvent, Model } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { aimingOf, observeStudy, runStudy } from '../../src/probe/index.js'
import { verifyReceipts } from '../../src/probe/verify.js'
import { anOwner, depotCandidates, depotFamily, depotModel, depotPlan, stillClock } from '../support/depot-study.js'

const SLOW = { intervention: 'tool-latency', dose: { calls: 3, seconds: 100 }, trigger: 0.2 }

function planWith(seconds: number | undefined) {
  return depotPlan({
    systems: [{ system: { model: 'steady' }, provenance: { kind: 'unknown' } }],
    forms: [{ stratum: 'long', size: 20, samples: 1 }],
    probes: [SLOW],
    repeats: 1,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 3, extraSteps: 5, ...(seconds !== undefined && { seconds }) },
  })
}

async function run(of: { readonly seconds?: number; readonly model?: Model; readonly isStopped?: boolean }) {
  const clock = stillClock()
  const plan = planWith(of.seconds)
  const journal = openMemoryJournal({ monotonic: () => clock.monotonicMs() })
  const stop = new AbortController()
  const model: Model = {
    ask: async (ask) => {
      const slow = ask.messages.filter(({ text }) => text.includes('(This call took 100 seconds.)')).length
      if (of.isStopped === true && slow === 1) stop.abort(new Error('stopped'))
      ask.signal.throwIfAborted()
      return depotModel().ask(ask)
    },
  }
  const go = (asked: Model, signal: AbortSignal) =>
    runStudy({
      ...aimingOf(plan, journal, { families: [depotFamily] }),
      candidates: depotCandidates([asked]).slice(0, 1),
      owner: anOwner,
      clock,
      retry: { times: 1, firstWaitMs: 1, longestWaitMs: 1 },
      concurrency: 1,
      signal,
    })
  const first = await go(model, stop.signal)
  if (of.isStopped === true) {
    expect(first).toEqual({ kind: 'stopped' })
    expect(await go(depotModel(), new AbortController().signal)).toEqual({ kind: 'complete' })
  }
  const idOf = (arm: string) => journal.trials().find(({ trial }) => trial.arm === arm)?.trial.id ?? ''
  const { pairs } = await observeStudy(aimingOf(plan, journal, { families: [depotFamily] }))
  return { journal, sham: idOf('sham'), varied: idOf('varied'), pairs }
}

function inShort(journal: Journal, id: string) {
  const { outcome, seconds } = readTrajectory(journal, id)
  return { kind: outcome.kind, ...(outcome.kind === 'censored' && { limit: outcome.limit }), seconds }
}

test('slow calls use up the time of a trial, and none of its sham', async () => {
  const { journal, sham, varied, pairs } = await run({ seconds: 150 })
  expect(inShort(journal, sham)).toEqual({ kind: 'solved', seconds: 0 })
  expect(inShort(journal, varied)).toEqual({ kind: 'censored', limit: 'time', seconds: 200 })
  expect(pairs).toMatchObject([{ delivery: 'delivered', sham: 1, varied: 0, isLimited: true }])
})

test('where nothing limits the time, slow calls only say that they are', async () => {
  const { journal, varied, pairs } = await run({})
  expect(inShort(journal, varied)).toEqual({ kind: 'solved', seconds: 300 })
  expect(pairs).toMatchObject([{ delivery: 'delivered', sham: 1, varied: 1 }])
})

test('a trial that is interrupted is charged once', async () => {
  const { journal, varied, pairs } = await run({ seconds: 250, isStopped: true })
  expect(inShort(journal, varied)).toEqual({ kind: 'censored', limit: 'time', seconds: 300 })
  expect(readTrajectory(journal, varied).attempts).toBe(2)
  expect(pairs).toMatchObject([{ delivery: 'delivered' }])
})

test('time that was not charged, and time that no receipt tells of, are found in the record', async () => {
  const { journal, varied } = await run({ seconds: 150 })
  const found = (edit: (event: JournalEvent) => JournalEvent[]) => {
    const events = journal.events(varied).flatMap(edit)
    const reader = { content: journal.content.bind(journal), trial: journal.trial.bind(journal) }
    const parents = (id: string) => (id === varied ? events : journal.events(id))
    const { refuted, undeclared } = verifyReceipts({ ...reader, events: parents }, varied)
    return [refuted.map(({ reason }) => reason), undeclared]
  }
  expect(found((event) => [event])).toEqual([[], []])
  const without = found((event) => {
    if (event.body.kind !== 'tool-returned') return [event]
    const { chargedSeconds: _, ...body } = event.body
    return [{ ...event, body }]
  })
  expect(without).toEqual([['the result returned is another one', 'the result returned is another one'], []])
  const [, undeclared] = found((event) => (event.body.kind === 'intervention-applied' ? [] : [event]))
  expect(undeclared).toEqual([
    expect.stringContaining('took time at step'),
    expect.stringContaining('took time at step'),
  ])
})
