import { type GateEvidence, gateEvidence } from '../../estimate/index.js'
import { type EvidenceOf, stopBounds } from './bounds.js'
import type { GateDesign } from './design.js'
import { foreseeBounds } from './foresee.js'

/** Halvings of the interval in which a level is sought. */
const STEPS = 14

/**
 * Lowest levels at which the errors of a gate, computed exactly for independent trials up to its cap, keep alpha and
 * beta. Ville's levels leave part of them unused: evidence oversteps a level, and the cap cuts the paths short.
 *
 * @returns logarithms, never above those of the design
 * @source bisection on the exact errors of `foreseeBounds`
 */
export function exactLevels(design: GateDesign): { readonly trustAt: number; readonly rejectAt: number } {
  const evidenceOf = remembered(design)
  const outlook = (levels: { readonly trustAt: number; readonly rejectAt: number }, success: number) =>
    foreseeBounds(stopBounds({ ...design, ...levels }, { evidenceOf }), success)
  const { low, high, alpha, beta, rejectAt: rejectByVille } = design
  const trustAt = lowestLevel(design.trustAt, (level) => {
    return outlook({ trustAt: level, rejectAt: rejectByVille }, low).trust <= alpha
  })
  // Rejecting earlier only takes paths away from trusting, so the first level stays valid.
  const rejectAt = lowestLevel(rejectByVille, (level) => outlook({ trustAt, rejectAt: level }, high).reject <= beta)
  return { trustAt, rejectAt }
}

function lowestLevel(valid: number, isValid: (level: number) => boolean): number {
  let [low, high] = [0, valid]
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2
    if (isValid(middle)) high = middle
    else low = middle
  }
  return high
}

function remembered(design: GateDesign): EvidenceOf {
  const known = new Map<number, GateEvidence>()
  return (counts) => {
    const key = counts.successes * (design.mostTrials + 1) + counts.failures
    const evidence = known.get(key) ?? gateEvidence(counts, design)
    known.set(key, evidence)
    return evidence
  }
}
