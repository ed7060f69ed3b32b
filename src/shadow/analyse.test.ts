import { expect, test } from 'vitest'
import type { Outcome, OutcomeRow } from '../domain/index.js'
import { analyseOutcomes } from './index.js'

const OPTIONS = { reference: 'big', contrast: 'longer-work', level: 0.95, margin: 0.1, seed: 1 } as const

/** One trial of a task; solved unless stated. */
function row(system: string, task: string, outcome: Outcome = { kind: 'solved' }, more: Partial<OutcomeRow> = {}) {
  return { system, task, repeat: 0, outcome, ...more } satisfies OutcomeRow
}

const tasks = Array.from({ length: 20 }, (_, index) => `t${index}`)
const failed: Outcome = { kind: 'failed' }

test('a trial that a limit ended counts as not solved, and the line without it stands beside the figure', () => {
  const limited: Outcome = { kind: 'censored', limit: 'steps' }
  const rows = tasks.flatMap((task, index) => [row('big', task), row('small', task, index < 4 ? limited : undefined)])
  const { successes, pairs } = analyseOutcomes(rows, OPTIONS)
  const small = successes.find(({ system }) => system === 'small')
  expect(small?.success).toMatchObject({ value: 0.8, trials: 20 })
  expect(small?.withoutLimits).toMatchObject({ value: 1, trials: 16 })
  expect(successes.find(({ system }) => system === 'big')?.withoutLimits).toBeUndefined()
  expect(pairs[0]?.difference).toMatchObject({ value: 0.2 })
  expect(pairs[0]?.withoutLimits).toMatchObject({ value: 0, samples: 16 })
})

test('tasks that only one of the two has tried are counted as left out', () => {
  const rows = [
    ...tasks.map((task) => row('big', task)),
    ...tasks.slice(0, 6).map((task) => row('small', task, failed)),
  ]
  const [pair] = analyseOutcomes(rows, OPTIONS).pairs
  expect(pair).toMatchObject({ pairs: 6, difference: { excluded: { 'task run by one of the two only': 14 } } })
})

test('an interval off zero whose exact test disagrees is not established, before correction too', () => {
  const rows = tasks.slice(0, 16).flatMap((task, index) => {
    const isLost = index < 4
    return [row('big', task), row('small', task, isLost ? failed : undefined)]
  })
  const [pair] = analyseOutcomes(rows, OPTIONS).pairs
  expect(pair?.difference.kind === 'determined' && pair.difference.low).toBeGreaterThan(0)
  expect(pair?.test?.p).toBeCloseTo(0.125)
  expect([pair?.verdict.kind, pair?.correctedVerdict.kind]).toEqual(['not-established', 'not-established'])
})

test('nothing is established while the plan is not finished', () => {
  const rows = tasks.flatMap((task) => [row('big', task), row('small', task, failed)])
  const of = (isPlanFinished: boolean) => analyseOutcomes(rows, { ...OPTIONS, isPlanFinished }).pairs[0]?.verdict.kind
  expect([of(true), of(false)]).toEqual(['established', 'undecided'])
})

test('a family that is a whole side is looked at once, as that side', () => {
  const rows = tasks.flatMap((task, index) =>
    ['big', 'small'].map((system) => {
      const family = index < 8 ? 'sort' : index < 14 ? 'port' : 'migrate'
      return row(system, task, undefined, { family, stratum: family === 'sort' ? 'narrow' : 'long' })
    }),
  )
  const slices = analyseOutcomes(rows, OPTIONS).pairs.map(({ slice }) => `${slice.kind} ${slice.name}`)
  expect(slices).toEqual(['all all tasks', 'stratum narrow', 'stratum long', 'family migrate', 'family port'])
})

test('a side on which every task came out the same gives no shadow', () => {
  const rows = tasks.flatMap((task, index) => {
    const stratum = index < 10 ? ('narrow' as const) : ('long' as const)
    const small = index < 10 || index % 2 === 0 ? undefined : failed
    return [row('big', task, undefined, { stratum }), row('small', task, small, { stratum })]
  })
  const [shadow] = analyseOutcomes(rows, OPTIONS).shadows
  expect(shadow?.shadow).toMatchObject({ kind: 'undetermined', reason: 'no-variation', trials: 40 })
  expect(shadow?.verdict).toEqual({ kind: 'undetermined', reason: 'no-variation' })
})

test('an audit of the judge puts the corrected success beside the judged one, and too small an audit says so', () => {
  const rows = tasks.flatMap((task, index) => [row('big', task, index < 12 ? undefined : failed)])
  const of = (right: number, trials: number) =>
    analyseOutcomes(rows, { ...OPTIONS, audit: { successes: { right, trials }, failures: { right, trials } } })
      .successes[0]
  const { success, judged } = of(45, 50) ?? {}
  expect(success?.kind === 'determined' && success.value).toBe(0.6)
  // (0.6 + 0.9 - 1) / (0.9 + 0.9 - 1)
  expect(judged).toMatchObject({ kind: 'determined', method: 'rogan-gladen' })
  expect(judged?.kind === 'determined' && judged.value).toBeCloseTo(0.625, 12)
  expect(of(30, 30)?.judged).toMatchObject({ kind: 'undetermined', reason: 'too-few-trials' })
  expect(analyseOutcomes(rows, OPTIONS).successes[0]).not.toHaveProperty('judged')
})
