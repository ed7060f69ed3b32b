import { describe, expect, test } from 'vitest'
import { determined } from '../../test/support/report-estimates.js'
import type { OutcomeRow, ShadowFinding, Stratum } from '../domain/index.js'
import { planNextTrials } from './next-trials.js'

function cell(system: string, stratum: Stratum, solvedOfTen: number, costUsd?: number): OutcomeRow[] {
  return Array.from({ length: 40 }, (_, n): OutcomeRow => {
    const outcome = { kind: n % 10 < solvedOfTen ? ('solved' as const) : ('failed' as const) }
    return { system, stratum, task: `${stratum} ${n}`, repeat: 0, outcome, ...(costUsd !== undefined && { costUsd }) }
  })
}

const ROWS = [
  ...cell('big', 'narrow', 9, 1),
  ...cell('big', 'long', 8, 4),
  ...cell('small', 'narrow', 9, 0.1),
  ...cell('small', 'long', 5, 0.4),
]

function shadow(system: string): ShadowFinding {
  const estimate = determined(0.2, 0.1, 0.3)
  return {
    system,
    reference: 'big',
    contrast: 'longer-work',
    names: { narrow: 'narrow', long: 'long' },
    narrowGap: estimate,
    longGap: estimate,
    shadow: estimate,
    oddsRatio: estimate,
    design: 'two-samples',
    verdict: { kind: 'established' },
    correctedVerdict: { kind: 'established' },
    words: [],
  }
}

function split(rows: readonly OutcomeRow[], trials = 300, shadows = [shadow('small')]) {
  const found = planNextTrials(rows, { trials, reference: 'big', shadows })
  if (found.kind === 'undetermined') throw new Error(found.words.join(' '))
  return found
}

describe('further trials', () => {
  test('go where results vary most for the money', () => {
    const found = split(ROWS)
    const of = (system: string, stratum: Stratum) =>
      found.cells.find((cell) => cell.system === system && cell.stratum === stratum)?.next ?? 0
    expect(found.cells.reduce((sum, { next }) => sum + next, 0)).toBe(300)
    // Equal successes: a tenth of the cost gives the root of ten times the trials.
    expect(of('small', 'narrow') / of('big', 'narrow')).toBeCloseTo(Math.sqrt(10), 0)
    expect(of('small', 'long')).toBeGreaterThan(of('small', 'narrow') / 2)
    expect(found.costUsd).toBeCloseTo(
      found.cells.reduce((sum, { next, trialUsd = 0 }) => sum + next * trialUsd, 0),
      9,
    )
  })

  test('narrow the interval of the shadow at least as much as an even split, where costs do not weigh', () => {
    const rows = ROWS.map(({ costUsd: _, ...row }) => row)
    const found = split(rows)
    const [only] = found.shadows
    if (only === undefined) throw new Error('one shadow')
    expect(only.now).toBeCloseTo(0.1, 9)
    expect(only.after).toBeLessThanOrEqual(only.afterEven + 1e-3)
    expect(only.afterEven).toBeLessThan(only.now)
    // 75 on top of 40 in each cell.
    expect(only.afterEven).toBeCloseTo(0.1 * Math.sqrt(40 / 115), 6)
    expect(found.isPriced).toBe(false)
    expect(found.words.join(' ')).toContain('each counts alike')
  })

  test('give the reference more where it stands in several shadows', () => {
    const rows = ROWS.map(({ costUsd: _, ...row }) => row)
    const three = [...rows, ...cell('other', 'narrow', 9), ...cell('other', 'long', 5)]
    const found = split(three, 1000, [shadow('small'), shadow('other')])
    const of = (system: string) => found.cells.find((cell) => cell.system === system)?.next ?? 0
    expect(of('big') / of('small')).toBeCloseTo(Math.SQRT2, 1)
    expect(found.shadows.map(({ system }) => system)).toEqual(['small', 'other'])
  })

  test('are not split for a shadow of one system, and one is one', () => {
    const found = planNextTrials(
      ROWS.filter(({ system }) => system === 'big'),
      { trials: 1, reference: 'big', shadows: [] },
    )
    expect(found).toMatchObject({ kind: 'undetermined', reason: 'not-applicable' })
    expect(found.words).toEqual([
      'How 1 further trial is best split cannot be told: there is one system only, so no shadow.',
    ])
  })

  test('are never said to be for the gate', () => {
    expect(split(ROWS).words.join(' ')).toContain('It is not for the gate')
  })

  test('cannot be split without two sides, or with too small a pilot, and the cell is named', () => {
    const oneSide = ROWS.filter(({ stratum }) => stratum === 'narrow')
    expect(planNextTrials(oneSide, { trials: 10, reference: 'big', shadows: [] })).toMatchObject({
      kind: 'undetermined',
      reason: 'no-strata',
    })
    const thin = [...ROWS, ...cell('new', 'narrow', 5).slice(0, 2)]
    const found = planNextTrials(thin, { trials: 10, reference: 'big', shadows: [] })
    expect(found).toMatchObject({ kind: 'undetermined', reason: 'too-few-trials' })
    expect(found.words[0]).toContain('new, narrow has 2, new, long has 0')
  })
})
