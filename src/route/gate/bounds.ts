import { type GateEvidence, gateEvidence } from '../../estimate/index.js'
import type { GateDesign } from './design.js'

/** Where a gate stops, by number of trials from 0 to its cap. */
export interface StopBounds {
  /** Successes from which it trusts; above the number of trials where it cannot yet. */
  readonly trustFrom: readonly number[]
  /** Successes up to which it rejects; -1 where it cannot yet. */
  readonly rejectTo: readonly number[]
  /** Successes from which, even if all trials up to the cap succeed, it may still trust. */
  readonly trustOpenFrom: readonly number[]
  /** Successes up to which, even if all trials up to the cap fail, it may still reject. */
  readonly rejectOpenTo: readonly number[]
}

/** Whether no trials up to the cap could settle it any more: going on would buy nothing. */
export function isHopeless(bounds: StopBounds, trials: number, successes: number): boolean {
  return successes < (bounds.trustOpenFrom[trials] ?? 0) && successes > (bounds.rejectOpenTo[trials] ?? trials)
}

/** Looks ahead from every number of trials to the cap. */
function withOutlook(trustFrom: readonly number[], rejectTo: readonly number[]): StopBounds {
  const trustOpenFrom: number[] = []
  const rejectOpenTo: number[] = []
  for (let trials = trustFrom.length - 1; trials >= 0; trials -= 1) {
    const [from, to] = [trustFrom[trials] ?? 0, rejectTo[trials] ?? 0]
    trustOpenFrom[trials] = Math.min(from, (trustOpenFrom[trials + 1] ?? Number.POSITIVE_INFINITY) - 1)
    rejectOpenTo[trials] = Math.max(to, rejectOpenTo[trials + 1] ?? -1)
  }
  return { trustFrom, rejectTo, trustOpenFrom, rejectOpenTo }
}

/** Evidence of so many successes in so many trials; rises and falls with the successes. */
export type EvidenceOf = (counts: { readonly successes: number; readonly failures: number }) => GateEvidence

/**
 * The gate as a table: evidence depends on counts only, and grows with the successes, so that each number of trials has
 * one place from which the gate trusts and one up to which it rejects.
 *
 * @param options.firstLook trials before which it never stops; as many as there must be distinct tasks, where left out
 * @param options.evidenceOf another evidence, to compare with
 */
export function stopBounds(
  design: GateDesign,
  options: { readonly firstLook?: number; readonly evidenceOf?: EvidenceOf } = {},
): StopBounds {
  const { firstLook = design.leastTasks, evidenceOf = (counts) => gateEvidence(counts, design) } = options
  const { trustAt, rejectAt } = design
  const trustFrom: number[] = []
  const rejectTo: number[] = []
  for (let trials = 0; trials <= design.mostTrials; trials += 1) {
    const at = (successes: number) => evidenceOf({ successes, failures: trials - successes })
    const canStop = trials >= Math.max(1, firstLook)
    trustFrom.push(canStop ? firstFrom(trials, (successes) => at(successes).trust >= trustAt) : trials + 1)
    rejectTo.push(canStop ? firstFrom(trials, (successes) => at(successes).reject < rejectAt) - 1 : -1)
  }
  return withOutlook(trustFrom, rejectTo)
}

/**
 * The fixed design that stops as soon as its answer is certain, to compare with.
 *
 * @source curtailed binomial test
 */
export function curtailedBounds({ fixedTrials, critical }: GateDesign): StopBounds {
  const trials = Array.from({ length: fixedTrials + 1 }, (_, n) => n)
  return withOutlook(
    trials.map(() => critical),
    trials.map((n) => n - (fixedTrials - critical + 1)),
  )
}

/** Smallest number from 0 to `most` at which a condition that stays true becomes true; `most + 1` if never. */
function firstFrom(most: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, most + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
