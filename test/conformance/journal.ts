import { describe, expect, test } from 'vitest'
import type { EventBody, Journal, Lease } from '../../src/domain/index.js'
import { aClock, anOwnerNamed, claimed, type OpenBench } from '../support/journal-bench.js'
import { ALL_EVENTS, aContent, aTrial, EVENT_KINDS, EVENTS, trialsInOrder } from '../support/journal-events.js'
import { describeLeases } from './journal-leases.js'
import { describeMoney } from './journal-money.js'

const owner = anOwnerNamed('first')
const other = anOwnerNamed('second')

/**
 * The contract of a journal. What needs a disk (durability, recovery, damage, several processes) is tested on the file
 * journal alone: a journal in memory promises none of it.
 */
export function journalConformance(name: string, open: OpenBench): void {
  describe(`the journal ${name}`, () => {
    describeEvents(open)
    describeContents(open)
    describeTrials(open)
    describeLeases(open)
    describeMoney(open)
  })
}

/** A store with one trial, and that trial held. */
function withTrial(open: OpenBench): { journal: Journal; other: Journal; lease: Lease } {
  const bench = open({})
  bench.journal.addTrials([aTrial('only')])
  return { ...bench, lease: claimed(bench.journal, owner) }
}

function bodiesOf(journal: Journal, trialId = 'only'): EventBody[] {
  return journal.events(trialId).map(({ body }) => body)
}

const turn = (text: string): EventBody => ({ kind: 'tool-failed', step: 0, callId: 'call', message: text })

function describeEvents(open: OpenBench): void {
  test.each(EVENT_KINDS)('%s comes back as it was written', async (kind) => {
    const { journal, other, lease } = withTrial(open)
    const bodies = ALL_EVENTS.filter((body) => body.kind === kind)
    await journal.append(lease, bodies)
    for (const reader of [journal, other]) {
      expect(reader.allEvents('only').map(({ body }) => body)).toEqual(bodies)
    }
  })

  test('the order of writing is kept, with numbers from 0 that leave no gap, over appends and attempts', async () => {
    const { journal, other: reader, lease } = withTrial(open)
    await journal.append(lease, ALL_EVENTS)
    await Promise.all(ALL_EVENTS.map((body) => journal.append(lease, [body])))
    await journal.release(lease)
    const second = claimed(reader, other)
    await reader.append(second, ALL_EVENTS)
    const all = journal.allEvents('only')
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, place) => place))
    expect(all.map(({ body }) => body)).toEqual([...ALL_EVENTS, ...ALL_EVENTS, ...ALL_EVENTS])
    expect(all.map(({ attempt }) => attempt)).toEqual(all.map((_, place) => (place < ALL_EVENTS.length * 2 ? 1 : 2)))
  })

  test('an event says when it happened on both clocks, in which process, and to which trial', async () => {
    const clock = aClock()
    const { journal } = open(clock)
    journal.addTrials([aTrial('only')])
    clock.pass(12)
    await journal.append(claimed(journal, owner), EVENTS['attempt-started'])
    expect(journal.allEvents('only')).toEqual([
      {
        trialId: 'only',
        attempt: 1,
        seq: 0,
        wallTime: 1_700_000_000_012,
        monotonicMs: 12.25,
        processId: 'first',
        body: EVENTS['attempt-started'][0],
      },
    ])
  })

  test('more appends than one commit takes are all written in their order', async () => {
    const { journal, lease } = withTrial(open)
    const bodies = Array.from({ length: 350 }, (_, place) => turn(`${place}`))
    await Promise.all(bodies.map((body) => journal.append(lease, [body])))
    expect(bodiesOf(journal)).toEqual(bodies)
  })

  test('an append that cannot be done does not take down those of the same moment', async () => {
    const { journal, lease } = withTrial(open)
    const appends = [
      journal.append(lease, [turn('before')]),
      journal.append(lease, [turn('bad')], [{ hash: 'not its hash', value: 1 }]),
      journal.append(lease, [turn('after')], [aContent('kept')]),
    ]
    const ends = await Promise.allSettled(appends)
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(bodiesOf(journal)).toEqual([turn('before'), turn('after')])
    expect(journal.content(aContent('kept').hash)).toBe('kept')
  })

  test('a number that JSON cannot hold is refused, because the event could not be read again', async () => {
    const { journal, lease } = withTrial(open)
    const answered = { kind: 'model-answered', step: 0, messageHash: 'message', stop: 'end' } as const
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const refused = journal.append(lease, [{ ...answered, latencyMs: 1, usage: { inputTokens: bad } }])
      await expect(refused).rejects.toThrow(`model-answered.usage.inputTokens is ${bad}; expected a finite number`)
    }
    expect(journal.allEvents('only')).toEqual([])
  })

  test('what a resume left behind stays in the record and counts no more, over several resumes', async () => {
    const { journal, lease } = withTrial(open)
    await journal.append(lease, ['a', 'b', 'c'].map(turn))
    await journal.release(lease)
    const second = claimed(journal, other)
    expect(second.past.map(({ seq }) => seq)).toEqual([0, 1, 2])
    // Number 3 is the resume itself.
    await journal.append(second, [{ kind: 'trial-resumed', afterSeq: 1, repeatedAsks: 0 }, turn('d'), turn('e')])
    await journal.release(second)
    const third = claimed(journal, owner)
    expect(third.past.map(({ body }) => body)).toEqual(['a', 'b', 'd', 'e'].map(turn))
    await journal.append(third, [{ kind: 'trial-resumed', afterSeq: 4, repeatedAsks: 1 }, turn('f')])
    expect(bodiesOf(journal)).toEqual(['a', 'b', 'd', 'f'].map(turn))
    expect(journal.allEvents('only')).toHaveLength(8)
    expect([...journal.eachEvent('only')].filter(({ counts }) => counts).map(({ event }) => event)).toEqual(
      journal.events('only'),
    )
  })

  test('what is written while events are read is for the next reading', async () => {
    const { journal, lease } = withTrial(open)
    await journal.append(lease, ['a', 'b'].map(turn))
    const reading = journal.eachEvent('only')[Symbol.iterator]()
    const first = reading.next()
    await journal.append(lease, [turn('c')])
    const rest = [...{ [Symbol.iterator]: () => reading }]
    expect([first.value, ...rest].map((entry) => entry?.event.seq)).toEqual([0, 1])
    expect(journal.events('only')).toHaveLength(3)
  })

  test('a trial that is not there has no events', () => {
    const { journal } = open({})
    expect([journal.trial('none'), journal.events('none'), journal.allEvents('none')]).toEqual([undefined, [], []])
  })
}

function describeContents(open: OpenBench): void {
  test('a value stored under its hash comes back, short or long, whatever its letters', async () => {
    const { journal, other, lease } = withTrial(open)
    const values = [
      '',
      'line\nline \u0000 é \u{1F6A2}',
      'long '.repeat(5_000),
      null,
      0,
      [],
      { a: [{ b: null }] },
      '\ud800',
    ]
    const contents = values.map(aContent)
    await journal.append(lease, [turn('with contents')], contents)
    for (const { hash, value } of contents) expect(other.content(hash)).toEqual(value)
  })

  test('a value that is not there is missing, by name', () => {
    const { journal } = open({})
    const { hash } = aContent('never stored')
    expect(() => journal.content(hash)).toThrow(
      expect.objectContaining({ code: 'content-missing', place: `content ${hash}`, found: 'missing' }),
    )
  })

  test('a value under a hash that is not its own is refused', async () => {
    const { journal, lease } = withTrial(open)
    const wrong = { hash: aContent('one').hash, value: 'another' }
    await expect(journal.append(lease, [turn('a')], [wrong])).rejects.toMatchObject({ code: 'invariant-broken' })
    expect(() => journal.content(wrong.hash)).toThrow(expect.objectContaining({ code: 'content-missing' }))
  })

  test('a value whose append was refused is stored by the next one that brings it', async () => {
    const { journal, lease } = withTrial(open)
    const content = aContent('brought twice')
    const bad = { hash: 'not its hash', value: 1 }
    await expect(journal.append(lease, [turn('a')], [content, bad])).rejects.toThrow('not its hash')
    await journal.append(lease, [turn('b')], [content])
    expect(journal.content(content.hash)).toBe('brought twice')
  })
}

function describeTrials(open: OpenBench): void {
  test('a trial comes back as it was planned, with its probe and its parent', () => {
    const { journal, other } = open({})
    const probe = { intervention: 'error-first-n', dose: { calls: 2 }, trigger: 0.25 }
    const fork = aTrial('fork', { arm: 'varied', probe, parent: { trialId: 'base', step: 7 }, expects: 'infeasible' })
    journal.addTrials([aTrial('base', { order: 0.25, repeat: 2 }), fork])
    expect(other.trials().map(({ trial }) => trial)).toEqual([aTrial('base', { order: 0.25, repeat: 2 }), fork])
    expect(other.trial('fork')).toEqual({ trial: fork, status: 'waiting', attempts: 0, costUsd: 0 })
  })

  test('a trial that is added again is left as it is', async () => {
    const { journal, lease } = withTrial(open)
    await journal.append(lease, [turn('a')])
    journal.addTrials([aTrial('only', { order: 0.9 }), aTrial('new')])
    expect(journal.trial('only')).toMatchObject({ status: 'running', attempts: 1, trial: { order: 0 } })
    expect(journal.trials()).toHaveLength(2)
    expect(bodiesOf(journal)).toEqual([turn('a')])
  })

  test('the counts are right at every moment', async () => {
    const { journal, other: reader } = open({})
    const counts = () => {
      const { waiting, running, ended } = reader.totals()
      return [waiting, running, ended]
    }
    expect(counts()).toEqual([0, 0, 0])
    journal.addTrials(trialsInOrder(3))
    journal.addTrials(trialsInOrder(3))
    expect(counts()).toEqual([3, 0, 0])
    const [first, second] = [claimed(journal, owner), claimed(journal, owner)]
    expect(counts()).toEqual([1, 2, 0])
    await journal.end(first)
    await journal.release(second)
    expect(counts()).toEqual([2, 0, 1])
  })
}
