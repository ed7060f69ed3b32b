import { describe, expect, test } from 'vitest'
import { allOf, anyOf } from '../../src/estimate/index.js'
import {
  breakEvenHorizon,
  breakEvenLengths,
  breakEvenSuccess,
  type JobCosts,
  routingCost,
  routingCostByTask,
} from '../../src/route/index.js'
import { distance, oracle } from './fixture.js'

const { tolerance, cases } = oracle('routing_cost')

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function near(got: number | undefined, wanted: number): void {
  expect(distance(got, wanted), `${got} for ${wanted}`).toBeLessThan(tolerance)
}

function jobOf(input: Readonly<Record<string, number>>): JobCosts {
  const number = (name: string) => {
    const value = input[name]
    if (value === undefined) throw new Error(`the fixture has no ${name}`)
    return value
  }
  return {
    costAttempt: number('cost_attempt'),
    success: number('p_success'),
    detected: number('p_detect_failure'),
    costDetectedFailure: number('cost_detected_failure'),
    maxAttempts: number('max_attempts'),
    lossUndetected: number('loss_undetected_failure'),
    ...(number('cost_frontier') > 0 && {
      escalation: {
        cost: number('cost_frontier'),
        success: number('p_frontier'),
        detected: number('p_detect_failure_frontier'),
      },
    }),
  }
}

describe('cost per finished job', () => {
  const jobs = cases.filter(({ input }) => 'cost_attempt' in input)
  test('the fixture holds jobs', () => expect(jobs.length).toBeGreaterThanOrEqual(5))
  test.each(jobs.map(({ name, input, expected }) => [name, input, expected] as const))('%s', (_, input, expected) => {
    const outlook = routingCost(jobOf(input))
    near(outlook.expectedCost, expected.expected_cost)
    near(outlook.correct, expected.p_correct)
    near(outlook.undetectedWrong, expected.p_undetected_wrong)
    near(outlook.exhausted, expected.p_escalated)
    expect(Math.abs(outlook.failedKnown - expected.p_failed_known)).toBeLessThan(tolerance)
    near(outlook.costPerSuccess, expected.cost_per_success)
  })
})

test('a job that nothing ever gets right has no cost per success', () => {
  const hopeless = {
    costAttempt: 1,
    success: 0,
    detected: 1,
    costDetectedFailure: 0,
    maxAttempts: 3,
    lossUndetected: 0,
  }
  expect(routingCost(hopeless)).toMatchObject({ expectedCost: 3, correct: 0, failedKnown: 1 })
  expect(routingCost(hopeless).costPerSuccess).toBeUndefined()
})

const halving = ({ costUsd, halfLife }: { readonly costUsd: number; readonly halfLife: number }) => ({
  costAt: () => costUsd,
  successAt: (length: number) => 2 ** (-length / halfLife),
})

describe('break-even', () => {
  const rows = cases.flatMap(({ expected }) => expected.rows ?? [])
  test('the fixture holds rows', () => expect(rows.length).toBeGreaterThanOrEqual(4))
  test.each(rows.map((row) => [row]))('%j', (row) => {
    near(breakEvenSuccess(row.c, row.c_frontier, row.failure_cost, row.p_frontier), row.p_break_even)
    const cheaper = { costUsd: row.c, halfLife: row.half_life_candidate }
    const dearer = { costUsd: row.c_frontier, halfLife: row.half_life_frontier }
    near(breakEvenHorizon(cheaper, dearer, row.failure_cost), row.horizon_break_even)
    const crossings = breakEvenLengths(halving(cheaper), halving(dearer), {
      from: 1e-3,
      to: 1e3,
      failureUsd: row.failure_cost,
    })
    expect(crossings.map(({ paysBelow }) => paysBelow)).toEqual([true])
    near(crossings[0]?.length, row.horizon_break_even)
  })
})

test('retries of one task are not independent: the share solved within R comes from each task on its own', () => {
  const found = cases.find(({ name }) => name === 'retries_are_not_independent')
  if (found === undefined) throw new Error('the fixture lacks the case')
  const { trials, successes, max_attempts: attempts } = found.input
  const each = trials.map((n: number, task: number) => anyOf(successes[task], n, attempts))
  near(each.reduce((sum: number, share: number) => sum + share, 0) / each.length, found.expected.p_solved_within_R)
  near(1 - (1 - found.expected.mean_success) ** attempts, found.expected.p_if_independent)
  const tasks = trials.map((n: number, task: number) => ({ trials: n, successes: successes[task] }))
  const noticed = { costAttempt: 1, detected: 1, costDetectedFailure: 0, maxAttempts: attempts, lossUndetected: 0 }
  const outlook = routingCostByTask(tasks, noticed)
  near(outlook.solvedWithin, found.expected.p_solved_within_R)
  near(outlook.attempts, found.expected.expected_attempts)
  near(outlook.expectedCost, found.expected.expected_attempts)
  near(
    mean(tasks.map((task: { trials: number; successes: number }) => task.successes / task.trials)),
    found.expected.mean_success,
  )
  near(routingCost({ ...noticed, success: found.expected.mean_success }).correct, found.expected.p_if_independent)
  expect(allOf(5, 5, 3)).toBe(1)
})

test('every case of the fixture is one that is asserted here', () => {
  const other = cases.filter(({ input, expected }) => !('cost_attempt' in input) && expected.rows === undefined)
  expect(other.map(({ name }) => name)).toEqual(['retries_are_not_independent'])
})
