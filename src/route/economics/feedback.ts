import { ConfigError, type Estimate } from '../../domain/index.js'
import { quantile, survivalSteps, wilson } from '../../estimate/index.js'

/** A session that was routed, and what was heard of it. Times in one unit, from any origin. */
export interface FeedbackSession {
  readonly endedAt: number
  /** When its result became known; undefined where it is not known yet. */
  readonly labelledAt?: number
  /** In [0, 1]; with `labelledAt`. */
  readonly result?: number
  /** Chance that a session like this is labelled at all, in (0, 1]; 1 where left out. */
  readonly labelPropensity?: number
}

/** Failures and complaints come late: what is heard early is too good. */
const HEARD = 0.95
const MOST_WEIGHT = 20

/** Sessions like it that a labelled session stands for, itself included; at most 20. */
export function labelWeight({ labelPropensity = 1 }: Pick<FeedbackSession, 'labelPropensity'>): number {
  if (labelPropensity > 0 && labelPropensity <= 1) return Math.min(1 / labelPropensity, MOST_WEIGHT)
  throw new ConfigError('labelPropensity', labelPropensity, 'above 0 and at most 1')
}

/**
 * Time within which 95 % of results are heard: Kaplan-Meier on the delay, sessions without a result still open.
 *
 * @param now not before any session's end
 * @returns undefined where so many are still open that the curve does not fall to 5 %
 * @throws ConfigError where a session ends after `now`, or is heard of before its end
 * @source statistics specification 7.4
 */
export function feedbackDelay(sessions: readonly FeedbackSession[], now: number): number | undefined {
  const spans = sessions.map(({ endedAt, labelledAt }) => {
    const exposure = (labelledAt ?? now) - endedAt
    if (!(exposure >= 0)) throw new ConfigError('sessions', { endedAt, labelledAt }, `times in order, up to ${now}`)
    return { exposure, failed: labelledAt !== undefined }
  })
  return quantile(survivalSteps(spans), 1 - HEARD)
}

/**
 * The same where some sessions never get a result, so that one without may be late or may never have been meant to get
 * one: read from those that have one alone, each held against the delays that could have been seen of it by now.
 *
 * A delay longer than the oldest session cannot be seen, so the answer holds for what is heard within that time.
 *
 * @returns undefined where no session has a result
 * @throws ConfigError as `feedbackDelay`
 * @source Kalbfleisch & Lawless 1989, J. Am. Stat. Assoc. 84:360: product limit in reversed time of right-truncated delays
 */
export function labelledDelay(sessions: readonly FeedbackSession[], now: number): number | undefined {
  const seen = sessions.flatMap(({ endedAt, labelledAt }) => {
    if (labelledAt === undefined) return []
    const [delay, age] = [labelledAt - endedAt, now - endedAt]
    if (!(delay >= 0 && delay <= age)) {
      throw new ConfigError('sessions', { endedAt, labelledAt }, `times in order, up to ${now}`)
    }
    return { delay, age }
  })
  const delays = seen.map(({ delay }) => delay).sort((a, b) => a - b)
  const ages = seen.map(({ age }) => age).sort((a, b) => a - b)
  let share = 1
  let found: number | undefined
  let tooYoung = ages.length
  for (let upTo = delays.length; upTo > 0 && share >= HEARD; ) {
    const delay = delays[upTo - 1] ?? 0
    found = delay
    // Sessions younger than this delay could not have shown it.
    while (tooYoung > 0 && (ages[tooYoung - 1] ?? 0) >= delay) tooYoung -= 1
    const below = delays.indexOf(delay)
    share *= 1 - (upTo - below) / (upTo - tooYoung)
    upTo = below
  }
  return found
}

/**
 * Sessions old enough that nearly all that will be heard of them has been heard; the younger ones would make a system look
 * better than it is.
 *
 * @returns empty where the delay is not known yet
 */
export function matureSessions(sessions: readonly FeedbackSession[], now: number): readonly FeedbackSession[] {
  const delay = feedbackDelay(sessions, now)
  return delay === undefined ? [] : sessions.filter(({ endedAt }) => now - endedAt >= delay)
}

/**
 * Success of sessions of which only some are labelled: each labelled one stands for those like it that are not. Weights
 * are the inverse of the propensity, at most 20, divided by their sum.
 *
 * @returns undetermined `no-data` where none is labelled
 * @throws ConfigError where a propensity is not in (0, 1]
 * @source statistics specification 7.4; Wilson's interval on the effective number of sessions, (sum w)^2 / sum w^2
 */
export function estimateLabelledSuccess(
  sessions: readonly FeedbackSession[],
  options: { readonly level: number },
): Estimate {
  const { level } = options
  const labelled = sessions.flatMap((session) => {
    const { result, labelPropensity = 1 } = session
    const weight = labelWeight(session)
    return result === undefined ? [] : { result, weight, isClipped: 1 / labelPropensity > MOST_WEIGHT }
  })
  const open = sessions.length - labelled.length
  const about = {
    method: 'inverse-propensity',
    level,
    samples: labelled.length,
    trials: labelled.length,
    excluded: open === 0 ? {} : { 'not labelled': open },
    warnings: labelled.some(({ isClipped }) => isClipped) ? (['weights-clipped'] as const) : [],
  }
  const total = labelled.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return { kind: 'undetermined', reason: 'no-data', ...about }
  const value = labelled.reduce((sum, { result, weight }) => sum + weight * result, 0) / total
  const effective = total ** 2 / labelled.reduce((sum, { weight }) => sum + weight ** 2, 0)
  return { kind: 'determined', value, ...wilson(value, effective, level), ...about }
}
