import type { EstimateBasis } from '../domain/index.js'
import { mcnemarTest, newcombeInterval } from './mcnemar.js'
import type { TestedEstimate } from './paired.js'
import { clusterMeans, mean } from './rows.js'
import { signFlips } from './sign-flips.js'

/** One varied trial beside its base. */
export interface BasePair {
  /** The sample. */
  readonly cluster: string
  /** From 0. */
  readonly repeat: number
  /** Success, 0 or 1. */
  readonly base: number
  /** As `base`, with the change. */
  readonly varied: number
}

/** Base success from which t on task means is too narrow. */
const CEILING = 0.95

/** True where the base is so near 100 % (or 0 %) that the difference belongs to `estimateNearCeiling`. */
export function isNearCeiling(pairs: readonly BasePair[]): boolean {
  const share = mean(clusterMeans(pairs.map(({ cluster, base }) => ({ cluster, value: base }))))
  return pairs.length > 0 && (share >= CEILING || share <= 1 - CEILING)
}

/**
 * Varied minus base near a base of 100 %: Newcombe's interval on the first pair of each sample, so that no spread has to
 * be estimated where hardly anything varies. With one pair a sample the test is McNemar's; with several the signs of the
 * samples' means are flipped, so that no repeat is lost to the test.
 *
 * @returns undetermined `no-data`, `one-task`, or `fractional-scores` where success is neither 0 nor 1
 * @source statistics specification 4; Newcombe's interval is checked in test/oracle/mcnemar.json
 */
export function estimateNearCeiling(
  pairs: readonly BasePair[],
  options: { readonly level: number; readonly seed: number },
): TestedEstimate {
  const { level, seed } = options
  const firsts = firstPairs(pairs)
  const samples = firsts.length
  const left = pairs.length - samples
  const excluded: Record<string, number> = left === 0 ? {} : { 'further repeats of a task': left }
  const basis: EstimateBasis = { method: 'newcombe', level, samples, trials: samples, excluded, seed, warnings: [] }
  if (samples < 2) {
    return { estimate: { kind: 'undetermined', reason: samples === 0 ? 'no-data' : 'one-task', ...basis } }
  }
  const count = (varied: number, base: number) =>
    firsts.filter((pair) => pair.varied === varied && pair.base === base).length
  const counts = { both: count(1, 1), onlyFirst: count(1, 0), onlySecond: count(0, 1), neither: count(0, 0) }
  if (counts.both + counts.onlyFirst + counts.onlySecond + counts.neither < samples) {
    return { estimate: { kind: 'undetermined', reason: 'fractional-scores', ...basis } }
  }
  const means = clusterMeans(pairs.map(({ cluster, base, varied }) => ({ cluster, value: varied - base })))
  const { method, p } = left === 0 ? mcnemarTest(counts) : signFlips(means, seed)
  const value = (counts.onlyFirst - counts.onlySecond) / samples
  return {
    estimate: { kind: 'determined', value, ...newcombeInterval(counts, level), ...basis },
    test: { method, p },
  }
}

/** The pair with the lowest repeat of each sample. */
function firstPairs(pairs: readonly BasePair[]): BasePair[] {
  const firsts = new Map<string, BasePair>()
  for (const pair of pairs) {
    const known = firsts.get(pair.cluster)
    if (known === undefined || pair.repeat < known.repeat) firsts.set(pair.cluster, pair)
  }
  return [...firsts.values()]
}
