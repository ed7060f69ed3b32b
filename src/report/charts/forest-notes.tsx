import type { ReactElement } from 'react'
import type { ForestChartProps, ForestLayout } from './forest-chart.js'
import { wrapText } from './text.js'

/** Height of a line below the picture. */
export const NOTE_LINE = 16

/** The line of one group, and what it means beside its upper end. */
export function ForestMark(props: {
  readonly x: number
  readonly top: number
  readonly bottom: number
  readonly words: string
  readonly layout: ForestLayout
}): ReactElement {
  const { x, top, bottom, words, layout } = props
  const [start, text] = layout.isStacked ? [top + 30, top + 42] : [top + 10, top + 22]
  const isLeft = x < (layout.plot[0] + layout.plot[1]) / 2
  return (
    <g>
      <line x1={x} x2={x} y1={start} y2={bottom} stroke="var(--ink)" strokeWidth={1.25} strokeDasharray="4 3" />
      <text
        x={isLeft ? x + 6 : x - 6}
        y={text}
        textAnchor={isLeft ? 'start' : 'end'}
        fontSize={11}
        fontWeight={600}
        stroke="var(--paper)"
        strokeWidth={4}
        paintOrder="stroke"
      >
        {words}
      </text>
    </g>
  )
}

/** A line of text below the picture. */
interface NoteLine {
  readonly words: string
  readonly isFirst: boolean
}

/** Sentences below the picture, each broken into lines. */
export function notesOf({ notes = [] }: Pick<ForestChartProps, 'notes'>, width: number): readonly NoteLine[] {
  return notes.flatMap((note, index) =>
    wrapText(note, { width, fontSize: index === 0 ? 11 : 10.2, lines: 12 }).map((words) => ({
      words,
      isFirst: index === 0,
    })),
  )
}

/** The lines, the first sentence in bold. */
export function Notes({ lines, y }: { readonly lines: readonly NoteLine[]; readonly y: number }): ReactElement {
  return (
    <g fontSize={11}>
      {lines.map(({ words, isFirst }, index) => (
        <text
          key={words}
          x={0}
          y={y + index * NOTE_LINE}
          fontWeight={isFirst ? 600 : 400}
          fill={isFirst ? 'var(--ink)' : 'var(--muted)'}
        >
          {words}
        </text>
      ))}
    </g>
  )
}
