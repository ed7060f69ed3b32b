import { expect, test } from 'vitest'
import type { EventBody, Journal } from '../../src/domain/index.js'
import { aClock, anOwnerNamed, claimed, type OpenBench } from '../support/journal-bench.js'
import { trialsInOrder } from '../support/journal-events.js'

const owner = anOwnerNamed('first')
const other = anOwnerNamed('second')
const LEASE_MS = 1_000

function answered(costUsd?: number): EventBody[] {
  const event = { kind: 'model-answered', step: 0, messageHash: 'message', stop: 'end', latencyMs: 1 } as const
  return [costUsd === undefined ? event : { ...event, costUsd }]
}

const moneyOf = (journal: Journal) => {
  const { spentUsd, reservedUsd } = journal.totals()
  return [spentUsd, reservedUsd]
}

/** What was spent, what is set aside, and that both together never pass a budget. */
export function describeMoney(open: OpenBench): void {
  const bench = () => {
    const clock = aClock()
    const { journal, other: second } = open({ ...clock, leaseMs: LEASE_MS })
    journal.addTrials(trialsInOrder(3))
    return { clock, journal, second, first: claimed(journal, owner), next: claimed(second, other) }
  }

  test('money is set aside until the answer comes, then its cost counts', async () => {
    const { journal, second, first } = bench()
    expect(journal.reserve(first, 0.5, 1)).toBe(true)
    expect(moneyOf(second)).toEqual([0, 0.5])
    await journal.append(first, answered(0.125))
    expect(moneyOf(second)).toEqual([0.125, 0])
    expect(second.trial('trial-0')?.costUsd).toBe(0.125)
  })

  test('nothing is set aside that would pass the budget, whoever spends it', async () => {
    const { journal, second, first, next } = bench()
    expect(journal.reserve(first, 0.6, 1)).toBe(true)
    expect(second.reserve(next, 0.5, 1)).toBe(false)
    expect(second.reserve(next, 0.4, 1)).toBe(true)
    expect(moneyOf(journal)).toEqual([0, 1])
    await journal.append(first, answered(0.1))
    expect(journal.reserve(first, 0.5, 1)).toBe(true)
    expect(journal.reserve(first, 0.000000001, 1)).toBe(false)
  })

  test.each([
    [Number.NaN, 1],
    [0.1, Number.NaN],
    [Number.POSITIVE_INFINITY, 1],
  ])('an amount of %d against a budget of %d is not set aside', (amount, budget) => {
    const { journal, first } = bench()
    expect(journal.reserve(first, amount, budget)).toBe(false)
    expect(moneyOf(journal)).toEqual([0, 0])
  })

  test('an answer without a known cost counts with what was set aside for it', async () => {
    const { journal, first } = bench()
    journal.reserve(first, 0.25, 1)
    await journal.append(first, answered())
    expect(moneyOf(journal)).toEqual([0.25, 0])
  })

  test('what is set aside when a trial is given back is free again', async () => {
    const { journal, first } = bench()
    journal.reserve(first, 0.25, 1)
    await journal.release(first)
    expect(moneyOf(journal)).toEqual([0, 0])
  })

  test('what was set aside by a process that is gone counts as spent, because nobody will know', () => {
    const { clock, journal, second, first } = bench()
    journal.reserve(first, 0.25, 1)
    clock.pass(LEASE_MS + 1)
    claimed(second, other)
    expect(moneyOf(second)).toEqual([0.25, 0])
  })

  test('ten thousand small costs add up exactly', async () => {
    const { journal, first } = bench()
    const answer = answered(0.0001)
    await journal.append(first, Array.from({ length: 10_000 }, () => answer).flat())
    expect(moneyOf(journal)).toEqual([1, 0])
  })
}
