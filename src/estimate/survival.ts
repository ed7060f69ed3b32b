import type { Estimate, SurvivalFinding } from '../domain/index.js'
import { normalQuantile, tQuantile } from '../math/index.js'
import { createClusterForm } from './cluster-form.js'
import { type Ending, endGroups, inOrder, weightOf } from './ends.js'
import { clopperPearson } from './success.js'

/** How far one trial went. */
export interface Span {
  /** From 0, all in one unit; 0 where it failed before any progress. */
  readonly exposure: number
  /** False: censored, it went at least this far. */
  readonly failed: boolean
  /** The sample: trials of one sample are not independent. */
  readonly cluster: string
  /** How many equal trials it stands for; 1 unless stated, above 0. */
  readonly weight?: number
}

/** One exposure at which a trial ended. */
export interface SurvivalStep {
  /** In the unit of the spans, ascending. */
  readonly exposure: number
  /** Weight of the trials still on their way just before. */
  readonly atRisk: number
  /** Weight of those that failed here. */
  readonly failed: number
  /** Weight of those that ended here without failing. */
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
export function survivalSteps(spans: readonly Ending[]): SurvivalStep[] {
  let [alive, logVariance, hazard, hazardVariance] = [1, 0, 0, 0]
  return endGroups(spans).map(({ exposure, atRisk, failed, censored }) => {
    alive *= 1 - failed / atRisk
    if (failed > 0) logVariance += failed / (atRisk * (atRisk - failed))
    hazard += failed / atRisk
    hazardVariance += failed / atRisk ** 2
    return { exposure, atRisk, failed, censored, alive, logVariance, hazard, hazardVariance }
  })
}

/** What clusters say of one step. */
interface ClusteredStep {
  /** Standard error of the share alive, clustered by sample. */
  readonly error: number
  /** Standard error of the cumulative hazard, clustered by sample. */
  readonly hazardError: number
  /** Samples of which a trial was still on its way. */
  readonly clusters: number
}

/** Size of a sum of influences that cancel, relative to what they are influences on, below which it is rounding. */
const ROUNDING = 1e-12

function beyondRounding(error: number, scale: number): number {
  return error <= ROUNDING * scale ? 0 : error
}

/**
 * Standard errors after each step by the infinitesimal jackknife over clusters, without a factor for few clusters.
 *
 * A cluster with Y trials at risk adds Y x d/(n(n-d)) to its influence on the log share alive at a step, and takes
 * 1/(n-d) off for each of its failures: linear in Y between its own ends.
 *
 * @returns one for each step of `survivalSteps`
 * @source statistics specification 2.3; checked in test/oracle/survival_km_clustered.json
 */
export function clusteredSteps(spans: readonly Span[]): ClusteredStep[] {
  const [AT_RISK, LOG, HAZARD] = [0, 1, 2]
  const form = createClusterForm(3)
  const ordered = inOrder(spans, ({ cluster }) => cluster)
  const left = new Map<string, number>()
  for (const span of ordered) {
    form.change(span.cluster, [[AT_RISK, weightOf(span)]])
    left.set(span.cluster, (left.get(span.cluster) ?? 0) + 1)
  }
  let [alive, logDrift, hazardDrift, cumulative] = [1, 0, 0, 0]
  return endGroups(ordered).map(({ atRisk, failed, ending }) => {
    const clusters = left.size
    const isLast = failed === atRisk
    if (!isLast) logDrift += failed / (atRisk * (atRisk - failed))
    hazardDrift += failed / atRisk ** 2
    alive *= 1 - failed / atRisk
    for (const span of ending) {
      const weight = weightOf(span)
      const log = weight * logDrift - (span.failed && !isLast ? weight / (atRisk - failed) : 0)
      const hazard = (span.failed ? weight / atRisk : 0) - weight * hazardDrift
      form.change(span.cluster, [
        [AT_RISK, -weight],
        [LOG, log],
        [HAZARD, hazard],
      ])
      const others = (left.get(span.cluster) ?? 0) - 1
      if (others === 0) left.delete(span.cluster)
      else left.set(span.cluster, others)
    }
    const logSquares = form.sumOfSquares([
      [AT_RISK, logDrift],
      [LOG, 1],
    ])
    const hazardSquares = form.sumOfSquares([
      [AT_RISK, -hazardDrift],
      [HAZARD, 1],
    ])
    cumulative += failed / atRisk
    return {
      error: alive * beyondRounding(Math.sqrt(logSquares), 1),
      hazardError: beyondRounding(Math.sqrt(hazardSquares), cumulative),
      clusters,
    }
  })
}

/** Number of distinct samples among spans. */
export function countClusters(spans: readonly { readonly cluster: string }[]): number {
  return new Set(spans.map(({ cluster }) => cluster)).size
}

/**
 * How many clustered standard errors an interval reaches to either side: the normal quantile, or below 40 clusters that
 * of t, times the root of G/(G-1).
 *
 * @param clusters from 2
 */
export function reachOf(clusters: number, level: number): number {
  if (clusters >= FEW_CLUSTERS) return normalQuantile((1 + level) / 2)
  return tQuantile((1 + level) / 2, clusters - 1) * Math.sqrt(clusters / (clusters - 1))
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
 * A band needs two samples; with one it is the whole of [0, 1].
 *
 * @returns points ascending; empty where there are no spans
 * @source statistics specification 2.3
 */
export function survivalCurve(
  spans: readonly Span[],
  options: { readonly level: number },
): { readonly points: SurvivalFinding['points']; readonly median: Estimate } {
  const { level } = options
  const clusters = countClusters(spans)
  const z = clusters < 2 ? Number.NaN : reachOf(clusters, level)
  const clustered = clusteredSteps(spans)
  let lastHigh = 1
  const points = survivalSteps(spans).map(({ exposure, atRisk, failed, censored, alive }, index) => {
    const { error = 0, clusters: present = 0 } = clustered[index] ?? {}
    const interval =
      clusters < 2
        ? { low: 0, high: 1 }
        : (logLogInterval(alive, error, z) ?? edgeInterval(alive, present, { level, lastHigh }))
    lastHigh = interval.high
    return { exposure, atRisk, failed, censored, alive, ...interval }
  })
  return { points, median: medianOf(points, { level, samples: clusters, trials: spans.length }) }
}

/**
 * Interval of a share alive that has no standard error: at 1 the lower limit of a share without failures among the
 * samples that are still on their way; at 0 the last upper limit.
 */
export function edgeInterval(
  alive: number,
  clusters: number,
  { level, lastHigh }: { readonly level: number; readonly lastHigh: number },
): { low: number; high: number } {
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
  if (of.samples < 2) return { kind: 'undetermined', reason: 'one-task', ...basis }
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
