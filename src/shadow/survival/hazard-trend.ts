import type { Estimate, EstimateBasis, HazardDirection, HazardTrend, OutcomeRow } from '../../domain/index.js'
import {
  estimateHazardSlope,
  estimateWeibullShape,
  fitExponential,
  lifeTable,
  type Span,
  type StepSpan,
} from '../../estimate/index.js'
import { lengthKindsOf, progressSpans, stepSpans } from './clocks.js'
import { MIXTURE_CAUTION, trendWords } from './survival-words.js'

/**
 * Whether one system derails ever more easily the longer a run lasts: the hazard of each step over all trials, within
 * families, and on the progress clock, always with the caution that a mixture of easy and hard tasks makes a pooled
 * hazard fall.
 *
 * @returns undefined where no row of the system carries a number of steps
 * @source statistics specification 2.7
 */
export function hazardTrend(
  rows: readonly OutcomeRow[],
  system: string,
  options: { readonly level: number },
): HazardTrend | undefined {
  const own = rows.filter((row) => row.system === system)
  const { spans, excluded } = stepSpans(own, 'censored')
  if (spans.length === 0) return undefined
  const pooled = slopeOf(spans, options.level, excluded, false)
  const within = slopeOf(spans, options.level, excluded, true)
  const limits = stepSpans(own, 'failed')
  const families = [...new Set(spans.flatMap(({ stratum }) => stratum ?? []))].sort()
  const byFamily = families.map((family) => {
    const some = spans.filter(({ stratum }) => stratum === family)
    const { estimate: slope } = slopeOf(some, options.level, {}, false)
    return { family, slope, direction: directionOf(slope) }
  })
  const finding: HazardTrend = {
    system,
    trials: spans.length,
    failures: spans.filter(({ failed }) => failed).length,
    direction: directionOf(families.length > 1 ? within.estimate : pooled.estimate),
    slope: pooled.estimate,
    ...(pooled.test !== undefined && { slopeTest: pooled.test }),
    withinFamilies: within.estimate,
    ...(within.test !== undefined && { withinFamiliesTest: within.test }),
    byFamily,
    limitsAsFailures: slopeOf(limits.spans, options.level, limits.excluded, false).estimate,
    lifeTable: lifeTable(spans, options),
    onProgress: lengthKindsOf(own).flatMap((lengthKind) => {
      const some = progressSpans(own, 'failed').filter((span) => span.lengthKind === lengthKind)
      return some.length === 0 ? [] : [{ lengthKind, ...onProgress(some, options) }]
    }),
    caution: MIXTURE_CAUTION,
    words: [],
  }
  return { ...finding, words: trendWords(finding) }
}

function slopeOf(
  spans: readonly StepSpan[],
  level: number,
  excluded: Readonly<Record<string, number>>,
  isByFamily: boolean,
) {
  const read = spans.map(({ step, failed, cluster, stratum }) => {
    return { step, failed, cluster, ...(isByFamily && stratum !== undefined && { stratum }) }
  })
  const { estimate, test } = estimateHazardSlope(read, { level })
  const method = isByFamily ? 'discrete-hazard-within-families' : estimate.method
  return { estimate: { ...estimate, method, excluded }, test }
}

/** Where the interval of a slope lies off zero. */
function directionOf(slope: Estimate): HazardDirection {
  if (slope.kind === 'undetermined') return 'cannot-tell'
  return slope.low > 0 ? 'rises' : slope.high < 0 ? 'falls' : 'cannot-tell'
}

/** Weibull shape and constant rate; a trial that derailed before its first checkpoint counts for half the least progress. */
function onProgress(
  spans: readonly Span[],
  { level }: { readonly level: number },
): Omit<HazardTrend['onProgress'][number], 'lengthKind'> {
  const least = spans.reduce((small, { exposure }) => (exposure > 0 ? Math.min(small, exposure) : small), Infinity)
  const isMoved = spans.some(({ exposure }) => exposure <= 0)
  const moved = spans.map((span) => (span.exposure > 0 ? span : { ...span, exposure: least / 2 }))
  const warnings = isMoved ? (['derailed-before-first-checkpoint'] as const) : []
  const samples = new Set(spans.map(({ cluster }) => cluster)).size
  const basis: EstimateBasis = {
    method: 'exponential-rate',
    level,
    samples,
    trials: spans.length,
    excluded: {},
    warnings: [...warnings, 'trials-taken-for-independent'],
  }
  if (least === Infinity) {
    const nothing: Estimate = { kind: 'undetermined', reason: 'not-identifiable', ...basis }
    return { shape: { ...nothing, method: 'weibull-shape' }, rate: nothing }
  }
  const { estimate, test } = estimateWeibullShape(moved, { level })
  const { failures, rate: value, low, high } = fitExponential(moved, level)
  const rate: Estimate =
    failures === 0
      ? { kind: 'undetermined', reason: 'no-variation', atMost: high, ...basis }
      : { kind: 'determined', value, low, high, ...basis }
  return {
    shape: { ...estimate, warnings: [...estimate.warnings, ...warnings] },
    ...(test !== undefined && { shapeTest: test }),
    rate,
  }
}
