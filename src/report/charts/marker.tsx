import type { ReactElement } from 'react'
import { textWidth } from './text.js'

/** What may be said of a value: worse, better, established equivalent, or nothing. */
export type Tone = 'behind' | 'ahead' | 'even' | 'unsure'

/** All tones, in the order of a legend. */
export const TONES: readonly Tone[] = ['behind', 'ahead', 'even', 'unsure']

/** What each tone says of a system beside the reference. */
export const GAP_TONES: Readonly<Record<Tone, string>> = {
  behind: 'behind, established',
  ahead: 'ahead, established',
  even: 'equivalent, established',
  unsure: 'cannot tell',
}

/** Colour variable of each tone. */
export const TONE_COLOUR: Readonly<Record<Tone, string>> = {
  behind: 'var(--behind)',
  ahead: 'var(--ahead)',
  even: 'var(--even)',
  unsure: 'var(--unsure)',
}

/** A point whose shape repeats what its colour says: disc behind, diamond ahead, square even, ring cannot tell. */
export function Marker(props: { readonly x: number; readonly y: number; readonly tone: Tone }): ReactElement {
  const { x, y, tone } = props
  const colour = TONE_COLOUR[tone]
  switch (tone) {
    case 'behind':
      return <circle cx={x} cy={y} r={5} fill={colour} />
    case 'ahead':
      return <path d={`M${x} ${y - 6.5}L${x + 6.5} ${y}L${x} ${y + 6.5}L${x - 6.5} ${y}Z`} fill={colour} />
    case 'even':
      return <rect x={x - 4.5} y={y - 4.5} width={9} height={9} fill={colour} />
    case 'unsure':
      return <circle cx={x} cy={y} r={4.5} fill="var(--card)" stroke={colour} strokeWidth={2} />
  }
}

/** Which shapes and colours occur, in words, flowing over as many lines as they need. */
export function ToneLegend(props: {
  readonly tones: readonly { readonly tone: Tone; readonly words: string }[]
  readonly width: number
  readonly y: number
}): ReactElement {
  const { places } = flow(
    props.tones.map(({ words }) => textWidth(words, 12) + 34),
    props.width,
  )
  return (
    <g fontSize={12} fill="var(--muted)">
      {props.tones.map(({ tone, words }, index) => {
        const place = places[index] ?? { x: 0, line: 0 }
        const y = props.y + place.line * 20
        return (
          <g key={tone}>
            <Marker x={place.x + 7} y={y} tone={tone} />
            <text x={place.x + 19} y={y + 4}>
              {words}
            </text>
          </g>
        )
      })}
    </g>
  )
}

/** Number of lines that the legend takes. */
export function legendLines(words: readonly string[], width: number): number {
  return flow(
    words.map((word) => textWidth(word, 12) + 34),
    width,
  ).lines
}

function flow(widths: readonly number[], room: number): { places: { x: number; line: number }[]; lines: number } {
  let x = 0
  let line = 0
  const places = widths.map((width) => {
    if (x > 0 && x + width > room) {
      x = 0
      line += 1
    }
    const place = { x, line }
    x += width
    return place
  })
  return { places, lines: widths.length === 0 ? 0 : line + 1 }
}
