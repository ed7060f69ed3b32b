import { isToldApart, type ManifoldCell } from '../../domain/index.js'

/** How one cell is drawn. */
export interface CellLook {
  /** `none`: it could not be measured. `unsure`: not told apart from the reference. */
  readonly kind: 'coloured' | 'unsure' | 'none'
  /** Name of its colour; `on-` before it gives the ink. Empty where it has none. */
  readonly colour: string
  /** What is written in it. */
  readonly text: string
}

/** The last step of either scale of differences. */
const DEEPEST = 3

const NOT_MEASURED: CellLook = { kind: 'none', colour: '', text: '–' }

/** A share as a level of the common scale, in percent. */
export function successLook(cell: ManifoldCell | undefined): CellLook {
  if (cell?.success.kind !== 'determined') return NOT_MEASURED
  const { value } = cell.success
  return { kind: 'coloured', colour: `level-${Math.round(value * 10)}`, text: `${Math.round(value * 100)}` }
}

/** A difference in points: coloured only where its interval leaves out 0. */
export function behindLook(cell: ManifoldCell | undefined): CellLook {
  if (cell?.behind?.kind !== 'determined') return NOT_MEASURED
  const { value } = cell.behind
  const text = `${Math.round(value * 100)}`.replace(/^-0$/, '0').replace('-', '−')
  if (!isToldApart(cell)) return { kind: 'unsure', colour: '', text }
  const step = Math.min(DEEPEST, Math.floor(Math.abs(value) * (DEEPEST + 1)))
  return { kind: 'coloured', colour: `${value > 0 ? 'behind' : 'ahead'}-${step}`, text }
}
