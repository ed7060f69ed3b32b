import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { routingCost } from '../routing-cost.js'
import { routingCostByTask } from './cost-by-task.js'
import { breakEvenLengths } from './crossings.js'
import { drawCosts, type MeasuredSystem } from './draw-costs.js'
import { routeDown } from './route-down.js'

const job = { costAttempt: 0.05, detected: 0.8, costDetectedFailure: 0.1, maxAttempts: 2, lossUndetected: 5 }

describe('cost by task', () => {
  test('is that of independent retries where every task succeeds equally often and has many trials', () => {
    const tasks = Array.from({ length: 5 }, () => ({ successes: 70_000, trials: 100_000 }))
    const escalation = { cost: 0.9, success: 0.95, detected: 0.9 }
    const [byTask, independent] = [
      routingCostByTask(tasks, { ...job, escalation }),
      routingCost({ ...job, escalation, success: 0.7 }),
    ]
    expect(byTask.expectedCost).toBeCloseTo(independent.expectedCost, 4)
    expect(byTask.correct).toBeCloseTo(independent.correct, 4)
    expect(byTask.undetectedWrong).toBeCloseTo(independent.undetectedWrong, 4)
    expect(byTask.exhausted).toBeCloseTo(independent.exhausted, 4)
  })

  test('adds up: correct, wrong and known failures are all there is', () => {
    const task = fc
      .integer({ min: 2, max: 9 })
      .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.nat(trials) }))
    fc.assert(
      fc.property(
        fc.array(task, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tasks, detected) => {
          const outlook = routingCostByTask(tasks, { ...job, detected })
          expect(outlook.correct + outlook.undetectedWrong + outlook.exhausted).toBeCloseTo(1, 10)
          expect(outlook.failedKnown).toBeGreaterThanOrEqual(-1e-12)
        },
      ),
    )
  })

  test('is refused where a task has fewer trials than attempts are allowed', () => {
    expect(() => routingCostByTask([{ successes: 1, trials: 1 }], job)).toThrow(
      'a task has 1 trials; expected at least 2',
    )
    expect(() => routingCostByTask([], job)).toThrow('there is no task')
  })
})

describe('break-even lengths', () => {
  const flat = (usd: number, success: (length: number) => number) => ({ costAt: () => usd, successAt: success })
  const range = { from: 0.1, to: 1_000, failureUsd: 1 }

  test('are all found where curves cross twice', () => {
    // The candidate fails on middling work only.
    const dip = flat(0.1, (length) => 0.95 - 0.6 * Math.exp(-(Math.log(length / 10) ** 2)))
    const found = breakEvenLengths(
      dip,
      flat(0.9, () => 0.95),
      range,
    )
    expect(found.map(({ paysBelow }) => paysBelow)).toEqual([true, false])
    for (const { length } of found) {
      expect(1.1 / dip.successAt(length)).toBeCloseTo(1.9 / 0.95, 8)
    }
    expect((found[0]?.length ?? 0) * (found[1]?.length ?? 0)).toBeCloseTo(100, 6)
  })

  test('are none where one is cheaper all the way, or both are the same', () => {
    expect(
      breakEvenLengths(
        flat(0.1, () => 0.9),
        flat(0.9, () => 0.9),
        range,
      ),
    ).toEqual([])
    expect(
      breakEvenLengths(
        flat(0.1, () => 0.9),
        flat(0.1, () => 0.9),
        range,
      ),
    ).toEqual([])
  })

  test('swap sides where the systems swap', () => {
    const [one, other] = [flat(0.1, (length) => 2 ** (-length / 10)), flat(0.9, (length) => 2 ** (-length / 60))]
    const [there, back] = [breakEvenLengths(one, other, range), breakEvenLengths(other, one, range)]
    expect(back.map(({ length }) => length)).toEqual(there.map(({ length }) => length))
    expect([there[0]?.paysBelow, back[0]?.paysBelow]).toEqual([true, false])
  })

  test('are refused outside a range', () => {
    expect(() =>
      breakEvenLengths(
        flat(1, () => 1),
        flat(1, () => 1),
        { ...range, from: 0 },
      ),
    ).toThrow('0 < from < to')
    expect(() =>
      breakEvenLengths(
        flat(1, () => 1),
        flat(1, () => 1),
        { ...range, failureUsd: -1 },
      ),
    ).toThrow('at least 0')
  })
})

const measured = (success: number, costUsd: number, tasks = 20): MeasuredSystem => ({
  tasks: Array.from({ length: tasks }, (_, task) => ({
    successes: Math.round(5 * success + (task % 2 === 0 ? 0.3 : -0.3)),
    trials: 5,
    costUsd: costUsd * (task % 3 === 0 ? 1.2 : 0.9),
  })),
  failures: { detected: 9, silent: 1 },
})
const terms = { costDetectedFailure: 0.5, lossUndetected: 2, maxAttempts: 2, escalates: true }

describe('drawn costs', () => {
  const both = { candidate: measured(0.8, 0.05), reference: measured(0.9, 0.9) }

  test('give a median within its interval and how sure the saving is, the same for the same seed', () => {
    const compared = drawCosts(both, terms, { seed: 1 })
    expect(compared).toEqual(drawCosts(both, terms, { seed: 1 }))
    expect(compared.draws).toBe(4_000)
    const { candidate, reference, cheaper } = compared
    if (candidate.kind === 'undetermined' || reference.kind === 'undetermined') throw new Error('undetermined')
    expect(candidate.low).toBeLessThan(candidate.value)
    expect(candidate.high).toBeGreaterThan(candidate.value)
    expect(candidate.level).toBe(0.9)
    expect(cheaper).toBeGreaterThan(0.95)
    expect(reference.value).toBeGreaterThan(0.9)
  })

  test('are near one half where both are the same', () => {
    const same = { candidate: measured(0.8, 0.5), reference: measured(0.8, 0.5) }
    const { cheaper, cheaperError } = drawCosts(same, { ...terms, maxAttempts: 1, escalates: false }, { seed: 2 })
    expect(Math.abs(cheaper - 0.5)).toBeLessThan(4 * cheaperError)
  })

  test('turn round where the systems do', () => {
    const once = { ...terms, maxAttempts: 1, escalates: false }
    const there = drawCosts(both, once, { seed: 3 }).cheaper
    const back = drawCosts({ candidate: both.reference, reference: both.candidate }, once, { seed: 3 }).cheaper
    expect(there + back).toBeCloseTo(1, 1)
  })

  test('say that there is no cost where hardly anything is ever right', () => {
    const hopeless = {
      ...measured(0, 0.05),
      tasks: Array.from({ length: 6 }, () => ({ successes: 0, trials: 5, costUsd: 1 })),
    }
    const { candidate } = drawCosts({ ...both, candidate: hopeless }, { ...terms, escalates: false }, { seed: 1 })
    expect(candidate).toMatchObject({ kind: 'undetermined', reason: 'level-not-reached' })
  })

  test('are refused for one task, or too few draws', () => {
    expect(() => drawCosts({ ...both, candidate: measured(0.8, 1, 1) }, terms, { seed: 1 })).toThrow(
      'candidate has 1 tasks',
    )
    expect(() => drawCosts(both, terms, { seed: 1, draws: 10 })).toThrow('draws is 10')
  })
})

test('work is routed down only with trust and nine in ten of the draws', () => {
  expect(routeDown('TRUST', 0.97)).toEqual({
    routesDown: true,
    words: 'route down: trusted, and 97% sure to be cheaper for each finished job',
  })
  expect(routeDown('TRUST', 0.9).routesDown).toBe(true)
  for (const [word, cheaper] of [
    ['TRUST', 0.899],
    ['TRUST', Number.NaN],
    ['UNDECIDED', 1],
    ['DO NOT TRUST', 1],
  ] as const) {
    expect(routeDown(word, cheaper).routesDown).toBe(false)
  }
})
