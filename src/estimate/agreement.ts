import type { Estimate, EstimateBasis } from '../domain/index.js'
import { normalQuantile } from '../math/index.js'
import { clopperPearson } from './success.js'

/** Things judged by two readers, below which their agreement says nothing. */
const LEAST_JUDGED = 10

/**
 * Agreement of two readers beyond what their own habits would bring by chance (Cohen's kappa).
 *
 * With no disagreement at all the standard error is 0; the lower edge then comes from the exact interval of the share
 * agreed upon, through the chance agreement seen.
 *
 * @param counts square: `counts[i][j]` things that the first reader put into class i and the second into class j
 * @returns undetermined `too-few-trials` with fewer than 10 things, `no-variation` where both used one class only
 * @source Cohen 1960; large-sample variance of Fleiss, Cohen & Everitt 1969
 */
export function estimateAgreement(
  counts: readonly (readonly number[])[],
  options: { readonly level: number },
): Estimate {
  const { level } = options
  const things = counts.flat().reduce((sum, count) => sum + count, 0)
  const basis: EstimateBasis = {
    method: 'cohen-kappa',
    level,
    samples: things,
    trials: things,
    excluded: {},
    warnings: [],
  }
  if (things < LEAST_JUDGED) return { kind: 'undetermined', reason: 'too-few-trials', ...basis }
  const { agreed, chance, error } = kappaParts(
    counts.map((row) => row.map((count) => count / things)),
    things,
  )
  if (chance >= 1) return { kind: 'undetermined', reason: 'no-variation', ...basis }
  const value = (agreed - chance) / (1 - chance)
  if (error === 0) {
    const { low } = clopperPearson(Math.round(agreed * things), things, level)
    return { kind: 'determined', value, low: (low - chance) / (1 - chance), high: 1, ...basis }
  }
  const half = normalQuantile((1 + level) / 2) * error
  return { kind: 'determined', value, low: Math.max(-1, value - half), high: Math.min(1, value + half), ...basis }
}

/** @param shares of all things, in the form of the counts */
function kappaParts(shares: readonly (readonly number[])[], things: number) {
  const classes = shares.map((_, index) => index)
  const at = (i: number, j: number) => shares[i]?.[j] ?? 0
  const first = classes.map((i) => classes.reduce((sum, j) => sum + at(i, j), 0))
  const second = classes.map((j) => classes.reduce((sum, i) => sum + at(i, j), 0))
  const agreed = classes.reduce((sum, i) => sum + at(i, i), 0)
  const chance = classes.reduce((sum, i) => sum + (first[i] ?? 0) * (second[i] ?? 0), 0)
  let spread = -((agreed * chance - 2 * chance + agreed) ** 2)
  for (const i of classes) {
    for (const j of classes) {
      const weight =
        i === j
          ? 1 - chance - ((first[i] ?? 0) + (second[i] ?? 0)) * (1 - agreed)
          : (1 - agreed) * ((second[i] ?? 0) + (first[j] ?? 0))
      spread += at(i, j) * weight ** 2
    }
  }
  const error = agreed >= 1 - 1e-12 || chance >= 1 ? 0 : Math.sqrt(Math.max(0, spread) / things) / (1 - chance) ** 2
  return { agreed, chance, error }
}
