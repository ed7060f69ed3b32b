import { ConfigError, type GateWord } from '../../domain/index.js'
import type { RateEdges, TrialCounts } from '../../estimate/index.js'
import { betaCdf } from '../../math/index.js'

/** What sessions say about one system on one scope: a beta distribution whose past fades. */
export interface Belief {
  /** Discounted successes and failures; not whole. */
  readonly successes: number
  readonly failures: number
}

/** How fast the past fades, and how much of a gate may stand in for sessions. */
export interface BeliefRule {
  /** Sessions after which a session counts half. */
  readonly halfLife: number
  /** Most pseudo-sessions that the gate's counts give. */
  readonly mostPrior: number
}

/** Half-life of 500 sessions, at most 50 pseudo-sessions. */
export const DEFAULT_BELIEF: BeliefRule = { halfLife: 500, mostPrior: 50 }

/**
 * Starts from the counts of a gate, weighted down to at most 50 pseudo-sessions: live work differs from a bank.
 *
 * @source statistics specification 7.4
 * @example startBelief({ successes: 90, failures: 10 })
 * // { successes: 45, failures: 5 }
 */
export function startBelief({ successes, failures }: TrialCounts, rule: BeliefRule = DEFAULT_BELIEF): Belief {
  const trials = successes + failures
  const weight = trials === 0 ? 0 : Math.min(1, rule.mostPrior / trials)
  return { successes: successes * weight, failures: failures * weight }
}

/**
 * Belief after one more labelled session.
 *
 * @param result in [0, 1]
 * @throws ConfigError where the result is outside, or the half-life is not above 0
 * @source statistics specification 7.4: s <- gamma s + y, f <- gamma f + 1 - y, gamma = 2^(-1 / half-life)
 */
export function updateBelief(belief: Belief, result: number, rule: BeliefRule = DEFAULT_BELIEF): Belief {
  return weighBelief(belief, { result, weight: 1 }, rule)
}

/**
 * Belief after one more session that stands for others like it, of which nothing was heard.
 *
 * @param session.weight above 0; sessions' worth of evidence
 * @throws ConfigError as `updateBelief`, or where the weight is not above 0
 * @source statistics specification 7.4: as `updateBelief`, each session by its weight
 */
export function weighBelief(
  belief: Belief,
  { result, weight }: { readonly result: number; readonly weight: number },
  rule: BeliefRule = DEFAULT_BELIEF,
): Belief {
  if (!(result >= 0 && result <= 1)) throw new ConfigError('result', result, 'from 0 to 1')
  if (!(weight > 0)) throw new ConfigError('weight', weight, 'above 0')
  if (!(rule.halfLife > 0)) throw new ConfigError('halfLife', rule.halfLife, 'above 0')
  const kept = 2 ** (-1 / rule.halfLife)
  return {
    successes: kept * belief.successes + weight * result,
    failures: kept * belief.failures + weight * (1 - result),
  }
}

/** Probability that success lies below a rate, with a uniform distribution before anything was seen. */
export function chanceBelow({ successes, failures }: Belief, rate: number): number {
  return betaCdf(rate, successes + 1, failures + 1)
}

/** Belief that success lies below the lower edge, from which trust is withdrawn. */
const WITHDRAW_AT = 0.95

/**
 * What remains of a gate's word in the light of live sessions. They may withdraw TRUST and never grant it: the traffic
 * that reaches a system was selected. A withdrawn TRUST is UNDECIDED until a new probe has decided.
 *
 * @param edges of the gate
 * @source statistics specification 7.4
 */
export function reviewTrust(word: GateWord, belief: Belief, edges: RateEdges): GateWord {
  return word === 'TRUST' && chanceBelow(belief, edges.low) >= WITHDRAW_AT ? 'UNDECIDED' : word
}
