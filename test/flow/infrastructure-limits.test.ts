import { expect, test } from 'vitest'
import type { Candidate } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
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
