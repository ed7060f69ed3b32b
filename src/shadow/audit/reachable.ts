import type { PublishedFigure } from '../../domain/index.js'

/** Steps of the last digit on either side over which figures are counted. */
const AROUND = 50
/** Grids finer than this reach every printed figure; no table of results is built for them. */
const MOST_SUMS = 4_000_000
const ROUNDING = 1e-9

/** The results that tasks and trials can give, as shares on a grid. */
export interface ReachableGrid {
  /** Whether some results give a share in [low, high]. */
  reaches(low: number, high: number): boolean
  /** Nearest share that can arise at or below, and at or above; undefined where there is none in [0, 1]. */
  nearest(share: number): { readonly below?: number; readonly above?: number }
}

/**
 * The shares that can arise as the figure of so many tasks and trials, or undefined where they lie so densely that
 * every figure can.
 *
 * Success is any multiple of 1 / (tasks x trials). pass^k is a mean of C(c, k) / C(m, k) over tasks, so what matters is
 * which sums of so many such terms exist: the fewest terms that make each sum, as in the coin problem. pass@k is its
 * mirror image in the failures.
 *
 * @source granularity of means (GRIM, Brown & Heathers 2017), carried over to pass^k and pass@k
 */
export function reachableGrid(
  figure: Pick<PublishedFigure, 'metric' | 'k' | 'tasks' | 'trials'>,
): ReachableGrid | undefined {
  const { metric, k, tasks, trials } = figure
  if (metric === 'success') return gridOf(tasks * trials, () => true)
  const terms = Array.from({ length: trials - k + 1 }, (_, above) => chooseUpTo(k + above, k))
  const whole = terms.at(-1) ?? 1
  const sums = tasks * whole
  if (!(sums <= MOST_SUMS)) return undefined
  const fewest = fewestTerms(sums, terms)
  const isSum = (sum: number) => (fewest[sum] ?? Number.POSITIVE_INFINITY) <= tasks
  return gridOf(sums, metric === 'pass-all-of' ? isSum : (sum) => isSum(sums - sum))
}

/** C(n, k), exact as long as it is below 2^53, else infinite. */
function chooseUpTo(n: number, k: number): number {
  let product = 1
  for (let taken = 1; taken <= k; taken += 1) product = (product * (n - k + taken)) / taken
  return product <= Number.MAX_SAFE_INTEGER ? Math.round(product) : Number.POSITIVE_INFINITY
}

/** Fewest terms that add up to each sum from 0; the smallest term is 1, so every sum has some. */
function fewestTerms(most: number, terms: readonly number[]): Uint32Array {
  const fewest = new Uint32Array(most + 1)
  for (let sum = 1; sum <= most; sum += 1) {
    let best = sum
    for (const term of terms) {
      if (term > sum) break
      best = Math.min(best, (fewest[sum - term] ?? 0) + 1)
    }
    fewest[sum] = best
  }
  return fewest
}

function gridOf(sums: number, isSum: (sum: number) => boolean): ReachableGrid {
  const search = (from: number, step: 1 | -1): number | undefined => {
    for (let sum = from; sum >= 0 && sum <= sums; sum += step) if (isSum(sum)) return sum / sums
    return undefined
  }
  return {
    reaches(low, high) {
      const found = search(Math.max(0, Math.ceil(low * sums - ROUNDING)), 1)
      return found !== undefined && found <= high + ROUNDING / sums
    },
    nearest(share) {
      const below = search(Math.min(sums, Math.floor(share * sums + ROUNDING)), -1)
      const above = search(Math.max(0, Math.ceil(share * sums - ROUNDING)), 1)
      return { ...(below !== undefined && { below }), ...(above !== undefined && { above }) }
    },
  }
}

/** Share of the printed figures round about that some results give, rounded; in [0, 1]. */
export function reachableShare(grid: ReachableGrid, { value, unit }: Pick<PublishedFigure, 'value' | 'unit'>): number {
  let [hits, all] = [0, 0]
  for (let place = -AROUND; place <= AROUND; place += 1) {
    const near = value + place * unit
    if (near < -ROUNDING || near > 1 + ROUNDING) continue
    all += 1
    if (isRounded(grid, near, unit)) hits += 1
  }
  return hits / all
}

/** Whether some results, rounded either way at a tie, print as this value. */
export function isRounded(grid: ReachableGrid, value: number, unit: number): boolean {
  return grid.reaches(value - unit / 2, value + unit / 2)
}

/** Whether some results print as this value where the digits behind it are cut off. */
export function isCutOff(grid: ReachableGrid, value: number, unit: number): boolean {
  return grid.reaches(value, value + unit * (1 - ROUNDING))
}
