import { ConfigError } from '../../domain/index.js'

/** A chart for one stated fall of success. */
export interface CusumRule {
  /** Success before. */
  readonly before: number
  /** Success after; below `before`. */
  readonly after: number
  /** Sum at which it raises an alarm. */
  readonly limit: number
}

/** Places between 0 and the limit at which the chart is described. */
const PLACES = 240

/** The sum after one more session: log-likelihood of `after` over `before`, never below 0. */
export function stepCusum(sum: number, isSuccess: boolean, { before, after }: Omit<CusumRule, 'limit'>): number {
  const step = isSuccess ? Math.log(after / before) : Math.log1p(-after) - Math.log1p(-before)
  return Math.max(0, sum + step)
}

/**
 * Watches sessions with a Bernoulli CUSUM: quicker than the e-detector by about a sixth where the fall has exactly the
 * stated size, and without its guarantee where sessions are not independent with success `before`.
 *
 * @returns the last sum, and the sessions up to the alarm where there is one
 * @source statistics specification 7.5; checked in test/oracle/drift_detectors.json
 */
export function watchCusum(
  results: Iterable<boolean>,
  rule: CusumRule,
): { readonly sum: number; readonly alarmAfter?: number } {
  let [sum, sessions] = [0, 0]
  for (const isSuccess of results) {
    sessions += 1
    sum = stepCusum(sum, isSuccess, rule)
    if (sum >= rule.limit) return { sum, alarmAfter: sessions }
  }
  return { sum }
}

/**
 * Sessions to a false alarm, on average, with independent sessions of success `before`.
 *
 * @source Markov chain on places between 0 and the limit (Brook & Evans 1972), a sum between two places shared by both
 */
export function cusumRunLength(rule: CusumRule): number {
  const { before, limit } = rule
  const gap = limit / PLACES
  // Unknowns: sessions left from each place. Row i says: L_i = 1 + p L(after success) + (1 - p) L(after failure).
  const rows = Array.from({ length: PLACES }, (_, place) => {
    const row = Array.from({ length: PLACES }, (_unused, other) => (other === place ? 1 : 0))
    for (const [isSuccess, chance] of [
      [true, before],
      [false, 1 - before],
    ] as const) {
      const next = stepCusum(place * gap, isSuccess, rule) / gap
      const low = Math.floor(next)
      addTo(row, low, -chance * (1 - (next - low)))
      addTo(row, low + 1, -chance * (next - low))
    }
    return row
  })
  return solve(
    rows,
    rows.map(() => 1),
  )
}

/** Places from the limit on are the alarm: no sessions are left from there. */
function addTo(row: number[], place: number, value: number): void {
  if (place < row.length) row[place] = (row[place] ?? 0) + value
}

/** First unknown of a dense system, by elimination; the chain's rows dominate their diagonal, so no pivoting. */
function solve(rows: number[][], right: number[]): number {
  for (let pivot = rows.length - 1; pivot > 0; pivot -= 1) {
    const row = rows[pivot] ?? []
    for (let other = pivot - 1; other >= 0; other -= 1) {
      const target = rows[other] ?? []
      const factor = (target[pivot] ?? 0) / (row[pivot] ?? 1)
      if (factor === 0) continue
      for (let column = 0; column < pivot; column += 1) {
        target[column] = (target[column] ?? 0) - factor * (row[column] ?? 0)
      }
      right[other] = (right[other] ?? 0) - factor * (right[pivot] ?? 0)
    }
  }
  return (right[0] ?? 0) / (rows[0]?.[0] ?? 1)
}

/**
 * Smallest limit at which false alarms are at least so far apart, on average.
 *
 * @throws ConfigError where `after` is not below `before`, or the run length is below 2
 * @source bisection on `cusumRunLength`
 */
export function tuneCusum(fall: Omit<CusumRule, 'limit'>, options: { readonly averageRunLength: number }): CusumRule {
  const { before, after } = fall
  const { averageRunLength } = options
  if (!(after > 0 && after < before && before < 1)) throw new ConfigError('after', after, `above 0 and below ${before}`)
  if (!(averageRunLength >= 2)) throw new ConfigError('averageRunLength', averageRunLength, 'at least 2 sessions')
  let [low, high] = [0, 1]
  while (cusumRunLength({ ...fall, limit: high }) < averageRunLength) [low, high] = [high, high * 2]
  for (let step = 0; step < 16; step += 1) {
    const middle = (low + high) / 2
    if (cusumRunLength({ ...fall, limit: middle }) >= averageRunLength) high = middle
    else low = middle
  }
  return { before, after, limit: high }
}
