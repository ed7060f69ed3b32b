import type { ReactElement } from 'react'
import { amount, count, percent } from '../../domain/index.js'
import { dodge } from '../charts/dodge.js'
import { CHART_WIDTH, type ChartSize } from '../charts/frame.js'
import { fitText } from '../charts/text.js'
import { LENGTH_WORDS } from '../words.js'
import { CurveKey, CurveList } from './curve-list.js'
import type { Curve, CurveScales, SurvivalChartProps } from './survival-chart.js'

/** Names of the curves: at their ends on a wide picture, as a list under a narrow one. */
export function SurvivalLabels(props: {
  readonly curves: readonly Curve[]
  readonly scales: CurveScales
  readonly measure: SurvivalChartProps['measure']
  readonly size: ChartSize
}): ReactElement {
  return props.size === 'narrow' ? <ListLabels {...props} /> : <EndLabels {...props} />
}

interface LabelProps {
  readonly curves: readonly Curve[]
  readonly scales: CurveScales
  readonly measure: SurvivalChartProps['measure']
}

function EndLabels({ curves, scales, measure }: LabelProps) {
  const ends = curves.map((curve) => scales.y(curve.points.at(-1)?.value ?? 0) + 2)
  const places = dodge(ends, { gap: 34, low: 18, high: scales.bottom })
  return (
    <g>
      {curves.map((curve, index) => {
        const end = curve.points.at(-1)
        const y = places[index] ?? 0
        const x = scales.x(end?.exposure ?? 0)
        return (
          <g key={curve.series.system}>
            <path
              d={`M${x + 3} ${scales.y(end?.value ?? 0)}L612 ${y - 4}H618`}
              fill="none"
              stroke={curve.series.colour}
              strokeOpacity={0.45}
            />
            <text x={622} y={y} fill={curve.series.colour} fontWeight={600}>
              <title>{curve.series.system}</title>
              {fitText(curve.series.system, CHART_WIDTH.wide - 622, 15)}
            </text>
            <text x={622} y={y + 14} fontSize={11} fill="var(--muted)">
              {endWords(curve, measure)}
            </text>
          </g>
        )
      })}
    </g>
  )
}

function ListLabels({ curves, scales, measure }: LabelProps) {
  const named = curves.map((curve) => ({ series: curve.series, words: endWords(curve, measure) }))
  return <CurveList curves={named} top={scales.bottom + 66} />
}

function endWords(curve: Curve, measure: SurvivalChartProps['measure']): string {
  if (measure === 'hazard') return `${amount(curve.points.at(-1)?.value ?? 0)} failures a trial at the end`
  const { median, lengthKind } = curve.finding
  if (median.kind === 'determined') return `half derailed after ${amount(median.value)} ${LENGTH_WORDS[lengthKind]}`
  return `${percent(curve.points.at(-1)?.value ?? 1)} still on track at the end`
}

/** How many trials stand behind each curve at each tick. */
export function AtRiskTable({ curves, scales }: { readonly curves: readonly Curve[]; readonly scales: CurveScales }) {
  const top = scales.bottom + 76
  const ticks = scales.ticks
  return (
    <g fontSize={11} fill="var(--muted)">
      <text x={44} y={top - 20}>
        Trials still at work
      </text>
      {curves.map((curve, index) => {
        const y = top + index * 18
        return (
          <g key={curve.series.system} fill={curve.series.colour}>
            <CurveKey series={curve.series} from={8} to={30} y={y - 4} width={2.25} />
            {ticks.map((value) => (
              <text key={value} x={scales.x(value)} y={y} textAnchor={value === 0 ? 'start' : 'middle'}>
                {count(atRisk(curve, value))}
              </text>
            ))}
            <text x={622} y={y}>
              {fitText(curve.series.system, CHART_WIDTH.wide - 622, 11)}
            </text>
          </g>
        )
      })}
    </g>
  )
}

function atRisk(curve: Curve, exposure: number): number {
  const next = curve.points.find((point) => point.exposure >= exposure)
  return next?.atRisk ?? 0
}
