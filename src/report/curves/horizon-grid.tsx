import type { ReactElement } from 'react'
import { type LengthKind, percent } from '../../domain/index.js'
import type { ChartSize } from '../charts/frame.js'
import { LENGTH_WORDS } from '../words.js'
import type { HorizonScales } from './horizon-curve.js'

/** Shares that the grid names: the two that horizons are read at are dashed. */
const SHARES = [0, 0.2, 0.5, 0.8, 1]

/** Grid, axes in doublings, and the hatched lengths that nobody was tried on. */
export function HorizonGrid(props: {
  readonly scales: HorizonScales
  readonly lengthKind: LengthKind | undefined
  /** Of the intervals. */
  readonly level: number | undefined
  readonly hatch: string
  readonly size: ChartSize
}): ReactElement {
  const { lengths, y, bottom } = props.scales
  const { left, right } = lengths
  return (
    <g fontSize={11} fill="var(--muted)">
      <Untested {...props} />
      {SHARES.map((share) => (
        <g key={share}>
          <line
            x1={left}
            x2={right}
            y1={y(share)}
            y2={y(share)}
            stroke={share === 0 ? 'var(--muted)' : share === 0.5 ? 'var(--faint)' : 'var(--line)'}
            strokeDasharray={share === 0.5 || share === 0.8 ? '4 4' : undefined}
          />
          <text x={left - 8} y={y(share) + 4} textAnchor="end">
            {percent(share)}
          </text>
        </g>
      ))}
      {lengths.ticks.map(({ length, text }) => (
        <g key={length}>
          <line x1={lengths.x(length)} x2={lengths.x(length)} y1={bottom} y2={bottom + 4} stroke="var(--muted)" />
          <text x={lengths.x(length)} y={bottom + 17} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      <text x={right} y={bottom + 36} textAnchor="end">
        {`length of the task${props.lengthKind === undefined ? '' : `, ${LENGTH_WORDS[props.lengthKind]}`}, doubling →`}
      </text>
      <Key {...props} />
    </g>
  )
}

function Untested({ scales, hatch }: { readonly scales: HorizonScales; readonly hatch: string }): ReactElement {
  const { lengths, y, bottom } = scales
  const start = lengths.x(lengths.testedTo)
  return (
    <g>
      <rect x={start} y={y(1)} width={lengths.right - start} height={bottom - y(1)} fill={hatch} />
      <text x={lengths.right} y={y(1) - 3.5} textAnchor="end">
        not tested
      </text>
    </g>
  )
}

/** What the marks mean, under the axis. */
function Key(props: {
  readonly scales: HorizonScales
  readonly size: ChartSize
  readonly level: number | undefined
}): ReactElement {
  const { scales, size, level } = props
  const bands = level === undefined ? 'Bands and bars: intervals.' : `Bands and bars: ${percent(level)} intervals.`
  const lines =
    size === 'narrow'
      ? ['Dots: observed, larger for more tasks.', `Ring: half are finished. ${bands}`]
      : [`Dots: observed, larger for more tasks. Ring: half are finished. ${bands}`]
  const x = size === 'narrow' ? 0 : scales.lengths.left
  return (
    <g>
      {lines.map((text, index) => (
        <text key={text} x={x} y={scales.bottom + (size === 'narrow' ? 56 : 54) + index * 15}>
          {text}
        </text>
      ))}
    </g>
  )
}
