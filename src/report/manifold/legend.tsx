import type { ReactElement } from 'react'
import type { ManifoldFinding } from '../../domain/index.js'
import type { ChartSize } from '../charts/frame.js'
import { wrapText } from '../charts/text.js'
import { fillOf } from './heat-map.js'
import type { Places } from './places.js'
import { basisWords, NEVER_WORDS } from './words.js'

const SWATCH = 15

interface LegendProps {
  readonly finding: ManifoldFinding
  readonly size: ChartSize
  readonly place: Places['legend']
  readonly hatch: string
}

/** Both scales, what is not coloured, the frame, and what it all rests on. */
export function Legend({ finding, size, place, hatch }: LegendProps): ReactElement {
  const isWide = size === 'wide'
  const spots = isWide
    ? { success: [0, 0], behind: [232, 0], unsure: [536, 0], none: [536, 23], home: [670, 23], words: 60 }
    : { success: [0, 0], behind: [0, 46], unsure: [0, 92], none: [150, 92], home: [0, 116], words: 150 }
  const at = ([x = 0, y = 0]: readonly number[]) => `translate(${place.x + x} ${place.y + y})`
  const lines = wrapText(basisWords(finding), { width: place.width, fontSize: 11.5, lines: 4 })
  return (
    <g fontSize={11} fill="var(--muted)">
      <g transform={at(spots.success)}>
        <Scale title="solved" colours={levels('level', 11)} ends={['0 %', '100 %']} />
      </g>
      <g transform={at(spots.behind)}>
        <Scale
          title={`points off ${finding.reference}, where told apart`}
          colours={[...levels('ahead', 4).reverse(), ...levels('behind', 4)]}
          ends={['100 ahead', '100 behind']}
        />
      </g>
      <g transform={at(spots.unsure)}>
        <Key
          look={{ kind: 'unsure', colour: '' }}
          hatch={hatch}
          words={isWide ? 'not told apart: the interval holds 0' : 'not told apart'}
        />
      </g>
      <g transform={at(spots.none)}>
        <Key look={{ kind: 'none', colour: '' }} hatch={hatch} words="not measured" />
      </g>
      {finding.homeLength !== undefined && (
        <g transform={at(spots.home)}>
          <rect x={1} y={1} width={22} height={14} rx={3} fill="none" stroke="var(--ink)" strokeWidth={2} />
          <text x={31} y={12}>
            {isWide ? 'where the others are at home' : 'where the others are at home'}
          </text>
        </g>
      )}
      {[NEVER_WORDS, ...lines].map((line, index) => (
        <text
          key={line}
          x={place.x}
          y={place.y + spots.words + 10 + index * 17}
          fontWeight={index === 0 ? 600 : 400}
          fill={index === 0 ? 'var(--ink)' : 'var(--muted)'}
        >
          {line}
        </text>
      ))}
    </g>
  )
}

const levels = (stem: string, count: number) => Array.from({ length: count }, (_, step) => `${stem}-${step}`)

function Scale(props: {
  readonly title: string
  readonly colours: readonly string[]
  readonly ends: readonly [string, string]
}): ReactElement {
  const { title, colours, ends } = props
  const width = colours.length * SWATCH
  return (
    <g>
      {colours.map((colour, step) => (
        <rect key={colour} x={step * SWATCH} y={0} width={SWATCH - 1} height={14} rx={1.5} fill={`var(--${colour})`} />
      ))}
      <text x={0} y={30}>
        {ends[0]}
      </text>
      <text x={width} y={30} textAnchor="end">
        {ends[1]}
      </text>
      <text x={width + 8} y={12}>
        {title}
      </text>
    </g>
  )
}

function Key(props: {
  readonly look: Parameters<typeof fillOf>[0]
  readonly hatch: string
  readonly words: string
}): ReactElement {
  return (
    <g>
      <rect x={0.5} y={0.5} width={22} height={14} rx={2} {...fillOf(props.look, props.hatch)} />
      <text x={31} y={12}>
        {props.words}
      </text>
    </g>
  )
}
