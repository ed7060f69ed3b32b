import { area, curveStepAfter, line } from 'd3-shape'
import type { ReactElement } from 'react'
import { type EndCause, type FailureModes, percent } from '../../domain/index.js'
import { behaviourColour } from '../charts/behaviour-bars.js'
import { dodge } from '../charts/dodge.js'
import { fitText } from '../charts/text.js'
import { CAUSE_WORDS } from '../words.js'
import type { FailureScales } from './failure-chart.js'
import { roundedPath } from './path.js'

/** One cause at one step: from where to where it reaches in the stack, and the interval of the edge that moves. */
interface Slab {
  readonly step: number
  readonly from: number
  readonly to: number
  readonly low: number
  readonly high: number
}

/** The slabs of one cause, ascending by step. */
interface Layer {
  readonly cause: EndCause
  readonly slabs: readonly Slab[]
}

/** Colour of a cause: that of the behaviour it is. */
function causeColour(cause: EndCause): string {
  if (cause === 'solved') return behaviourColour('adapts')
  if (cause === 'limit') return behaviourColour('over-runs')
  return behaviourColour(cause === 'other' ? 'unclassified' : cause)
}

/** A trial that has ended stays ended: where all have, the last shares hold to the end of the axis. */
function layersOf({ causes, points }: FailureModes, furthest: number): readonly Layer[] {
  const last = points.at(-1)
  const held = last !== undefined && last.alive < 0.005 && last.exposure < furthest
  const steps = held ? [...points, { ...last, exposure: furthest }] : points
  const failures = causes.filter((cause) => cause !== 'solved')
  // A cause that has not begun has an interval too, but so many of them over one another would hide the panel.
  const at = (cause: EndCause, point: FailureModes['points'][number]) => {
    const found = point.shares.find((share) => share.cause === cause)
    return found === undefined || found.share === 0 ? { share: 0, low: 0, high: 0 } : found
  }
  return causes.map((cause) => {
    const below = failures.slice(0, Math.max(0, causes.indexOf(cause)))
    const slabs = steps.map((point): Slab => {
      const { share, low, high } = at(cause, point)
      if (cause === 'solved') return { step: point.exposure, from: 1, to: 1 - share, low: 1 - high, high: 1 - low }
      const base = below.reduce((sum, other) => sum + at(other, point).share, 0)
      return { step: point.exposure, from: base, to: base + share, low: base + low, high: Math.min(1, base + high) }
    })
    const from = cause === 'solved' ? 1 : 0
    return { cause, slabs: [{ step: 0, from, to: from, low: from, high: from }, ...slabs] }
  })
}

/** True where the shares have intervals: from one task nothing follows for others. */
export function isTold({ final }: FailureModes): boolean {
  return final.some(({ share }) => share.kind === 'determined')
}

/** The stacked shares with the interval of each, and hatching where nothing was observed. */
export function FailureStack(props: {
  readonly modes: FailureModes
  readonly scales: FailureScales
  readonly hatch: string
  readonly furthest: number
}): ReactElement {
  const { modes, scales, hatch } = props
  const layers = layersOf(modes, props.furthest)
  const between = (low: (slab: Slab) => number, high: (slab: Slab) => number) =>
    area<Slab>()
      .x(({ step }) => scales.x(step))
      .y0((slab) => scales.y(low(slab)))
      .y1((slab) => scales.y(high(slab)))
      .curve(curveStepAfter)
  const fill = between(
    ({ from }) => from,
    ({ to }) => to,
  )
  const edge = between(
    ({ low }) => low,
    ({ high }) => high,
  )
  const rim = line<Slab>()
    .x(({ step }) => scales.x(step))
    .y(({ to }) => scales.y(to))
    .curve(curveStepAfter)
  const isKnown = isTold(modes)
  return (
    <g>
      <g opacity={isKnown ? undefined : 0.35}>
        {layers.map(({ cause, slabs }) => (
          <path key={cause} d={roundedPath(fill([...slabs]))} fill={causeColour(cause)}>
            <title>{CAUSE_WORDS[cause]}</title>
          </path>
        ))}
        {layers.map(({ cause, slabs }) => (
          <path key={cause} d={roundedPath(edge([...slabs]))} fill="var(--ink)" fillOpacity={0.15} />
        ))}
        {layers.map(({ cause, slabs }) => (
          <path key={cause} d={roundedPath(rim([...slabs]))} fill="none" stroke="var(--paper)" strokeWidth={1.25} />
        ))}
      </g>
      <Cover
        scales={scales}
        from={isKnown ? scales.x(layers[0]?.slabs.at(-1)?.step ?? 0) : scales.left}
        hatch={hatch}
      />
    </g>
  )
}

/** Hatching from a place to the right end, and the frame of the panel. */
function Cover(props: { readonly scales: FailureScales; readonly from: number; readonly hatch: string }): ReactElement {
  const { left, right, top, bottom } = props.scales
  return (
    <g>
      {props.from < right && (
        <rect x={props.from} y={top} width={right - props.from} height={bottom - top} fill={props.hatch} />
      )}
      <rect
        x={left}
        y={top}
        width={right - left}
        height={bottom - top}
        fill="none"
        stroke="var(--faint)"
        strokeOpacity={0.7}
      />
    </g>
  )
}

/** What stands beside one slab. */
interface EndLabel {
  readonly key: string
  readonly words: string
  /** Share at the middle of its slab. */
  readonly middle: number
  readonly colour: string
}

/** Names and shares of the ends beside the panel, each at the height of its slab. */
export function FailureLabels(props: { readonly modes: FailureModes; readonly scales: FailureScales }): ReactElement {
  const { modes, scales } = props
  const labels = labelsOf(modes)
  const places = dodge(
    labels.map(({ middle }) => scales.y(middle)),
    { gap: 16, low: scales.top + 4, high: scales.bottom - 4 },
  )
  return (
    <g fontSize={11.5}>
      {labels.map((label, index) => (
        <LabelMarks key={label.key} label={label} scales={scales} y={places[index] ?? 0} />
      ))}
    </g>
  )
}

function labelsOf(modes: FailureModes): readonly EndLabel[] {
  const last = modes.points.at(-1)
  const ends = layersOf(modes, 0).flatMap(({ cause, slabs }) => {
    const slab = slabs.at(-1)
    const share = last?.shares.find((own) => own.cause === cause)?.share ?? 0
    if (slab === undefined || share < 0.0005) return []
    return [{ cause, share, middle: (slab.from + slab.to) / 2 }]
  })
  const labels = ends.map(({ cause, share, middle }) => {
    return { key: cause, words: `${percent(share)} ${CAUSE_WORDS[cause]}`, middle, colour: causeColour(cause) }
  })
  const alive = last?.alive ?? 0
  if (alive < 0.005) return labels
  const failed = ends.filter(({ cause }) => cause !== 'solved').reduce((sum, { share }) => sum + share, 0)
  const open = { key: 'open', words: `${percent(alive)} on its way`, middle: failed + alive / 2, colour: 'var(--card)' }
  return [...labels, open]
}

function LabelMarks(props: {
  readonly label: EndLabel
  readonly scales: FailureScales
  readonly y: number
}): ReactElement {
  const { label, scales, y } = props
  const { right, end } = scales
  return (
    <g>
      <path
        d={roundedPath(`M${right + 1} ${scales.y(label.middle)}L${right + 9} ${y}H${right + 12}`)}
        fill="none"
        stroke="var(--faint)"
      />
      <rect
        x={right + 12}
        y={y - 5}
        width={10}
        height={10}
        rx={2}
        fill={label.colour}
        stroke="var(--faint)"
        strokeOpacity={0.7}
      />
      <text x={right + 28} y={y + 4}>
        <title>{label.words}</title>
        {fitText(label.words, end - right - 28, 10.3)}
      </text>
    </g>
  )
}
