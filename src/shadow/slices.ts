import { type OutcomeRow, type Slice, STRATA } from '../domain/index.js'
import { mean } from '../estimate/index.js'

/** Fewer tasks than this, and nothing is said of a difference between two systems. */
export const LEAST_TASKS = 6

/** What a table is looked at by: as a whole, each stratum, and each family that is not one of these. */
export function slicesOf(rows: readonly OutcomeRow[]): Slice[] {
  const strata = STRATA.filter((name) => rows.some(({ stratum }) => stratum === name))
  const families = [...new Set(rows.flatMap(({ family }) => (family === undefined ? [] : [family])))].sort()
  return [
    { kind: 'all', name: 'all tasks' },
    ...strata.map((name): Slice => ({ kind: 'stratum', name })),
    ...families.filter((family) => !isWhole(family, rows)).map((name): Slice => ({ kind: 'family', name })),
  ]
}

/** True of a family that is all of a stratum, or of the table: it has been looked at under that name. */
function isWhole(family: string, rows: readonly OutcomeRow[]): boolean {
  const own = rows.filter((row) => row.family === family)
  const stratum = own[0]?.stratum
  const others = rows.filter((row) => row.family !== family && (stratum === undefined || row.stratum === stratum))
  return others.length === 0 && own.every((row) => row.stratum === stratum)
}

/** Whether a row belongs to a slice. */
export function inSlice(row: OutcomeRow, { kind, name }: Slice): boolean {
  if (kind === 'all') return true
  return (kind === 'stratum' ? row.stratum : row.family) === name
}

/** The rows without those that a limit ended: for the line that shows how much rests on counting them as failed. */
export function withoutLimits(rows: readonly OutcomeRow[]): readonly OutcomeRow[] {
  return rows.filter(({ outcome }) => outcome.kind !== 'censored')
}

/** Mean of a field over the rows that carry it; undefined where none does. */
export function meanOf(rows: readonly OutcomeRow[], field: 'costUsd' | 'seconds'): number | undefined {
  const values = rows.flatMap((row) => row[field] ?? [])
  return values.length === 0 ? undefined : mean(values)
}
