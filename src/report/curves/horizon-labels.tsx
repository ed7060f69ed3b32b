import type { ReactElement } from 'react'
import { type HorizonFinding, unitFor } from '../../domain/index.js'
import { dodge } from '../charts/dodge.js'
import { CHART_WIDTH, type ChartSize } from '../charts/frame.js'
import { fitText } from '../charts/text.js'
import { CurveKey, CurveList } from './curve-list.js'
import { type HorizonCurve, type HorizonScales, untestedPoints } from './horizon-curve.js'

interface LabelProps {
  readonly curves: readonly HorizonCurve[]
  readonly scales: HorizonScales
}

/** Names of the curves: at their ends on a wide picture, as a list under a narrow one. */
export function HorizonLabels(props: LabelProps & { readonly size: ChartSize }): ReactElement {
  return props.size === 'narrow' ? <ListLabels {...props} /> : <EndLabels {...props} />
}

/** Room that a name with a line under it takes. */
const ROOM = 34

function EndLabels({ curves, scales }: LabelProps): ReactElement {
  const ends = curves.map((curve) => endOf(curve, scales))
  const gap = Math.min(ROOM, (scales.bottom - 18) / Math.max(1, curves.length - 1))
  const places = dodge(
    ends.map(({ y }) => y + 2),
    { gap, low: 18, high: scales.bottom },
  )
  return (
    <g>
      {curves.map(({ finding, series, isTold }, index) => {
        const y = places[index] ?? 0
        const end = ends[index] ?? { x: 0, y: 0 }
        return (
          <g key={series.system}>
            {finding.points.length > 0 && (
              <path
                d={`M${(end.x + 3).toFixed(1)} ${end.y.toFixed(1)}L612 ${(y - 4).toFixed(1)}H618`}
                fill="none"
                stroke={series.colour}
                strokeOpacity={0.45}
              />
            )}
            <text x={622} y={y} fill={isTold ? series.colour : 'var(--muted)'} fontWeight={600}>
              <title>{series.system}</title>
              {fitText(series.system, CHART_WIDTH.wide - 622, 15)}
            </text>
            {gap > 26 && (
              <text x={622} y={y + 14} fontSize={11} fill="var(--muted)">
                {halfWords(finding)}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}

/** Where the drawn curve ends: right of what was tested, or at the last dot where there is no curve. */
function endOf({ finding, isTold }: HorizonCurve, scales: HorizonScales): { readonly x: number; readonly y: number } {
  const { lengths } = scales
  const point = finding.points.at(-1) ?? finding.observed.at(-1) ?? { length: finding.tested.longest, success: 0.5 }
  const end = (isTold ? untestedPoints(finding, lengths.last).at(-1) : undefined) ?? point
  return { x: lengths.x(end.length), y: scales.y(end.success) }
}

function ListLabels({ curves, scales }: LabelProps): ReactElement {
  const named = curves.map(({ finding, series, isTold }) => ({ series, words: halfWords(finding), isMuted: !isTold }))
  return <CurveList curves={named} top={scales.bottom + 98} />
}

/** The horizon in a few words: a number only where it lies within what was tested. */
function halfWords({ h50, lengthKind, tested }: HorizonFinding): string {
  if (h50.kind === 'undetermined') return REFUSALS[h50.reason] ?? 'no horizon: cannot tell'
  const unit = unitFor(lengthKind, h50.value)
  const low = h50.low < tested.shortest ? `under ${unit.sayNumber(tested.shortest)}` : unit.sayNumber(h50.low)
  const high = h50.high > tested.longest ? `over ${unit.sayNumber(tested.longest)}` : unit.sayNumber(h50.high)
  return `half at ${unit.say(h50.value)} (${low} to ${high})`
}

const REFUSALS: Readonly<Record<string, string>> = {
  'above-tested-range': 'more than half of the longest tasks',
  'below-tested-range': 'less than half of the shortest tasks',
  'success-does-not-fall': 'no horizon: success does not fall',
  'fall-not-established': 'no horizon: falls too little to tell',
  'too-few-tasks': 'no horizon: too few tasks',
  'one-task': 'no horizon: one task only',
  'one-length': 'no horizon: all tasks equally long',
}

/** Where half are finished, a row for each system: its interval, the side on which it leaves the axis, or hatching. */
export function HalfRows(props: LabelProps & { readonly hatch: string }): ReactElement {
  const { curves, scales } = props
  const top = scales.bottom + 98
  return (
    <g fontSize={11} fill="var(--muted)">
      <text x={scales.lengths.left} y={top - 18}>
        Length at which half are finished
      </text>
      {curves.map((curve, index) => {
        const y = top + index * 20
        return (
          <g key={curve.series.system}>
            <CurveKey series={curve.series} from={8} to={30} y={y - 4} width={2.25} />
            <HalfRow {...props} curve={curve} y={y - 4} />
            <text x={622} y={y} fill={curve.isTold ? curve.series.colour : undefined}>
              {fitText(curve.series.system, CHART_WIDTH.wide - 622, 11)}
            </text>
          </g>
        )
      })}
    </g>
  )
}

function HalfRow(props: LabelProps & { readonly hatch: string; readonly curve: HorizonCurve; readonly y: number }) {
  const { curve, y, hatch } = props
  const { lengths } = props.scales
  const { h50, tested } = curve.finding
  if (h50.kind === 'undetermined') {
    const left = h50.reason === 'above-tested-range' ? lengths.x(tested.longest) : lengths.left
    const right = h50.reason === 'below-tested-range' ? lengths.x(tested.shortest) : lengths.right
    return (
      <g>
        <line x1={lengths.left} x2={lengths.right} y1={y} y2={y} stroke="var(--line)" />
        <rect x={left} y={y - 6} width={Math.max(4, right - left)} height={12} rx={3} fill={hatch} />
      </g>
    )
  }
  const [low, x, high] = [h50.low, h50.value, h50.high].map((length) => lengths.x(length))
  return (
    <g stroke={curve.series.colour}>
      <line x1={lengths.left} x2={lengths.right} y1={y} y2={y} stroke="var(--line)" />
      <line x1={low} x2={high} y1={y} y2={y} strokeWidth={8} strokeOpacity={0.2} />
      <line x1={low} x2={high} y1={y} y2={y} strokeWidth={1.75} />
      <circle cx={x} cy={y} r={4} fill="var(--card)" strokeWidth={2} />
    </g>
  )
}
