import type { ReactElement } from 'react'
import type { ManifoldFinding } from '../../domain/index.js'
import { fitText } from '../charts/text.js'
import { fillOf } from './heat-map.js'
import type { Places } from './places.js'

/** Widest that one step of a scale is drawn. */
const SWATCH = 15

/** Both scales, what is not coloured, and the frame. */
export function Legend(props: {
  readonly finding: ManifoldFinding
  readonly place: Places['legend']
  readonly hatch: string
}): ReactElement {
  const { finding, place, hatch } = props
  const { x, y, width, isStacked } = place
  const part = isStacked ? width : width / 3 - 24
  const at = (index: number, top: number) =>
    isStacked ? `translate(${x} ${y + top})` : `translate(${x + index * (part + 36)} ${y})`
  return (
    <g fontSize={11} fill="var(--muted)">
      <g transform={at(0, 12)}>
        <Scale title="share solved" colours={levels('level', 11)} ends={['0 %', '100 %']} width={part} />
      </g>
      <g transform={at(1, 74)}>
        <Scale
          title={`points off ${finding.reference}`}
          colours={[...levels('ahead', 4).reverse(), ...levels('behind', 4)]}
          ends={['ahead 100', '100 behind']}
          width={part}
        />
      </g>
      <g transform={at(2, 138)}>
        <Key look={{ kind: 'unsure', colour: '' }} hatch={hatch} words="not told apart" y={0} />
        <Key look={{ kind: 'none', colour: '' }} hatch={hatch} words="not measured" y={22} />
        {finding.homeLength !== undefined && <HomeKey y={44} />}
      </g>
    </g>
  )
}

const levels = (stem: string, count: number) => Array.from({ length: count }, (_, step) => `${stem}-${step}`)

function Scale(props: {
  readonly title: string
  readonly colours: readonly string[]
  readonly ends: readonly [string, string]
  readonly width: number
}): ReactElement {
  const { title, colours, ends } = props
  const step = Math.min(SWATCH, Math.floor(props.width / colours.length))
  return (
    <g>
      <text x={0} y={9}>
        {fitText(title, props.width, 11)}
      </text>
      {colours.map((colour, index) => (
        <rect key={colour} x={index * step} y={16} width={step - 1} height={14} rx={1.5} fill={`var(--${colour})`} />
      ))}
      <text x={0} y={44}>
        {ends[0]}
      </text>
      <text x={colours.length * step - 1} y={44} textAnchor="end">
        {ends[1]}
      </text>
    </g>
  )
}

function Key(props: {
  readonly look: Parameters<typeof fillOf>[0]
  readonly hatch: string
  readonly words: string
  readonly y: number
}): ReactElement {
  return (
    <g>
      <rect x={0.5} y={props.y + 0.5} width={22} height={14} rx={2} {...fillOf(props.look, props.hatch)} />
      <text x={31} y={props.y + 12}>
        {props.words}
      </text>
    </g>
  )
}

function HomeKey({ y }: { readonly y: number }): ReactElement {
  return (
    <g>
      <rect x={1} y={y + 1} width={22} height={14} rx={3} fill="none" stroke="var(--ink)" strokeWidth={2} />
      <text x={31} y={y + 12}>
        at home
      </text>
    </g>
  )
}
