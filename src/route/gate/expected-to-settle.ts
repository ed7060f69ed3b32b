import type { StopBounds } from './bounds.js'
import { fewestToSettle, type GateDecision } from './decide-gate.js'
import type { GateDesign } from './design.js'

/**
 * About how many more trials a cell needs: what its evidence lacks, over what a trial adds at the success seen so far.
 *
 * @returns from the fewest that could settle it to all that are left
 * @source statistics specification 6.6: remaining log-evidence over estimated drift
 */
export function expectedToSettle(
  decision: Pick<GateDecision, 'trials' | 'successes' | 'evidence'>,
  design: GateDesign,
  bounds: StopBounds,
): number {
  const { trials, successes, evidence } = decision
  const success = (successes + 1) / (trials + 2)
  const { low, high, trustAt, rejectAt, mostTrials } = design
  const drift = success * Math.log(high / low) + (1 - success) * (Math.log1p(-high) - Math.log1p(-low))
  const lacking = drift > 0 ? trustAt - evidence.trust : rejectAt - evidence.reject
  const left = Math.max(1, mostTrials - trials)
  const fewest = fewestToSettle({ successes, failures: trials - successes }, bounds)
  return Math.min(left, Math.max(fewest, drift === 0 ? left : lacking / Math.abs(drift)))
}
