import { scaleLinear, scaleLog } from 'd3-scale'
import type { Estimate } from '../../domain/index.js'
import { percent, points, ratio } from '../../domain/index.js'

/** What the horizontal axis of a forest chart counts. */
export interface ForestAxis {
  /** `points`: differences of shares; `percent`: shares in [0, 1]; `ratio`: positive, drawn on a log scale. */
  readonly kind: 'points' | 'percent' | 'ratio'
  /** Where nothing differs, or the success required; drawn as a line. */
  readonly mark?: number
  /** Half width of the equivalence band around `mark`. */
  readonly margin?: number
  /** What the mark means, written under it. */
  readonly markWords?: string
  /** What lies to the left and to the right of the mark. */
  readonly ends?: { readonly left: string; readonly right: string }
  /** Estimates of several pictures that are to have one scale. */
  readonly shared?: readonly Estimate[]
}

/** A scale with its ticks and their texts. */
export interface ForestScale {
  x(value: number): number
  readonly ticks: readonly { readonly value: number; readonly text: string }[]
}

/** Makes the scale wide enough for every interval, and for a band around the mark. */
export function forestScale(
  axis: ForestAxis,
  estimates: readonly Estimate[],
  range: readonly [number, number],
): ForestScale {
  if (axis.kind === 'percent') {
    const scale = scaleLinear([0, 1], range).clamp(true)
    return { x: (value) => scale(value), ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => tick(axis, value)) }
  }
  const ends = [...estimates, ...(axis.shared ?? [])].flatMap((estimate) =>
    estimate.kind === 'determined' ? [estimate.low, estimate.high] : [],
  )
  if (axis.kind === 'ratio') {
    const inside = ends.filter((value) => value > 0 && Number.isFinite(value))
    const domain = [Math.min(0.5, ...inside), Math.max(2, ...inside)]
    const scale = scaleLog(domain, range).base(2).clamp(true)
    const all = [1 / 64, 1 / 16, 1 / 4, 1 / 2, 1, 2, 4, 16, 64]
    const ticks = all.filter((value) => value >= (domain[0] ?? 0) && value <= (domain[1] ?? 0))
    return { x: (value) => scale(Math.max(value, 1e-6)), ticks: ticks.map((value) => tick(axis, value)) }
  }
  const reach = Math.max(0.1, (axis.margin ?? 0) * 1.2)
  const scale = scaleLinear([Math.min(-reach, ...ends), Math.max(reach, ...ends)], range)
    .nice(6)
    .clamp(true)
  return { x: (value) => scale(value), ticks: scale.ticks(6).map((value) => tick(axis, value)) }
}

function tick(axis: ForestAxis, value: number): { value: number; text: string } {
  const show = axis.kind === 'points' ? points : axis.kind === 'percent' ? percent : ratio
  return { value, text: show(value) }
}
