import type { OutcomeRow, PairComparison, Slice } from '../domain/index.js'
import { comparePaired, correctVerdict, holm, verdictOf } from '../estimate/index.js'
import type { AnalysisOptions } from './analysis-options.js'
import { inSlice, meanOf, withoutLimits } from './slices.js'

/** Every system against the reference in every slice, with Holm over the systems and slices of one kind. */
export function comparePairs(
  rows: readonly OutcomeRow[],
  others: readonly string[],
  slices: readonly Slice[],
  options: AnalysisOptions,
): PairComparison[] {
  const pairs = slices.flatMap((slice) => others.map((system) => pairIn(slice, system, rows, options)))
  return (['all', 'stratum', 'family'] as const).flatMap((kind) => {
    const own = pairs.filter(({ slice }) => slice.kind === kind)
    const tested = own.filter(({ test }) => test !== undefined)
    const corrected = holm(tested.map(({ test }) => test?.p ?? 1))
    return own.map((pair) => {
      const correctedP = corrected[tested.indexOf(pair)]
      if (correctedP === undefined) return pair
      const of = { correctedP, comparisons: tested.length }
      return { ...pair, correctedP, correctedVerdict: correctVerdict(pair.verdict, pair.difference, of) }
    })
  })
}

function pairIn(slice: Slice, system: string, all: readonly OutcomeRow[], options: AnalysisOptions): PairComparison {
  const { reference, level, margin, isPlanFinished = true } = options
  const rows = all.filter((row) => inSlice(row, slice) && (row.system === reference || row.system === system))
  const of = (label: string) => rows.filter((row) => row.system === label)
  const comparison = comparePaired(of(reference), of(system), { level })
  const { difference, test } = comparison
  const trialUsd = meanOf(rows, 'costUsd')
  const verdict = verdictOf(difference, {
    margin,
    isPlanFinished,
    ...(test !== undefined && { p: test.p }),
    ...(trialUsd !== undefined && { trialUsd }),
  })
  const unlimited = withoutLimits(rows)
  const ofUnlimited = (label: string) => unlimited.filter((row) => row.system === label)
  return {
    system,
    reference,
    slice,
    ...comparison,
    ...(unlimited.length < rows.length && {
      withoutLimits: comparePaired(ofUnlimited(reference), ofUnlimited(system), { level }).difference,
    }),
    verdict,
    correctedVerdict: verdict,
  }
}
