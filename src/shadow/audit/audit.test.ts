import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PublishedFigure, PublishedMetric } from '../../domain/index.js'
import { allOf, anyOf } from '../../estimate/index.js'
import { auditPublished } from './audit.js'
import { isCutOff, isRounded, reachableGrid } from './reachable.js'

/** A figure as a percentage with the digits that its text has. */
function figure(printed: string, more: Partial<PublishedFigure> = {}): PublishedFigure {
  const decimals = printed.split('.')[1]?.length ?? 0
  return {
    system: 'small',
    metric: 'success',
    k: 1,
    printed,
    value: Number(printed) / 100,
    unit: 10 ** -decimals / 100,
    tasks: 50,
    trials: 1,
    line: 2,
    ...more,
  }
}

const audit = (figures: readonly PublishedFigure[], reference = 'small') =>
  auditPublished(figures, { reference, level: 0.95 })

describe('figures', () => {
  test('a share of 50 tasks with one trial each is a multiple of 2 percent', () => {
    const [possible, wrong] = audit([figure('62.0'), figure('61.5', { line: 3, k: 1, family: 'other' })]).figures
    expect(possible?.verdict).toBe('possible')
    expect(wrong).toMatchObject({ verdict: 'impossible', below: 0.6, above: 0.62 })
    expect(wrong?.words).toBe(
      '61.5 cannot come from 50 tasks with one trial each: the nearest results are 60.000 and 62.000',
    )
  })

  test('2 of 3 printed as 66.6 was cut off and not rounded', () => {
    const [found] = audit([figure('66.6', { tasks: 3 })]).figures
    expect(found?.verdict).toBe('only-cut-off')
  })

  test('where results lie closer than digits, a figure says nothing', () => {
    const [found] = audit([figure('61.5', { tasks: 400, trials: 5 })]).figures
    expect(found).toMatchObject({ verdict: 'untold', reachable: 1 })
  })

  test('pass^4 of 4 trials a task is a share of whole tasks', () => {
    const four = { metric: 'pass-all-of', k: 4, trials: 4, tasks: 20 } as const
    expect(audit([figure('35.0', four)]).figures[0]?.verdict).toBe('possible')
    expect(audit([figure('36.0', four)]).figures[0]?.verdict).toBe('impossible')
  })

  test('the grid of pass^k and pass@k holds exactly the means that some results give', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom<PublishedMetric>('pass-all-of', 'pass-any-of'),
        (tasks, trials, wanted, metric) => {
          const k = Math.min(wanted, trials)
          const grid = reachableGrid({ metric, k, tasks, trials })
          const chance = metric === 'pass-all-of' ? allOf : anyOf
          const means = everyMean(
            tasks,
            Array.from({ length: trials + 1 }, (_, c) => chance(c, trials, k)),
          )
          for (let place = 0; place <= 240; place += 1) {
            const share = place / 240
            const isThere = means.some((mean) => Math.abs(mean - share) < 1e-9)
            expect(grid?.reaches(share - 1e-9, share + 1e-9), `${share} of ${means}`).toBe(isThere)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a figure made from results, rounded, is never called impossible', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 2 }),
        (successes, k, digits) => {
          const mean = successes.reduce((sum, count) => sum + allOf(count, 5, k), 0) / successes.length
          const printed = (mean * 100).toFixed(digits)
          const [found] = audit([
            figure(printed, { metric: 'pass-all-of', k, trials: 5, tasks: successes.length }),
          ]).figures
          expect(['possible', 'untold']).toContain(found?.verdict)
        },
      ),
    )
  })

  test('rounding is met from both sides of a tie, cutting off from above only', () => {
    const grid = reachableGrid({ metric: 'success', k: 1, tasks: 8, trials: 1 })
    if (grid === undefined) throw new Error('no grid')
    // 3 of 8 is 37.5 percent.
    expect([isRounded(grid, 0.37, 0.01), isRounded(grid, 0.38, 0.01)]).toEqual([true, true])
    expect([isCutOff(grid, 0.37, 0.01), isCutOff(grid, 0.38, 0.01)]).toEqual([true, false])
  })
})

/** Means of every choice of so many terms, with repetition. */
function everyMean(tasks: number, terms: readonly number[]): number[] {
  let sums = [0]
  for (let task = 0; task < tasks; task += 1) {
    sums = [...new Set(sums.flatMap((sum) => terms.map((term) => Number((sum + term).toFixed(9)))))]
  }
  return sums.map((sum) => sum / tasks)
}

describe('conflicts', () => {
  const all = (k: number, printed: string) => figure(printed, { metric: 'pass-all-of', k, trials: 5, line: k + 1 })

  test('pass^k that rises with k contradicts itself', () => {
    const [found, ...rest] = audit([all(1, '62.0'), all(2, '48.0'), all(3, '50.0')]).conflicts
    expect(rest).toEqual([])
    expect(found).toMatchObject({ lines: [3, 4] })
    expect(found?.words).toContain('pass^3 rises above pass^2, which no results do')
  })

  test('pass^1 that is not the success rate contradicts it, and rounding does not', () => {
    const success = figure('62.0', { trials: 5 })
    expect(audit([success, all(1, '64.0')]).conflicts).toHaveLength(1)
    expect(audit([success, all(1, '62.0')]).conflicts).toEqual([])
  })

  test('pass@k that falls with k contradicts itself', () => {
    const any = (k: number, printed: string) => figure(printed, { metric: 'pass-any-of', k, trials: 5, line: k + 1 })
    expect(audit([any(1, '62.0'), any(2, '60.0')]).conflicts[0]?.words).toContain('pass@2 falls below pass@1')
  })
})

describe('repeated digits', () => {
  const row = (system: string, printed: readonly string[]) =>
    printed.map((text, index) => figure(text, { system, family: `bench-${index}`, tasks: 500, line: index + 2 }))

  test('a row that repeats another one is flagged', () => {
    const figures = [
      ...row('a', ['61.4', '55.2', '70.8', '43.0']),
      ...row('b', ['61.4', '55.2', '70.8', '43.0']),
      ...row('c', ['60.2', '55.2', '68.4', '41.6']),
    ]
    const [found, ...rest] = audit(figures, 'a').repeats
    expect(found).toMatchObject({ systems: ['a', 'b'], same: 4, of: 4, isFlagged: true })
    expect(found?.p).toBeLessThan(1e-4)
    expect(rest).toEqual([])
  })

  test('equal figures on few tasks are chance', () => {
    const few = (system: string, printed: readonly string[]) =>
      row(system, printed).map((found) => ({ ...found, tasks: 10 }))
    const [found] = audit([...few('a', ['60', '50', '70']), ...few('b', ['60', '50', '80'])], 'a').repeats
    expect(found).toMatchObject({ same: 2, isFlagged: false })
    expect(found?.words).toContain('chance explains it')
  })
})

describe('comparisons', () => {
  const pair = (reference: string, system: string, more: Partial<PublishedFigure>) =>
    audit([figure(reference, { system: 'big', ...more }), figure(system, more)], 'big').comparisons[0]

  test('one task more of 50 is too small whatever the results by task', () => {
    expect(pair('62.0', '60.0', {})).toMatchObject({ verdict: 'too-small', smallestP: 1 })
    expect(pair('62.0', '52.0', {})?.smallestP).toBeCloseTo(2 / 2 ** 5)
  })

  test('a difference may hold only with the results by task', () => {
    const found = pair('62.0', '48.0', {})
    expect(found?.verdict).toBe('depends')
    expect(found?.smallestP).toBeCloseTo(2 / 2 ** 7)
    expect(found?.low).toBeLessThan(0)
    expect(found?.power).toBeGreaterThan(0.2)
    expect(found?.smallestFound).toBeGreaterThan(0.14)
  })

  test('a large difference on many tasks holds', () => {
    expect(pair('76.6', '67.2', { tasks: 500 })).toMatchObject({ verdict: 'holds' })
  })

  test('a study finds the smallest effect that it finds in four of five tries', () => {
    const found = pair('80.0', '60.0', { tasks: 40 })
    const again = pair('80.0', String(100 * (0.8 - (found?.smallestFound ?? 0))), { tasks: 40 })
    expect(again?.power).toBeCloseTo(0.8, 1)
  })

  test('an unknown reference is refused with the systems there are', () => {
    expect(() => audit([figure('62.0')], 'bigg')).toThrow('reference is bigg; expected one of small')
  })
})
