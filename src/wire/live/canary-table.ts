import { type CanaryReading, RecordError } from '../../domain/index.js'
import { numberOf, textOf } from '../fields.js'
import { badValue, fieldOf, type Place } from '../place.js'
import { namedColumns, type SourceTable } from '../source-table.js'

const COLUMNS = ['model', 'day', 'p', 'part'] as const

/**
 * Reads a table of daily comparisons of answers to fixed prompts: one row a system and day, the days in order.
 *
 * @throws RecordError located by file, line and column; where a part stands in some rows of the table only
 */
export function readCanaries(table: SourceTable): CanaryReading[] {
  const required = ['model', 'day', 'p'] as const
  const columns = namedColumns(table, { columns: COLUMNS, required, map: {} })
  const seen = new Set<string>()
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
    const key = JSON.stringify([system, day])
    if (seen.has(key)) throw new RecordError(table.file, `line ${line}`, `${day} of ${system} again`, 'each day once')
    seen.add(key)
    return { system, day, p, ...(part !== undefined && { part }) }
  })
}
