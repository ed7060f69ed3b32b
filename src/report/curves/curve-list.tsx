import type { ReactElement } from 'react'
import { CHART_WIDTH } from '../charts/frame.js'
import { fitText } from '../charts/text.js'
import type { Series } from '../charts/theme.js'

/** The names of curves under a narrow picture, each with a line of words. */
export function CurveList(props: {
  readonly curves: readonly { readonly series: Series; readonly words: string; readonly isMuted?: boolean }[]
  /** Base line of the first name. */
  readonly top: number
}): ReactElement {
  return (
    <g>
      {props.curves.map(({ series, words, isMuted = false }, index) => {
        const y = props.top + index * 40
        return (
          <g key={series.system}>
            <CurveKey series={series} from={0} to={24} y={y - 4} width={2.5} />
            <text x={32} y={y} fontWeight={500} fill={isMuted ? 'var(--muted)' : undefined}>
              <title>{series.system}</title>
              {fitText(series.system, CHART_WIDTH.narrow - 32, 13)}
            </text>
            <text x={32} y={y + 15} fontSize={11} fill="var(--muted)">
              {words}
            </text>
          </g>
        )
      })}
    </g>
  )
}

/** A piece of a curve's line, as a key beside its name. */
export function CurveKey(props: {
  readonly series: Series
  readonly from: number
  readonly to: number
  readonly y: number
  /** Of the line. */
  readonly width: number
}): ReactElement {
  const { series, from, to, y, width } = props
  return (
    <line x1={from} x2={to} y1={y} y2={y} stroke={series.colour} strokeWidth={width} strokeDasharray={series.dash} />
  )
}
