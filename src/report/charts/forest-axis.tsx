import type { ReactElement } from 'react'
import type { ForestLayout } from './forest-chart.js'
import type { ForestAxis, ForestScale } from './forest-scale.js'

interface AxisProps {
  readonly axis: ForestAxis
  readonly scale: ForestScale
  readonly layout: ForestLayout
  readonly top: number
  readonly bottom: number
}

/** Grid, the line where nothing differs with its equivalence band, ticks and what the two ends mean. */
export function ForestAxisLines(props: AxisProps): ReactElement {
  const { axis, scale, top, bottom } = props
  const { mark, margin } = axis
  return (
    <g>
      {mark !== undefined && margin !== undefined && (
        <rect
          x={scale.x(mark - margin)}
          y={top}
          width={scale.x(mark + margin) - scale.x(mark - margin)}
          height={bottom - top}
          fill="var(--even)"
          fillOpacity={0.07}
        />
      )}
      {scale.ticks.map(({ value, text }) => (
        <g key={value}>
          <line x1={scale.x(value)} x2={scale.x(value)} y1={top} y2={bottom} stroke="var(--line)" />
          <text x={scale.x(value)} y={bottom + 17} textAnchor="middle" fontSize={11} fill="var(--muted)">
            {text}
          </text>
        </g>
      ))}
      {mark !== undefined && (
        <line x1={scale.x(mark)} x2={scale.x(mark)} y1={top} y2={bottom} stroke="var(--muted)" strokeWidth={1.25} />
      )}
      <AxisWords {...props} />
    </g>
  )
}

/** What the two ends and the line mean, and what the panel beside shows. */
function AxisWords({ axis, scale, layout, bottom }: AxisProps): ReactElement {
  const [left, right] = layout.plot
  const { mark } = axis
  return (
    <>
      {axis.ends !== undefined && (
        <>
          <text x={left} y={bottom + 35} fontSize={11} fill="var(--muted)">
            {axis.ends.left}
          </text>
          <text x={right} y={bottom + 35} textAnchor="end" fontSize={11} fill="var(--muted)">
            {axis.ends.right}
          </text>
        </>
      )}
      {mark !== undefined && axis.markWords !== undefined && (
        <text x={scale.x(mark)} y={bottom + 35} textAnchor="middle" fontSize={11} fontWeight={600}>
          {axis.markWords}
        </text>
      )}
      {layout.panel !== undefined && (
        <text
          x={(layout.panel[0] + layout.panel[1]) / 2}
          y={bottom + 17}
          textAnchor="middle"
          fontSize={11}
          fill="var(--muted)"
        >
          sham ○ → ● change
        </text>
      )}
    </>
  )
}
