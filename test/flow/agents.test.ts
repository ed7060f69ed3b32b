import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import type { JsonObject, StartAgent } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { aimingOf, interventions, observeStudy } from '../../src/probe/index.js'
import { chatAgent, messagesAgent, responsesAgent } from '../support/sum-agents.js'
import { type AgentStudy, agentStudy, sumModel } from '../support/sum-study.js'

const open: AgentStudy[] = []
afterEach(async () => {
  for (const { host } of open.splice(0)) await host.close()
})

function study(...given: Parameters<typeof agentStudy>): AgentStudy {
  const made = agentStudy(...given)
  open.push(made)
  return made
}

const CLIENTS: Readonly<Record<string, StartAgent>> = {
  'chat completions': chatAgent({ isStream: false }),
  'chat completions as a stream': chatAgent({ isStream: true }),
  messages: messagesAgent({ isStream: false }),
  'messages as a stream': messagesAgent({ isStream: true }),
  responses: responsesAgent({ isStream: false, isRemembered: false }),
  'responses as a stream': responsesAgent({ isStream: true, isRemembered: false }),
  'responses that the server remembers': responsesAgent({ isStream: true, isRemembered: true }),
}

test.each(Object.entries(CLIENTS))('an unmodified client of %s works through the endpoint', async (_, start) => {
  const { plan, run } = study({ plain: { start, model: sumModel() } })
  const journal = openMemoryJournal()
  expect(await run(journal)).toEqual({ kind: 'complete' })
  const [record] = journal.trials()
  const trajectory = readTrajectory(journal, record?.trial.id ?? '')
  expect(trajectory.outcome).toEqual({ kind: 'solved', steps: 6 })
  expect(trajectory.steps.map(({ calls }) => calls.map(({ call, result }) => [call.name, result?.text]))).toEqual([
    [['list_files', 'numbers.txt']],
    [['read_file', '3\n4\n5\n']],
    [['write_file', 'written']],
    [['list_files', 'numbers.txt\ntotal.txt']],
    [['read_file', '12']],
    [],
  ])
  expect(trajectory.steps[0]?.operator).toEqual(['Write the sum of numbers.txt into total.txt.'])
  expect(trajectory.evidence).toEqual(['total is 12'])
  expect(trajectory.progress).toBe(plan.samples[0]?.reference.calls)
})

const PROBES = ['tool-renamed', 'parameter-renamed', 'error-first-n', 'empty-success', 'stale-read', 'false-success']

test.each(Object.entries(CLIENTS).filter(([name]) => /stream|remembers/.test(name)))(
  'every change that has a seam reaches a client of %s and is confirmed',
  async (_, start) => {
    const probes = PROBES.map((intervention) => ({ intervention, dose: {}, trigger: 0 }))
    const { plan, run } = study({ plain: { start, model: sumModel() } }, { probes })
    const journal = openMemoryJournal()
    expect(await run(journal)).toEqual({ kind: 'complete' })
    const observation = await observeStudy(aimingOf(plan, journal, { families: [] }))
    const found = observation.pairs.map(({ intervention, delivery, sham, varied }) => [
      intervention,
      delivery,
      sham,
      varied,
    ])
    expect(found).toEqual([
      ['tool-renamed', 'delivered', 1, 1],
      ['parameter-renamed', 'delivered', 1, 1],
      ['error-first-n', 'delivered', 1, 1],
      ['empty-success', 'delivered', 1, 1],
      ['stale-read', 'delivered', 1, 1],
    ])
    expect(observation.notApplicable).toMatchObject([
      { probe: 'false-success', missing: 'a world of its own: the tools are those of the agent' },
    ])
  },
)

test.each(Object.entries(CLIENTS).filter(([name]) => /stream|remembers/.test(name)))(
  'a conversation told anew reaches the model of a client of %s, which goes on with its own, and is confirmed',
  async (_, start) => {
    const names = ['history-lost', 'history-summarised', 'agent-restarted']
    const probes = names.map((intervention) => ({ intervention, dose: {}, trigger: 0.5 }))
    const { plan, run } = study({ plain: { start, model: sumModel() } }, { probes })
    const journal = openMemoryJournal()
    expect(await run(journal)).toEqual({ kind: 'complete' })
    const { pairs } = await observeStudy(aimingOf(plan, journal, { families: [] }))
    expect(pairs.map(({ intervention, delivery, sham }) => [intervention, delivery, sham])).toEqual(
      names.map((name) => [name, 'delivered', 1]),
    )
  },
)

test('every intervention of the catalogue is confirmed where an agent has its seam, and says what is missing elsewhere', async () => {
  const probes = interventions.map(({ name, dose }) => ({ intervention: name, dose: quick(dose), trigger: 0 }))
  const { plan, run } = study({ plain: { start: chatAgent({ isStream: true }), model: sumModel() } }, { probes })
  const journal = openMemoryJournal()
  expect(await run(journal)).toEqual({ kind: 'complete' })
  const { pairs, notApplicable } = await observeStudy(aimingOf(plan, journal, { families: [] }))
  expect(pairs.filter(({ delivery }) => delivery === 'void')).toEqual([])
  expect(pairs.length + notApplicable.length).toBe(interventions.length)
  const missing = new Map(notApplicable.map((each) => [each.probe, each.missing]))
  const never = interventions.filter(({ name }) => NEVER.includes(missing.get(name) ?? '')).map(({ name }) => name)
  expect(never).toEqual(neverNamed())
  const seams = interventions.filter(({ name }) => !missing.has(name)).flatMap((intervention) => intervention.seams)
  expect(new Set(seams)).toEqual(
    new Set(['tool-list', 'before-call', 'tool-result', 'operator-turn', 'model-response']),
  )
})

/** Waits that are real are short here. */
const quick = (dose: JsonObject): JsonObject => ({
  ...('seconds' in dose && { seconds: 1 }),
  ...('waitSeconds' in dose && { calls: 1, waitSeconds: 1 }),
})

test('what an agent makes of an error of its provider is its own: one asks again, one gives up', async () => {
  const probes = [
    { intervention: 'provider-error', dose: { times: 1 }, trigger: 0 },
    { intervention: 'stream-cut', dose: {}, trigger: 0.2 },
    { intervention: 'response-truncated', dose: {}, trigger: 0.2 },
  ]
  const agents = {
    patient: { start: chatAgent({ isStream: true, retries: 1 }), model: sumModel() },
    hasty: { start: chatAgent({ isStream: true }), model: sumModel() },
  }
  const { plan, run } = study(agents, { probes })
  const journal = openMemoryJournal()
  expect(await run(journal)).toEqual({ kind: 'complete' })
  const { pairs } = await observeStudy(aimingOf(plan, journal, { families: [] }))
  const found = pairs.map(({ system, intervention, delivery, sham, varied }) => [
    `${system} ${intervention}`,
    delivery,
    sham,
    varied,
  ])
  expect(found.toSorted()).toEqual([
    ['sums (hasty) provider-error', 'delivered', 1, 0],
    ['sums (hasty) response-truncated', 'delivered', 1, 0],
    ['sums (hasty) stream-cut', 'delivered', 1, 0],
    ['sums (patient) provider-error', 'delivered', 1, 1],
    // No client asks again in the middle of a stream, or goes on by itself where an answer was cut.
    ['sums (patient) response-truncated', 'delivered', 1, 0],
    ['sums (patient) stream-cut', 'delivered', 1, 0],
  ])
  for (const { variedId, intervention } of pairs) {
    const { outcome, transportFailures, steps } = readTrajectory(journal, variedId)
    expect(outcome.kind).not.toBe('void')
    expect(transportFailures).toBe(0)
    if (intervention !== 'provider-error') expect(steps.at(-1)?.calls).toEqual([])
  }
})

/** What no agent has. */
const NEVER = [
  'a world of its own: the tools are those of the agent',
  'goal variants',
  'laterTools',
  'solve',
  'translations',
]

/** Interventions of which the page says that they never apply. */
function neverNamed(): string[] {
  const page = readFileSync(new URL('../../docs/agents.md', import.meta.url), 'utf8')
  const [, list = ''] = /^- Never applicable[^:]*:([^.]*)\.$/m.exec(page) ?? []
  const named = [...list.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name)
  return interventions.map(({ name }) => name).filter((name) => named.includes(name))
}
