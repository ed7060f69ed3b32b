import type { Estimate, Verdict } from '../domain/index.js'
import { tQuantile } from '../math/index.js'

/** Share of studies in which the smallest effect that is named would have been found. */
const POWER = 0.8

/** What a verdict is given for. */
export interface VerdictOptions {
  /** Differences inside +-margin count as equivalent. */
  readonly margin: number
  /** False while trials of the plan are still to come. */
  readonly isPlanFinished: boolean
  /** Of the test beside the interval, where there is one: both must say so. */
  readonly p?: number
  /** Largest difference that can occur; 1 where left out. */
  readonly largest?: number
  /** Mean cost of one trial in US dollars, where it is known. */
  readonly trialUsd?: number
}

/**
 * What may be said of a difference whose interval is known.
 *
 * @source the table of verdicts: interval off zero (and the test beside it), inside the margin, or neither
 */
export function verdictOf(estimate: Estimate, options: VerdictOptions): Verdict {
  const { margin, isPlanFinished, p } = options
  if (estimate.kind === 'undetermined') return { kind: 'undetermined', reason: estimate.reason }
  if (!isPlanFinished) return undecided(estimate, options)
  const isOff = estimate.low > 0 || estimate.high < 0
  if (isOff && (p === undefined || p <= 1 - estimate.level)) return { kind: 'established' }
  if (estimate.low > -margin && estimate.high < margin) return { kind: 'established-equivalent', margin }
  return notEstablished(estimate, options)
}

/**
 * The verdict of one of several comparisons after correction for their number.
 *
 * @param of.correctedP Holm's; undefined where there was no test
 * @param of.comparisons how many were corrected together
 */
export function correctVerdict(
  verdict: Verdict,
  estimate: Estimate,
  of: { readonly correctedP: number | undefined; readonly comparisons: number; readonly largest?: number },
): Verdict {
  if (estimate.kind === 'undetermined') return verdict
  const isLost = verdict.kind === 'established' && (of.correctedP ?? 0) > 1 - estimate.level
  return isLost || verdict.kind === 'not-established' ? notEstablished(estimate, of) : verdict
}

type Determined = Extract<Estimate, { kind: 'determined' }>

function notEstablished(
  estimate: Determined,
  { comparisons = 1, largest = 1 }: { readonly comparisons?: number; readonly largest?: number },
): Verdict {
  const smallestFound = smallestEffect(estimate, comparisons)
  // A larger effect than that was seen: what keeps it from being established is not the size of the study.
  const isAnswer = smallestFound <= largest && Math.abs(estimate.value) < smallestFound
  return { kind: 'not-established', ...(isAnswer && { smallestFound }) }
}

/**
 * Smallest effect that a study with this interval finds in four of five tries.
 *
 * @param comparisons that share the error rate
 * @source (t of the level + t of the power) x standard error, as in statistics specification 3.6
 */
export function smallestEffect({ low, high, level, samples }: Determined, comparisons = 1): number {
  const df = Math.max(1, samples - 1)
  const error = (high - low) / 2 / tQuantile((1 + level) / 2, df)
  return (tQuantile(1 - (1 - level) / (2 * comparisons), df) + tQuantile(POWER, df)) * error
}

function undecided(estimate: Determined, { margin, trialUsd }: VerdictOptions): Verdict {
  const moreTrials = trialsToVerdict(estimate, margin)
  if (moreTrials === undefined) return { kind: 'undecided' }
  return { kind: 'undecided', moreTrials, ...(trialUsd !== undefined && { moreUsd: moreTrials * trialUsd }) }
}

/** More trials than these are not worth naming. */
const MOST_TRIALS = 100_000

/**
 * About how many more trials give a verdict, if the difference stays where it is: until the interval excludes zero or
 * lies within the margin, whichever comes first. Its width falls with the root of the trials.
 *
 * @returns undefined beyond 100,000
 */
export function trialsToVerdict({ value, low, high, trials }: Determined, margin: number): number | undefined {
  const half = (high - low) / 2
  const distance = Math.max(Math.abs(value), margin - Math.abs(value))
  if (distance <= 0) return undefined
  const more = Math.max(1, Math.ceil(trials * ((half / distance) ** 2 - 1)))
  return more > MOST_TRIALS ? undefined : more
}
