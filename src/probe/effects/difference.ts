import {
  estimateNearCeiling,
  estimatePairedDifference,
  isNearCeiling,
  type TestedEstimate,
} from '../../estimate/index.js'
import type { ProbePair } from '../pair.js'

/**
 * Varied minus sham over pairs, clustered by sample. Near a base of 100 % several pairs a sample show no spread that t
 * could rest on, so these take Newcombe's interval of the first pair and sign flips.
 *
 * @source docs/methods.md, `tango` and `t-task-means`
 */
export function differenceOf(
  pairs: readonly ProbePair[],
  { level, seed }: { readonly level: number; readonly seed: number },
): TestedEstimate {
  const bases = pairs.map(({ sample, repeat, sham, varied }) => ({
    cluster: sample.id,
    repeat,
    base: sham ?? 0,
    varied: varied ?? 0,
  }))
  const isRepeated = new Set(bases.map(({ cluster }) => cluster)).size < bases.length
  if (isRepeated && isNearCeiling(bases)) return estimateNearCeiling(bases, { level, seed })
  const differences = pairs.map(({ sample, sham, varied }) => ({
    cluster: sample.id,
    value: (varied ?? 0) - (sham ?? 0),
  }))
  return estimatePairedDifference(differences, { level })
}
