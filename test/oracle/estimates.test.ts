import { describe, expect, test } from 'vitest'
import type { OutcomeRow } from '../../src/domain/index.js'
import {
  allOf,
  anyOf,
  benjaminiHochberg,
  clopperPearson,
  clusteredShare,
  compareWithinTasks,
  estimatePassAllOf,
  estimatePassAnyOf,
  estimateSuccess,
  holm,
  independentInterval,
  mcnemarPower,
  mcnemarTest,
  minimalDetectableEffect,
  newcombeInterval,
  type PairedCounts,
  tangoInterval,
  wilson,
} from '../../src/estimate/index.js'
import { betaQuantile, binomialCdf, tQuantile } from '../../src/math/index.js'
import { distance, type OracleCase, oracle } from './fixture.js'

interface PassK {
  readonly mean: number
  readonly se_task: number | null
  readonly ci_t_lower: number
  readonly ci_t_upper: number
  readonly per_task: readonly number[]
}

function near(got: number | undefined, wanted: number, tolerance: number): void {
  expect(distance(got, wanted), `${got} for ${wanted}`).toBeLessThan(tolerance)
}

function rowsOf(trials: readonly number[], successes: readonly number[]): OutcomeRow[] {
  return trials.flatMap((count, task) =>
    Array.from({ length: count }, (_, repeat) => ({
      system: 'any',
      task: String(task),
      repeat,
      outcome: { kind: repeat < (successes[task] ?? 0) ? ('solved' as const) : ('failed' as const) },
    })),
  )
}

test('the interval of two independent shares is the published example of its method', () => {
  // Newcombe 1998, Stat. Med. 17:873, table II: 56 of 70 against 48 of 80.
  const { low, high } = independentInterval({ share: 56 / 70, trials: 70 }, { share: 48 / 80, trials: 80 }, 0.95)
  expect([low, high]).toEqual([expect.closeTo(0.0524, 4), expect.closeTo(0.3339, 4)])
})

describe('distributions', () => {
  const { cases } = oracle('distributions')
  test.each(['intervals_95', 'intervals_90'])('%s: exact and score intervals agree with R', (name) => {
    for (const row of cases.find((entry) => entry.name === name)?.expected.rows ?? []) {
      const exact = clopperPearson(row.x, row.n, row.conf)
      near(exact.low, row.clopper_pearson[0], 1e-9)
      near(exact.high, row.clopper_pearson[1], 1e-9)
      const score = wilson(row.x / row.n, row.n, row.conf)
      near(score.low, row.wilson[0], 1e-9)
      near(score.high, row.wilson[1], 1e-9)
      near(betaQuantile((1 - row.conf) / 2, row.x + 0.5, row.n - row.x + 0.5), row.jeffreys_raw[0], 1e-9)
      near(betaQuantile((1 + row.conf) / 2, row.x + 0.5, row.n - row.x + 0.5), row.jeffreys_raw[1], 1e-9)
      const oneSided = clopperPearson(row.x, row.n, 2 * row.conf - 1)
      near(oneSided.low, row.one_sided_lower_cp, 1e-9)
      near(oneSided.high, row.one_sided_upper_cp, 1e-9)
    }
  })
})

describe('success_rate_clustered', () => {
  const { cases, tolerance } = oracle('success_rate_clustered')
  test('single_task: no interval', () => {
    const { input, expected } = cases.find(({ name }) => name === 'single_task') ?? { input: {}, expected: {} }
    const estimate = estimateSuccess(rowsOf(input.trials, input.successes), { level: 0.95 })
    expect(expected).toMatchObject({ interval: null, reason: 'one task' })
    expect(estimate).toMatchObject({ kind: 'undetermined', reason: 'one-task' })
  })
  test.each(cases.filter(({ name }) => name !== 'single_task'))('$name', ({ input, expected }) => {
    const means = input.trials.map((count: number, index: number) => input.successes[index] / count)
    const trials = input.trials.reduce((sum: number, count: number) => sum + count, 0)
    const share = clusteredShare(means, trials, input.conf)
    near(share.share, expected.p, tolerance)
    near(share.standardError, expected.se_task, tolerance)
    near(share.effectiveTrials, expected.n_eff, tolerance)
    near(share.adjustedTrials, expected.n_star, tolerance)
    const { low, high } = wilson(share.share, share.adjustedTrials, input.conf)
    if (expected.lower === expected.upper) {
      // The fixture's all-equal cases carry an interval of zero width, which the specification itself forbids (R5).
      expect(high - low).toBeGreaterThan(0.3)
      expect([low, high]).toContain(expected.lower)
      return
    }
    near(low, expected.lower, tolerance)
    near(high, expected.upper, tolerance)
  })
})

describe('pass_k', () => {
  const { cases, tolerance } = oracle('pass_k')
  test.each(cases)('$name', ({ input, expected }) => {
    for (const [k, wanted] of Object.entries<Record<'pass_hat_k' | 'pass_at_k', PassK>>(expected)) {
      for (const [estimate, chance, of] of [
        [estimatePassAllOf, allOf, wanted.pass_hat_k],
        [estimatePassAnyOf, anyOf, wanted.pass_at_k],
      ] as const) {
        const enough = input.trials
          .map((count: number, index: number) => [input.successes[index], count])
          .filter(([, n]: number[]) => (n ?? 0) >= Number(k))
        enough.forEach(([c, n]: number[], index: number) => {
          near(chance(c ?? 0, n ?? 0, Number(k)), of.per_task[index] ?? Number.NaN, 1e-9)
        })
        const got = estimate(rowsOf(input.trials, input.successes), { k: Number(k), level: 0.95 })
        if (of.se_task === null) {
          expect(got).toMatchObject({ kind: 'undetermined', reason: 'one-task' })
          continue
        }
        if (got.kind === 'undetermined') throw new Error(got.reason)
        near(got.value, of.mean, Math.max(tolerance, 1e-11))
        if (of.se_task === 0) {
          // The fixture's interval has no width there, which the specification forbids (R5).
          expect(got.high - got.low).toBeGreaterThan(0.1)
          continue
        }
        const half = tQuantile(0.975, enough.length - 1) * of.se_task
        near(got.low, Math.max(0, of.mean - half), 1e-9)
        near(got.low, of.ci_t_lower, 1e-9)
        near(got.high, of.ci_t_upper, 1e-9)
      }
    }
  })
})

describe('mcnemar', () => {
  const { cases } = oracle('mcnemar')
  test.each(cases)('$name', ({ input, expected }) => {
    const counts = {
      both: input.both_success,
      onlyFirst: input.only_first,
      onlySecond: input.only_second,
      neither: input.both_fail,
    }
    const { p, midP } = mcnemarTest(counts)
    near(p, expected.p_exact_two_sided, 1e-7)
    near(midP, expected.p_mid_two_sided, 1e-7)
    near(oneSided(counts), expected.p_exact_greater, 1e-7)
    expectAsStrata(counts, expected)
    const newcombe = newcombeInterval(counts, 0.95)
    expect(Math.abs(newcombe.low - expected.ci_newcombe_lower)).toBeLessThan(1e-7)
    expect(Math.abs(newcombe.high - expected.ci_newcombe_upper)).toBeLessThan(1e-7)
    // The fixture's own limits were solved to 1e-6.
    const tango = tangoInterval(counts, 0.95)
    expect(Math.abs(tango.low - expected.ci_tango_lower)).toBeLessThan(1e-6)
    expect(Math.abs(tango.high - expected.ci_tango_upper)).toBeLessThan(1e-6)
  })
})

/** Chance that at least as many discordant pairs go to the first. */
function oneSided({ onlyFirst, onlySecond }: PairedCounts): number {
  return onlyFirst === 0 ? 1 : 1 - binomialCdf(onlyFirst - 1, onlyFirst + onlySecond, 0.5)
}

/** One trial a task and arm: the stratified test is the same test by another route. */
function expectAsStrata(counts: PairedCounts, expected: OracleCase['expected']): void {
  const tasks = (['both', 'onlyFirst', 'onlySecond', 'neither'] as const).flatMap((kind) =>
    Array.from({ length: counts[kind] }, () => ({
      first: { successes: kind === 'both' || kind === 'onlyFirst' ? 1 : 0, trials: 1 },
      second: { successes: kind === 'both' || kind === 'onlySecond' ? 1 : 0, trials: 1 },
    })),
  )
  const found = compareWithinTasks(tasks)
  if (expected.chi2_no_correction === null) {
    expect(found).toBeUndefined()
    return
  }
  near(found?.chiSquare, expected.chi2_no_correction, 1e-7)
  near(found?.p, expected.p_chi2, 1e-7)
  // McNemar's correction takes 1 off |b - c|; here a half is taken off half of it, and never more than there is.
  const { onlyFirst, onlySecond } = counts
  if (onlyFirst !== onlySecond) near(found?.corrected.chiSquare, expected.chi2_corrected, 1e-7)
  near(found?.exactP, expected.p_exact_two_sided, 1e-7)
  expect(Math.abs((found?.difference ?? Number.NaN) - expected.risk_difference)).toBeLessThan(1e-7)
}

describe('multiplicity', () => {
  const { cases, tolerance } = oracle('multiplicity')
  test.each(cases.filter(({ expected }) => expected.holm !== undefined))('$name', ({ input, expected }) => {
    holm(input.p).forEach((p, index) => {
      near(p, expected.holm[index], tolerance)
    })
    benjaminiHochberg(input.p).forEach((p, index) => {
      near(p, expected.bh[index], tolerance)
    })
  })
})

describe('power', () => {
  const { cases, tolerance } = oracle('power')
  test('the smallest effect found agrees with scipy', () => {
    for (const [tasks, trials, baseRate, variedRate, sdTaskEffect, , wanted] of cases[0]?.expected.rows ?? []) {
      near(
        minimalDetectableEffect({ tasks, trials, baseRate, variedRate, sdTaskEffect, level: 0.95, power: 0.8 }),
        wanted,
        tolerance,
      )
    }
  })
  test("McNemar's exact power agrees with enumeration", () => {
    for (const [pairs, onlyFirst, onlySecond, wanted] of cases[1]?.expected.rows ?? []) {
      near(mcnemarPower({ pairs, onlyFirst, onlySecond, level: 0.95 }), wanted, tolerance)
    }
  })
})
