import { expect, test } from 'vitest'
import { type Ask, asJson, contentHash, type Model, seedOf } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { studyReport } from '../../src/report/index.js'
import { runDepot } from '../support/depot-run.js'
import { essenceOf } from '../support/essence.js'
import {
  clumsy,
  pricedPair,
  REQUEST_PROBES,
  requestPlan,
  requestStudy,
  toldAt,
  trialOf,
} from '../support/request-study.js'

/** One study for all that is only read. */
const study = requestStudy()

const HISTORY = ['history-lost', 'history-summarised', 'errors-cleaned', 'agent-restarted'] as const

test('each change of a request is delivered, and borne out by the record and by the link asked again', async () => {
  const { observation, end } = await study
  expect(end).toEqual({ kind: 'complete' })
  const steady = observation.pairs.filter(({ system }) => system === 'steady')
  expect(steady.map(({ intervention, delivery }) => [intervention, delivery])).toEqual(
    REQUEST_PROBES.map(({ intervention }) => [intervention, 'delivered']),
  )
  expect(observation.notApplicable.filter(({ system }) => system === 'other')).toEqual([
    {
      system: 'other',
      probe: 'model-swapped',
      missing: 'another system than the one that is asked anyway',
      count: 1,
    },
  ])
})

test('a conversation told anew is told in the first ask of its fork, by name, and every later ask builds on it', async () => {
  const sent = new Map<number, string>()
  const listening: Model = {
    ask: (ask) => {
      sent.set(ask.seed, hashesOf(ask.messages).join())
      return clumsy.ask(ask)
    },
  }
  const candidates = pricedPair().map((candidate) => ({ ...candidate, model: listening }))
  const { journal, plan } = await requestStudy(REQUEST_PROBES.slice(0, 4), { candidates })
  for (const name of HISTORY) {
    const { id, parent } = trialOf(journal, plan, name, 'varied')
    const told: string[] = []
    const asks = journal.events(id).flatMap(({ body }) => {
      if (body.kind === 'model-answered') told.push(body.messageHash)
      if (body.kind !== 'model-asked') return []
      told.push(...body.added)
      expect(sent.get(seedOf(`${id}/${body.step}`))).toBe(told.join())
      return [body]
    })
    const [first, ...later] = asks
    expect(first).toMatchObject({ step: parent?.step, after: -1, rewritten: { by: name } })
    expect(first?.added.length).toBe((first?.rewritten?.kept ?? 0) + (first?.rewritten?.put.length ?? 0))
    expect(later.length).toBeGreaterThan(2)
    expect(later.every(({ after, rewritten }) => after === undefined && rewritten === undefined)).toBe(true)
  }
})

function hashesOf(messages: Ask['messages']): string[] {
  return messages.map((message) => contentHash(asJson(message)))
}

test('what is left of a conversation: goal and late turns, a summary, no errors, or a word', async () => {
  const { journal, plan } = await study
  const left = HISTORY.map((name) => {
    const { id } = trialOf(journal, plan, name, 'varied')
    const ask = journal.events(id).find(({ body }) => body.kind === 'model-asked')?.body
    return ask?.kind === 'model-asked' ? toldAt(journal, ask.added) : []
  })
  const [lost = [], summarised = [], cleaned = [], restarted = []] = left
  for (const told of left) expect(told.slice(0, 2).map((text) => text.split(' ')[0])).toEqual(['system', 'user'])
  expect(lost[2]).toBe('assistant turn 4')
  expect(summarised[2]).toMatch(
    /^user Summary of 4 earlier turns, which are no longer shown\. Calls: look, load 2 times, list_parcels\. /,
  )
  expect(summarised[2]).toContain('1 of the answers was an error.')
  expect(summarised.slice(3)).toEqual(lost.slice(2))
  expect(cleaned).not.toContain('assistant turn 1')
  expect(cleaned).toContain('assistant turn 0')
  expect(restarted).toHaveLength(3)
  expect(restarted[2]).toMatch(/^user Your session broke off/)
})

test('a sham changes no ask, and its receipts have equal hashes', async () => {
  const { journal, plan } = await study
  for (const { intervention } of REQUEST_PROBES) {
    const bodies = journal.events(trialOf(journal, plan, intervention, 'sham').id).map(({ body }) => body)
    const receipts = bodies.flatMap((body) => (body.kind === 'intervention-applied' ? [body.receipt] : []))
    expect(receipts).toMatchObject([{ seam: 'model-request', arm: 'sham' }])
    expect(receipts[0]?.beforeHash).toBe(receipts[0]?.afterHash)
    for (const body of bodies) {
      expect(body).not.toHaveProperty('rewritten')
      expect(body).not.toHaveProperty('by')
    }
  }
})

test('who answers from the onset on is recorded, asked and paid', async () => {
  const heard: number[] = []
  const other: Model = {
    ask: (ask) => {
      heard.push(ask.seed)
      return clumsy.ask(ask)
    },
  }
  const probes = REQUEST_PROBES.filter(({ intervention }) => intervention === 'model-swapped')
  const { journal, plan } = await requestStudy(probes, { candidates: pricedPair(other) })
  const [, understudy] = plan.systems
  const answers = (arm: 'sham' | 'varied') =>
    journal
      .events(trialOf(journal, plan, 'model-swapped', arm).id)
      .flatMap(({ body }) => (body.kind === 'model-answered' ? [body] : []))
  const [sham, varied] = [answers('sham'), answers('varied')]
  expect(varied.length).toBe(sham.length)
  expect(new Set(sham.map(({ by, costUsd }) => `${by} ${costUsd?.toFixed(4)}`))).toEqual(new Set(['undefined 0.0011']))
  expect(new Set(varied.map(({ by, costUsd }) => `${by} ${costUsd?.toFixed(4)}`))).toEqual(
    new Set([`${understudy?.id} 0.0110`]),
  )
  const baseline = journal.trials().find(({ trial }) => trial.systemId === understudy?.id && trial.arm === 'baseline')
  const own = journal.events(baseline?.trial.id ?? '').filter(({ body }) => body.kind === 'model-answered').length
  expect(heard.length).toBe(own + varied.length)
})

test('what another system did is reported apart, and is no doing of the one that it stood in for', async () => {
  const { plan, observation } = await study
  const reading = { title: '', requiredSuccess: 0.8, isInstrumentCheck: false, createdAt: '', isPlanFinished: true }
  const { interventions, behaviours } = studyReport(plan, observation, reading)
  expect(interventions?.flatMap(({ intervention, concern }) => (concern === undefined ? [] : [intervention]))).toEqual([
    'model-swapped',
  ])
  const counted = behaviours?.find(({ system }) => system === 'steady')?.counts ?? {}
  expect(Object.values(counted).reduce((sum, count) => sum + count, 0)).toBe(4)
})

test('another system is shown the turns before it as text and calls, and its own as they are', async () => {
  const thinking: Model = {
    ask: async (ask) => {
      const answer = await clumsy.ask(ask)
      const parts = [
        { kind: 'reasoning', text: 'hm', meta: { mine: true } } as const,
        { kind: 'text', length: answer.text.length } as const,
        ...answer.calls.map(() => ({ kind: 'call' }) as const),
      ]
      return { ...answer, parts }
    },
  }
  const shown: boolean[][] = []
  const other: Model = {
    ask: (ask) => {
      shown.push(ask.messages.flatMap((message) => (message.role === 'assistant' ? ['parts' in message] : [])))
      return thinking.ask(ask)
    },
  }
  const [steady, understudy] = pricedPair(other)
  if (steady === undefined || understudy === undefined) throw new Error('there are two systems')
  const probes = REQUEST_PROBES.filter(({ intervention }) => intervention === 'model-swapped')
  const { journal, plan, observation } = await requestStudy(probes, {
    candidates: [{ ...steady, model: thinking }, understudy],
  })
  expect(observation.pairs.map(({ delivery }) => delivery)).toEqual(['delivered'])
  const since = trialOf(journal, plan, 'model-swapped', 'varied').parent?.step ?? 0
  const swapped = shown.filter((turns) => turns[0] === false)
  expect(swapped.length).toBeGreaterThan(2)
  for (const turns of swapped) expect(turns).toEqual(turns.map((_, nth) => nth >= since))
})

test('a conversation longer than the system takes that answers now has reached the limit of tokens', async () => {
  const [steady, other] = pricedPair()
  if (steady === undefined || other === undefined) throw new Error('there are two systems')
  const probes = REQUEST_PROBES.filter(({ intervention }) => intervention === 'model-swapped')
  const { journal, plan } = await requestStudy(probes, { candidates: [steady, { ...other, contextTokens: 500 }] })
  const ends = (arm: 'sham' | 'varied') =>
    journal.events(trialOf(journal, plan, 'model-swapped', arm).id).find(({ body }) => body.kind === 'trial-ended')
  expect(ends('varied')?.body).toMatchObject({ end: { kind: 'limit', limit: 'tokens' } })
  expect(ends('sham')?.body).not.toMatchObject({ end: { kind: 'limit', limit: 'tokens' } })
})

test('a study that is stopped again and again ends with the record of one that never was', async () => {
  const { journal: whole } = await study
  const plan = requestPlan()
  const journal = openMemoryJournal()
  for (let launch = 0; ; launch += 1) {
    const stop = new AbortController()
    let steps = 0
    const stepDone = () => {
      steps += 1
      if (steps === 11) stop.abort(new Error('stopped'))
    }
    const run = { candidates: pricedPair(), concurrency: 1, signal: stop.signal, stepDone }
    const end = await runDepot(journal, plan, run)
    if (end.kind === 'complete') break
    expect(launch).toBeLessThan(100)
  }
  expect(essenceOf(journal)).toEqual(essenceOf(whole))
})
