import { type CanaryReading, RecordError } from '../../domain/index.js'
import { numberOf, textOf } from '../fields.js'
import { badValue, fieldOf, type Place } from '../place.js'
import { namedColumns, type SourceTable } from '../source-table.js'
import { momentOf } from './moment.js'

const COLUMNS = ['model', 'day', 'p', 'part'] as const

/** A day begins up to so much earlier somewhere on earth than by UTC. */
const EARLIEST_ZONE_SECONDS = 14 * 3_600

/**
 * Reads a table of daily comparisons of answers to fixed prompts: one row a system and day, the days of each system in
 * order.
 *
 * @param now seconds since 1970, by which a day is yet to come; where left out none is
 * @throws RecordError located by file, line and column; where a part stands in some rows of the table only
 */
export function readCanaries(table: SourceTable, now = Number.POSITIVE_INFINITY): CanaryReading[] {
  const required = ['model', 'day', 'p'] as const
  const columns = namedColumns(table, { columns: COLUMNS, required, map: {} })
  const last = new Map<string, number>()
  return table.rows.map(({ line, cells }) => {
    const cell = (column: (typeof COLUMNS)[number]): readonly [unknown, Place] => {
      const name = columns.get(column) ?? column
      return [fieldOf(cells, name), { file: table.file, at: `line ${line}, column ${name}` }]
    }
    const text = (column: 'model' | 'day') => {
      const found = textOf(...cell(column))
      if (found === undefined) throw badValue(cell(column)[1], null, `the name of a ${column}`)
      return found
    }
    const accepts = (x: number) => x > 0 && x <= 1
    const p = numberOf(...cell('p'), { expected: 'a p-value above 0 and at most 1', accepts })
    if (p === undefined) throw badValue(cell('p')[1], null, 'a p-value above 0 and at most 1')
    const part = textOf(...cell('part'))
    if (columns.has('part') && part === undefined) throw badValue(cell('part')[1], null, 'the name of a part')
    const [system, day] = [text('model'), text('day')]
    const begins = beginOf(day, cell('day')[1], now)
    const before = last.get(system)
    if (begins === before) {
      throw new RecordError(table.file, `line ${line}`, `${day} of ${system} again`, 'each day once')
    }
    if (before !== undefined && begins < before) {
      throw badValue(cell('day')[1], day, `a day after the one before it of ${system}: days in order`)
    }
    last.set(system, begins)
    return { system, day, p, ...(part !== undefined && { part }) }
  })
}

/** Evidence is added up day after day, so a day has to be one, and one that was. */
function beginOf(day: string, place: Place, now: number): number {
  const expected = 'a date such as 2026-03-14'
  const isDate = /^\d{4}-\d\d-\d\d/.test(day)
  const moment = isDate ? momentOf(day, place, expected) : undefined
  if (moment === undefined) throw badValue(place, day, expected)
  if (moment.seconds > now + EARLIEST_ZONE_SECONDS) throw badValue(place, day, 'a day that is not yet to come')
  return moment.seconds
}
