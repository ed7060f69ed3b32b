import type { Estimate, EstimateBasis, TestResult, WarningCode } from '../domain/index.js'
import { createRandom, tQuantile, tTwoSidedP } from '../math/index.js'
import { clusterMeans, ENOUGH_FAMILIES, mean, variance } from './rows.js'
import { signFlips } from './sign-flips.js'

/** Gap of one task: mean success of the reference minus that of the system. */
export interface TaskGap {
  readonly task: string
  /** Tasks of one family have both forms; a task without one stands alone. */
  readonly family?: string
  /** In [-1, 1]; positive: the system is behind. */
  readonly difference: number
}

/** The gap beyond the narrow gap, with both tests of it. */
export interface ShadowEstimate {
  /** In [-2, 2]; positive: further behind on the long side. */
  readonly estimate: Estimate
  /** By the t distribution; absent where the estimate is undetermined. */
  readonly test?: TestResult
  /** Exact or sampled: sign flips for matched families, studentised label permutation otherwise. */
  readonly permutation?: TestResult
  /** What the unit of evidence is: families, or tasks of each side. */
  readonly design: 'matched-families' | 'two-samples'
}

const MOST_ENUMERATED = 20_000
const SAMPLED = 9_999

/**
 * The shadow in points: mean gap over long tasks minus mean gap over narrow ones.
 *
 * @param options.design matched families where at least six have both forms, unless stated
 * @param options.hasPermutation false leaves the permutation test out, for many estimates in a row
 * @source statistics specification 3.1; checked in test/oracle/shadow_did.json
 */
export function estimateShadow(
  gaps: { readonly narrow: readonly TaskGap[]; readonly long: readonly TaskGap[] },
  options: {
    readonly level: number
    readonly seed: number
    readonly design?: 'matched-families' | 'two-samples'
    readonly hasPermutation?: boolean
  },
): ShadowEstimate {
  const families = familyShadows(gaps.narrow, gaps.long)
  const design = options.design ?? (families.length >= ENOUGH_FAMILIES ? 'matched-families' : 'two-samples')
  const samples = gaps.narrow.length + gaps.long.length
  const { level, seed, hasPermutation = true } = options
  const draws = hasPermutation ? seed : undefined
  const basis = { level, samples, trials: samples, excluded: {}, seed, warnings: [] }
  if (design === 'matched-families') return matched(families, { ...basis, method: 't-families' }, draws)
  const [narrow, long] = [sorted(gaps.narrow), sorted(gaps.long)]
  return twoSamples(narrow, long, { ...basis, method: 'welch' }, draws)
}

function sorted(gaps: readonly TaskGap[]): number[] {
  return [...gaps].sort((a, b) => (a.task < b.task ? -1 : 1)).map(({ difference }) => difference)
}

/** For each family with both forms: long gap minus narrow gap, sorted by family. */
function familyShadows(narrow: readonly TaskGap[], long: readonly TaskGap[]): number[] {
  const of = (gaps: readonly TaskGap[], family: string) =>
    clusterMeans(gaps.flatMap((gap) => (gap.family === family ? [{ cluster: gap.task, value: gap.difference }] : [])))
  const names = [...new Set(narrow.flatMap(({ family }) => (family === undefined ? [] : [family])))].sort()
  return names.flatMap((family) => {
    const [near, far] = [of(narrow, family), of(long, family)]
    return near.length === 0 || far.length === 0 ? [] : [mean(far) - mean(near)]
  })
}

function matched(shadows: readonly number[], basis: EstimateBasis, seed: number | undefined): ShadowEstimate {
  const design = 'matched-families'
  if (shadows.length < 2) return { estimate: { kind: 'undetermined', reason: 'too-few-tasks', ...basis }, design }
  const value = mean(shadows)
  const error = Math.sqrt(variance(shadows) / shadows.length)
  if (error === 0) return { estimate: { kind: 'undetermined', reason: 'no-variation', ...basis }, design }
  const df = shadows.length - 1
  const half = tQuantile((1 + basis.level) / 2, df) * error
  return {
    estimate: { kind: 'determined', value, low: Math.max(-2, value - half), high: Math.min(2, value + half), ...basis },
    test: { method: 't', p: tTwoSidedP(value / error, df) },
    ...(seed !== undefined && { permutation: signFlips(shadows, seed) }),
    design,
  }
}

function twoSamples(
  narrow: readonly number[],
  long: readonly number[],
  basis: EstimateBasis,
  seed: number | undefined,
): ShadowEstimate {
  const design = 'two-samples'
  if (narrow.length < 2 || long.length < 2) {
    return { estimate: { kind: 'undetermined', reason: 'too-few-tasks', ...basis }, design }
  }
  const [narrowError, longError] = [variance(narrow) / narrow.length, variance(long) / long.length]
  const error = Math.sqrt(narrowError + longError)
  if (error === 0) return { estimate: { kind: 'undetermined', reason: 'no-variation', ...basis }, design }
  const value = mean(long) - mean(narrow)
  const df = error ** 4 / (narrowError ** 2 / (narrow.length - 1) + longError ** 2 / (long.length - 1))
  const half = tQuantile((1 + basis.level) / 2, df) * error
  const warnings: readonly WarningCode[] =
    narrowError === 0 || longError === 0 ? [...basis.warnings, 'no-variation-in-one-stratum'] : basis.warnings
  return {
    estimate: {
      kind: 'determined',
      value,
      low: Math.max(-2, value - half),
      high: Math.min(2, value + half),
      ...basis,
      warnings,
    },
    test: { method: 'welch-t', p: tTwoSidedP(value / error, df) },
    ...(seed !== undefined && { permutation: permuteLabels(narrow, long, seed) }),
    design,
  }
}

/** Share of label assignments whose studentised difference is at least as far from zero as the observed one. */
function permuteLabels(narrow: readonly number[], long: readonly number[], seed: number): TestResult {
  const values = [...narrow, ...long]
  const totals = sums(values)
  const observed = Math.abs(studentised(sums(long), totals, long.length, values.length))
  const isAsFar = (t: number) => Math.abs(t) >= observed * (1 - 1e-12) - 1e-12
  const statistic = (chosen: Sums) => studentised(chosen, totals, long.length, values.length)
  if (combinations(values.length, long.length) <= MOST_ENUMERATED) {
    let [hits, all] = [0, 0]
    eachChoice(values, long.length, (chosen) => {
      all += 1
      if (isAsFar(statistic(chosen))) hits += 1
    })
    return { method: 'permutation-exact', p: hits / all }
  }
  const random = createRandom(seed)
  let hits = 0
  for (let draw = 0; draw < SAMPLED; draw += 1) {
    let [sum, squares] = [0, 0]
    for (let place = 0; place < long.length; place += 1) {
      const other = place + random.below(values.length - place)
      const [here, there] = [values[place] ?? 0, values[other] ?? 0]
      values[place] = there
      values[other] = here
      sum += there
      squares += there * there
    }
    if (isAsFar(statistic({ sum, squares }))) hits += 1
  }
  return { method: 'permutation', p: (hits + 1) / (SAMPLED + 1) }
}

interface Sums {
  readonly sum: number
  readonly squares: number
}

function sums(values: readonly number[]): Sums {
  let [sum, squares] = [0, 0]
  for (const value of values) {
    sum += value
    squares += value * value
  }
  return { sum, squares }
}

function studentised(chosen: Sums, totals: Sums, size: number, all: number): number {
  const rest = { sum: totals.sum - chosen.sum, squares: totals.squares - chosen.squares }
  const error = (part: Sums, n: number) => Math.max(0, part.squares - part.sum ** 2 / n) / (n - 1) / n
  const difference = chosen.sum / size - rest.sum / (all - size)
  const spread = error(chosen, size) + error(rest, all - size)
  if (spread < 1e-18) return Math.abs(difference) < 1e-12 ? 0 : Math.sign(difference) * Number.MAX_VALUE
  return difference / Math.sqrt(spread)
}

function combinations(n: number, k: number): number {
  let count = 1
  for (let drawn = 1; drawn <= k; drawn += 1) count = (count * (n - k + drawn)) / drawn
  return count
}

function eachChoice(values: readonly number[], size: number, visit: (chosen: Sums) => void): void {
  const go = (from: number, left: number, sum: number, squares: number): void => {
    if (left === 0) {
      visit({ sum, squares })
      return
    }
    for (let place = from; place <= values.length - left; place += 1) {
      const value = values[place] ?? 0
      go(place + 1, left - 1, sum + value, squares + value * value)
    }
  }
  go(0, size, 0, 0)
}
