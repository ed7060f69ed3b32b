import { logBeta, logBetaTails, logSumExp } from '../math/index.js'

/** Trials counted so far: evidence on a success rate depends on nothing else, so a recount gives it again. */
export interface TrialCounts {
  readonly successes: number
  readonly failures: number
}

/** Success rates between which either answer is acceptable; 0 < low < high < 1. */
export interface RateEdges {
  /** Success that must not be trusted, nor anything below it. */
  readonly low: number
  /** Success that must not be rejected, nor anything above it. */
  readonly high: number
}

/** Natural logarithms of two e-values. */
export interface GateEvidence {
  /** Against "success is at most `low`". */
  readonly trust: number
  /** Against "success is at least `high`". */
  readonly reject: number
}

/** The two halves of the evidence, each an e-process of its own. */
interface EvidenceHalves {
  /** Likelihood ratio of the two edges: fast where success is at an edge. */
  readonly edges: GateEvidence
  /** Ratio of all rates beyond an edge, equally weighted, to that edge: fast where success is far away. */
  readonly spread: GateEvidence
}

/**
 * The halves that `gateEvidence` averages.
 *
 * @source statistics specification 6.2: sequential probability ratio (Wald 1945) and uniform mixture (Robbins 1970)
 */
export function evidenceHalves({ successes, failures }: TrialCounts, { low, high }: RateEdges): EvidenceHalves {
  const ratio = successes * Math.log(high / low) + failures * (Math.log1p(-high) - Math.log1p(-low))
  const whole = logBeta(successes + 1, failures + 1)
  const above = whole + logBetaTails(low, successes + 1, failures + 1).upper
  const below = whole + logBetaTails(high, successes + 1, failures + 1).lower
  return {
    edges: { trust: ratio, reject: -ratio },
    spread: {
      trust: above - successes * Math.log(low) - (failures + 1) * Math.log1p(-low),
      reject: below - (successes + 1) * Math.log(high) - failures * Math.log1p(-high),
    },
  }
}

/**
 * Evidence for and against trusting a system, half likelihood ratio of the edges and half uniform mixture.
 *
 * Under "success is at most `low`" the first is a nonnegative supermartingale that starts at 1, so it ever reaches
 * 1 / alpha with probability at most alpha (Ville), however often one looks; the second likewise under `high`.
 *
 * @returns natural logarithms; both 0 for no trials
 * @source statistics specification 6.2; checked in test/oracle/anytime_gate.json
 * @example gateEvidence({ successes: 0, failures: 3 }, { low: 0.75, high: 0.85 }).reject.toFixed(4)
 * // '3.8257'
 */
export function gateEvidence(counts: TrialCounts, edges: RateEdges): GateEvidence {
  const { edges: point, spread } = evidenceHalves(counts, edges)
  return {
    trust: logSumExp([point.trust, spread.trust]) - Math.LN2,
    reject: logSumExp([point.reject, spread.reject]) - Math.LN2,
  }
}
