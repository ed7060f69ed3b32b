import type { Estimate, EstimateBasis, TestResult } from '../domain/index.js'
import { normalQuantile, normalUpperTail, tQuantile, tTwoSidedP } from '../math/index.js'
import { type Ending, inOrder, lastAtMost, weightOf } from './ends.js'
import { type Span, survivalSteps } from './survival.js'

/** Mean exposure on track up to a fixed end. */
export interface RestrictedMean {
  /** In the unit of the spans, from 0 to the end. */
  readonly value: number
  /** Greenwood-type variance, trials independent. */
  readonly variance: number
  /** Influence of each trial for each unit of its weight, in the order of the spans; weighted they sum to 0. */
  readonly influences: readonly number[]
}

/** Share of the exposure up to the end below which a standard error is rounding. */
const ROUNDING = 1e-10

/**
 * Mean exposure on track up to `end`: the area under the Kaplan-Meier curve.
 *
 * @param end in the unit of the exposures, above 0
 * @source Klein & Moeschberger 2003, 4.5; checked in test/oracle/survival_rmst.json
 */
export function restrictedMean(spans: readonly Ending[], end: number): RestrictedMean {
  const steps = survivalSteps(spans).filter(({ failed, exposure }) => failed > 0 && exposure <= end)
  const exposures = steps.map(({ exposure }) => exposure)
  const widths = steps.map(({ alive, exposure }, index) => alive * ((exposures[index + 1] ?? end) - exposure))
  const after = sumsFromTheEnd(widths)
  let drift = 0
  const terms = steps.map(({ atRisk, failed }, index) => {
    const area = atRisk === failed ? 0 : (after[index] ?? 0) / (atRisk - failed)
    drift += (area * failed) / atRisk
    return { area, drift }
  })
  const influences = spans.map(({ exposure, failed }) => {
    const index = lastAtMost(exposures, exposure)
    const term = terms[index]
    if (term === undefined) return 0
    return term.drift - (failed && exposures[index] === exposure ? term.area : 0)
  })
  const variance = steps.reduce((sum, { atRisk, failed }, index) => {
    if (atRisk === failed) return sum
    return sum + ((after[index] ?? 0) ** 2 * failed) / (atRisk * (atRisk - failed))
  }, 0)
  return { value: (exposures[0] ?? end) + (after[0] ?? 0), variance, influences }
}

/** For each place the sum of the values from there on. */
function sumsFromTheEnd(values: readonly number[]): number[] {
  let sum = 0
  return values
    .toReversed()
    .map((value) => (sum += value))
    .reverse()
}

/**
 * Mean exposure on track up to `end` of one system, with a t interval clustered by sample and cut to what is possible.
 *
 * @returns undetermined as `restrictedMeanDifference` is
 * @source statistics specification 2.5; checked in test/oracle/survival_rmst.json
 */
export function estimateRestrictedMean(
  spans: readonly Span[],
  end: number,
  options: { readonly level: number },
): Estimate {
  const { estimate } = estimateFrom([[1, spans]], end, options)
  if (estimate.kind === 'undetermined') return estimate
  return { ...estimate, low: Math.max(0, estimate.low), high: Math.min(end, estimate.high) }
}

/**
 * Exposure on track that one system has more than another up to `end`, paired by task.
 *
 * @returns undetermined `no-data` where an arm is empty, `one-task` below two tasks, `no-variation` where nobody derails
 *   before the end
 * @source statistics specification 2.5; checked in test/oracle/survival_rmst.json
 */
export function restrictedMeanDifference(
  arms: { readonly first: readonly Span[]; readonly second: readonly Span[] },
  end: number,
  options: { readonly level: number },
): { readonly estimate: Estimate; readonly test?: TestResult } {
  return estimateFrom(
    [
      [1, arms.first],
      [-1, arms.second],
    ],
    end,
    options,
  )
}

type Arms = readonly (readonly [sign: 1 | -1, spans: readonly Span[]])[]

function estimateFrom(
  arms: Arms,
  end: number,
  { level }: { readonly level: number },
): { readonly estimate: Estimate; readonly test?: TestResult } {
  const byTask = new Map<string, number>()
  let value = 0
  for (const [sign, spans] of arms) {
    const ordered = inOrder(spans, ({ cluster }) => cluster)
    const mean = restrictedMean(ordered, end)
    value += sign * mean.value
    for (const [index, span] of ordered.entries()) {
      const influence = sign * weightOf(span) * (mean.influences[index] ?? 0)
      byTask.set(span.cluster, (byTask.get(span.cluster) ?? 0) + influence)
    }
  }
  const tasks = byTask.size
  const trials = arms.reduce((sum, [, spans]) => sum + spans.length, 0)
  const basis: EstimateBasis = { method: 'rmst-clustered', level, samples: tasks, trials, excluded: {}, warnings: [] }
  const isEmpty = arms.some(([, spans]) => spans.length === 0)
  if (isEmpty || tasks < 2) {
    return { estimate: { kind: 'undetermined', reason: isEmpty ? 'no-data' : 'one-task', ...basis } }
  }
  const squares = [...byTask].sort(([a], [b]) => (a < b ? -1 : 1)).reduce((sum, [, own]) => sum + own * own, 0)
  const error = Math.sqrt((squares * tasks) / (tasks - 1))
  if (error <= ROUNDING * end) return { estimate: { kind: 'undetermined', reason: 'no-variation', ...basis } }
  const half = tQuantile((1 + level) / 2, tasks - 1) * error
  return {
    estimate: { kind: 'determined', value, low: value - half, high: value + half, ...basis },
    test: { method: 't', p: tTwoSidedP(value / error, tasks - 1) },
  }
}

/** The same difference for unrelated trials, with the normal interval: for checking, and for trials without tasks. */
export function independentMeanDifference(
  first: RestrictedMean,
  second: RestrictedMean,
  level: number,
): {
  readonly value: number
  readonly error: number
  readonly low: number
  readonly high: number
  readonly p?: number
} {
  const value = first.value - second.value
  const error = Math.sqrt(first.variance + second.variance)
  const half = normalQuantile((1 + level) / 2) * error
  const p = error === 0 ? undefined : 2 * normalUpperTail(Math.abs(value / error))
  return { value, error, low: value - half, high: value + half, ...(p !== undefined && { p }) }
}
