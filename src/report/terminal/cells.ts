import type { Estimate } from '../../domain/index.js'
import { percent, pValue, signedPoints } from '../../domain/index.js'

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
