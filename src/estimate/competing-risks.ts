import { createClusterForm } from './cluster-form.js'
import { endGroups, inOrder, weightOf } from './ends.js'
import { countClusters, edgeInterval, logLogInterval, reachOf } from './survival.js'

/** How one trial ended. */
export interface CauseSpan {
  /** Above 0, all in one unit. */
  readonly exposure: number
  /** Undefined: censored, nothing had gone wrong so far. */
  readonly cause?: string
  /** The sample: trials of one sample are not independent. */
  readonly cluster: string
  /** How many equal trials it stands for; 1 unless stated, above 0. */
  readonly weight?: number
}

/** Shares at one exposure at which something happened. */
export interface IncidenceStep {
  /** In the unit of the spans, ascending. */
  readonly exposure: number
  /** Weight of the trials that were still on their way. */
  readonly atRisk: number
  /** Samples of which a trial was still on its way. */
  readonly clusters: number
  /** Share to which nothing has happened. */
  readonly alive: number
  /** Share of each cause so far; together with `alive` they make 1. */
  readonly incidence: Readonly<Record<string, number>>
  /** Standard errors, clustered by sample. */
  readonly errors: Readonly<Record<string, number>>
}

/** Running sums that all clusters share; those of a cause are in the order of the causes. */
interface Drift {
  alive: number
  /** What one trial at risk has added to its cluster's influence on the log of the share alive. */
  log: number
  /** The same for its cluster's influence on the share of each cause. */
  readonly atRisk: number[]
  /** Share of each cause so far. */
  readonly incidence: number[]
}

/** Places in the state of a cluster; those of the causes follow. */
const [AT_RISK, LOG, FIRST_CAUSE] = [0, 1, 2]

/**
 * Share of trials that each cause has ended by each exposure (Aalen-Johansen), with clustered standard errors.
 *
 * @returns ascending, one for each distinct exposure; empty where there are no spans
 * @source Aalen & Johansen 1978, infinitesimal jackknife; checked against R survfit in test/oracle/competing_risks.json
 */
export function cumulativeIncidence(spans: readonly CauseSpan[]): IncidenceStep[] {
  const causes = [...new Set(spans.flatMap(({ cause }) => cause ?? []))].sort()
  const ordered = inOrder(
    spans.map((span) => ({ ...span, failed: span.cause !== undefined })),
    ({ cluster, cause }) => `${cluster}\n${cause ?? ''}`,
  )
  const form = createClusterForm(FIRST_CAUSE + causes.length)
  const left = new Map<string, number>()
  for (const span of ordered) {
    form.change(span.cluster, [[AT_RISK, weightOf(span)]])
    left.set(span.cluster, (left.get(span.cluster) ?? 0) + 1)
  }
  const none = () => causes.map(() => 0)
  const drift: Drift = { alive: 1, log: 0, atRisk: none(), incidence: none() }
  return endGroups(ordered).map(({ exposure, atRisk, failed, ending }) => {
    const clusters = left.size
    const before = drift.alive
    const counts = none()
    for (const span of ending) add(counts, causes.indexOf(span.cause ?? ''), weightOf(span))
    advance(drift, counts, { atRisk, failed })
    for (const span of ending) {
      form.change(span.cluster, endOf(span, causes, { drift, before, atRisk, failed }))
      const others = (left.get(span.cluster) ?? 0) - 1
      if (others === 0) left.delete(span.cluster)
      else left.set(span.cluster, others)
    }
    const error = (cause: number) =>
      Math.sqrt(
        form.sumOfSquares([
          [AT_RISK, drift.atRisk[cause] ?? 0],
          [LOG, drift.incidence[cause] ?? 0],
          [FIRST_CAUSE + cause, 1],
        ]),
      )
    const named = (of: (cause: number) => number) => Object.fromEntries(causes.map((name, cause) => [name, of(cause)]))
    const incidence = named((cause) => drift.incidence[cause] ?? 0)
    return { exposure, atRisk, clusters, alive: drift.alive, incidence, errors: named(error) }
  })
}

/** Adds what one exposure does to every trial at risk. */
function advance(
  drift: Drift,
  counts: readonly number[],
  { atRisk, failed }: { readonly atRisk: number; readonly failed: number },
): void {
  for (const [cause, count] of counts.entries()) {
    const share = (drift.alive * count) / atRisk
    add(drift.atRisk, cause, share * (drift.log - 1 / atRisk))
    add(drift.incidence, cause, share)
  }
  if (failed < atRisk) drift.log += failed / (atRisk * (atRisk - failed))
  drift.alive *= 1 - failed / atRisk
}

/**
 * Changes of a cluster's state when one of its trials ends: it is no longer at risk, and what it had added stays. The
 * influence on a cause is AT_RISK x drift + LOG x incidence + the cause's own entry, so that a change of LOG, which
 * counts from now on only, is taken off that entry for what has passed.
 */
function endOf(
  span: CauseSpan,
  causes: readonly string[],
  at: { readonly drift: Drift; readonly before: number; readonly atRisk: number; readonly failed: number },
): [number, number][] {
  const { drift, before, atRisk, failed } = at
  const weight = weightOf(span)
  const isOwn = span.cause !== undefined
  const log = weight * drift.log - (isOwn && failed < atRisk ? weight / (atRisk - failed) : 0)
  const ofCauses = causes.map((name, cause): [number, number] => {
    const own = name === span.cause ? (weight * before) / atRisk : 0
    return [FIRST_CAUSE + cause, own + weight * (drift.atRisk[cause] ?? 0) - log * (drift.incidence[cause] ?? 0)]
  })
  return [[AT_RISK, -weight], [LOG, log], ...ofCauses]
}

function add(values: number[], index: number, by: number): void {
  if (index >= 0) values[index] = (values[index] ?? 0) + by
}

/** Shares at one exposure, ready to be stacked. */
export interface IncidencePoint {
  /** In the unit of the spans, ascending. */
  readonly exposure: number
  /** Trials that were still on their way. */
  readonly atRisk: number
  /** Share to which nothing has happened. */
  readonly alive: number
  /** Share of each cause so far with its interval, in the order asked for; together with `alive` they make 1. */
  readonly shares: readonly {
    readonly cause: string
    readonly share: number
    readonly low: number
    readonly high: number
  }[]
}

/**
 * The same shares with log-log intervals, clustered by sample.
 *
 * A share of nothing reaches up to what as many samples without it allow; with one sample an interval is all of [0, 1].
 *
 * @param options.causes in the order wanted; one that never happened has share 0
 * @source statistics specification 2.6
 */
export function incidenceCurve(
  spans: readonly CauseSpan[],
  options: { readonly level: number; readonly causes: readonly string[] },
): IncidencePoint[] {
  const { level, causes } = options
  const clusters = countClusters(spans)
  const z = clusters < 2 ? Number.NaN : reachOf(clusters, level)
  return cumulativeIncidence(spans).map(({ exposure, atRisk, alive, clusters: present, incidence, errors }) => {
    const shares = causes.map((cause) => {
      const share = incidence[cause] ?? 0
      if (clusters < 2) return { cause, share, low: 0, high: 1 }
      const { low, high } =
        logLogInterval(1 - share, errors[cause] ?? 0, z) ?? edgeInterval(1 - share, present, { level, lastHigh: 1 })
      return { cause, share, low: 1 - high, high: 1 - low }
    })
    return { exposure, atRisk, alive, shares }
  })
}
