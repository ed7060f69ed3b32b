import type { Estimate, SurvivalFinding } from '../domain/index.js'
import { normalQuantile, tQuantile } from '../math/index.js'
import { clopperPearson } from './success.js'

/** How far one trial went. */
export interface Span {
  /** From 0, all in one unit; 0 where it failed before any progress. */
  readonly exposure: number
  /** False: censored, it went at least this far. */
  readonly failed: boolean
  /** The sample: trials of one sample are not independent. */
  readonly cluster: string
}

/** One exposure at which a trial ended. */
export interface SurvivalStep {
  readonly exposure: number
  readonly atRisk: number
  readonly failed: number
  readonly censored: number
  /** Share still on track just after. */
  readonly alive: number
  /** Greenwood's variance of log alive; infinite where alive is 0. */
  readonly logVariance: number
  /** Nelson-Aalen cumulative hazard and its variance. */
  readonly hazard: number
  readonly hazardVariance: number
}

/** Clusters below which the interval pays for their small number. */
const FEW_CLUSTERS = 40

/**
 * Kaplan-Meier and Nelson-Aalen steps, ascending, one for each distinct exposure; failures come before censorings.
 *
 * @source Kaplan & Meier 1958; checked against R survival in test/oracle/survival_km.json
 */
export function survivalSteps(spans: readonly Pick<Span, 'exposure' | 'failed'>[]): SurvivalStep[] {
  const ends = new Map<number, { failed: number; censored: number }>()
  for (const { exposure, failed } of spans) {
    const end = ends.get(exposure) ?? { failed: 0, censored: 0 }
    if (failed) end.failed += 1
    else end.censored += 1
    ends.set(exposure, end)
  }
  let [atRisk, alive, logVariance, hazard, hazardVariance] = [spans.length, 1, 0, 0, 0]
  return [...ends]
    .sort(([a], [b]) => a - b)
    .map(([exposure, { failed, censored }]) => {
      alive *= 1 - failed / atRisk
      if (failed > 0) logVariance += failed / (atRisk * (atRisk - failed))
      hazard += failed / atRisk
      hazardVariance += failed / atRisk ** 2
      const step = { exposure, atRisk, failed, censored, alive, logVariance, hazard, hazardVariance }
      atRisk -= failed + censored
      return step
    })
}

/**
 * Clustered standard error of the share alive after each step: infinitesimal jackknife over clusters.
 *
 * @source statistics specification 2.3; checked in test/oracle/survival_km_clustered.json
 */
export function clusteredErrors(spans: readonly Span[], steps: readonly SurvivalStep[]): number[] {
  const clusters = [...new Set(spans.map(({ cluster }) => cluster))].sort()
  const place = new Map(clusters.map((cluster, index) => [cluster, index]))
  const ending = new Map<number, Span[]>()
  for (const span of spans) ending.set(span.exposure, [...(ending.get(span.exposure) ?? []), span])
  const atRisk = clusters.map(() => 0)
  for (const { cluster } of spans) bump(atRisk, place.get(cluster), 1)
  const influence = clusters.map(() => 0)
  return steps.map(({ exposure, atRisk: all, failed, alive }) => {
    const ends = ending.get(exposure) ?? []
    if (failed > 0 && all > failed) {
      for (const [index, count] of atRisk.entries()) bump(influence, index, (failed * count) / (all * (all - failed)))
      for (const span of ends) if (span.failed) bump(influence, place.get(span.cluster), -1 / (all - failed))
    }
    for (const span of ends) bump(atRisk, place.get(span.cluster), -1)
    return alive * Math.sqrt(influence.reduce((sum, value) => sum + value * value, 0))
  })
}

function bump(values: number[], index: number | undefined, by: number): void {
  if (index !== undefined) values[index] = (values[index] ?? 0) + by
}

/** Log-log interval of a share alive, or undefined at 0 and 1. */
export function logLogInterval(alive: number, error: number, z: number): { low: number; high: number } | undefined {
  if (alive <= 0 || alive >= 1 || error === 0) return undefined
  const reach = (z * (error / alive)) / Math.abs(Math.log(alive))
  return { low: alive ** Math.exp(reach), high: alive ** Math.exp(-reach) }
}

/**
 * Share of trials still on track, with bands clustered by sample, and the exposure at which half have derailed.
 *
 * @returns points ascending; empty where there are no spans
 * @source statistics specification 2.3
 */
export function survivalCurve(
  spans: readonly Span[],
  options: { readonly level: number },
): { readonly points: SurvivalFinding['points']; readonly median: Estimate } {
  const { level } = options
  const steps = survivalSteps(spans)
  const clusters = new Set(spans.map(({ cluster }) => cluster)).size
  const isFew = clusters < FEW_CLUSTERS && clusters > 1
  const z = isFew ? tQuantile((1 + level) / 2, clusters - 1) : normalQuantile((1 + level) / 2)
  const factor = isFew ? Math.sqrt(clusters / (clusters - 1)) : 1
  const errors = clusteredErrors(spans, steps)
  let lastHigh = 1
  const points = steps.map(({ exposure, atRisk, failed, censored, alive }, index) => {
    const interval = logLogInterval(alive, (errors[index] ?? 0) * factor, z) ?? edge(alive, clusters, level, lastHigh)
    lastHigh = interval.high
    return { exposure, atRisk, failed, censored, alive, ...interval }
  })
  return { points, median: medianOf(points, { level, samples: clusters, trials: spans.length }) }
}

/** At 1 the lower limit of a share without failures among the clusters; at 0 the last upper limit. */
function edge(alive: number, clusters: number, level: number, lastHigh: number): { low: number; high: number } {
  if (alive >= 1) return { low: clusters === 0 ? 0 : clopperPearson(clusters, clusters, level).low, high: 1 }
  if (alive <= 0) return { low: 0, high: lastHigh }
  return { low: 0, high: 1 }
}

function medianOf(
  points: SurvivalFinding['points'],
  of: { readonly level: number; readonly samples: number; readonly trials: number },
): Estimate {
  const basis = { method: 'kaplan-meier-clustered', excluded: {}, warnings: [], ...of }
  const value = quantile(points, 0.5)
  const low = points.find((point) => point.low <= 0.5)?.exposure
  const high = points.find((point) => point.high <= 0.5)?.exposure
  if (points.length === 0) return { kind: 'undetermined', reason: 'no-data', ...basis }
  if (value === undefined || low === undefined || high === undefined || low === high) {
    const atLeast = low ?? points.at(-1)?.exposure
    return { kind: 'undetermined', reason: 'level-not-reached', ...(atLeast !== undefined && { atLeast }), ...basis }
  }
  return { kind: 'determined', value, low, high, ...basis }
}

/** First exposure at which at most `share` are alive; the middle of the interval where exactly `share` are. */
export function quantile(
  points: readonly { readonly exposure: number; readonly alive: number }[],
  share: number,
): number | undefined {
  const index = points.findIndex(({ alive }) => alive <= share + 1e-12)
  const first = points[index]
  if (first === undefined) return undefined
  if (Math.abs(first.alive - share) > 1e-12) return first.exposure
  const next = points.slice(index + 1).find(({ alive }) => alive < share - 1e-12)
  return next === undefined ? first.exposure : (first.exposure + next.exposure) / 2
}
