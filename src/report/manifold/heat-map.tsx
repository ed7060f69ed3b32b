import type { ReactElement } from 'react'
import type { ManifoldCell, ManifoldFinding } from '../../domain/index.js'
import { fitText } from '../charts/text.js'
import { behindLook, type CellLook, successLook } from './cell.js'
import { DOSES, EDGE, HEAD, type PanelPlace } from './places.js'
import { cellWords } from './words.js'

/** What a heat map is drawn from. */
interface HeatMapProps {
  readonly finding: ManifoldFinding
  readonly place: PanelPlace
  readonly cellHeight: number
  /** Address of the hatching that means *not told apart*. */
  readonly hatch: string
}

/** Length to the right, dose upward: what a system knows best is at the lower left. */
export function HeatMap({ finding, place, cellHeight, hatch }: HeatMapProps): ReactElement {
  const { lengths, doses } = finding
  const [left, top] = [place.x + DOSES, place.y + HEAD]
  const cellWidth = (place.width - DOSES) / lengths.length
  const bottom = top + doses.length * cellHeight
  const cells = finding.cells.filter(({ system }) => system === place.system)
  return (
    <g>
      <Head finding={finding} place={place} />
      {lengths.map((length, column) =>
        doses.map((dose, row) => (
          <Cell
            key={`${length}-${dose}`}
            cell={cells.find((cell) => cell.length === length && cell.dose === dose)}
            place={place}
            box={{
              x: left + column * cellWidth,
              y: bottom - (row + 1) * cellHeight,
              width: cellWidth,
              height: cellHeight,
            }}
            hatch={hatch}
          />
        )),
      )}
      <Home finding={finding} box={{ x: left, y: bottom - cellHeight, width: cellWidth, height: cellHeight }} />
      <Axes finding={finding} place={place} at={{ left, bottom, cellWidth, cellHeight }} />
    </g>
  )
}

function Head({ finding, place }: Pick<HeatMapProps, 'finding' | 'place'>): ReactElement {
  const { x, y, width, system, shows } = place
  const left = x + DOSES
  const what = shows === 'success' ? 'share solved, %' : `points behind ${finding.reference}`
  return (
    <g>
      <text x={left} y={y + 13} fontSize={13} fontWeight={650}>
        <title>{system}</title>
        {fitText(system, width - DOSES, 13.5)}
      </text>
      <text x={left} y={y + 30} fontSize={11} fill="var(--muted)">
        {fitText(what, width - DOSES, 11)}
      </text>
    </g>
  )
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function Cell(props: {
  readonly cell: ManifoldCell | undefined
  readonly place: PanelPlace
  readonly box: Box
  readonly hatch: string
}): ReactElement {
  const { cell, place, box, hatch } = props
  const look = place.shows === 'success' ? successLook(cell) : behindLook(cell)
  const { kind, colour, text } = look
  return (
    <g>
      {cell !== undefined && <title>{cellWords(cell)}</title>}
      <rect
        x={box.x + 0.75}
        y={box.y + 0.75}
        width={box.width - 1.5}
        height={box.height - 1.5}
        rx={2}
        {...fillOf(look, hatch)}
      />
      <text
        x={box.x + box.width / 2}
        y={box.y + box.height / 2 + 4}
        textAnchor="middle"
        fontSize={text.length > 2 ? 10 : 11}
        fontWeight={kind === 'coloured' ? 600 : 400}
        fill={kind === 'coloured' ? `var(--on-${colour})` : 'var(--muted)'}
      >
        {text}
      </text>
    </g>
  )
}

/** Attributes of a cell's ground; one without a measurement is an outline. */
export function fillOf({ kind, colour }: Pick<CellLook, 'kind' | 'colour'>, hatch: string) {
  if (kind === 'coloured') return { fill: `var(--${colour})` }
  if (kind === 'unsure') return { fill: hatch }
  return { fill: 'none', stroke: 'var(--faint)', strokeOpacity: 0.6, strokeDasharray: '2 2' }
}

/** A frame around the undisturbed lengths at which the other systems are at home. */
function Home({ finding, box }: { readonly finding: ManifoldFinding; readonly box: Box }): ReactElement | null {
  const { homeLength = 0, lengths } = finding
  const known = lengths.filter((length) => length <= homeLength).length
  if (known === 0) return null
  const { x, y, width, height } = box
  return (
    <rect
      x={x - 0.5}
      y={y - 0.5}
      width={known * width + 1}
      height={height + 1}
      rx={3}
      fill="none"
      stroke="var(--ink)"
      strokeWidth={2}
    />
  )
}

function Axes(props: {
  readonly finding: ManifoldFinding
  readonly place: PanelPlace
  readonly at: {
    readonly left: number
    readonly bottom: number
    readonly cellWidth: number
    readonly cellHeight: number
  }
}): ReactElement {
  const { finding, place } = props
  const { left, bottom, cellWidth, cellHeight } = props.at
  const middle = bottom - (finding.doses.length * cellHeight) / 2
  return (
    <g fontSize={11} fill="var(--muted)">
      {finding.doses.map((dose, row) => (
        <text key={dose} x={left - 6} y={bottom - (row + 0.5) * cellHeight + 4} textAnchor="end">
          {dose}
        </text>
      ))}
      {finding.lengths.map((length, column) => (
        <text key={length} x={left + (column + 0.5) * cellWidth} y={bottom + 15} textAnchor="middle">
          {length}
        </text>
      ))}
      <text x={left} y={bottom + 30}>
        reference calls →
      </text>
      {place.isFirst && (
        <text textAnchor="middle" transform={`translate(${place.x - EDGE + 11} ${middle}) rotate(-90)`}>
          disturbances →
        </text>
      )}
    </g>
  )
}
