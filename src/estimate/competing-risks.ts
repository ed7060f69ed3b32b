/** How one trial ended. */
export interface CauseSpan {
  /** Above 0, all in one unit. */
  readonly exposure: number
  /** Undefined: censored, nothing had gone wrong so far. */
  readonly cause?: string
  /** The sample: trials of one sample are not independent. */
  readonly cluster: string
}

/** Shares at one exposure at which something happened. */
export interface IncidenceStep {
  readonly exposure: number
  /** Share to which nothing has happened. */
  readonly alive: number
  /** Share of each cause so far; together with `alive` they make 1. */
  readonly incidence: Readonly<Record<string, number>>
  /** Standard errors, clustered by sample. */
  readonly errors: Readonly<Record<string, number>>
}

/** Running sums of one cluster. */
interface ClusterState {
  atRisk: number
  /** Influence on the log of the share alive. */
  log: number
  readonly byCause: Map<string, number>
}

/**
 * Share of trials that each cause has ended by each exposure (Aalen-Johansen), with clustered standard errors.
 *
 * @returns ascending, one for each distinct exposure; empty where there are no spans
 * @source Aalen & Johansen 1978, infinitesimal jackknife; checked against R survfit in test/oracle/competing_risks.json
 */
export function cumulativeIncidence(spans: readonly CauseSpan[]): IncidenceStep[] {
  const causes = [...new Set(spans.flatMap(({ cause }) => cause ?? []))].sort()
  const clusters = new Map<string, ClusterState>()
  for (const { cluster } of spans) {
    const state = clusters.get(cluster) ?? { atRisk: 0, log: 0, byCause: new Map() }
    state.atRisk += 1
    clusters.set(cluster, state)
  }
  let [atRisk, alive] = [spans.length, 1]
  const incidence = new Map(causes.map((cause) => [cause, 0]))
  const ends = [...Map.groupBy(spans, ({ exposure }) => exposure)].sort(([a], [b]) => a - b)
  return ends.map(([exposure, ending]) => {
    const counts = Map.groupBy(
      ending.filter(({ cause }) => cause !== undefined),
      ({ cause }) => cause ?? '',
    )
    for (const [cause, failures] of counts) {
      incidence.set(cause, (incidence.get(cause) ?? 0) + (alive * failures.length) / atRisk)
    }
    for (const [name, state] of clusters) advance(state, name, { counts, atRisk, alive })
    const failed = [...counts.values()].reduce((sum, { length }) => sum + length, 0)
    alive *= 1 - failed / atRisk
    atRisk -= ending.length
    for (const { cluster } of ending) leave(clusters.get(cluster))
    return { exposure, alive, incidence: Object.fromEntries(incidence), errors: errorsOf(clusters, causes) }
  })
}

/** Adds to a cluster's influences what happens at one exposure; its members are still at risk then. */
function advance(
  state: ClusterState,
  name: string,
  at: { readonly counts: ReadonlyMap<string, readonly CauseSpan[]>; readonly atRisk: number; readonly alive: number },
): void {
  const { counts, atRisk, alive } = at
  const own = (failures: readonly CauseSpan[]) => failures.filter(({ cluster }) => cluster === name).length
  let [failed, ownFailed] = [0, 0]
  for (const [cause, failures] of counts) {
    const share = failures.length / atRisk
    const change = (own(failures) - state.atRisk * share) / atRisk
    state.byCause.set(cause, (state.byCause.get(cause) ?? 0) + alive * (state.log * share + change))
    failed += failures.length
    ownFailed += own(failures)
  }
  if (failed > 0 && failed < atRisk) state.log -= (ownFailed - (state.atRisk * failed) / atRisk) / (atRisk - failed)
}

function leave(state: ClusterState | undefined): void {
  if (state !== undefined) state.atRisk -= 1
}

function errorsOf(clusters: ReadonlyMap<string, ClusterState>, causes: readonly string[]): Record<string, number> {
  const squares = (cause: string) =>
    [...clusters.values()].reduce((sum, { byCause }) => sum + (byCause.get(cause) ?? 0) ** 2, 0)
  return Object.fromEntries(causes.map((cause) => [cause, Math.sqrt(squares(cause))]))
}
