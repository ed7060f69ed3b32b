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
  /** What is drawn: the share still on track, or the failures met by then if a trial went on after each. */
  readonly measure: 'on-track' | 'hazard'
  readonly reference?: string
  /** All systems of the document, so that each keeps its colour from picture to picture. */
  readonly systems?: readonly string[]
}

/** A point of a curve that is drawn. */
interface CurvePoint {
  readonly exposure: number
  /** Share still on track, or cumulative hazard. */
  readonly value: number
  readonly low: number
  /** Undefined where nothing bounds it. */
  readonly high?: number
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
  y(value: number): number
  /** Of the exposure. */
  readonly ticks: readonly number[]
  /** Of the value. */
  readonly levels: readonly number[]
  readonly bottom: number
}

/** Share still on track, or cumulative hazard, by work done: steps with bands, each curve named at its end. */
export function SurvivalChart(props: SurvivalChartProps): ReactElement {
  const isNarrow = props.size === 'narrow'
  const series = seriesOf(props.systems ?? props.findings.map((finding) => finding.system), props.reference)
  const curves = props.findings.map((finding) => ({
    finding,
    series: series.find(({ system }) => system === finding.system) ?? { system: finding.system, colour: 'var(--ink)' },
    points: props.measure === 'hazard' ? hazardPoints(finding) : curvePoints(finding),
  }))
  const scales = scalesOf(curves, props.measure, isNarrow)
  const below = isNarrow ? curves.length * 40 : 14 + curves.length * 18
  return (
    <Frame {...props} height={scales.bottom + 56 + below}>
      <Grid scales={scales} findings={props.findings} measure={props.measure} isNarrow={isNarrow} />
      {curves.map((curve) => (
        <Band key={curve.series.system} curve={curve} scales={scales} />
      ))}
      {curves.map((curve) => (
        <Line key={curve.series.system} curve={curve} scales={scales} />
      ))}
      <SurvivalLabels curves={curves} scales={scales} measure={props.measure} size={props.size} />
      {!isNarrow && <AtRiskTable curves={curves} scales={scales} />}
    </Frame>
  )
}

function curvePoints(finding: SurvivalFinding): readonly CurvePoint[] {
  // A trial that derails before any verified progress falls at 0.
  const points = finding.points.map(({ exposure, alive, low, high, atRisk }) => {
    return { exposure, value: alive, low, high, atRisk }
  })
  return fromStart(points, { exposure: 0, value: 1, low: 1, high: 1, atRisk: finding.trials })
}

function hazardPoints(finding: SurvivalFinding): readonly CurvePoint[] {
  const points = finding.hazards.map(({ hazard, ...point }) => ({ ...point, value: hazard }))
  return fromStart(points, { exposure: 0, value: 0, low: 0, high: 0, atRisk: finding.trials })
}

function fromStart(points: readonly CurvePoint[], start: CurvePoint): readonly CurvePoint[] {
  const first = points.find(({ exposure }) => exposure === 0) ?? start
  return [{ ...first, atRisk: start.atRisk }, ...points.filter(({ exposure }) => exposure > 0)]
}

/** How far above the highest curve the upper ends of bands are followed; the few last trials have bands without end. */
const HEADROOM = 1.6

function scalesOf(curves: readonly Curve[], measure: SurvivalChartProps['measure'], isNarrow: boolean): CurveScales {
  const furthest = Math.max(1, ...curves.flatMap((curve) => curve.points.map((point) => point.exposure)))
  const bottom = isNarrow ? 232 : 322
  const x = scaleLinear([0, furthest], isNarrow ? [38, CHART_WIDTH.narrow - 6] : [44, 600])
  const points = curves.flatMap((curve) => curve.points)
  const highest = Math.max(0.1, ...points.map(({ value }) => value))
  const top = Math.min(highest * HEADROOM, Math.max(highest, ...points.map(({ high, value }) => high ?? value)))
  const y = scaleLinear([0, measure === 'hazard' ? top : 1], [bottom, 14])
  if (measure === 'hazard') y.nice(4)
  const levels = measure === 'hazard' ? y.ticks(4) : [0, 0.25, 0.5, 0.75, 1]
  y.clamp(true)
  return { x: (value) => x(value), y: (value) => y(value), ticks: x.ticks(isNarrow ? 4 : 6), levels, bottom }
}

function Grid(props: {
  readonly scales: CurveScales
  readonly findings: readonly SurvivalFinding[]
  readonly measure: SurvivalChartProps['measure']
  readonly isNarrow: boolean
}): ReactElement {
  const { scales, isNarrow } = props
  const kind = props.findings[0]?.lengthKind
  const left = isNarrow ? 38 : 44
  const right = isNarrow ? CHART_WIDTH.narrow - 6 : 600
  return (
    <g fontSize={11} fill="var(--muted)">
      {scales.levels.map((share) => (
        <g key={share}>
          <line
            x1={left}
            x2={right}
            y1={scales.y(share)}
            y2={scales.y(share)}
            stroke={share === 0 ? 'var(--muted)' : 'var(--line)'}
            strokeDasharray={props.measure === 'on-track' && share === 0.5 ? '4 4' : undefined}
          />
          <text x={left - 8} y={scales.y(share) + 4} textAnchor="end">
            {props.measure === 'hazard' ? amount(share) : percent(share)}
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
    .y1((point) => scales.y(point.high ?? Number.MAX_VALUE))
    .curve(curveStepAfter)
  return <path d={roundedPath(shape([...curve.points]))} fill={curve.series.colour} fillOpacity={0.11} />
}

function Line({ curve, scales }: { readonly curve: Curve; readonly scales: CurveScales }): ReactElement {
  const shape = line<CurvePoint>()
    .x((point) => scales.x(point.exposure))
    .y((point) => scales.y(point.value))
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
