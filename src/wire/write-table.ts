import { canonicalJson, type OutcomeRow, type System } from '../domain/index.js'
import { TABLE_COLUMNS, type TableColumn } from './columns.js'

type Cells = { readonly [column in TableColumn]?: string | number | boolean | null }

/** Rows as JSON lines with canonical columns; reading them back gives equal rows. */
export function writeJsonLines(rows: readonly OutcomeRow[], systemOf: (label: string) => System): string {
  return rows.map((row) => `${canonicalJson(cellsOf(row, systemOf(row.system)))}\n`).join('')
}

/** Rows as CSV with canonical columns; reading them back gives equal rows. */
export function writeCsv(rows: readonly OutcomeRow[], systemOf: (label: string) => System): string {
  const lines = rows.map((row) => {
    const cells = cellsOf(row, systemOf(row.system))
    return TABLE_COLUMNS.map((column) => quoted(cells[column])).join(',')
  })
  return `${[TABLE_COLUMNS.join(','), ...lines].join('\n')}\n`
}

function cellsOf(row: OutcomeRow, system: System): Cells {
  return {
    ...system,
    task: row.task,
    family: row.family ?? null,
    stratum: row.stratum ?? null,
    repeat: row.repeat,
    success: successCell(row),
    truth: row.truth ?? null,
    length: row.length ?? null,
    length_kind: row.lengthKind ?? null,
    cost: row.costUsd ?? null,
    seconds: row.seconds ?? null,
    excluded: row.excluded ?? null,
  }
}

/** A table has no word for why a trial broke off: a limit counts as a failure, a void trial as unknown. */
function successCell({ outcome, score }: OutcomeRow): number | null {
  if (outcome.kind === 'unknown' || outcome.kind === 'void') return null
  return score ?? (outcome.kind === 'solved' ? 1 : 0)
}

function quoted(value: string | number | boolean | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
