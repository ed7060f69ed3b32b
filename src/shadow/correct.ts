import type { Estimate, ShadowFinding, Verdict } from '../domain/index.js'
import { holm } from '../estimate/index.js'
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
  return findings.map((finding, index) => {
    const [correctedP, oddsRatioCorrectedP] = [points[index], odds[index]]
    const correctedVerdict = corrected(finding, { correctedP, oddsRatioCorrectedP, level })
    const whole = {
      ...finding,
      ...(correctedP !== undefined && { correctedP }),
      ...(oddsRatioCorrectedP !== undefined && { oddsRatioCorrectedP }),
      correctedVerdict,
    }
    return { ...whole, words: shadowWords(whole, findings.length) }
  })
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

function corrected(
  { verdict, shadow, beyondControl }: ShadowFinding,
  found: {
    readonly correctedP: number | undefined
    readonly oddsRatioCorrectedP: number | undefined
    readonly level: number
  },
): Verdict {
  if (verdict.kind !== 'established' || shadow.kind === 'undetermined') return verdict
  const holds = (p: number | undefined) => p !== undefined && p <= 1 - found.level
  const isBeyond = beyondControl !== undefined && excludesZero(beyondControl.difference, Math.sign(shadow.value))
  return holds(found.correctedP) && (holds(found.oddsRatioCorrectedP) || isBeyond)
    ? verdict
    : { kind: 'not-established' }
}

function excludesZero(estimate: Estimate, sign: number): boolean {
  if (estimate.kind === 'undetermined') return false
  return sign > 0 ? estimate.low > 0 : estimate.high < 0
}
