import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eventClock } from '../../bench/limits/event-clock.js'
import { accountOf, type Candidate, ModelError } from '../../src/domain/index.js'
import { openJournal, openMemoryJournal } from '../../src/journal/index.js'
import { emptyFolder } from '../support/command.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { depotModel } from '../support/depot-study.js'

const OUTPUT = { maxOutputTokens: 20, provenance: { kind: 'unknown' } } as const
/** Of the depot's model: each answer counts 100 tokens in and 10 out. */
const answerUsd = (outputUsdPerMillion: number) => (10 * outputUsdPerMillion) / 1e6

test('two processes with systems of different prices never pass their one budget', async () => {
  const clock = eventClock()
  let billedUsd = 0
  let inFlightUsd = 0
  let mostUsd = 0
  const candidates = [500, 5_000].map((outputUsdPerMillion, place): Candidate => {
    const inner = depotModel()
    const model: Candidate['model'] = {
      async ask(ask) {
        inFlightUsd += 2 * answerUsd(outputUsdPerMillion)
        mostUsd = Math.max(mostUsd, billedUsd + inFlightUsd)
        await clock.wait(1_000 * (place + 1), ask.signal)
        inFlightUsd -= 2 * answerUsd(outputUsdPerMillion)
        billedUsd += answerUsd(outputUsdPerMillion)
        return inner.ask(ask)
      },
    }
    const system = { model: place === 0 ? 'cheap' : 'dear' }
    return { ...OUTPUT, system, model, price: { inputUsdPerMillion: 0, outputUsdPerMillion } }
  })
  const plan = smallPlan({
    systems: candidates.map(({ system, provenance }) => ({ system, provenance })),
    reference: 'cheap',
    repeats: 10,
    gate: { solved: 1, of: 1 },
    budgetUsd: 3,
  })
  const path = join(emptyFolder(), 'study.db')
  const processes = ['first', 'second'].map((processId) => {
    const owner = { processId, pid: process.pid, host: processId }
    return { owner, journal: openJournal({ path, plan, owner }) }
  })
  const ends = await Promise.all(
    processes.map(({ owner, journal }) => runDepot(journal, plan, { candidates, owner, clock, concurrency: 4 })),
  )
  expect(ends.map(({ kind }) => kind)).toEqual(['no-budget', 'no-budget'])
  expect(mostUsd).toBeLessThanOrEqual(3)
  // As little is left as the dearest ask might have cost.
  expect(billedUsd).toBeGreaterThan(3 - 2 * answerUsd(5_000))
  for (const { journal } of processes) {
    expect(journal.totals().spentUsd).toBeCloseTo(billedUsd, 9)
    expect(journal.totals()).toMatchObject({ reservedUsd: 0, running: 0 })
    await journal.close()
  }
})

test.each([
  ['holds no money while it waits', 429, false, 0],
  ['counts as spent where it may have been charged', undefined, true, 0.1],
])('an ask that failed %s', async (_, status, mayBeCharged, spentUsd) => {
  const clock = eventClock()
  const inner = depotModel()
  let asks = 0
  const candidate: Candidate = {
    ...OUTPUT,
    system: { model: 'steady' },
    account: accountOf({ host: 'vendor', key: 'a key', kind: 'vendor' }),
    price: { inputUsdPerMillion: 0, outputUsdPerMillion: 5_000 },
    model: {
      async ask(ask) {
        asks += 1
        if (asks === 1) throw new ModelError('vendor', status, true, 'failed', { mayBeCharged, retryAfterMs: 60_000 })
        return inner.ask(ask)
      },
    },
  }
  const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 }, budgetUsd: 5 })
  const journal = openMemoryJournal()
  const seen: unknown[] = []
  clock.after(30_000, () => seen.push(journal.totals()))
  await runDepot(journal, plan, { candidates: [candidate], clock })
  expect(seen).toEqual([expect.objectContaining({ running: 1, reservedUsd: 0, spentUsd })])
  expect(journal.totals().spentUsd).toBeCloseTo(spentUsd + 14 * answerUsd(5_000), 9)
})
