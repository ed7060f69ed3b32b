import { scaleLinear } from 'd3-scale'
import type { ReactElement } from 'react'
import { count, counted, type FailureModes, percent } from '../../domain/index.js'
import { CHART_WIDTH, type ChartFrame, Frame, hatchOf } from '../charts/frame.js'
import { fitText } from '../charts/text.js'
import { FailureLabels, FailureStack, isTold } from './failure-stack.js'

/** How the trials of several systems end. */
export interface FailureChartProps extends ChartFrame {
  readonly modes: readonly FailureModes[]
  /** Last step on the axis of every panel. */
  readonly furthest: number
}

/** One panel: places of steps and shares. */
export interface FailureScales {
  x(step: number): number
  y(share: number): number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Right end of the labels. */
  readonly end: number
}

const PANEL = 208

/** Shares of each way to fail stacked from below and the solved from above; the gap between is still on its way. */
export function FailureChart(props: FailureChartProps): ReactElement {
  const columns = props.size === 'narrow' ? 1 : 2
  const rows = Math.ceil(props.modes.length / columns)
  return (
    <Frame {...props} height={rows * PANEL + 22}>
      {props.modes.map((modes, index) => {
        const shift = (index % columns) * (CHART_WIDTH.wide / 2 + 10)
        const top = Math.floor(index / columns) * PANEL
        return (
          <Panel
            key={modes.system}
            modes={modes}
            scales={scalesOf(props, { shift, top })}
            hatch={hatchOf(props)}
            furthest={props.furthest}
          />
        )
      })}
      <text x={0} y={rows * PANEL + 12} fontSize={11} fill="var(--muted)">
        {props.size === 'narrow'
          ? 'Grey edges: intervals of each share.'
          : 'Grey edges: intervals of each share. Failures are stacked from below, what was solved hangs from above.'}
      </text>
    </Frame>
  )
}

function scalesOf(props: FailureChartProps, at: { readonly shift: number; readonly top: number }): FailureScales {
  const [left, right, end] = props.size === 'narrow' ? [42, 186, 335] : [at.shift + 42, at.shift + 258, at.shift + 410]
  const [top, bottom] = [at.top + 32, at.top + 166]
  const x = scaleLinear([0, props.furthest], [left, right])
  const y = scaleLinear([0, 1], [bottom, top])
  return { x: (step) => x(step), y: (share) => y(share), left, right, top, bottom, end }
}

function Panel(props: {
  readonly modes: FailureModes
  readonly scales: FailureScales
  readonly hatch: string
  readonly furthest: number
}): ReactElement {
  const { modes, scales, furthest } = props
  const name = fitText(modes.system, scales.end - scales.left + 42 - 120, 15)
  const x = scaleLinear([0, furthest], [scales.left, scales.right])
  return (
    <g>
      <text x={scales.left - 42} y={scales.top - 14} fontWeight={600}>
        <title>{modes.system}</title>
        {name}
      </text>
      <text x={scales.end} y={scales.top - 14} textAnchor="end" fontSize={11} fill="var(--muted)">
        {`${counted(modes.trials, 'trial')}${isTold(modes) ? '' : ', cannot tell'}`}
      </text>
      <FailureStack modes={modes} scales={scales} hatch={props.hatch} furthest={furthest} />
      <g fontSize={11} fill="var(--muted)">
        {[0, 0.5, 1].map((share) => (
          <text key={share} x={scales.left - 7} y={scales.y(share) + 4} textAnchor="end">
            {percent(share)}
          </text>
        ))}
        {x
          .ticks(4)
          .filter(Number.isInteger)
          .map((step) => (
            <text key={step} x={x(step)} y={scales.bottom + 16} textAnchor="middle">
              {count(step)}
            </text>
          ))}
        <text x={scales.right + 12} y={scales.bottom + 16}>
          steps →
        </text>
      </g>
      <FailureLabels modes={modes} scales={scales} />
    </g>
  )
}
