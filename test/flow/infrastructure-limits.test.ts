import { expect, test } from 'vitest'
import type { Candidate } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { failingModel, runDepot, smallPlan } from '../support/depot-run.js'
import { depotModel, stillClock } from '../support/depot-study.js'
import { essenceOf } from '../support/essence.js'

/** Each answer costs one cent, and might cost sixty. */
const priced: Candidate = {
  system: { model: 'steady' },
  provenance: { kind: 'unknown' },
  model: depotModel(),
  price: { inputUsdPerMillion: 0, outputUsdPerMillion: 1_000 },
  maxOutputTokens: 600,
}

test('who cannot set money aside waits for the others, and the study is done', async () => {
  const plan = smallPlan({ budgetUsd: 1 })
  const journal = openMemoryJournal()
  expect(await runDepot(journal, plan, { candidates: [priced] })).toEqual({ kind: 'complete' })
  expect(journal.trials().map(({ attempts }) => attempts)).toEqual([1, 1])
  expect(journal.totals().spentUsd).toBeCloseTo(0.28, 6)
})

test('when nobody else holds money, the budget ends the study, and a larger one goes on without a repeat', async () => {
  const plan = smallPlan({ budgetUsd: 0.65 })
  const journal = openMemoryJournal()
  expect(await runDepot(journal, plan, { candidates: [priced] })).toEqual({ kind: 'no-budget' })
  expect(journal.totals()).toMatchObject({ running: 0, reservedUsd: 0 })
  expect(journal.totals().spentUsd).toBeCloseTo(0.06, 6)
  const larger = smallPlan({ budgetUsd: 2 })
  expect(await runDepot(journal, larger, { candidates: [priced] })).toEqual({ kind: 'complete' })
  expect(journal.trials().map(({ trial }) => readTrajectory(journal, trial.id).repeatedAsks)).toEqual([0, 0])
  const whole = openMemoryJournal()
  await runDepot(whole, plan, { candidates: [{ ...priced, maxOutputTokens: 10 }] })
  expect(essenceOf(journal)).toEqual(essenceOf(whole))
})

/** A model whose answers take ten seconds on a clock of its own. */
function slowly() {
  const clock = stillClock()
  const inner = depotModel()
  const model: Candidate['model'] = {
    async ask(ask) {
      await clock.wait(10_000, ask.signal)
      return inner.ask(ask)
    },
  }
  return { clock, model }
}

test('a limit of time goes on counting where a stopped trial left off', async () => {
  const limits = { stepsPerReferenceCall: 3, extraSteps: 5, seconds: 65 }
  const plan = smallPlan({ limits, repeats: 1, gate: { solved: 1, of: 1 } })
  const whole = openMemoryJournal()
  await runDepot(whole, plan, slowly())
  const [only] = whole.trials()
  expect(readTrajectory(whole, only?.trial.id ?? '').outcome).toEqual({ kind: 'censored', steps: 7, limit: 'time' })

  const journal = openMemoryJournal()
  for (let stops = 0; stops < 3; stops += 1) {
    const stop = new AbortController()
    let steps = 0
    const stepDone = () => {
      steps += 1
      if (steps === 2) stop.abort(new Error('stopped'))
    }
    expect(await runDepot(journal, plan, { ...slowly(), signal: stop.signal, stepDone })).toEqual({ kind: 'stopped' })
  }
  expect(await runDepot(journal, plan, slowly())).toEqual({ kind: 'complete' })
  expect(essenceOf(journal)).toEqual(essenceOf(whole))
})

test('a budget is refused where a system has no price, before anything is asked or written', async () => {
  const journal = openMemoryJournal()
  const run = runDepot(journal, smallPlan({ budgetUsd: 1 }))
  await expect(run).rejects.toThrow(
    'candidates[0].price is missing; expected US dollars a million tokens (0 and 0 where nothing is charged): without it the budget of $1 cannot be held',
  )
  expect(journal.trials()).toEqual([])
})

test('a vendor that makes a token of every byte is never paid beyond the budget', async () => {
  let billedUsd = 0
  const inner = depotModel()
  const price = { inputUsdPerMillion: 20, outputUsdPerMillion: 0 }
  const model: Candidate['model'] = {
    async ask(ask) {
      const inputTokens = Buffer.byteLength(JSON.stringify([ask.messages, ask.tools]))
      billedUsd += inputTokens * 20e-6
      return { ...(await inner.ask(ask)), usage: { inputTokens, outputTokens: 0 } }
    },
  }
  const plan = smallPlan({ repeats: 6, gate: { solved: 1, of: 6 }, budgetUsd: 3 })
  const journal = openMemoryJournal()
  expect(await runDepot(journal, plan, { candidates: [{ ...priced, model, price }] })).toEqual({ kind: 'no-budget' })
  expect(billedUsd).toBeGreaterThan(2.5)
  expect(billedUsd).toBeLessThanOrEqual(3)
  expect(journal.totals().spentUsd).toBeCloseTo(billedUsd, 6)
})

test('the working seconds of a trial leave out asks that failed and the waits for another try', async () => {
  const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })
  const secondsOf = async (fails: number) => {
    const { clock, model: slow } = slowly()
    const rough = failingModel(2, fails)
    const model: Candidate['model'] = {
      ask: async (ask) => {
        await rough.ask(ask)
        return slow.ask(ask)
      },
    }
    const journal = openMemoryJournal({ monotonic: clock.monotonicMs })
    const retry = { times: 2, firstWaitMs: 20_000, longestWaitMs: 60_000 }
    await runDepot(journal, plan, { model, clock, retry, concurrency: 1 })
    const [only] = journal.trials()
    return readTrajectory(journal, only?.trial.id ?? '').seconds
  }
  expect(await secondsOf(0)).toBe(140)
  expect(await secondsOf(5)).toBe(140)
})
