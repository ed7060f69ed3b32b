import type { TestResult } from '../domain/index.js'
import { binomialCdf, normalQuantile, pOf } from '../math/index.js'
import { wilson } from './success.js'

/** Pairs of one binary trial each, by who succeeded. */
export interface PairedCounts {
  readonly both: number
  readonly onlyFirst: number
  readonly onlySecond: number
  readonly neither: number
}

/**
 * Exact two-sided p of McNemar's test; `midP` is the less conservative form.
 *
 * @source two-sided binomial of the discordant pairs; checked in test/oracle/mcnemar.json
 */
export function mcnemarTest({ onlyFirst, onlySecond }: PairedCounts): TestResult & { readonly midP: number } {
  const discordant = onlyFirst + onlySecond
  if (discordant === 0) return { method: 'mcnemar-exact', p: 1, midP: 1 }
  const smaller = Math.min(onlyFirst, onlySecond)
  const tail = binomialCdf(smaller, discordant, 0.5)
  const point = tail - binomialCdf(smaller - 1, discordant, 0.5)
  const isTie = onlyFirst === onlySecond
  return { method: 'mcnemar-exact', p: pOf(2 * tail), midP: isTie ? 1 : pOf(2 * tail - point) }
}

/**
 * Score interval for the difference of two paired shares, first minus second.
 *
 * @source Tango 1998, solved by bisection; checked in test/oracle/mcnemar.json
 */
export function tangoInterval(counts: PairedCounts, level: number): { low: number; high: number } {
  const z = normalQuantile((1 + level) / 2)
  return { low: solve(counts, z), high: solve(counts, -z) }
}

/** The difference at which the score statistic, which falls with it, equals `wanted`. */
function solve(counts: PairedCounts, wanted: number): number {
  let [low, high] = [-1, 1]
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2
    if (scoreStatistic(counts, middle) > wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function scoreStatistic({ both, onlyFirst, onlySecond, neither }: PairedCounts, difference: number): number {
  const n = both + onlyFirst + onlySecond + neither
  const a = 2 * n
  const b = -onlyFirst - onlySecond + (2 * n - onlyFirst + onlySecond) * difference
  const c = -onlySecond * difference * (1 - difference)
  const share = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a)
  const spread = n * (2 * share + difference * (1 - difference))
  const distance = onlyFirst - onlySecond - n * difference
  if (spread <= 0) return distance === 0 ? 0 : distance * Number.MAX_VALUE
  return distance / Math.sqrt(spread)
}

/**
 * Newcombe's method 10 for the same difference; the cross-check beside Tango's.
 *
 * @source Newcombe 1998; checked in test/oracle/mcnemar.json
 */
export function newcombeInterval(counts: PairedCounts, level: number): { low: number; high: number } {
  const { both, onlyFirst, onlySecond, neither } = counts
  const n = both + onlyFirst + onlySecond + neither
  const [first, second] = [(both + onlyFirst) / n, (both + onlySecond) / n]
  const [one, two] = [wilson(first, n, level), wilson(second, n, level)]
  const margins = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither)
  const product = both * neither - onlyFirst * onlySecond
  const numerator = product > n / 2 ? product - n / 2 : product >= 0 ? 0 : product
  const phi = margins === 0 ? 0 : numerator / Math.sqrt(margins)
  const reach = (a: number, b: number) => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b))
  const difference = first - second
  return {
    low: difference - reach(first - one.low, two.high - second),
    high: difference + reach(one.high - first, second - two.low),
  }
}
