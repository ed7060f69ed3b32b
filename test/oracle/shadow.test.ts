import { describe, expect, test } from 'vitest'
import type { Estimate, OutcomeRow } from '../../src/domain/index.js'
import { estimateShadow, estimateShadowOdds, logOdds, pairByTask } from '../../src/estimate/index.js'
import { tQuantile } from '../../src/math/index.js'
import { distance, oracle } from './fixture.js'

function near(got: number | undefined, wanted: number, tolerance: number): void {
  expect(distance(got, wanted), `${got} for ${wanted}`).toBeLessThan(tolerance)
}

type Determined = Extract<Estimate, { kind: 'determined' }>

function known(estimate: Estimate): Determined {
  if (estimate.kind === 'undetermined') throw new Error(estimate.reason)
  return estimate
}

/** Interval of a value with a standard error and degrees of freedom. */
function expectInterval(
  estimate: Determined,
  wanted: { readonly value: number; readonly error: number; readonly df: number },
  tolerance: number,
): void {
  const half = tQuantile(0.975, wanted.df) * wanted.error
  near(estimate.low, wanted.value - half, tolerance)
  near(estimate.high, wanted.value + half, tolerance)
}

describe('shadow_did', () => {
  const { cases, tolerance } = oracle('shadow_did')
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const gapsOf = ({ input }: (typeof cases)[number]) => {
    const repeats = new Map<string, number>()
    const rows = input.success.map((success: number, index: number): OutcomeRow => {
      const [system, task] = [input.model[index], String(input.task[index]).padStart(2, '0')]
      const repeat = repeats.get(`${system}/${task}`) ?? 0
      repeats.set(`${system}/${task}`, repeat + 1)
      return { system, task, repeat, stratum: input.stratum[index], outcome: { kind: success ? 'solved' : 'failed' } }
    })
    const side = (stratum: string) => {
      const own = rows.filter((row: OutcomeRow) => row.stratum === stratum)
      const of = (system: string) => own.filter((row: OutcomeRow) => row.system === system)
      return pairByTask(of('R'), of('C')).map(({ task, reference, system }) => ({
        task,
        difference: mean(reference) - mean(system),
        ...(input.family_of_task !== undefined && { family: String(input.family_of_task[Number(task)]) }),
      }))
    }
    return { narrow: side('narrow'), long: side('long') }
  }

  test.each(cases)('$name: gaps of the tasks', (entry) => {
    const { gaps, gap_narrow: narrow, gap_long: long } = entry.expected
    const sides = gapsOf(entry)
    const found = [...sides.narrow, ...sides.long].sort((a, b) => (a.task < b.task ? -1 : 1))
    expect(found.map(({ task }) => Number(task))).toEqual(gaps.task)
    for (const [index, { difference }] of found.entries()) near(difference, gaps.gap[index], 1e-12)
    near(mean(sides.narrow.map(({ difference }) => difference)), narrow, tolerance)
    near(mean(sides.long.map(({ difference }) => difference)), long, tolerance)
  })

  test.each(cases)('$name: two samples', (entry) => {
    const { expected } = entry
    const { estimate, test: result, permutation } = estimateShadow(gapsOf(entry), { ...LEVEL, design: 'two-samples' })
    const found = known(estimate)
    near(found.value, expected.shadow, tolerance)
    near(found.low, expected.ci_lower, tolerance)
    near(found.high, expected.ci_upper, tolerance)
    expectInterval(found, { value: expected.shadow, error: expected.se, df: expected.df_welch }, 1e-7)
    near(expected.shadow / expected.se, expected.t, 1e-7)
    near(result?.p, expected.p, tolerance)
    near(expected.check_cr2.se, expected.se, 1e-7)
    expect(permutation?.method).toBe('permutation-exact')
    near(permutation?.p, expected.studentised_permutation.p_two_sided, tolerance)
    // Of so many relabellings each counts as one.
    const count = (permutation?.p ?? 0) * expected.studentised_permutation.n_permutations
    expect(Math.abs(count - Math.round(count))).toBeLessThan(1e-6)
  })

  const matched = cases.filter(({ expected }) => expected.matched_families !== undefined)
  test.each(matched)('$name: matched families', (entry) => {
    const wanted = entry.expected.matched_families
    const { estimate, design, permutation } = estimateShadow(gapsOf(entry), LEVEL)
    const found = known(estimate)
    expect(design).toBe('matched-families')
    expect(wanted.family_shadow).toHaveLength(wanted.df + 1)
    near(mean(wanted.family_shadow), wanted.shadow, tolerance)
    near(found.value, wanted.shadow, tolerance)
    near(found.low, wanted.ci_lower, tolerance)
    near(found.high, wanted.ci_upper, tolerance)
    expectInterval(found, { value: wanted.shadow, error: wanted.se, df: wanted.df }, 1e-7)
    expect(permutation?.method).toBe('sign-flip-exact')
    near(permutation?.p, wanted.sign_flip_exact_p_two_sided, tolerance)
  })
})

const LEVEL = { level: 0.95, seed: 1 }

describe('shadow_odds', () => {
  const { cases, tolerance } = oracle('shadow_odds')
  const sidesOf = (input: Record<'narrow' | 'long', number[][]>) => {
    const side = ([r, rn, c, cn]: number[][]) =>
      (r ?? []).map((successes, task) => ({
        task: String(task),
        reference: { successes, trials: rn?.[task] ?? 0 },
        system: { successes: c?.[task] ?? 0, trials: cn?.[task] ?? 0 },
      }))
    return { narrow: side(input.narrow), long: side(input.long) }
  }

  test.each(cases)('$name', ({ input, expected }) => {
    const counts = sidesOf(input)
    const { estimate, test: result } = estimateShadowOdds(counts, { level: 0.95 })
    near(logOdds(counts.long)?.value, expected.log_or_long, tolerance)
    if (expected.identifiable === false) {
      expect(estimate).toMatchObject({ kind: 'undetermined', reason: 'not-identifiable' })
      expect(logOdds(counts.narrow)).toBeUndefined()
      return
    }
    const found = known(estimate)
    near(logOdds(counts.narrow)?.value, expected.log_or_narrow, tolerance)
    near(logOdds(counts.narrow)?.error, expected.se_narrow, tolerance)
    near(logOdds(counts.long)?.error, expected.se_long, tolerance)
    near(Math.log(found.value), expected.log_ratio, tolerance)
    near(found.value, expected.ratio, tolerance)
    near(found.low, expected.ratio_ci_lower, tolerance)
    near(found.high, expected.ratio_ci_upper, tolerance)
    const logs = { ...found, low: Math.log(found.low), high: Math.log(found.high) }
    expectInterval(logs, { value: expected.log_ratio, error: expected.se, df: expected.df }, 1e-7)
    near(result?.p, expected.p, tolerance)
  })
})
