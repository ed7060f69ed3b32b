import type { ReactElement } from 'react'
import type { Estimate } from '../../domain/index.js'
import { percent } from '../../domain/index.js'
import type { ForestLayout, ForestRow } from './forest-chart.js'
import type { ForestScale } from './forest-scale.js'
import { Marker, TONE_COLOUR, type Tone } from './marker.js'
import { fitText, wrapText } from './text.js'

interface RowProps {
  readonly row: ForestRow
  readonly y: number
  readonly scale: ForestScale
  readonly layout: ForestLayout
  /** Fill that means *cannot tell*. */
  readonly hatch: string
}

/** Label, interval, sham panel and words of one row. */
export function ForestRowMarks(props: RowProps): ReactElement {
  const { row, y, layout } = props
  const middle = layout.isStacked ? y + 53 : y + layout.rowHeight / 2
  return (
    <g>
      <RowLabel {...props} />
      {row.before !== undefined && <RowInterval {...props} {...row.before} middle={middle - 7} />}
      <RowInterval {...props} {...row} middle={row.before === undefined ? middle : middle + 7} />
      {row.beside !== undefined && layout.panel !== undefined && (
        <ShamPanel beside={row.beside} panel={layout.panel} y={middle} />
      )}
      <RowWords {...props} middle={middle} />
    </g>
  )
}

function RowLabel({ row, y, layout }: RowProps): ReactElement {
  const under = row.detail
  if (layout.isStacked) {
    return (
      <text x={0} y={y + 17} fontWeight={500} stroke="var(--paper)" strokeWidth={4} paintOrder="stroke">
        <title>{row.label}</title>
        {fitText(row.label, layout.labelWidth, 13)}
      </text>
    )
  }
  return (
    <g>
      <text x={0} y={y + (under === undefined ? 25 : 18)}>
        <title>{row.label}</title>
        {fitText(row.label, layout.labelWidth, 13)}
      </text>
      {under !== undefined && (
        <text x={0} y={y + 33} fontSize={11} fill="var(--muted)">
          <title>{under}</title>
          {fitText(under, layout.labelWidth, 11)}
        </text>
      )}
    </g>
  )
}

function RowInterval(
  props: RowProps & { readonly middle: number; readonly estimate: Estimate; readonly tone: Tone },
): ReactElement {
  const { estimate, tone, scale, layout, hatch, middle } = props
  if (estimate.kind === 'undetermined') {
    const left = estimate.atLeast === undefined ? layout.plot[0] : scale.x(estimate.atLeast)
    const right = estimate.atMost === undefined ? layout.plot[1] : scale.x(estimate.atMost)
    return <rect x={left} y={middle - 7} width={Math.max(2, right - left)} height={14} rx={3} fill={hatch} />
  }
  const [low, high] = [scale.x(estimate.low), scale.x(estimate.high)]
  return (
    <g>
      <line x1={low} x2={high} y1={middle} y2={middle} stroke={TONE_COLOUR[tone]} strokeWidth={9} strokeOpacity={0.2} />
      <line x1={low} x2={high} y1={middle} y2={middle} stroke={TONE_COLOUR[tone]} strokeWidth={1.75} />
      <Marker x={scale.x(estimate.value)} y={middle} tone={tone} />
    </g>
  )
}

function ShamPanel(props: {
  readonly beside: { readonly sham: number; readonly varied: number }
  readonly panel: readonly [number, number]
  readonly y: number
}): ReactElement {
  const { beside, panel, y } = props
  const at = (share: number): number => panel[0] + share * (panel[1] - panel[0])
  return (
    <g>
      <title>{`${percent(beside.sham)} with the sham, ${percent(beside.varied)} with the change`}</title>
      <line x1={panel[0]} x2={panel[1]} y1={y} y2={y} stroke="var(--line)" />
      <line x1={at(beside.sham)} x2={at(beside.varied)} y1={y} y2={y} stroke="var(--muted)" strokeWidth={1.5} />
      <circle cx={at(beside.sham)} cy={y} r={4} fill="var(--card)" stroke="var(--muted)" strokeWidth={1.5} />
      <circle cx={at(beside.varied)} cy={y} r={4} fill="var(--ink)" />
    </g>
  )
}

function RowWords({ row, y, layout, middle }: RowProps & { readonly middle: number }): ReactElement {
  const { x, width } = layout.words
  if (layout.isStacked) {
    const beside =
      row.beside === undefined ? undefined : `sham ${percent(row.beside.sham)} → change ${percent(row.beside.varied)}`
    return (
      <g fontSize={12} fill="var(--muted)" stroke="var(--paper)" strokeWidth={4} paintOrder="stroke">
        <text x={x} y={y + 35}>
          <title>{row.words}</title>
          {fitText(row.words, width, 11.4)}
        </text>
        {beside !== undefined && (
          <text x={x} y={y + 74} fontSize={11}>
            {beside}
          </text>
        )}
      </g>
    )
  }
  const lines = wrapText(row.words, { width, fontSize: 12, lines: 3 })
  return (
    <text x={x} y={middle + 4 - (lines.length - 1) * 7} fontSize={12} fill="var(--muted)">
      <title>{row.words}</title>
      {lines.map((line, index) => (
        <tspan key={line} x={x} dy={index === 0 ? 0 : 14}>
          {line}
        </tspan>
      ))}
    </text>
  )
}
