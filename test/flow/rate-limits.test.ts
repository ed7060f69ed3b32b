import { describe, expect, test } from 'vitest'
import { eventClock } from '../../bench/limits/event-clock.js'
import { accountOf, type Candidate } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectories } from '../../src/journal/index.js'
import { trafficNotes } from '../../src/report/traffic.js'
import { type Clock, createAccounts, type RateChange } from '../../src/run/index.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { type LimitedVendor, limitedVendor } from '../support/limited-vendor.js'

const NAMES = ['quick', 'slow'] as const
const account = accountOf({ host: 'vendor', key: 'a key', kind: 'vendor' })

/** Two systems of one account, one ten times as slow as the other, with so many baselines each. */
async function study(
  takes: number,
  more: { readonly repeats?: number; readonly hintMs?: number; readonly tellsQuota?: boolean } = {},
) {
  const { repeats = 30, ...habits } = more
  const clock = eventClock()
  const vendor = limitedVendor({ clock, takes, ...habits })
  const candidates = NAMES.map((name): Candidate => {
    const named = vendor.modelNamed(name, { latencyMs: name === 'slow' ? 20_000 : 2_000 })
    return { ...named, system: { ...named.system, host: 'vendor' }, provenance: { kind: 'unknown' }, account }
  })
  const plan = smallPlan({
    systems: candidates.map(({ system, provenance }) => ({ system, provenance })),
    reference: 'quick (vendor)',
    repeats,
    gate: { solved: 1, of: 1 },
  })
  // Leases are renewed on the real clock.
  const times = { monotonic: clock.monotonicMs, now: clock.monotonicMs, leaseMs: 1e9 }
  const journal = openMemoryJournal(times)
  const accounts = createAccounts(candidates, { clock })
  const retry = { times: 1, firstWaitMs: 1_000, longestWaitMs: 60_000 }
  const end = await runDepot(journal, plan, { candidates, accounts, clock, retry, concurrency: 1_000 })
  expect(end).toEqual({ kind: 'complete' })
  const [status] = accounts.statuses()
  if (status === undefined) throw new Error('no account')
  return { journal, plan, status, seen: vendor.seen, trajectories: [...readTrajectories(journal)] }
}

/** Mean of the limit over the second half of a history, weighted by time. */
function settledLimit(history: readonly RateChange[], endMs: number): number {
  const fromMs = endMs / 2
  let sum = 0
  for (const [place, { atMs, limit }] of history.entries()) {
    const untilMs = history[place + 1]?.atMs ?? endMs
    sum += limit * Math.max(0, untilMs - Math.max(atMs, fromMs))
  }
  return sum / (endMs - fromMs)
}

const lastMs = (seen: LimitedVendor['seen']) => seen.at(-1)?.atMs ?? 0

describe('a vendor that takes only so many asks at a time', () => {
  test.each([15, 30, 60])('of %d is found out', async (takes) => {
    const { status, seen } = await study(takes, { repeats: 100 })
    expect(status.refusals).toBeGreaterThan(0)
    const limit = settledLimit(status.history, lastMs(seen))
    expect(limit).toBeGreaterThan(0.75 * takes)
    expect(limit).toBeLessThan(1.15 * takes)
  })

  test.each([
    [4, undefined],
    [4, 7_000],
    [30, undefined],
    [30, 7_000],
  ])('of %d loses no call and no trial, with a hint of %j', async (takes, hintMs) => {
    const { journal, status, seen, trajectories, plan } = await study(takes, {
      ...(hintMs !== undefined && { hintMs }),
    })
    expect(trajectories).toHaveLength(2 * plan.repeats)
    for (const { outcome, attempts } of trajectories) {
      expect(outcome.kind).toBe('solved')
      expect(attempts).toBe(1)
    }
    // Every refusal is on record as a failure of the transport, and every ask that was taken has its answer.
    const refused = seen.filter(({ isRefused }) => isRefused).length
    expect(refused).toBeGreaterThan(0)
    expect(status.refusals).toBe(refused)
    expect(trajectories.reduce((sum, { transportFailures }) => sum + transportFailures, 0)).toBe(refused)
    expect(trajectories.reduce((sum, { steps }) => sum + steps.length, 0)).toBe(seen.length - refused)
    expect(journal.totals()).toMatchObject({ waiting: 0, running: 0, reservedUsd: 0 })
  })

  test('is left alone for as long as it asks', async () => {
    const { seen } = await study(25, { hintMs: 7_000 })
    const refusals = seen.filter(({ isRefused }) => isRefused)
    for (const { atMs } of refusals) {
      // A refusal takes a moment to come back; what was sent in that moment is on its way.
      const inBetween = seen.filter((other) => other.atMs > atMs + 50 && other.atMs < atMs + 7_050)
      expect(inBetween).toEqual([])
    }
  })

  test('and says in its headers how many is never asked for more', async () => {
    const [silent, telling] = [await study(43), await study(43, { tellsQuota: true })]
    expect(silent.status.refusals).toBeGreaterThan(0)
    expect(telling.status.refusals).toBe(0)
    expect(Math.max(...telling.seen.map(({ inFlight }) => inFlight))).toBe(40)
  })

  test('does not show in the working time of any trial', async () => {
    const [calm, rough] = [await study(1_000, { repeats: 15 }), await study(4, { repeats: 15 })]
    expect(calm.status.refusals).toBe(0)
    const secondsOf = ({ trajectories }: typeof calm) =>
      Object.fromEntries(trajectories.map(({ trial, seconds }) => [trial.id, seconds.toFixed(6)]))
    expect(rough.status.waitedMs).toBeGreaterThan(0)
    expect(secondsOf(rough)).toEqual(secondsOf(calm))
  })
})

test('what is launched next goes by the order of the plan, whatever ends first', async () => {
  const { journal } = await study(30)
  const launched = journal.trials().toSorted((a, b) => (a.launchIndex ?? 0) - (b.launchIndex ?? 0))
  const orders = launched.map(({ trial }) => trial.order)
  expect(orders).toEqual(orders.toSorted((a, b) => a - b))
})

test('a report says what a rate limit came to, from the record alone, and nothing where none was met', async () => {
  const [calm, rough] = [await study(1_000, { repeats: 15 }), await study(30)]
  expect(trafficNotes(calm.plan, calm.trajectories)).toEqual([])
  const [note, ...others] = trafficNotes(rough.plan, rough.trajectories)
  expect(others).toEqual([])
  expect(note?.title).toBe('Rate limits')
  const said = /^vendor refused (\d+) asks, which waited (\d+) min in all .* at most ([\d, and]+) asks in flight/.exec(
    note?.words ?? '',
  )
  if (said === null) throw new Error(`it says ${note?.words}`)
  expect(Number(said[1])).toBe(rough.status.refusals)
  expect(Number(said[2])).toBeGreaterThan(0)
  const peaks = (said[3] ?? '').split(/, | and /).map(Number)
  expect(peaks).toHaveLength(4)
  // What was answered was never more than the vendor takes, and at its busiest just that.
  expect(Math.max(...peaks)).toBe(30)
})

test('a run that is stopped while a server wants to be left alone leaves nothing behind that waits', async () => {
  const clock = eventClock()
  const held = new Set<object>()
  const counting: Clock = {
    ...clock,
    after: (ms, call) => {
      const timer = {}
      held.add(timer)
      const cancel = clock.after(ms, () => {
        held.delete(timer)
        call()
      })
      return () => {
        held.delete(timer)
        cancel()
      }
    },
  }
  const { model, system } = limitedVendor({ clock, takes: 0, hintMs: 600_000 }).modelNamed('steady')
  const candidates = [{ model, system, provenance: { kind: 'unknown' as const }, account }]
  const stop = new AbortController()
  clock.after(30_000, () => stop.abort(new Error('stopped')))
  const journal = openMemoryJournal()
  const accounts = createAccounts(candidates, { clock: counting })
  const run = runDepot(journal, smallPlan(), { candidates, accounts, clock: counting, signal: stop.signal })
  expect(await run).toEqual({ kind: 'stopped' })
  expect(accounts.statuses()).toEqual([expect.objectContaining({ inFlight: 0, waiting: 0, refusals: 2 })])
  expect(held.size).toBe(0)
  expect(journal.totals()).toMatchObject({ waiting: 2, running: 0 })
})
