/** What every span has: how far, how it ended there, and for how many it stands. */
export interface Ending {
  /** In one unit for all. */
  readonly exposure: number
  readonly failed: boolean
  /** How many equal trials it stands for; 1 unless stated, above 0. */
  readonly weight?: number
}

/** What ends at one exposure. */
interface EndGroup<Span extends Ending> {
  readonly exposure: number
  /** Weight of all that end here or later. */
  readonly atRisk: number
  /** Weight of those that fail here. */
  readonly failed: number
  readonly censored: number
  readonly ending: readonly Span[]
}

/** The weight of a span. */
export function weightOf({ weight }: { readonly weight?: number }): number {
  return weight ?? 1
}

/**
 * Spans in an order that depends on nothing but themselves, ascending by exposure: sums over them are the same to the
 * last digit whatever the order in which they came.
 *
 * @param nameOf what tells spans of one exposure apart
 */
export function inOrder<Span extends Ending>(spans: readonly Span[], nameOf: (span: Span) => string): Span[] {
  return spans
    .map((span) => ({ span, name: nameOf(span) }))
    .sort((a, b) => {
      if (a.span.exposure !== b.span.exposure) return a.span.exposure - b.span.exposure
      if (a.name !== b.name) return a.name < b.name ? -1 : 1
      if (a.span.failed !== b.span.failed) return a.span.failed ? -1 : 1
      return weightOf(a.span) - weightOf(b.span)
    })
    .map(({ span }) => span)
}

/**
 * Groups what ends at each distinct exposure, ascending. At risk are all that end there or later, so that those censored
 * at an exposure still count for the failures there.
 */
export function endGroups<Span extends Ending>(spans: readonly Span[]): EndGroup<Span>[] {
  const byExposure = [...Map.groupBy(spans, ({ exposure }) => exposure)].sort(([a], [b]) => b - a)
  let atRisk = 0
  const groups = byExposure.map(([exposure, ending]) => {
    let [failed, censored] = [0, 0]
    for (const span of ending) {
      if (span.failed) failed += weightOf(span)
      else censored += weightOf(span)
    }
    atRisk += failed + censored
    return { exposure, atRisk, failed, censored, ending }
  })
  return groups.reverse()
}

/** Index of the last of ascending values that is at most `limit`; -1 where there is none. */
export function lastAtMost(values: readonly number[], limit: number): number {
  let [from, to] = [0, values.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((values[middle] ?? 0) <= limit) from = middle + 1
    else to = middle
  }
  return from - 1
}
