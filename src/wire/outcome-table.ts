import { RecordError, type System } from '../domain/index.js'
import { type ColumnMap, findColumns, isOpenhandsTable, OPENHANDS_COLUMNS, type TableColumn } from './columns.js'
import type { ReadTable, TableEntry, TableNote } from './entry.js'
import {
  amountOf,
  exclusionOf,
  isBlank,
  lengthKindOf,
  lengthOf,
  repeatOf,
  stratumOf,
  successOutcome,
  textOf,
  truthOf,
} from './fields.js'
import { badValue, fieldOf, type Place, shown } from './place.js'
import type { SourceRow, SourceTable } from './source-table.js'

/** A canonical cell with its place, after constants and replaced values. */
type ReadCell = (column: TableColumn) => readonly [value: unknown, place: Place]

/**
 * Reads the rows of a table as trials. Without a mapping, the canonical names are expected; the recorded OpenHands
 * table is recognised by its exact columns, with a note.
 *
 * @throws RecordError located by file, line and column
 */
export function readOutcomes(table: SourceTable, map?: ColumnMap): ReadTable {
  const isOpenhands = map?.success === undefined && isOpenhandsTable(table.columns)
  const mapping = isOpenhands ? { ...OPENHANDS_COLUMNS, ...map } : (map ?? {})
  const found = findColumns(table, mapping)
  if (table.rows.length === 0) throw new RecordError(table.file, undefined, 'without rows', 'at least one row')
  const entries = table.rows.map((row) => entryOf(table.file, row, cellReader(table.file, row, mapping, found)))
  const notes: TableNote[] = []
  if (isOpenhands) {
    const words = `${table.file} has the columns of the recorded OpenHands table and is read as one`
    notes.push({ kind: 'shape-recognised', words })
  }
  const used = new Set([...found.values()].flat())
  const unused = table.columns.filter((name) => !used.has(name))
  if (unused.length > 0) {
    notes.push({ kind: 'columns-unused', words: `${table.file}: columns not used: ${unused.join(', ')}` })
  }
  return { entries, notes }
}

function cellReader(
  file: string,
  row: SourceRow,
  map: ColumnMap,
  found: ReadonlyMap<TableColumn, readonly string[]>,
): ReadCell {
  return (column) => {
    const sources = found.get(column)
    if (sources === undefined) return [map.constants?.[column], { file, at: `constant ${column}` }]
    const place = { file, at: `line ${row.line}, column ${sources.join('+')}` }
    const value = sources.length === 1 ? fieldOf(row.cells, sources[0] ?? '') : joined(row, sources, place)
    const replacements = map.values?.[column]
    const key = String(value)
    return [replacements !== undefined && Object.hasOwn(replacements, key) ? replacements[key] : value, place]
  }
}

/** Blank if all parts are blank: a key made of some parts only would silently be another key. */
function joined(row: SourceRow, sources: readonly string[], place: Place): string | undefined {
  const parts = sources.map((name) => textOf(fieldOf(row.cells, name), place))
  if (parts.every((part) => part === undefined)) return undefined
  const blank = parts.indexOf(undefined)
  if (blank >= 0) throw badValue(place, null, `text in column ${shown(sources[blank])}`)
  return parts.join('/')
}

function entryOf(file: string, row: SourceRow, cell: ReadCell): TableEntry {
  const family = textOf(...cell('family'))
  const stratum = stratumOf(...cell('stratum'))
  const length = lengthOf(...cell('length'))
  const lengthKind = lengthKindOf(...cell('length_kind'))
  const costUsd = amountOf(...cell('cost'), 'US dollars')
  const seconds = amountOf(...cell('seconds'), 'seconds')
  const excluded = exclusionOf(...cell('excluded'))
  const truth = truthOf(...cell('truth'))
  const repeat = repeatOf(...cell('repeat'))
  return {
    place: { file, at: `line ${row.line}` },
    system: systemOf(cell),
    ...(repeat !== undefined && { repeat }),
    trial: {
      task: requiredText(cell, 'task'),
      ...successOutcome(...cell('success')),
      ...(truth !== undefined && { truth }),
      ...(family !== undefined && { family }),
      ...(stratum !== undefined && { stratum }),
      ...(length !== undefined && { length }),
      ...(lengthKind !== undefined && { lengthKind }),
      ...(costUsd !== undefined && { costUsd }),
      ...(seconds !== undefined && { seconds }),
      ...(excluded !== undefined && { excluded }),
    },
  }
}

function systemOf(cell: ReadCell): System {
  const [host, agent, settings, date] = (['host', 'agent', 'settings', 'date'] as const).map((column) =>
    textOf(...cell(column)),
  )
  return {
    model: requiredText(cell, 'model'),
    ...(host !== undefined && { host }),
    ...(agent !== undefined && { agent }),
    ...(settings !== undefined && { settings }),
    ...(date !== undefined && { date }),
  }
}

function requiredText(cell: ReadCell, column: 'model' | 'task'): string {
  const [value, place] = cell(column)
  const text = textOf(value, place)
  if (text === undefined) throw badValue(place, isBlank(value) ? (value ?? null) : value, `the name of a ${column}`)
  return text
}
