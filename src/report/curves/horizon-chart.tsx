import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import type { ReactElement } from 'react'
import type { CurvePoint, HorizonFinding } from '../../domain/index.js'
import { counted, percent, unitFor } from '../../domain/index.js'
import { CHART_WIDTH, type ChartFrame, Frame, hatchOf } from '../charts/frame.js'
import { type HorizonCurve, type HorizonScales, horizonCurves, untestedPoints } from './horizon-curve.js'
import { HorizonGrid } from './horizon-grid.js'
import { HalfRows, HorizonLabels } from './horizon-labels.js'
import { lengthScale } from './length-scale.js'
import { roundedPath } from './path.js'

/** Success of several systems by the length of the task. */
export interface HorizonChartProps extends ChartFrame {
  /** All in one unit of length. */
  readonly findings: readonly HorizonFinding[]
  readonly reference?: string
  /** All systems of the document, so that each keeps its colour from picture to picture. */
  readonly systems?: readonly string[]
}

/** More intervals than this on one line hide one another; they then stand in rows of their own only. */
const MOST_ON_LINE = 4

/** Fitted curves with bands over the tested lengths, what was observed as dots, and where each falls to a half. */
export function HorizonChart(props: HorizonChartProps): ReactElement {
  const isNarrow = props.size === 'narrow'
  const curves = horizonCurves(props.findings, props.systems, props.reference)
  const lengths = lengthScale(props.findings, isNarrow ? [42, CHART_WIDTH.narrow - 6] : [44, 600], isNarrow ? 42 : 54)
  const bottom = isNarrow ? 232 : 322
  const y = scaleLinear([0, 1], [bottom, 14])
  const scales = { lengths, y: (share: number) => y(share), bottom }
  const below = isNarrow ? 28 + curves.length * 40 : 42 + curves.length * 20
  const isSparse = isNarrow || props.findings.filter(({ h50 }) => h50.kind === 'determined').length <= MOST_ON_LINE
  return (
    <Frame {...props} height={bottom + 62 + below}>
      <HorizonGrid
        scales={scales}
        lengthKind={props.findings[0]?.lengthKind}
        level={props.findings[0]?.h50.level}
        hatch={hatchOf(props)}
        size={props.size}
      />
      {curves.map((curve) => (
        <Band key={curve.series.system} curve={curve} scales={scales} />
      ))}
      {curves.map((curve) => (
        <Line key={curve.series.system} curve={curve} scales={scales} />
      ))}
      {curves.map((curve) => (
        <Dots key={curve.series.system} curve={curve} scales={scales} largest={isNarrow ? 5 : 6.5} />
      ))}
      {curves.map((curve) => (
        <Half key={curve.series.system} curve={curve} scales={scales} hasInterval={isSparse} />
      ))}
      <HorizonLabels curves={curves} scales={scales} size={props.size} />
      {!isNarrow && <HalfRows curves={curves} scales={scales} hatch={hatchOf(props)} />}
    </Frame>
  )
}

interface PartProps {
  readonly curve: HorizonCurve
  readonly scales: HorizonScales
}

function Band({ curve, scales }: PartProps): ReactElement {
  const shape = area<CurvePoint>()
    .x(({ length }) => scales.lengths.x(length))
    .y0(({ low }) => scales.y(low))
    .y1(({ high }) => scales.y(high))
  return <path d={roundedPath(shape([...curve.finding.points]))} fill={curve.series.colour} fillOpacity={0.11} />
}

/** The curve over what was tested, and dotted over what was not. */
function Line({ curve, scales }: PartProps): ReactElement {
  const { finding, series, isTold } = curve
  const shape = line<{ readonly length: number; readonly success: number }>()
    .x(({ length }) => scales.lengths.x(length))
    .y(({ success }) => scales.y(success))
  return (
    <g fill="none" stroke={series.colour} strokeLinejoin="round">
      <path
        d={roundedPath(shape([...finding.points]))}
        strokeWidth={isTold ? 2.25 : 1.5}
        strokeDasharray={series.dash}
      />
      {isTold && (
        <path
          d={roundedPath(shape(untestedPoints(finding, scales.lengths.last)))}
          strokeWidth={1.75}
          strokeLinecap="round"
          strokeDasharray="0.1 4.5"
          strokeOpacity={0.8}
        />
      )}
    </g>
  )
}

/** What was observed, each dot as large as the tasks behind it are many. */
function Dots({ curve, scales, largest }: PartProps & { readonly largest: number }): ReactElement {
  const { finding, series } = curve
  const most = Math.max(1, ...finding.observed.map(({ tasks }) => tasks))
  return (
    <g fill={series.colour} stroke="var(--paper)" strokeWidth={1}>
      {finding.observed.map((bin) => (
        <circle
          key={bin.length}
          cx={Number(scales.lengths.x(bin.length).toFixed(1))}
          cy={Number(scales.y(bin.success).toFixed(1))}
          r={Math.max(2.5, largest * Math.sqrt(bin.tasks / most))}
          fillOpacity={0.75}
        >
          <title>{binWords(finding, bin)}</title>
        </circle>
      ))}
    </g>
  )
}

function binWords({ system, lengthKind }: HorizonFinding, bin: HorizonFinding['observed'][number]): string {
  const { sayNumber, say } = unitFor(lengthKind, bin.to)
  const span = sayNumber(bin.from) === sayNumber(bin.to) ? say(bin.to) : `${sayNumber(bin.from)} to ${say(bin.to)}`
  const behind = `${counted(bin.tasks, 'task')}, ${counted(bin.trials, 'trial')}`
  return `${system}, ${span}: ${percent(bin.success)} finished (${behind})`
}

/** Where the curve falls to a half: a ring, its interval along the line, and a thread down to the axis. */
function Half({ curve, scales, hasInterval }: PartProps & { readonly hasInterval: boolean }): ReactElement | null {
  const { h50 } = curve.finding
  if (h50.kind === 'undetermined') return null
  const { colour } = curve.series
  const [low, x, high] = [h50.low, h50.value, h50.high].map((length) => scales.lengths.x(length))
  const y = scales.y(0.5)
  return (
    <g stroke={colour}>
      <line x1={x} x2={x} y1={y} y2={scales.bottom} strokeOpacity={0.6} strokeDasharray="1 3" />
      {hasInterval && (
        <>
          <line x1={low} x2={high} y1={y} y2={y} strokeWidth={9} strokeOpacity={0.2} />
          <line x1={low} x2={high} y1={y} y2={y} strokeWidth={1.75} />
        </>
      )}
      <circle cx={x} cy={y} r={5} fill="var(--card)" strokeWidth={2.25} />
    </g>
  )
}
