import { ConfigError } from '../../domain/index.js'
import { conformalRank } from '../../estimate/index.js'

/** When a running session is moved to a stronger model. */
export interface EscalationRule {
  /** The score that must be exceeded. */
  readonly threshold: number
  /** `conformal-maximum`: from successful runs; `fixed-rule`: there are too few of them. */
  readonly method: 'conformal-maximum' | 'fixed-rule'
  /** Successful runs that it rests on. */
  readonly runs: number
  /** Rank of the threshold among their maxima, from 1 in ascending order. */
  readonly rank?: number
  /** Share of successful runs that are escalated, at most, on average. */
  readonly alpha: number
  /** What the threshold rests on, in one plain sentence, without its full stop. */
  readonly words: string
}

const LEAST_RUNS = 60

/**
 * Threshold of a distress score that is read after every step: on average at most a share `alpha` of the runs that would
 * have succeeded is ever escalated, however long they are, because each run counts by its largest score.
 *
 * @param runs scores of every step of each successful run of the scope; a run without scores counts as never distressed
 * @param options.alpha 0.05 where left out
 * @param options.fixedThreshold used below 60 successful runs
 * @source statistics specification 7.6; rank checked in test/oracle/conformal.json
 */
export function calibrateEscalation(
  runs: readonly (readonly number[])[],
  options: { readonly fixedThreshold: number; readonly alpha?: number },
): EscalationRule {
  const { fixedThreshold, alpha = 0.05 } = options
  if (!(alpha > 0 && alpha < 1)) throw new ConfigError('alpha', alpha, 'a share above 0 and below 1')
  const maxima = runs
    .map((scores) => scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY))
    .sort((a, b) => a - b)
  const rank = conformalRank(maxima.length, alpha)
  const threshold = rank === undefined ? undefined : maxima[rank - 1]
  if (maxima.length < LEAST_RUNS || rank === undefined || threshold === undefined) {
    const words = `fixed rule: ${maxima.length} successful runs; expected at least ${LEAST_RUNS} to calibrate it, so the share of runs escalated in vain is not known`
    return { threshold: fixedThreshold, method: 'fixed-rule', runs: maxima.length, alpha, words }
  }
  const words = `calibrated on ${maxima.length} successful runs: at most ${Number((alpha * 100).toFixed(1))}% of such runs are ever escalated, on average`
  return { threshold, method: 'conformal-maximum', runs: maxima.length, rank, alpha, words }
}

/** The first step, from 0, whose score exceeds the threshold; undefined where none does. */
export function escalationStep(scores: readonly number[], { threshold }: EscalationRule): number | undefined {
  const step = scores.findIndex((score) => score > threshold)
  return step === -1 ? undefined : step
}

/**
 * Whether moving a session up is worth its price.
 *
 * @param gain how much likelier success becomes, in [0, 1]
 * @source statistics specification 7.6: gain in success times value of success, against the stronger model's cost
 */
export function paysToEscalate(gain: number, money: { readonly valueUsd: number; readonly costUsd: number }): boolean {
  return gain * money.valueUsd > money.costUsd
}
