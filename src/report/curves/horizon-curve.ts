import type { HorizonFinding } from '../../domain/index.js'
import { type Series, seriesOf } from '../charts/theme.js'
import type { LengthScale } from './length-scale.js'

/** One system with its look; grey where its horizon cannot be told. */
export interface HorizonCurve {
  readonly finding: HorizonFinding
  readonly series: Series
  /** True where its horizon is known, or the side on which it leaves what was tested. */
  readonly isTold: boolean
}

/** Places of lengths and shares. */
export interface HorizonScales {
  readonly lengths: LengthScale
  y(share: number): number
  readonly bottom: number
}

/** Gives every finding its look. */
export function horizonCurves(
  findings: readonly HorizonFinding[],
  systems: readonly string[] | undefined,
  reference: string | undefined,
): readonly HorizonCurve[] {
  const series = seriesOf(systems ?? findings.map(({ system }) => system), reference)
  return findings.map((finding) => {
    const own = series.find(({ system }) => system === finding.system) ?? {
      system: finding.system,
      colour: 'var(--ink)',
    }
    const { h50 } = finding
    const isTold = h50.kind === 'determined' || /-tested-range$/.test(h50.reason)
    return { finding, series: isTold ? own : { ...own, colour: 'var(--unsure)' }, isTold }
  })
}

/** The curve read on from the last length tested to the end of the axis. */
export function untestedPoints(
  { curve, points }: HorizonFinding,
  last: number,
): { readonly length: number; readonly success: number }[] {
  const end = points.at(-1)
  if (curve === undefined || end === undefined || end.length >= last) return []
  const parts = 12
  return Array.from({ length: parts + 1 }, (_, index) => {
    const length = end.length * (last / end.length) ** (index / parts)
    return { length, success: 1 / (1 + Math.exp(-(curve.intercept + curve.slope * Math.log2(length)))) }
  })
}
