import { scaleLinear } from 'd3-scale'
import { area, curveStepAfter, line } from 'd3-shape'
import type { ReactElement } from 'react'
import type { SurvivalFinding } from '../../domain/index.js'
import { amount, percent } from '../../domain/index.js'
import { CHART_WIDTH, type ChartFrame, Frame } from '../charts/frame.js'
import { type Series, seriesOf } from '../charts/theme.js'
import { LENGTH_WORDS } from '../words.js'
import { roundedPath } from './path.js'
import { AtRiskTable, SurvivalLabels } from './survival-labels.js'

/** Survival of several systems on one clock. */
export interface SurvivalChartProps extends ChartFrame {
  /** All in one unit of length. */
  readonly findings: readonly SurvivalFinding[]
  readonly reference?: string
  /** All systems of the document, so that each keeps its colour from picture to picture. */
  readonly systems?: readonly string[]
}

/** A point of a curve that is drawn. */
interface CurvePoint {
  readonly exposure: number
  readonly alive: number
  readonly low: number
  readonly high: number
  readonly atRisk: number
}

/** A curve with its look. */
export interface Curve {
  readonly finding: SurvivalFinding
  readonly series: Series
  readonly points: readonly CurvePoint[]
}

/** Horizontal and vertical place of a value. */
export interface CurveScales {
  x(exposure: number): number
  y(alive: number): number
  readonly ticks: readonly number[]
  readonly bottom: number
}

/** Share still on track by work done, as steps with bands, each curve named at its end. */
export function SurvivalChart(props: SurvivalChartProps): ReactElement {
  const isNarrow = props.size === 'narrow'
  const series = seriesOf(props.systems ?? props.findings.map((finding) => finding.system), props.reference)
  const curves = props.findings.map((finding) => ({
    finding,
    series: series.find(({ system }) => system === finding.system) ?? { system: finding.system, colour: 'var(--ink)' },
    points: curvePoints(finding),
  }))
  const scales = scalesOf(curves, isNarrow)
  const below = isNarrow ? curves.length * 40 : 14 + curves.length * 18
  return (
    <Frame {...props} height={scales.bottom + 56 + below}>
      <Grid scales={scales} findings={props.findings} isNarrow={isNarrow} />
      {curves.map((curve) => (
        <Band key={curve.series.system} curve={curve} scales={scales} />
      ))}
      {curves.map((curve) => (
        <Line key={curve.series.system} curve={curve} scales={scales} />
      ))}
      <SurvivalLabels curves={curves} scales={scales} size={props.size} />
      {!isNarrow && <AtRiskTable curves={curves} scales={scales} />}
    </Frame>
  )
}

function curvePoints(finding: SurvivalFinding): readonly CurvePoint[] {
  // A trial that derails before any verified progress falls at 0.
  const first = finding.points.find((point) => point.exposure === 0)
  const start = first ?? { exposure: 0, alive: 1, low: 1, high: 1, atRisk: finding.trials }
  return [{ ...start, atRisk: finding.trials }, ...finding.points.filter((point) => point.exposure > 0)]
}

function scalesOf(curves: readonly Curve[], isNarrow: boolean): CurveScales {
  const furthest = Math.max(1, ...curves.flatMap((curve) => curve.points.map((point) => point.exposure)))
  const bottom = isNarrow ? 232 : 322
  const x = scaleLinear([0, furthest], isNarrow ? [38, CHART_WIDTH.narrow - 6] : [44, 600])
  const y = scaleLinear([0, 1], [bottom, 14])
  return { x: (value) => x(value), y: (value) => y(value), ticks: x.ticks(isNarrow ? 4 : 6), bottom }
}

function Grid(props: {
  readonly scales: CurveScales
  readonly findings: readonly SurvivalFinding[]
  readonly isNarrow: boolean
}): ReactElement {
  const { scales, isNarrow } = props
  const kind = props.findings[0]?.lengthKind
  const left = isNarrow ? 38 : 44
  const right = isNarrow ? CHART_WIDTH.narrow - 6 : 600
  return (
    <g fontSize={11} fill="var(--muted)">
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line
            x1={left}
            x2={right}
            y1={scales.y(share)}
            y2={scales.y(share)}
            stroke={share === 0 ? 'var(--muted)' : 'var(--line)'}
            strokeDasharray={share === 0.5 ? '4 4' : undefined}
          />
          <text x={left - 8} y={scales.y(share) + 4} textAnchor="end">
            {percent(share)}
          </text>
        </g>
      ))}
      {scales.ticks.map((value) => (
        <text key={value} x={scales.x(value)} y={scales.bottom + 17} textAnchor="middle">
          {amount(value)}
        </text>
      ))}
      <text x={right} y={scales.bottom + 36} textAnchor="end">
        {`work done, ${kind === undefined ? 'progress' : LENGTH_WORDS[kind]} →`}
      </text>
    </g>
  )
}

function Band({ curve, scales }: { readonly curve: Curve; readonly scales: CurveScales }): ReactElement {
  const shape = area<CurvePoint>()
    .x((point) => scales.x(point.exposure))
    .y0((point) => scales.y(point.low))
    .y1((point) => scales.y(point.high))
    .curve(curveStepAfter)
  return <path d={roundedPath(shape([...curve.points]))} fill={curve.series.colour} fillOpacity={0.11} />
}

function Line({ curve, scales }: { readonly curve: Curve; readonly scales: CurveScales }): ReactElement {
  const shape = line<CurvePoint>()
    .x((point) => scales.x(point.exposure))
    .y((point) => scales.y(point.alive))
    .curve(curveStepAfter)
  return (
    <path
      d={roundedPath(shape([...curve.points]))}
      fill="none"
      stroke={curve.series.colour}
      strokeWidth={2.25}
      strokeDasharray={curve.series.dash}
      strokeLinejoin="round"
    />
  )
}
