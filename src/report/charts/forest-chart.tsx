import type { ReactElement } from 'react'
import type { Estimate } from '../../domain/index.js'
import { ForestAxisLines } from './forest-axis.js'
import { ForestMark, NOTE_LINE, Notes, notesOf } from './forest-notes.js'
import { ForestRowMarks } from './forest-row.js'
import { type ForestAxis, forestScale } from './forest-scale.js'
import { CHART_WIDTH, type ChartFrame, Frame, hatchOf } from './frame.js'
import { legendLines, TONES, type Tone, ToneLegend } from './marker.js'
import { fitText } from './text.js'

/** One value with its interval. */
export interface ForestRow {
  readonly label: string
  /** Counts behind the value, under the label. */
  readonly detail?: string
  /** Larger is better. */
  readonly estimate: Estimate
  readonly tone: Tone
  /** The value in words. */
  readonly words: string
  /** Where it was on the other side of a contrast, drawn above the value. */
  readonly before?: { readonly estimate: Estimate; readonly tone: Tone }
  /** Success with the sham and with the change, in [0, 1], drawn beside the effect. */
  readonly beside?: { readonly sham: number; readonly varied: number }
}

/** Rows under a title. */
export interface ForestGroup {
  readonly title?: string
  readonly rows: readonly ForestRow[]
  /** A line through these rows alone, in the unit of the axis, with what it means; shown where there is a title. */
  readonly mark?: { readonly at: number; readonly words: string }
}

/** Values of different things, grouped under titles, on one axis. */
export interface ForestChartProps extends ChartFrame {
  readonly groups: readonly ForestGroup[]
  readonly axis: ForestAxis
  /** What each tone means here; only those that occur are shown. */
  readonly tones: Readonly<Record<Tone, string>>
  /** Sentences below the picture, the first one in bold. */
  readonly notes?: readonly string[]
}

/** Where things stand in a row, by layout. */
export interface ForestLayout {
  readonly rowHeight: number
  readonly labelWidth: number
  readonly plot: readonly [number, number]
  readonly words: { readonly x: number; readonly width: number }
  /** Range of the small sham panel, where there is one. */
  readonly panel?: readonly [number, number]
  readonly isStacked: boolean
}

/** Dots with intervals; grey where nothing can be told, hatched where there is no number at all. */
export function ForestChart(props: ForestChartProps): ReactElement {
  const rows = props.groups.flatMap((group) => group.rows)
  const hasPanel = rows.some((row) => row.beside !== undefined)
  const layout = layoutOf(props.size, hasPanel)
  const scale = forestScale(
    props.axis,
    rows.flatMap(({ estimate, before }) => (before === undefined ? [estimate] : [before.estimate, estimate])),
    layout.plot,
  )
  const legend = legendOf(props, rows)
  const width = CHART_WIDTH[props.size]
  const legendHeight = 20 * linesOf(legend, width)
  const placed = placeRows(props.groups, layout, legendHeight + 12)
  const notes = notesOf(props, width)
  return (
    <Frame {...props} height={placed.bottom + 48 + notes.length * NOTE_LINE}>
      <ToneLegend tones={legend} width={width} y={10} />
      <ForestAxisLines axis={props.axis} scale={scale} layout={layout} top={legendHeight + 12} bottom={placed.bottom} />
      {placed.titles.map(({ title, y }) => (
        <text
          key={`${title}-${y}`}
          x={0}
          y={y + 22}
          fontWeight={600}
          stroke="var(--paper)"
          strokeWidth={5}
          paintOrder="stroke"
        >
          {fitText(title, width, 13)}
        </text>
      ))}
      {placed.marks.map((mark) => (
        <ForestMark key={mark.top} {...mark} x={scale.x(mark.at)} layout={layout} />
      ))}
      {placed.rows.map(({ row, y }) => (
        <ForestRowMarks
          key={`${row.label}-${y}`}
          row={row}
          y={y}
          scale={scale}
          layout={layout}
          hatch={hatchOf(props)}
        />
      ))}
      <Notes lines={notes} y={placed.bottom + 60} />
    </Frame>
  )
}

function linesOf(legend: ReturnType<typeof legendOf>, width: number): number {
  return legendLines(
    legend.map(({ words }) => words),
    width,
  )
}

function layoutOf(size: ChartFrame['size'], hasPanel: boolean): ForestLayout {
  if (size === 'narrow') {
    return {
      rowHeight: hasPanel ? 84 : 70,
      labelWidth: 335,
      plot: [8, 327],
      words: { x: 0, width: 335 },
      isStacked: true,
    }
  }
  return {
    rowHeight: hasPanel ? 48 : 42,
    labelWidth: 222,
    plot: hasPanel ? [240, 500] : [240, 590],
    words: hasPanel ? { x: 650, width: 190 } : { x: 612, width: 228 },
    ...(hasPanel ? { panel: [528, 628] as const } : {}),
    isStacked: false,
  }
}

function legendOf(props: ForestChartProps, rows: readonly ForestRow[]): { tone: Tone; words: string }[] {
  const shown = TONES.filter((tone) => rows.some((row) => row.tone === tone || row.before?.tone === tone))
  return shown.map((tone) => ({ tone, words: props.tones[tone] }))
}

function placeRows(
  groups: readonly ForestGroup[],
  { rowHeight, isStacked }: ForestLayout,
  top: number,
): {
  rows: { row: ForestRow; y: number }[]
  titles: { title: string; y: number }[]
  marks: { at: number; words: string; top: number; bottom: number }[]
  bottom: number
} {
  const rows: { row: ForestRow; y: number }[] = []
  const titles: { title: string; y: number }[] = []
  const marks: { at: number; words: string; top: number; bottom: number }[] = []
  let y = top
  for (const { title, rows: own, mark } of groups) {
    const head = y
    if (title !== undefined) {
      titles.push({ title, y })
      // Where rows take the whole width, so does the title, and what the line means stands below it.
      y += mark !== undefined && isStacked ? 50 : 34
    }
    for (const row of own) {
      rows.push({ row, y })
      y += rowHeight
    }
    if (mark !== undefined && title !== undefined) marks.push({ ...mark, top: head, bottom: y })
  }
  return { rows, titles, marks, bottom: y }
}
