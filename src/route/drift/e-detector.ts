import { ConfigError } from '../../domain/index.js'
import { confidenceSequence, mean, type TrialCounts } from '../../estimate/index.js'
import { betaQuantile } from '../../math/index.js'

/** What is watched: whether success fell below what it was. */
export interface DriftRule {
  /** Success that is still fine, in (0, 1): a lower bound of the baseline, see `driftFloor`. */
  readonly floor: number
  /** Sessions between two false alarms, on average, at least; 5,000 where left out. */
  readonly averageRunLength?: number
  /**
   * `every-start`: Shiryaev-Roberts, the sum over all moments at which it may have fallen. `best-start`: the largest of
   * them, slower; to compare with.
   */
  readonly pooling?: 'every-start' | 'best-start'
}

/** Sessions between two false alarms where nothing else is said. */
const AVERAGE_RUN_LENGTH = 5_000

/** Shares of the largest stake against the floor. */
const FRACTIONS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7]

/** Evidence of each bet since the start; all 0 before the first session. */
export type DriftState = readonly number[]

/** The state before any session. */
export function startDrift(): DriftState {
  return FRACTIONS.map(() => 0)
}

/**
 * State after one more session.
 *
 * @param result in [0, 1]
 * @source statistics specification 7.5 (Shin, Ramdas, Rinaldo 2024); checked in test/oracle/drift_detectors.json
 */
export function stepDrift(state: DriftState, result: number, rule: DriftRule): DriftState {
  const { floor, pooling = 'every-start' } = rule
  return state.map((evidence, index) => {
    const stake = (FRACTIONS[index] ?? 0) / (1 - floor)
    const before = pooling === 'every-start' ? evidence + 1 : Math.max(evidence, 1)
    return before * (1 + stake * (floor - result))
  })
}

/** Evidence that success fell: the mean over the bets. */
export function driftEvidence(state: DriftState): number {
  return mean(state)
}

/** What watching a stream of sessions gave. */
export interface DriftWatch {
  /** Evidence after the last session that was read. */
  readonly evidence: number
  /** Evidence at which an alarm is given. */
  readonly threshold: number
  /** Sessions up to the alarm; undefined where there is none. */
  readonly alarmAfter?: number
  /** An alarm freezes TRUST and asks for a new probe; it does not say which side changed. */
  readonly words: string
}

/**
 * Watches sessions in the order in which they count and stops at the first alarm.
 *
 * Whatever the stream, as long as each session succeeds with at least the chance `floor` given the past, the average
 * number of sessions to a false alarm is at least `averageRunLength`.
 *
 * @param results in [0, 1]
 * @throws ConfigError where the floor or the run length makes no sense, or a result is outside [0, 1]
 * @source statistics specification 7.5
 */
export function watchDrift(results: Iterable<number>, rule: DriftRule): DriftWatch {
  const { floor, averageRunLength: threshold = AVERAGE_RUN_LENGTH } = rule
  if (!(floor > 0 && floor < 1)) throw new ConfigError('floor', floor, 'a share above 0 and below 1')
  if (!(threshold >= 1)) throw new ConfigError('averageRunLength', threshold, 'at least 1 session')
  let state = startDrift()
  let sessions = 0
  for (const result of results) {
    if (!(result >= 0 && result <= 1)) throw new ConfigError('results', result, 'from 0 to 1')
    sessions += 1
    state = stepDrift(state, result, rule)
    const evidence = driftEvidence(state)
    if (evidence < threshold) continue
    const words = `alarm after ${sessions} sessions: success fell below ${floor.toFixed(2)}; trust is frozen until a new probe`
    return { evidence, threshold, alarmAfter: sessions, words }
  }
  const words = `no alarm in ${sessions} sessions: no sign that success fell below ${floor.toFixed(2)}`
  return { evidence: driftEvidence(state), threshold, words }
}

/**
 * The success that is still fine: a lower 90 % bound of the baseline, not its estimate, so that a baseline that was lucky
 * does not raise alarms for ever.
 *
 * @param baseline of a fixed number of trials, or of a gate that stopped when it suited
 * @returns undefined where there is no success to fall from
 * @source statistics specification 7.5; exact bound (Clopper-Pearson), or the confidence sequence after a gate
 */
export function driftFloor(baseline: TrialCounts, sampling: 'fixed' | 'adaptive'): number | undefined {
  const { successes, failures } = baseline
  if (successes === 0) return undefined
  if (sampling === 'adaptive') return confidenceSequence(baseline, 0.9).low
  return betaQuantile(0.1, successes, failures + 1)
}
