import { expect, test } from 'vitest'
import type { Environment, Intervention, Journal } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { breakingAt, countingModel, type DepotRun, runDepot, smallPlan } from '../support/depot-run.js'
import { openDepot } from '../support/depot-world.js'

const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })

/** Runs the study and compares what was asked with what the record says of it. */
async function counted(changes: DepotRun, design = plan) {
  const journal = openMemoryJournal()
  const { model, asks } = countingModel()
  await runDepot(journal, design, { ...changes, model, concurrency: 1 })
  const billed = asks.length * 0.01
  return { journal, asks: asks.length, distinct: new Set(asks.map(({ seed }) => seed)).size, billed }
}

/** Messages of the events of a kind, over all attempts and trials. */
function messagesOf(journal: Journal, kind: 'tool-failed' | 'attempt-ended'): (string | undefined)[] {
  return journal
    .trials()
    .flatMap(({ trial }) => journal.allEvents(trial.id))
    .flatMap(({ body }) => (body.kind === kind && 'message' in body ? [body.message] : []))
}

const broken = (): never => {
  throw new Error('out of order')
}

test.each<[string, () => Environment]>([
  ['the world breaks once', breakingAt(5)],
  ['the world breaks again and again', breakingAt(3, 9)],
  ['the world is broken for good', () => ({ ...openDepot(), call: broken })],
  ['nobody can judge the end', () => ({ ...openDepot(), score: broken })],
])('an answer that was paid for is kept and counted, though %s', async (_, open) => {
  const { journal, asks, distinct, billed } = await counted({ open })
  expect(asks).toBe(distinct)
  expect(journal.totals().spentUsd).toBeCloseTo(billed, 9)
  expect(journal.trials().map(({ trial }) => readTrajectory(journal, trial.id).repeatedAsks)).toEqual([0])
})

test('an answer that was paid for is kept and counted, though a link throws', async () => {
  const throwing: Intervention = {
    name: 'throwing',
    question: '',
    seams: ['tool-result'],
    visibility: 'implicit',
    duration: 'permanent',
    dose: {},
    adaptive: '',
    prepare: () => ({
      kind: 'ready',
      constraint: { kind: 'surface', tool: 'look' },
      link: { name: 'throwing', matches: broken, call: broken },
      adapt: (given) => given.slice(0, 0),
    }),
  }
  const open = () => ({ ...openDepot(), solve: () => ({ kind: 'infeasible', reason: 'none' }) as const })
  const probes = [{ intervention: 'throwing', dose: {}, trigger: 0.3 }]
  const design = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 }, probes })
  const { journal, asks, distinct, billed } = await counted({ open, intervention: throwing }, design)
  expect(journal.trials()).toHaveLength(3)
  expect(asks).toBe(distinct)
  expect(journal.totals().spentUsd).toBeCloseTo(billed, 9)
})

test('what broke stands in the record: at the call where there was one, and at the end of the attempt', async () => {
  const { journal } = await counted({ open: breakingAt(5) })
  expect(messagesOf(journal, 'tool-failed')).toEqual(['the crane fell into the basin'])
  expect(messagesOf(journal, 'attempt-ended')).toEqual(['the crane fell into the basin'])
  const unjudged = await counted({ open: () => ({ ...openDepot(), score: broken }) })
  expect(messagesOf(unjudged.journal, 'tool-failed')).toEqual([])
  expect(messagesOf(unjudged.journal, 'attempt-ended')).toEqual(['out of order', 'out of order'])
})
