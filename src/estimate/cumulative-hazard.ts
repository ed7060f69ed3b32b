import type { HazardPoint } from '../domain/index.js'
import { clusteredSteps, countClusters, edgeInterval, reachOf, type Span, survivalSteps } from './survival.js'

/**
 * Cumulative hazard (Nelson-Aalen) with an interval on the log scale, clustered by sample.
 *
 * Before the first failure the upper limit is that of a share without failures among the samples still on their way.
 *
 * @returns ascending, one for each distinct exposure; empty where there are no spans
 * @source Aalen 1978, statistics specification 2.3; checked against R survival in test/oracle/survival_km.json
 */
export function hazardCurve(spans: readonly Span[], options: { readonly level: number }): HazardPoint[] {
  const { level } = options
  const clusters = countClusters(spans)
  const reach = clusters < 2 ? Number.NaN : reachOf(clusters, level)
  const clustered = clusteredSteps(spans)
  return survivalSteps(spans).map(({ exposure, atRisk, failed, hazard }, index) => {
    const { hazardError = 0, clusters: present = 0 } = clustered[index] ?? {}
    const point = { exposure, atRisk, failed, hazard }
    if (clusters < 2) return { ...point, low: 0 }
    if (hazard === 0) return { ...point, low: 0, high: -Math.log(edgeInterval(1, present, { level, lastHigh: 1 }).low) }
    if (hazardError === 0) return { ...point, low: 0 }
    const factor = Math.exp((reach * hazardError) / hazard)
    return { ...point, low: hazard / factor, high: hazard * factor }
  })
}
