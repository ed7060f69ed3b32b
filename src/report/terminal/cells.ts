import type { CurveLength, Estimate, HorizonFinding } from '../../domain/index.js'
import { amount, percent, pValue, signedPoints } from '../../domain/index.js'
import { judgedReason } from '../words.js'

/** Characters of an interval bar. */
const BAR = 17

/** An estimate as `value (low to high)`, or `cannot tell`; the reason belongs under the table. */
export function valueCell(estimate: Estimate, show: (value: number) => string): string {
  if (estimate.kind === 'undetermined') return 'cannot tell'
  return `${show(estimate.value)} (${show(estimate.low)} to ${show(estimate.high)})`
}

/** A share with its interval: `77% (73% to 80%)`. */
export function shareCell(estimate: Estimate): string {
  return valueCell(estimate, percent)
}

/** Success corrected for a judge, or why there is none: `92% (84% to 98%)`, `cannot tell (the judge is right too seldom)`. */
export function judgedCell(estimate: Estimate): string {
  return estimate.kind === 'determined'
    ? shareCell(estimate)
    : `${shareCell(estimate)} (${judgedReason(estimate.reason)})`
}

/** A difference in points with its sign: `−63 (−76 to −47)`; `+` is left out. */
export function pointsCell(estimate: Estimate): string {
  return valueCell(estimate, (value) => signedPoints(value).replace('+', ''))
}

/** A p-value without its letter: `0.034`, `<0.001`; empty where there was no test. */
export function pCell(p: number | undefined): string {
  return p === undefined ? '' : pValue(p).replace('p = ', '').replace('p < ', '<')
}

/**
 * An interval as a bar: `├──●──┤` on a scale, dots where nothing can be told, `│` at zero.
 *
 * @param scale ends of the bar, in the estimate's unit
 */
export function barCell(estimate: Estimate, scale: { readonly from: number; readonly to: number }): string {
  if (estimate.kind === 'undetermined') return '·'.repeat(BAR)
  const place = (value: number) => {
    const share = (value - scale.from) / (scale.to - scale.from)
    return Math.min(BAR - 1, Math.max(0, Math.round(share * (BAR - 1))))
  }
  const [low, middle, high] = [place(estimate.low), place(estimate.value), place(estimate.high)]
  const zero = scale.from < 0 && scale.to > 0 ? place(0) : -1
  return Array.from({ length: BAR }, (_, index) => {
    if (index === middle) return '●'
    if (index === low) return '├'
    if (index === high) return '┤'
    if (index > low && index < high) return '─'
    return index === zero ? '│' : ' '
  }).join('')
}

/** An estimate in a unit of length: `73 (48 to 112)`. */
export function lengthCell(estimate: Estimate): string {
  return valueCell(estimate, (value) => amount(value).replace('-', '−'))
}

/** A horizon: a length with its interval, or the side on which it leaves what was tested; never a number beyond. */
export function horizonCell(estimate: Estimate, { shortest, longest }: HorizonFinding['tested']): string {
  if (estimate.kind === 'determined') {
    const low = estimate.low < shortest ? `< ${amount(shortest)}` : amount(estimate.low)
    const high = estimate.high > longest ? `> ${amount(longest)}` : amount(estimate.high)
    return `${amount(estimate.value)} (${low} to ${high})`
  }
  if (estimate.reason === 'below-tested-range') return `< ${amount(shortest)}`
  return estimate.reason === 'above-tested-range' ? `> ${amount(longest)}` : 'cannot tell'
}

/** A length read off a curve: `60`, `< 8`, `> 220`. */
export function curveLengthCell(length: CurveLength): string {
  switch (length.kind) {
    case 'within':
      return amount(length.length)
    case 'below-tested-range':
      return `< ${amount(length.atMost)}`
    case 'above-tested-range':
      return `> ${amount(length.atLeast)}`
    case 'success-does-not-fall':
      return 'does not fall'
  }
}

/** The smallest and the largest of several lengths as one text: `29 to > 220`. */
export function spreadCell(spread: HorizonFinding['h80Spread']): string {
  if (spread === undefined) return ''
  const [low, high] = [curveLengthCell(spread.low), curveLengthCell(spread.high)]
  return low === high ? low : `${low} to ${high}`
}

/** A slope or its change, to two decimals: `−0.60 (−1.00 to −0.20)`. */
export function slopeCell(estimate: Estimate): string {
  return valueCell(estimate, (value) =>
    value
      .toFixed(2)
      .replace(/^-0\.00$/, '0.00')
      .replace('-', '−'),
  )
}
