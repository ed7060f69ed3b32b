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
  /** `isStacked`: its parts stand below each other. */
  readonly legend: { readonly x: number; readonly y: number; readonly width: number; readonly isStacked: boolean }
  /** Top of the words below. */
  readonly words: number
  readonly cellHeight: number
}

/** Room for the name of the upright axis at the left edge. */
export const EDGE = 16
/** Room for the doses left of each map. */
export const DOSES = 20
/** Room for what stands above the cells of a map. */
export const HEAD = 40
/** Room for what stands below them. */
const FOOT = 44

const GAP = { wide: 22, narrow: 14 } as const
const CELL_HEIGHT = { wide: 28, narrow: 26 } as const
/** Heights of the legend with its parts below each other, and side by side. */
const STACKED = 206
const BESIDE = 76
/** Maps side by side at most on a wide picture. */
const MOST_COLUMNS = 4

/**
 * Wide: a column for each system, what it solves above how far it is behind; with one system beside the reference all
 * three maps in a row. Narrow: a row for each system. The legend stands where the reference would have a map of
 * differences, as far as there is room.
 *
 * @param systems the reference first
 */
export function placesOf(size: ChartSize, systems: readonly string[], doses: number): Places {
  const cellHeight = CELL_HEIGHT[size]
  const panelHeight = HEAD + doses * cellHeight + FOOT
  const slots = slotsOf(size, systems)
  const columns = Math.max(...slots.map(({ column }) => column)) + 1
  const gap = GAP[size]
  const width = (CHART_WIDTH[size] - EDGE - (columns - 1) * gap) / columns
  const at = (column: number, row: number) => ({ x: EDGE + column * (width + gap), y: row * panelHeight, width })
  const panels = slots.map(({ system, shows, column, row }) => {
    const isFirst = !slots.some((other) => other.row === row && other.column < column)
    return { system, shows, ...at(column, row), isFirst }
  })
  const rows = Math.max(...slots.map(({ row }) => row)) + 1
  const free = size === 'narrow' ? at(1, 0) : at(0, 1)
  const isStacked = panelHeight >= STACKED && rows > 1
  const below = { x: 0, y: rows * panelHeight + 4, width: CHART_WIDTH[size] }
  const slot = { ...free, x: free.x + DOSES, width: width - DOSES }
  const isBeside = !isStacked && size === 'wide'
  const height = isStacked ? 0 : isBeside ? BESIDE : STACKED
  const legend = isStacked ? { ...slot, isStacked } : { ...below, isStacked: !isBeside }
  return { panels, legend, words: below.y + height, cellHeight }
}

function slotsOf(size: ChartSize, systems: readonly string[]): Slot[] {
  if (size === 'narrow') return rowsOf(systems)
  return systems.length === 2 ? oneRow(systems) : columnsOf(systems)
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
