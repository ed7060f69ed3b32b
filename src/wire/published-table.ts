import { type PublishedFigure, type PublishedMetric, RecordError, type System } from '../domain/index.js'
import { isBlank, numberOf, textOf } from './fields.js'
import { labelSystems } from './labels.js'
import { badValue, fieldOf, type Place } from './place.js'
import { type NamedMap, namedColumns, type SourceRow, type SourceTable } from './source-table.js'

/** Columns of a table of published figures; all but model, value and tasks may be missing. */
export const PUBLISHED_COLUMNS = [
  'model',
  'host',
  'agent',
  'settings',
  'date',
  'family',
  'metric',
  'value',
  'tasks',
  'trials',
] as const

/** One of the columns of a table of published figures. */
export type PublishedColumn = (typeof PUBLISHED_COLUMNS)[number]

/** Where the columns come from in a table that names them otherwise. */
export type PublishedMap = NamedMap<PublishedColumn>

const REQUIRED = ['model', 'value', 'tasks'] as const
const METRIC = /^pass\s*([\^@])\s*([1-9]\d*)$/i
const PRINTED = /^(\d+)(?:\.(\d+))?\s*(%?)$/
const EXPECTED_VALUE =
  'a figure as it is printed: a percentage from 0 to 100 or a share from 0 to 1, such as 61.5, 61.5% or 0.615'

/** A figure before its scale and its system's label are known. */
interface Reading {
  readonly system: System
  readonly figure: Omit<PublishedFigure, 'system' | 'value' | 'unit'>
  readonly number: number
  readonly digits: number
  readonly isPercent: boolean
  readonly place: Place
}

/**
 * Reads a table of published figures: one row a system, kind of work and figure.
 *
 * The scale is that of the whole table: percent where a figure has the sign or is above 1, else shares.
 *
 * @throws RecordError located by file, line and column; `duplicate-key` where one figure stands twice
 */
export function readPublished(table: SourceTable, map: PublishedMap = {}): PublishedFigure[] {
  const columns = columnsOf(table, map)
  if (table.rows.length === 0) throw new RecordError(table.file, undefined, 'without rows', 'at least one row')
  const readings = table.rows.map((row) => readingOf(table.file, row, columns))
  const isPercent = readings.some((reading) => reading.isPercent || reading.number > 1)
  const systems = [...new Map(readings.map(({ system }) => [JSON.stringify(system), system])).entries()]
  const labels = new Map(
    labelSystems(systems.map(([, system]) => system)).map(({ label }, index) => [systems[index]?.[0], label]),
  )
  const figures = readings.map((reading): PublishedFigure => {
    const { figure, number, digits, place } = reading
    const scale = isPercent ? 100 : 1
    if (number > scale) throw badValue(place, figure.printed, EXPECTED_VALUE)
    const system = labels.get(JSON.stringify(reading.system)) ?? reading.system.model
    return { system, ...figure, value: number / scale, unit: 10 ** -digits / scale }
  })
  refuseTwins(table.file, figures)
  return figures
}

function columnsOf(table: SourceTable, map: PublishedMap): ReadonlyMap<PublishedColumn, string> {
  return namedColumns(table, { columns: PUBLISHED_COLUMNS, required: REQUIRED, map, hint: '--map value=score' })
}

function readingOf(file: string, row: SourceRow, columns: ReadonlyMap<PublishedColumn, string>): Reading {
  const cell = (column: PublishedColumn): readonly [unknown, Place] => {
    const name = columns.get(column)
    return [name === undefined ? undefined : fieldOf(row.cells, name), { file, at: `line ${row.line}, column ${name}` }]
  }
  const { printed, ...value } = figureOf(...cell('value'))
  const trials = wholeOf(...cell('trials')) ?? 1
  const { metric, k } = metricOf(...cell('metric'), trials)
  const family = textOf(...cell('family'))
  const tasks = wholeOf(...cell('tasks'))
  if (tasks === undefined) throw badValue(cell('tasks')[1], null, 'a whole number from 1')
  return {
    system: systemOf(cell),
    figure: { ...(family !== undefined && { family }), metric, k, printed, tasks, trials, line: row.line },
    place: cell('value')[1],
    ...value,
  }
}

function systemOf(cell: (column: PublishedColumn) => readonly [unknown, Place]): System {
  const [value, place] = cell('model')
  const model = textOf(value, place)
  if (model === undefined) throw badValue(place, isBlank(value) ? (value ?? null) : value, 'the name of a model')
  const rest = (['host', 'agent', 'settings', 'date'] as const).flatMap((column) => {
    const text = textOf(...cell(column))
    return text === undefined ? [] : [[column, text] as const]
  })
  return { model, ...Object.fromEntries(rest) }
}

function figureOf(value: unknown, place: Place) {
  const printed = textOf(value, place)
  const parts = printed === undefined ? null : PRINTED.exec(printed)
  if (printed === undefined || parts === null) throw badValue(place, value ?? null, EXPECTED_VALUE)
  const [, whole = '', decimals = '', sign] = parts
  return { printed, number: Number(`${whole}.${decimals}`), digits: decimals.length, isPercent: sign === '%' }
}

function wholeOf(value: unknown, place: Place): number | undefined {
  return numberOf(value, place, {
    expected: 'a whole number from 1',
    accepts: (x) => Number.isSafeInteger(x) && x >= 1,
  })
}

function metricOf(
  value: unknown,
  place: Place,
  trials: number,
): { readonly metric: PublishedMetric; readonly k: number } {
  const text = textOf(value, place)?.toLowerCase() ?? 'success'
  if (text === 'success') return { metric: 'success', k: 1 }
  const [, sign, digits] = METRIC.exec(text) ?? []
  const k = Number(digits)
  if (sign === undefined) throw badValue(place, value, 'success, pass^K or pass@K, such as pass^4')
  if (k > trials) throw badValue(place, value, `a k up to the ${trials} trials of each task (column trials)`)
  return { metric: sign === '^' ? 'pass-all-of' : 'pass-any-of', k }
}

function refuseTwins(file: string, figures: readonly PublishedFigure[]): void {
  const lines = new Map<string, number>()
  for (const { system, family, metric, k, line } of figures) {
    const key = JSON.stringify([system, family, metric, k])
    const before = lines.get(key)
    if (before !== undefined) {
      const found = `the same figure of ${system} as line ${before}`
      throw new RecordError(file, `line ${line}`, found, 'each figure once', { code: 'duplicate-key' })
    }
    lines.set(key, line)
  }
}
