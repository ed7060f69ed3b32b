import type { LifeTableRow } from '../domain/index.js'
import { chiSquareQuantile } from '../math/index.js'
import type { StepSpan } from './discrete-hazard.js'
import { mean } from './rows.js'
import { clusteredShare, wilson } from './success.js'
import { countClusters } from './survival.js'

/**
 * Chance to derail at a step, in stretches that double: 1, 2-3, 4-7, 8-15 ...
 *
 * The interval is Wilson's with the effective number of steps, from the spread between samples, no more than those made;
 * without a failure it is the exact bound for a rate.
 *
 * @returns rows up to the longest trial; empty where there are no spans
 * @source statistics specification 2.7
 */
export function lifeTable(
  spans: readonly Pick<StepSpan, 'step' | 'failed' | 'cluster'>[],
  options: { readonly level: number },
): LifeTableRow[] {
  const longest = spans.reduce((most, { step }) => Math.max(most, step), 0)
  const rows: LifeTableRow[] = []
  for (let from = 1; from <= longest; from *= 2) {
    const to = Math.min(longest, 2 * from - 1)
    rows.push(rowOf(spans, { from, to, level: options.level }))
  }
  return rows
}

function rowOf(
  spans: readonly Pick<StepSpan, 'step' | 'failed' | 'cluster'>[],
  { from, to, level }: { readonly from: number; readonly to: number; readonly level: number },
): LifeTableRow {
  const own = spans.filter(({ step }) => step >= from)
  const within = own.map(({ step, failed, cluster }) => ({
    cluster,
    steps: Math.min(step, to) - from + 1,
    failures: failed && step <= to ? 1 : 0,
  }))
  const sum = (of: 'steps' | 'failures') => within.reduce((total, span) => total + span[of], 0)
  const [steps, failures] = [sum('steps'), sum('failures')]
  const row = { from, to, entered: own.length, steps, failures, hazard: failures / steps }
  if (failures === 0) return { ...row, low: 0, high: Math.min(1, chiSquareQuantile((1 + level) / 2, 2) / (2 * steps)) }
  if (countClusters(within) < 2) return { ...row, low: 0, high: 1 }
  const { adjustedTrials } = clusteredShare(influencesOf(within, row.hazard, steps), steps, level)
  return { ...row, ...wilson(row.hazard, adjustedTrials, level) }
}

/** Values by sample whose mean is the hazard and whose spread is that of the ratio (linearised). */
function influencesOf(
  within: readonly { readonly cluster: string; readonly steps: number; readonly failures: number }[],
  hazard: number,
  steps: number,
): number[] {
  const samples = [...Map.groupBy(within, ({ cluster }) => cluster)].sort(([a], [b]) => (a < b ? -1 : 1))
  const excess = samples.map(([, own]) => {
    const sum = (of: 'steps' | 'failures') => own.reduce((total, span) => total + span[of], 0)
    return sum('failures') - hazard * sum('steps')
  })
  const centre = mean(excess)
  return excess.map((value) => hazard + ((value - centre) * samples.length) / steps)
}
