import { ConfigError } from '../../domain/index.js'
import { eValueOf } from '../../estimate/index.js'

/** One day's answers to fixed prompts, held against answers from before. */
export interface CanaryDay {
  /** p-value of the day's comparison, in (0, 1]. */
  readonly p: number
  /** Which part of the answers from before it was held against; days with the same part are not independent. */
  readonly baselinePart: string
}

/** What the daily comparisons say. */
export interface CanaryWatch {
  /** Evidence that the answers changed, at its largest. */
  readonly evidence: number
  /** Days up to the alarm; undefined where there is none. */
  readonly alarmAfter?: number
}

/**
 * Watches daily p-values for a change of answers. Each becomes an e-value; those against fresh, disjoint parts of the
 * baseline multiply as in the drift detector, M <- (M + 1) e, and those against one part that is used again are averaged
 * first, which holds under any dependence and is slower.
 *
 * @param options.averageRunLength days between two false alarms, at least, where every part is fresh
 * @throws DataError `p-out-of-range`; ConfigError where a part returns after another, or the run length is below 1
 * @source statistics specification 7.5 (b); calibrator of `eValueOf`
 */
export function watchCanary(days: readonly CanaryDay[], options: { readonly averageRunLength: number }): CanaryWatch {
  const { averageRunLength } = options
  if (!(averageRunLength >= 1)) throw new ConfigError('averageRunLength', averageRunLength, 'at least 1 day')
  let [before, largest] = [0, 0]
  for (const [index, { baselinePart }] of days.entries()) {
    const first = days.findIndex((day) => day.baselinePart === baselinePart)
    const part = days.slice(first, index + 1)
    if (part.some((day) => day.baselinePart !== baselinePart)) {
      throw new ConfigError('baselinePart', baselinePart, 'the days of one part together')
    }
    // A part is closed by the first day of the next one.
    if (first === index && index > 0) before = withPart(before, partUpTo(days, index - 1))
    const evidence = withPart(before, part)
    largest = Math.max(largest, evidence)
    if (evidence >= averageRunLength) return { evidence, alarmAfter: index + 1 }
  }
  return { evidence: largest }
}

function partUpTo(days: readonly CanaryDay[], last: number): readonly CanaryDay[] {
  const name = days[last]?.baselinePart
  return days.slice(
    days.findIndex((day) => day.baselinePart === name),
    last + 1,
  )
}

function withPart(before: number, days: readonly CanaryDay[]): number {
  return ((before + 1) * days.reduce((sum, { p }) => sum + eValueOf(p), 0)) / days.length
}
