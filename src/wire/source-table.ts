import { CsvError, parse } from 'csv-parse/sync'
import { RecordError } from '../domain/index.js'
import { asObject, shown } from './place.js'

/** One row as it stands in a file, before any meaning is read into it. */
export interface SourceRow {
  /** Line of the file, from 1; the first one where a quoted cell spans several. */
  readonly line: number
  /** Text in CSV, any JSON value in JSONL; a column may be absent. */
  readonly cells: Readonly<Record<string, unknown>>
}

/** A table as it stands in a file. */
export interface SourceTable {
  readonly file: string
  /** All columns that occur, in order of first appearance. */
  readonly columns: readonly string[]
  readonly rows: readonly SourceRow[]
}

/**
 * Reads CSV with a header line. Comma, semicolon or tab, whichever the header holds most of; a byte order mark, CRLF,
 * quoted cells and blank lines are understood.
 *
 * @param file name for errors
 * @throws RecordError where a quote is not closed, a row has another number of cells than the header, or a column
 * occurs twice
 */
export function readCsv(text: string, file: string): SourceTable {
  const [header, ...rows] = csvRecords(text, file)
  if (header === undefined) throw new RecordError(file, undefined, 'empty', 'a header line and at least one row')
  const columns = header.cells.map((name) => name.trim())
  const twin = columns.find((name, index) => columns.indexOf(name) !== index)
  if (twin !== undefined) {
    throw new RecordError(file, `line ${header.line}`, `a header with column ${shown(twin)} twice`, 'each column once')
  }
  return {
    file,
    columns,
    rows: rows.map(({ line, cells }) => {
      if (cells.length !== columns.length) {
        const found = `a row of ${cells.length} cells`
        throw new RecordError(file, `line ${line}`, found, `${columns.length} cells, as in the header`)
      }
      return { line, cells: Object.fromEntries(columns.map((name, index) => [name, cells[index]])) }
    }),
  }
}

function csvRecords(text: string, file: string): { readonly line: number; readonly cells: readonly string[] }[] {
  // The parser counts CRLF inside quotes as two lines; one kind of line end keeps its count that of the file.
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const records: { line: number; cells: string[] }[] = []
  let endOfLast = 0
  try {
    parse(plain, {
      delimiter: delimiterOf(plain),
      relax_column_count: true,
      on_record: (cells: string[], { lines }) => {
        const inner = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
        if (cells.some((cell) => cell.trim() !== '')) records.push({ line: lines - inner, cells })
        endOfLast = lines
        return null
      },
    })
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    const { code, lines } = cause
    const line = code !== 'CSV_QUOTE_NOT_CLOSED' && typeof lines === 'number' ? lines : endOfLast + 1
    const found =
      code === 'CSV_QUOTE_NOT_CLOSED' ? 'a row with a quote that is never closed' : 'a row with a stray quote'
    throw new RecordError(file, `line ${line}`, found, 'quotes around whole cells, doubled inside', { cause })
  }
  return records
}

function delimiterOf(text: string): string {
  const header = text.trimStart().split('\n', 1)[0] ?? ''
  const count = (sign: string) => header.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/**
 * Reads JSON lines: one object a line; blank lines and a byte order mark are passed over.
 *
 * @param file name for errors
 * @throws RecordError where a line is not a JSON object
 */
export function readJsonLines(text: string, file: string): SourceTable {
  const columns = new Set<string>()
  const rows: SourceRow[] = []
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  lines.forEach((line, index) => {
    if (line.trim() === '') return
    const cells = parseLine(line, file, index + 1)
    for (const name of Object.keys(cells)) columns.add(name)
    rows.push({ line: index + 1, cells })
  })
  if (rows.length === 0) throw new RecordError(file, undefined, 'empty', 'one JSON object a line')
  return { file, columns: [...columns], rows }
}

function parseLine(line: string, file: string, number: number): Readonly<Record<string, unknown>> {
  const expected = 'one JSON object a line'
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    const constant = /[:[,]\s*(-?(?:NaN|Infinity))\b/.exec(line)?.[1]
    const found = constant === undefined ? 'not JSON' : `not JSON (it holds ${constant})`
    throw new RecordError(file, `line ${number}`, found, `${expected}, with null for a missing number`, { cause })
  }
  const object = asObject(value)
  if (object === undefined) throw new RecordError(file, `line ${number}`, shown(value), expected)
  return object
}

/** Where columns come from in a table that names them otherwise. */
export type NamedMap<Column extends string> = { readonly [column in Column]?: string }

/**
 * The source of each column that the table holds; the others are absent.
 *
 * @param wanted.hint a mapping flag to name in the error, such as `--map value=score`; absent where there is none
 * @throws RecordError `column-missing` where a required or a mapped column is not there; the message lists those that are
 */
export function namedColumns<Column extends string>(
  table: SourceTable,
  wanted: {
    readonly columns: readonly Column[]
    readonly required: readonly Column[]
    readonly map: NamedMap<Column>
    readonly hint?: string
  },
): ReadonlyMap<Column, string> {
  const { columns, required, map, hint } = wanted
  const found = new Map<Column, string>()
  for (const column of columns) {
    const name = map[column] ?? column
    if (table.columns.includes(name)) found.set(column, name)
    else if (map[column] !== undefined) {
      throw missing(table, `column ${shown(name)}, which ${column} is mapped to`, 'a column that is there')
    }
  }
  const lacking = required.filter((column) => !found.has(column))
  if (lacking.length === 0) return found
  const mapping = hint === undefined ? '' : `, or a mapping such as ${hint}`
  throw missing(table, `column ${lacking.join(', ')}`, `${required.join(', ')}${mapping}`)
}

function missing(table: SourceTable, lacks: string, expected: string): RecordError {
  const found = `without ${lacks} (found: ${table.columns.join(', ')})`
  return new RecordError(table.file, 'header', found, expected, { code: 'column-missing' })
}
