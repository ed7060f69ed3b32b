import type { Estimate, ShadowFinding } from '../domain/index.js'
import { correctVerdict, holm } from '../estimate/index.js'
import { shadowWords } from './words.js'

/**
 * Corrects the shadows of several systems against one reference (Holm, for the points and for the odds ratio): what is
 * found once in so many looks is not yet established.
 *
 * @param level confidence level, in (0, 1)
 */
export function correctShadows(findings: readonly ShadowFinding[], level: number): ShadowFinding[] {
  const points = adjusted(findings.map(({ shadowTest }) => shadowTest?.p))
  const odds = adjusted(findings.map(({ oddsRatioTest }) => oddsRatioTest?.p))
  const beyond = adjusted(findings.map(({ beyondControl }) => beyondControl?.test?.p))
  const comparisons = points.filter((p) => p !== undefined).length
  return findings.map((finding, index) => {
    const found = withCorrected(finding, { points: points[index], odds: odds[index], beyond: beyond[index] })
    const { shadow, verdict, correctedP } = found
    const isExplained = !isBeyondWeakness(found, level)
    const of = { correctedP: isExplained ? 1 : correctedP, comparisons, largest: 2 }
    const whole = { ...found, correctedVerdict: correctVerdict(verdict, shadow, of) }
    return { ...whole, words: shadowWords(whole, findings.length) }
  })
}

function withCorrected(
  finding: ShadowFinding,
  p: { readonly points?: number | undefined; readonly odds?: number | undefined; readonly beyond?: number | undefined },
): ShadowFinding {
  const { beyondControl } = finding
  return {
    ...finding,
    ...(p.points !== undefined && { correctedP: p.points }),
    ...(p.odds !== undefined && { oddsRatioCorrectedP: p.odds }),
    ...(beyondControl !== undefined &&
      p.beyond !== undefined && { beyondControl: { ...beyondControl, correctedP: p.beyond } }),
  }
}

/** Whether the odds ratio or the control, corrected, says that being weaker overall does not explain the change. */
function isBeyondWeakness(
  { shadow, oddsRatio, oddsRatioCorrectedP, beyondControl }: ShadowFinding,
  level: number,
): boolean {
  if (shadow.kind === 'undetermined') return false
  const sign = Math.sign(shadow.value)
  const holds = (p: number | undefined) => p !== undefined && p <= 1 - level
  const isOff = (estimate: Estimate | undefined, nothing: number) =>
    estimate?.kind === 'determined' && Math.sign(estimate.value - nothing) === sign
  return (
    (holds(oddsRatioCorrectedP) && isOff(oddsRatio, 1)) ||
    (holds(beyondControl?.correctedP) && isOff(beyondControl?.difference, 0))
  )
}

function adjusted(ps: readonly (number | undefined)[]): (number | undefined)[] {
  const known = ps.filter((p) => p !== undefined)
  const corrected = holm(known)
  let next = 0
  return ps.map((p) => {
    if (p === undefined) return undefined
    next += 1
    return corrected[next - 1]
  })
}
