import type { ShadowFinding } from '../domain/index.js'
import type { OutcomeAnalysis } from './analyse.js'

/**
 * The established finding that goes most against what the short benchmark leads one to expect, in its own words: a
 * system that gains where the work differs, a shadow, or a gap that stays the same. Undefined where nothing of this is
 * established.
 */
export function surpriseOf(analysis: OutcomeAnalysis): string | undefined {
  const ranked = analysis.shadows
    .flatMap((finding) => {
      const weight = weightOf(finding)
      return weight === undefined ? [] : [{ finding, weight }]
    })
    .sort((a, b) => b.weight - a.weight)
  return ranked[0]?.finding.words.join(' ')
}

/** A reversal weighs more than any shadow, and a shadow more than any equivalence. */
function weightOf({ shadow, longGap, correctedVerdict: verdict }: ShadowFinding): number | undefined {
  if (shadow.kind === 'undetermined' || longGap.kind === 'undetermined') return undefined
  if (verdict.kind === 'established-equivalent') return -Math.abs(shadow.value)
  if (verdict.kind !== 'established') return undefined
  return Math.abs(shadow.value) + (shadow.value < 0 && longGap.high < 0 ? 1 : 0)
}
