import type { Estimate, TestResult } from '../domain/index.js'
import { normalQuantile, normalUpperTail, tQuantile, tTwoSidedP } from '../math/index.js'
import { type Span, survivalSteps } from './survival.js'

/** Mean exposure on track up to a fixed end. */
export interface RestrictedMean {
  readonly value: number
  /** Greenwood-type variance, trials independent. */
  readonly variance: number
  /** Influence of each trial, in the order of the spans; sums to 0. */
  readonly influences: readonly number[]
}

/**
 * Mean exposure on track up to `end`: the area under the Kaplan-Meier curve.
 *
 * @param end in the unit of the exposures, above 0
 * @source Klein & Moeschberger 2003, 4.5; checked in test/oracle/survival_rmst.json
 */
export function restrictedMean(spans: readonly Pick<Span, 'exposure' | 'failed'>[], end: number): RestrictedMean {
  const steps = survivalSteps(spans).filter(({ failed, exposure }) => failed > 0 && exposure <= end)
  const edges = [...steps.map(({ exposure }) => exposure), end]
  const widths = steps.map((step, index) => step.alive * ((edges[index + 1] ?? end) - step.exposure))
  const first = edges[0] ?? end
  // Area from each failure on to the end.
  const after = widths.map((_, index) => widths.slice(index).reduce((sum, width) => sum + width, 0))
  const terms = steps.map(({ exposure, atRisk, failed }, index) => {
    const area = atRisk === failed ? 0 : (after[index] ?? 0) / (atRisk - failed)
    return { exposure, area, hazard: failed / atRisk }
  })
  const influences = spans.map(({ exposure, failed }) =>
    terms.reduce((sum, term) => {
      if (term.exposure > exposure) return sum
      const isEvent = failed && term.exposure === exposure
      return sum - term.area * ((isEvent ? 1 : 0) - term.hazard)
    }, 0),
  )
  const variance = steps.reduce((sum, { atRisk, failed }, index) => {
    if (atRisk === failed) return sum
    return sum + ((after[index] ?? 0) ** 2 * failed) / (atRisk * (atRisk - failed))
  }, 0)
  return { value: first + widths.reduce((sum, width) => sum + width, 0), variance, influences }
}

/**
 * Exposure on track that one system has more than another up to `end`, paired by task.
 *
 * @returns undetermined `one-task` below two tasks, `no-variation` where nobody derails before the end
 * @source statistics specification 2.5; checked in test/oracle/survival_rmst.json
 */
export function restrictedMeanDifference(
  arms: { readonly first: readonly Span[]; readonly second: readonly Span[] },
  end: number,
  options: { readonly level: number },
): { readonly estimate: Estimate; readonly test?: TestResult } {
  const { level } = options
  const [first, second] = [restrictedMean(arms.first, end), restrictedMean(arms.second, end)]
  const byTask = new Map<string, number>()
  for (const [sign, spans, { influences }] of [
    [1, arms.first, first],
    [-1, arms.second, second],
  ] as const) {
    for (const [index, { cluster }] of spans.entries()) {
      byTask.set(cluster, (byTask.get(cluster) ?? 0) + sign * (influences[index] ?? 0))
    }
  }
  const tasks = byTask.size
  const trials = arms.first.length + arms.second.length
  const basis = { method: 'rmst-clustered', level, samples: tasks, trials, excluded: {}, warnings: [] }
  if (tasks < 2) return { estimate: { kind: 'undetermined', reason: tasks === 0 ? 'no-data' : 'one-task', ...basis } }
  const squares = [...byTask.values()].reduce((sum, value) => sum + value * value, 0)
  const error = Math.sqrt((squares * tasks) / (tasks - 1))
  if (error === 0) return { estimate: { kind: 'undetermined', reason: 'no-variation', ...basis } }
  const value = first.value - second.value
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
