import { RecordError, type Stratum } from '../domain/index.js'
import { shown } from './place.js'
import type { SourceTable } from './source-table.js'

/** The names that a table needs no mapping for; all but model, task and success may be missing. */
export const TABLE_COLUMNS = [
  'model',
  'host',
  'agent',
  'settings',
  'date',
  'task',
  'family',
  'stratum',
  'repeat',
  'success',
  'truth',
  'length',
  'length_kind',
  'cost',
  'seconds',
  'excluded',
] as const

/** One of the canonical columns of an outcome table. */
export type TableColumn = (typeof TABLE_COLUMNS)[number]

/** Families that make up the two sides of the contrast. */
export type StratumMap = { readonly [stratum in Stratum]?: readonly string[] }

/** What a table's own value stands for, such as `{ passed: true, failed: false, skipped: null }`. */
export type ValueMap = Readonly<Record<string, string | number | boolean | null>>

/** Where the canonical columns come from in a table that names them otherwise. */
export type ColumnMap = {
  /** A column of the table, or several, whose values are joined by `/`. */
  readonly [column in TableColumn]?: string | readonly string[]
} & {
  /** One value for every row of a column that the table does not have. */
  readonly constants?: { readonly [column in TableColumn]?: string | number }
  /** Replaces values before they are read; values that are not named stay. */
  readonly values?: { readonly [column in TableColumn]?: ValueMap }
  /** Sets the stratum by family. */
  readonly strata?: StratumMap
}

/** The columns of the recorded OpenHands table. */
export const OPENHANDS_COLUMNS: ColumnMap = {
  task: ['benchmark', 'instance'],
  family: 'benchmark',
  success: 'resolved',
}

/** Source columns of each canonical column that the table holds; the others are absent. */
type FoundColumns = ReadonlyMap<TableColumn, readonly string[]>

const REQUIRED: readonly TableColumn[] = ['model', 'task', 'success']

const OTHER_NAMES: { readonly [column in TableColumn]?: readonly string[] } = {
  model: ['model_name', 'system', 'llm', 'llm_model'],
  task: ['task_id', 'instance', 'instance_id', 'sample', 'sample_id', 'id', 'question_id'],
  success: ['resolved', 'solved', 'passed', 'pass', 'correct', 'is_correct', 'score', 'reward', 'result'],
}

/**
 * Finds the columns of a table under a mapping.
 *
 * @throws RecordError where the mapping names a column that the table lacks, or a required one is missing; the message
 * lists the columns found and the flag that would map one
 */
export function findColumns(table: SourceTable, map: ColumnMap): FoundColumns {
  const found = new Map<TableColumn, readonly string[]>()
  for (const column of TABLE_COLUMNS) {
    const wanted = map[column] ?? (map.constants?.[column] === undefined ? column : [])
    const names = typeof wanted === 'string' ? [wanted] : wanted
    const missing = names.find((name) => !table.columns.includes(name))
    if (missing === undefined) {
      if (names.length > 0) found.set(column, names)
    } else if (map[column] !== undefined) {
      throw noColumn(table, `column ${shown(missing)}, which ${column} is mapped to`, 'a column that is there')
    }
  }
  const lacking = REQUIRED.filter((column) => !found.has(column) && map.constants?.[column] === undefined)
  if (lacking.length > 0) {
    const hints = lacking.map((column) => `--map ${column}=${guessFor(column, table.columns)}`)
    throw noColumn(
      table,
      `column ${lacking.join(', ')}`,
      `${REQUIRED.join(', ')}, or a mapping such as ${hints.join(' ')}`,
    )
  }
  return found
}

function noColumn(table: SourceTable, lacks: string, expected: string): RecordError {
  const found = `without ${lacks} (found: ${table.columns.join(', ')})`
  return new RecordError(table.file, 'header', found, expected, { code: 'column-missing' })
}

function guessFor(column: TableColumn, columns: readonly string[]): string {
  const names = [column, ...(OTHER_NAMES[column] ?? [])]
  return columns.find((name) => names.includes(name.toLowerCase())) ?? '<column>'
}

/** True where a table is plainly the recorded OpenHands one: exactly its six columns. */
export function isOpenhandsTable(columns: readonly string[]): boolean {
  return [...columns].sort().join() === 'agent,benchmark,cost,instance,model,resolved'
}
