import { expect, test } from 'vitest'
import { openModel, openNetwork, systemClock } from '../../src/connect/index.js'
import type { Candidate } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectories } from '../../src/journal/index.js'
import { createAccounts, type Trouble } from '../../src/run/index.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { startRoughServer } from '../support/rough-server.js'

/** Waits as short as a loopback server allows. */
const RETRY = { times: 8, firstWaitMs: 1, longestWaitMs: 10 }
const RATE = { min: 2, start: 4, max: 64, debounceMs: 40 }
const TRIALS = 60
const STEPS = 14

/** The model behind a server, as the command line opens it, with a short wait for each answer. */
async function open(url: string): Promise<Pick<Candidate, 'model' | 'account'>> {
  const spec = { named: `${url}#stand-in`, settings: { maxOutputTokens: 64 }, timeoutMs: 3_000 }
  return openModel(spec, { env: {}, network: openNetwork({ env: {} }), purpose: 'run' })
}

/** Runs trials of one system against a server over HTTP, and says what became of each ask. */
async function runAgainst(options: Parameters<typeof startRoughServer>[0]) {
  const server = await startRoughServer(options)
  try {
    const { model, account } = await open(server.url)
    if (account === undefined) throw new Error('no account')
    const candidates = [{ system: { model: 'steady' }, provenance: { kind: 'unknown' as const }, model, account }]
    const clock = systemClock
    const accounts = createAccounts(candidates, { clock, ruleOf: () => RATE })
    const journal = openMemoryJournal()
    const plan = smallPlan({ repeats: TRIALS, gate: { solved: 1, of: 1 } })
    const troubles: Trouble[] = []
    const troubled = (trouble: Trouble) => troubles.push(trouble)
    const run = { candidates, accounts, clock, retry: RETRY, concurrency: 1_000, troubled }
    expect(await runDepot(journal, plan, run)).toEqual({ kind: 'complete' })
    const [status] = accounts.statuses()
    if (status === undefined) throw new Error('no account')
    return { counts: { ...server.counts }, status, troubles, trajectories: [...readTrajectories(journal)] }
  } finally {
    await server.close()
  }
}

test.each<[string, Parameters<typeof startRoughServer>[0]]>([
  ['refuses asks beyond twelve without a word on how long', { takes: 12, latencyMs: 5 }],
  ['refuses asks beyond twelve with a hint', { takes: 12, latencyMs: 5, refusal: { 'retry-after-ms': '20' } }],
  [
    'refuses, fails, cuts connections and never answers',
    {
      takes: 12,
      latencyMs: 5,
      mishap: (nth) => (nth % 19 === 0 ? 'failed' : nth % 23 === 0 ? 'cut' : nth % 211 === 0 ? 'late' : undefined),
    },
  ],
])('a server that %s loses no ask and spoils no trial', async (_, options) => {
  const { counts, status, troubles, trajectories } = await runAgainst(options)
  const { served, refused, failed, cut, late } = counts
  expect(trajectories.map(({ outcome }) => outcome.kind)).toEqual(Array.from({ length: TRIALS }, () => 'solved'))
  // Each step has its one answer; every other request, and whatever came too late, was made again and is on record.
  const steps = trajectories.reduce((sum, trajectory) => sum + trajectory.steps.length, 0)
  expect(steps).toBe(TRIALS * STEPS)
  const unanswered = served + refused + failed + cut + late - steps
  expect(trajectories.reduce((sum, { transportFailures }) => sum + transportFailures, 0)).toBe(unanswered)
  expect(troubles.filter(({ kind }) => kind === 'ask-failed')).toHaveLength(unanswered)
  expect(troubles.filter(({ kind }) => kind === 'trial-void')).toEqual([])
  expect(status).toMatchObject({ refusals: refused, inFlight: 0, waiting: 0 })
})

test('a server without a limit of its own is given as much as we allow, and no limit is cut', async () => {
  const { counts, status } = await runAgainst({ takes: 1_000, latencyMs: 2 })
  expect(counts.refused).toBe(0)
  const limits = status.history.map(({ limit }) => limit)
  expect(limits).toEqual(limits.toSorted((a, b) => a - b))
  expect(limits.at(-1)).toBeGreaterThan(RATE.start)
})

test('a server whose headers say that little is left is asked for less before it refuses', async () => {
  const quota = { 'x-ratelimit-limit-requests': '100', 'x-ratelimit-remaining-requests': '5' }
  const { counts, status } = await runAgainst({ takes: 1_000, latencyMs: 2, quota })
  expect(counts.refused).toBe(0)
  expect(status.history.map(({ limit }) => limit)).toEqual([4, 3, 2])
})

test('a server that answers nothing but nonsense says so from the first ask on, and why trials are left out', async () => {
  const server = await startRoughServer({ takes: 100, latencyMs: 0, mishap: () => 'failed' })
  try {
    const { model } = await open(server.url)
    const troubles: Trouble[] = []
    const troubled = (trouble: Trouble) => troubles.push(trouble)
    const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })
    await runDepot(openMemoryJournal(), plan, { model, troubled })
    const message = `${new URL(server.url).host} answered 503: no healthy upstream`
    const asked = { kind: 'ask-failed', message, isRateLimit: false }
    expect(troubles).toEqual([
      ...[1, 2].flatMap(() => [asked, asked, { kind: 'attempt-failed', cause: 'model-api', message }]),
      asked,
      asked,
      { kind: 'trial-void', cause: 'model-api', message: `${message} (in 3 attempts)` },
    ])
  } finally {
    await server.close()
  }
})
