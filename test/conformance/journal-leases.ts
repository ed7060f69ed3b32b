import { expect, test } from 'vitest'
import type { Journal, Lease } from '../../src/domain/index.js'
import { aClock, aDeadOwner, anOwnerNamed, claimed, type OpenBench } from '../support/journal-bench.js'
import { aContent, aTrial, EVENTS, trialsInOrder } from '../support/journal-events.js'

const owner = anOwnerNamed('first')
const other = anOwnerNamed('second')
const LEASE_MS = 1_000
const events = EVENTS['checkpoint-reached']

/** Who may write to which trial, and when somebody else may. */
export function describeLeases(open: OpenBench): void {
  test('waiting trials are taken in the order of the plan and numbered as they are launched', () => {
    const { journal, other: second } = open({})
    journal.addTrials(trialsInOrder(4).toReversed())
    const leases = [claimed(journal, owner), claimed(second, other), claimed(journal, owner), claimed(second, other)]
    expect(leases.map(({ trial }) => trial.id)).toEqual(['trial-0', 'trial-1', 'trial-2', 'trial-3'])
    expect(leases.map(({ launchIndex, attempt, past }) => [launchIndex, attempt, past])).toEqual(
      [0, 1, 2, 3].map((index) => [index, 1, []]),
    )
    expect([journal.claim(owner), second.claim(other)]).toEqual([undefined, undefined])
  })

  test('a trial that was given back is taken again as the next attempt under its old launch number', async () => {
    const { journal, lease } = held(open)
    await journal.append(lease, events)
    await journal.release(lease)
    const again = claimed(journal, other)
    expect(again).toMatchObject({ attempt: 2, launchIndex: lease.launchIndex, trial: lease.trial })
    expect(again.past.map(({ body }) => body)).toEqual(events)
  })

  test('a trial that has ended is never taken again', async () => {
    const { journal, lease } = held(open)
    await journal.end(lease)
    expect(journal.claim(other)).toBeUndefined()
    expect(journal.trial('only')).toMatchObject({ status: 'ended', attempts: 1, launchIndex: 0 })
  })

  test.each(['end', 'release'] as const)('after %s the lease writes no more', async (act) => {
    const { journal, lease } = held(open)
    await journal[act](lease)
    await expectRefused(journal, lease)
    expect(journal.allEvents('only')).toEqual([])
  })

  test('nobody takes a trial before its lease runs out', () => {
    const { clock, other: second } = held(open)
    clock.pass(LEASE_MS)
    expect(second.claim(other)).toBeUndefined()
  })

  test('a lease that ran out is taken over, and the old holder can write nothing at all', async () => {
    const { clock, journal, other: second, lease } = held(open)
    await journal.append(lease, events)
    clock.pass(LEASE_MS + 1)
    const taken = claimed(second, other)
    expect(taken).toMatchObject({ attempt: 2, launchIndex: 0 })
    await expectRefused(journal, lease)
    await second.append(taken, events)
    expect(journal.allEvents('only').map(({ attempt, seq }) => [attempt, seq])).toEqual([
      [1, 0],
      [2, 1],
    ])
  })

  test('a lease that ran out and that nobody took still writes', async () => {
    const { clock, journal, lease } = held(open)
    clock.pass(LEASE_MS * 10)
    await journal.append(lease, events)
    expect(journal.allEvents('only')).toHaveLength(1)
  })

  test('a renewal prolongs every lease of its process and no other', () => {
    const { clock, journal, other: second } = held(open)
    second.addTrials([aTrial('theirs')])
    claimed(second, other)
    clock.pass(LEASE_MS - 1)
    journal.renew()
    clock.pass(2)
    // In one handle both processes renew; a store with two handles renews its own.
    const free = second === journal ? [] : ['theirs']
    const third = anOwnerNamed('third')
    const taken = [second.claim(third), second.claim(third)].flatMap((lease) => lease?.trial.id ?? [])
    expect(taken).toEqual(free)
  })

  test('the trial of a process of this host that is dead is taken at once', async () => {
    const { journal, other: second } = open({})
    journal.addTrials([aTrial('only')])
    const lease = claimed(journal, aDeadOwner('dead'))
    await journal.append(lease, events)
    expect(second.totals()).toMatchObject({ running: 1 })
    const taken = claimed(second, owner)
    expect(taken).toMatchObject({ attempt: 2, launchIndex: 0 })
    expect(taken.past).toHaveLength(1)
    await expectRefused(journal, lease)
  })

  test('the trial of a process on another host is left alone until its lease runs out', () => {
    const clock = aClock()
    const { journal } = open({ ...clock, leaseMs: LEASE_MS })
    journal.addTrials([aTrial('only')])
    claimed(journal, { ...aDeadOwner('far'), host: 'far-host' })
    expect(journal.claim(owner)).toBeUndefined()
    clock.pass(LEASE_MS + 1)
    expect(claimed(journal, owner)).toMatchObject({ attempt: 2 })
  })

  test('a clock with fractions of a millisecond gives leases as any other', () => {
    const { journal } = open({ now: () => 1_700_000_000_000.5, leaseMs: 0.25 })
    journal.addTrials([aTrial('only')])
    expect(claimed(journal, owner)).toMatchObject({ attempt: 1 })
    expect(journal.claim(other)).toBeUndefined()
  })

  test('a refused write does not take down those of the same moment', async () => {
    const { clock, journal, other: second, lease } = held(open)
    clock.pass(LEASE_MS + 1)
    const taken = claimed(second, other)
    second.addTrials([aTrial('next')])
    const next = claimed(second, other)
    const ends = await Promise.allSettled([
      second.append(lease, events),
      second.append(taken, events),
      second.append(next, events),
    ])
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect([journal.allEvents('only'), journal.allEvents('next')].map(({ length }) => length)).toEqual([1, 1])
  })

  test('a closed journal refuses what comes later', async () => {
    const { journal, lease } = held(open)
    const last = journal.append(lease, events)
    await journal.close()
    await last
    await journal.close()
    await expect(journal.append(lease, events)).rejects.toMatchObject({ code: 'invariant-broken' })
  })
}

function held(open: OpenBench): {
  clock: ReturnType<typeof aClock>
  journal: Journal
  other: Journal
  lease: Lease
} {
  const clock = aClock()
  const bench = open({ ...clock, leaseMs: LEASE_MS })
  bench.journal.addTrials([aTrial('only')])
  return { clock, ...bench, lease: claimed(bench.journal, owner) }
}

/** Every way to write, and no trace of any of them. */
async function expectRefused(journal: Journal, lease: Lease): Promise<void> {
  const lost = expect.objectContaining({ code: 'lease-lost', place: `trial only attempt ${lease.attempt}` })
  const content = aContent('of a lost lease')
  await expect(journal.append(lease, events, [content])).rejects.toEqual(lost)
  await expect(journal.end(lease)).rejects.toEqual(lost)
  await expect(journal.release(lease)).rejects.toEqual(lost)
  expect(() => journal.reserve(lease, 1, 10)).toThrow(lost)
  expect(() => journal.content(content.hash)).toThrow('missing')
}
