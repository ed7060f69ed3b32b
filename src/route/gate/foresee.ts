import { ConfigError } from '../../domain/index.js'
import { isHopeless, type StopBounds } from './bounds.js'

/** What a gate will take and how often it errs, at one true success rate. */
export interface GateOutlook {
  /** True success that is supposed. */
  readonly success: number
  /** On average, until it stops. */
  readonly expectedTrials: number
  /** Trials within which 9 of 10 cells are settled. */
  readonly ninthDecile: number
  /** The cap. */
  readonly mostTrials: number
  /** Chances of the three words; they sum to 1. */
  readonly trust: number
  readonly reject: number
  readonly undecided: number
}

/**
 * Expected trials and chances of each word, exactly: the chance of every count of successes is carried from trial to
 * trial, and what reaches a bound stops.
 *
 * @param success in [0, 1]
 * @source dynamic programming over counts; checked against simulation in test/calibration/gate.test.ts
 * @example foreseeBounds(stopBounds(designGate()), 0.85).trust > 0.9
 * // true
 */
export function foreseeBounds(bounds: StopBounds, success: number): GateOutlook {
  const { trustFrom, rejectTo } = bounds
  if (!(success >= 0 && success <= 1)) throw new ConfigError('success', success, 'a share from 0 to 1')
  const mostTrials = trustFrom.length - 1
  // Only counts between the bounds are still going; `first` is the fewest successes among them.
  let going: number[] = [1]
  let first = 0
  let [expectedTrials, ninthDecile, trust, reject, undecided] = [0, mostTrials, 0, 0, 0]
  for (let trials = 1; trials <= mostTrials; trials += 1) {
    const alive = going.reduce((sum, chance) => sum + chance, 0)
    expectedTrials += alive
    const next = Array.from({ length: going.length + 1 }, (_, place) => {
      return (going[place - 1] ?? 0) * success + (going[place] ?? 0) * (1 - success)
    })
    const [from, to] = [trustFrom[trials] ?? trials + 1, rejectTo[trials] ?? -1]
    const kept = next.map((chance, place) => {
      const successes = first + place
      if (successes >= from) trust += chance
      else if (successes <= to) reject += chance
      else if (isHopeless(bounds, trials, successes)) undecided += chance
      else return chance
      return 0
    })
    const lowest = kept.findIndex((chance) => chance > 0)
    going = lowest < 0 ? [] : kept.slice(lowest, kept.findLastIndex((chance) => chance > 0) + 1)
    first += Math.max(0, lowest)
    if (trust + reject + undecided >= 0.9 && ninthDecile === mostTrials) ninthDecile = trials
  }
  return { success, expectedTrials, ninthDecile, mostTrials, trust, reject, undecided }
}
