import { expect, test } from 'vitest'
import { type Candidate, type Journal, type Link, type Model, ModelError, systemIdOf } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { aimingOf, checkTask, observeStudy, runStudy } from '../../src/probe/index.js'
import { verifyReceipts } from '../../src/probe/verify.js'
import { renderJson, renderTerminal, studyReport } from '../../src/report/index.js'
import { anOwner, depotModel, depotPlan, stillClock } from '../support/depot-study.js'
import { createValidator } from '../support/schemas.js'
import { keptFamily, wholeTrial } from '../support/whole-trial.js'

const once = <T>(delivered: number, change: T) => (delivered === 0 ? change : ({ kind: 'pass' } as const))

/** One link for each seam that is left where nothing can be restored. */
const LINKS: Readonly<Record<string, Link>> = {
  'tool list': {
    name: 'renamed',
    offer: (tools) => ({
      kind: 'replace',
      tools: tools.map((tool, place) => (place === 0 ? { ...tool, name: 'tool_2' } : tool)),
    }),
  },
  call: {
    name: 'refused',
    call: (_, { delivered }) =>
      once(delivered, { kind: 'answer', delivers: true, result: { text: 'not available', isError: true } }),
  },
  result: {
    name: 'emptied',
    result: (_, __, { delivered }) => once(delivered, { kind: 'replace', result: { text: 'nothing', isError: false } }),
  },
  'result, which is slow': {
    name: 'slowed',
    result: (_, { text, isError }, { delivered }) =>
      once(delivered, { kind: 'replace', result: { text: `${text} (late)`, isError }, seconds: 5 }),
  },
  'operator turn': {
    name: 'told',
    speak: ({ step }) => (step === 1 ? { kind: 'speak', text: 'Hurry up.' } : { kind: 'pass' }),
  },
  conversation: {
    name: 'forgot',
    rewrite: (messages, { delivered }) =>
      messages.length < 4 || delivered > 0
        ? { kind: 'pass' }
        : { kind: 'replace', messages: [...messages.slice(0, 2), ...messages.slice(4)] },
  },
  'system that answers': {
    name: 'swapped',
    route: () => ({ kind: 'route', systemId: systemIdOf({ model: 'other' }) }),
  },
  budget: { name: 'shortened', limit: ({ delivered }) => once(delivered, { kind: 'cut', steps: 20 }) },
}
const ARMS = ['sham', 'varied'] as const
const each = Object.entries(LINKS)

test.each(each)('a change at the %s of a whole run is confirmed in both arms', async (_, link) => {
  for (const arm of ARMS) {
    for (const chainFrom of [0, 3]) {
      const { verdict, events, journal, trial } = await wholeTrial({ link, arm, chainFrom })
      expect(verdict()).toEqual({ kind: 'delivered' })
      // What a reader of a single trial is told does not contradict that.
      expect(verifyReceipts(journal, trial.id)).toMatchObject({ refuted: [], undeclared: [] })
      const receipts = events.flatMap(({ body }) => (body.kind === 'intervention-applied' ? [body.receipt] : []))
      expect(Math.min(...receipts.map(({ step }) => step))).toBeGreaterThanOrEqual(chainFrom)
    }
  }
})

test.each(each)(
  'a change at the %s of a whole run that is swallowed, lost or in the other arm is found',
  async (_, link) => {
    for (const arm of ARMS) {
      expect((await wholeTrial({ link, arm, isSwallowed: true })).verdict()).toMatchObject({ kind: 'refuted' })
      const { verdict, trial } = await wholeTrial({ link, arm })
      expect(verdict(['intervention-applied'])).toMatchObject({ kind: 'refuted' })
      const other = { ...trial, arm: arm === 'sham' ? ('varied' as const) : ('sham' as const) }
      expect(verdict([], other)).toMatchObject({ kind: 'refuted' })
    }
  },
)

test('a system that will not take the conversation of another is no failure of that one', async () => {
  const link = LINKS['system that answers'] ?? { name: 'none' }
  const other: Model = { ask: () => Promise.reject(new ModelError('other', 400, false, 'has no such turn')) }
  const { events } = await wholeTrial({ link, arm: 'varied', chainFrom: 3, other })
  const ends = events.flatMap(({ body }) => (body.kind === 'trial-ended' ? [body.end] : []))
  expect(ends).toMatchObject([{ kind: 'void', cause: 'model-api' }])
})

test('a call that a link answers never reaches its tool, and a sham makes every call once', async () => {
  const link = LINKS.call ?? { name: 'none' }
  const [sham, varied] = await Promise.all(ARMS.map((arm) => wholeTrial({ link, arm })))
  const keys = sham?.calls.map(({ key }) => key) ?? []
  expect(new Set(keys).size).toBe(keys.length)
  expect(varied?.calls).toHaveLength(keys.length - 1)
})

const candidate: Candidate = {
  system: { model: 'steady' },
  provenance: { kind: 'unknown' },
  model: depotModel(),
}
const plan = depotPlan({
  systems: [candidate],
  families: [keptFamily],
  forms: [{ stratum: 'narrow', size: 10, samples: 2 }],
  probes: [
    { intervention: 'error-first-n', dose: { calls: 1 }, trigger: 0.3 },
    { intervention: 'item-moved', dose: {}, trigger: 0.3 },
  ],
  repeats: 1,
  gate: { solved: 1, of: 1 },
})

async function carryOut(journal: Journal, changes: Partial<Parameters<typeof runStudy>[0]> = {}) {
  const aiming = aimingOf(plan, journal, { families: [keptFamily] })
  const owner = anOwner
  const run = { ...aiming, candidates: [candidate], owner, clock: stillClock(), concurrency: 1, ...changes }
  return { end: await runStudy(run).catch((error: unknown) => error), aiming }
}

test('a finding says that arms are whole runs, what that costs and that the server kept its state', async () => {
  const { aiming } = await carryOut(openMemoryJournal())
  const observation = await observeStudy(aiming)
  expect(observation.pairs.map(({ delivery, isWholeRun }) => [delivery, isWholeRun])).toEqual([
    ['delivered', true],
    ['delivered', true],
  ])
  expect(observation.notApplicable.map(({ probe, missing }) => `${probe}: ${missing}`)).toEqual([
    'item-moved: a world that can be brought back to a state',
  ])
  const report = studyReport(plan, observation, {
    title: 'kept',
    requiredSuccess: 0.8,
    isInstrumentCheck: false,
    isPlanFinished: true,
    createdAt: '2026-01-01T00:00:00Z',
  })
  expect(report.counts.wholeRuns).toEqual({ shams: 2, shamsUnlikeBaseline: 0 })
  expect(createValidator()(JSON.parse(renderJson(report)))).toEqual([])
  const words = renderTerminal(report, { columns: 1_000, isColour: false })
  expect(words).toContain('whole runs from the beginning and not forks')
  expect(words).toContain('its interval is wider by that')
  expect(words).toContain('0 of 2 sham runs ended otherwise than the baseline of its pair')
  expect(words).toContain('kept its state between runs')
})

test('a check says that nothing is forked and what is left to the user', async () => {
  const { checks } = await checkTask(keptFamily, { interventions: [], sizes: [10], seeds: [1] })
  expect(checks.at(-1)).toMatchObject({ status: 'missing', words: expect.stringContaining('yours to undo') })
})

/** A study that is killed when so many calls of trials with a probe have come back. */
async function killedAfter(returns: number) {
  const journal = openMemoryJournal()
  let seen = 0
  const dying = new Proxy(journal, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (name !== 'append') return typeof value === 'function' ? value.bind(target) : value
      return async (...given: Parameters<Journal['append']>) => {
        const [{ trial }, events] = given
        if (trial.probe !== undefined && seen >= returns) throw new Error('killed')
        if (trial.probe !== undefined) seen += events.filter(({ kind }) => kind === 'tool-returned').length
        await journal.append(...given)
      }
    },
  })
  const owner = { processId: 'dead', pid: 2 ** 30, host: 'test-host' }
  expect((await carryOut(dying, { owner })).end).toMatchObject({ message: 'killed' })
  await carryOut(journal)
  const probed = journal.trials().filter(({ trial }) => trial.probe !== undefined)
  return probed.map(({ trial }) => readTrajectory(journal, trial.id)).filter(({ attempts }) => attempts > 1)
}

test('a whole run that was killed after a call is left out, since the call may not be made again', async () => {
  const again = await killedAfter(2)
  expect(again.map(({ outcome }) => outcome)).toEqual([{ kind: 'void', cause: 'interrupted-effect' }])
})

test('a whole run that was killed before its first call begins again', async () => {
  const again = await killedAfter(0)
  expect(again.map(({ outcome }) => outcome.kind)).toEqual(['solved'])
})
