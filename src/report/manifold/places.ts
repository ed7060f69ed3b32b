import { CHART_WIDTH, type ChartSize } from '../charts/frame.js'

/** Where one heat map stands; of the reference there is no map of differences. */
export interface PanelPlace {
  readonly system: string
  readonly shows: 'success' | 'behind'
  readonly x: number
  readonly y: number
  readonly width: number
  /** True at the left edge, where the name of the upright axis stands. */
  readonly isFirst: boolean
}

/** Everything in its place. */
export interface Places {
  readonly panels: readonly PanelPlace[]
  readonly legend: { readonly x: number; readonly y: number; readonly width: number }
  readonly height: number
  readonly cellHeight: number
}

/** Room for the name of the upright axis at the left edge, and for the doses left of each map. */
export const EDGE = 16
export const DOSES = 20
/** What stands above the cells of a map, and below them. */
export const HEAD = 40
export const FOOT = 44

const GAP = { wide: 20, narrow: 14 } as const
const CELL_HEIGHT = { wide: 28, narrow: 26 } as const
const LEGEND_HEIGHT = { wide: 122, narrow: 236 } as const
/** Maps side by side at most on a wide picture. */
const MOST_COLUMNS = 4

/**
 * Wide: a column for each system, what it solves above how far it is behind; with one system beside the reference all
 * three maps in a row. Narrow: a row for each system.
 *
 * @param systems the reference first
 */
export function placesOf(size: ChartSize, systems: readonly string[], doses: number): Places {
  const cellHeight = CELL_HEIGHT[size]
  const panelHeight = HEAD + doses * cellHeight + FOOT
  const slots = size === 'narrow' ? rowsOf(systems) : systems.length === 2 ? oneRow(systems) : columnsOf(systems)
  const columns = Math.max(...slots.map(({ column }) => column)) + 1
  const gap = GAP[size]
  const width = (CHART_WIDTH[size] - EDGE - (columns - 1) * gap) / columns
  const panels = slots.map(({ system, shows, column, row }) => {
    return { system, shows, x: EDGE + column * (width + gap), y: row * panelHeight, width, isFirst: column === 0 }
  })
  const rows = Math.max(...slots.map(({ row }) => row)) + 1
  const legend = { x: 0, y: rows * panelHeight + 6, width: CHART_WIDTH[size] }
  return { panels, legend, height: legend.y + LEGEND_HEIGHT[size], cellHeight }
}

type Slot = Pick<PanelPlace, 'system' | 'shows'> & { readonly column: number; readonly row: number }

function rowsOf(systems: readonly string[]): Slot[] {
  return systems.flatMap((system, row) => [
    { system, shows: 'success', column: 0, row },
    ...(row === 0 ? [] : [{ system, shows: 'behind' as const, column: 1, row }]),
  ])
}

function oneRow([reference = '', system = '']: readonly string[]): Slot[] {
  return [
    { system: reference, shows: 'success', column: 0, row: 0 },
    { system, shows: 'success', column: 1, row: 0 },
    { system, shows: 'behind', column: 2, row: 0 },
  ]
}

function columnsOf(systems: readonly string[]): Slot[] {
  return systems.flatMap((system, index) => {
    const [column, row] = [index % MOST_COLUMNS, 2 * Math.floor(index / MOST_COLUMNS)]
    return [
      { system, shows: 'success', column, row },
      ...(index === 0 ? [] : [{ system, shows: 'behind' as const, column, row: row + 1 }]),
    ]
  })
}
