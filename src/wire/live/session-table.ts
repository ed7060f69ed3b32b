import { RecordError, type ServedSession, type Stratum } from '../../domain/index.js'
import { numberOf, stratumOf, successOutcome, textOf } from '../fields.js'
import { badValue, fieldOf, type Place } from '../place.js'
import { type NamedMap, namedColumns, type SourceRow, type SourceTable } from '../source-table.js'
import { type Moment, momentOf } from './moment.js'

/** Columns of a table of served sessions; all but model and success may be missing. */
export const SESSION_COLUMNS = [
  'model',
  'host',
  'agent',
  'settings',
  'date',
  'family',
  'stratum',
  'success',
  'began',
  'ended',
  'known',
  'propensity',
] as const

/** One of the columns of a table of served sessions. */
export type SessionColumn = (typeof SESSION_COLUMNS)[number]

/** Where the columns come from in a table that names them otherwise. */
export type SessionMap = NamedMap<SessionColumn>

/** A session as its row tells it, before systems and scopes are those of a decision. */
export interface SessionEntry extends Omit<ServedSession, 'system' | 'scope'> {
  /** What the row says of the system; only what is written. */
  readonly named: { readonly model: string } & {
    readonly [field in 'host' | 'agent' | 'settings' | 'date']?: string
  }
  readonly family?: string
  readonly stratum?: Stratum
  /** Beginning as it is written. */
  readonly began?: string
}

/** The sessions of one table. */
export interface SessionTable {
  /** In file order. */
  readonly entries: readonly SessionEntry[]
  /** How moments are written; undefined where the table has none. */
  readonly clock?: 'dates' | 'seconds'
  /** The columns that it has. */
  readonly columns: ReadonlySet<SessionColumn>
}

/**
 * Reads a table of sessions that were served after a decision: one row a session.
 *
 * @throws RecordError located by file, line and column; where moments are dates in one row and numbers in another, a
 *   result is older than its session, or a result stands without the moment it became known although others have one
 */
export function readSessions(table: SourceTable, map: SessionMap = {}): SessionTable {
  const required = ['model', 'success'] as const
  const columns = namedColumns(table, { columns: SESSION_COLUMNS, required, map, hint: '--since-map success=resolved' })
  if (table.rows.length === 0) throw new RecordError(table.file, undefined, 'without rows', 'at least one row')
  const rows = table.rows.map((row) => entryOf(cellsOf(table.file, row, columns), columns))
  const clock = clockOf(rows.flatMap(({ moments }) => moments))
  const entries = rows.map(({ entry }) => entry)
  return { entries, columns: new Set(columns.keys()), ...(clock !== undefined && { clock }) }
}

/** Moments of one table are all dates or all numbers: between the two there is no order. */
function clockOf(moments: readonly PlacedMoment[]): SessionTable['clock'] {
  const [first] = moments
  if (first === undefined) return undefined
  const clock = first.moment.isDate ? 'dates' : 'seconds'
  const other = moments.find(({ moment }) => moment.isDate !== first.moment.isDate)
  if (other !== undefined) throw badValue(other.place, other.moment.written, `${clock}, as in the rows before`)
  return clock
}

interface PlacedMoment {
  readonly moment: Moment
  readonly place: Place
}

/** A row that was read, with the moments in it. */
interface ReadRow {
  readonly entry: SessionEntry
  readonly moments: readonly PlacedMoment[]
}

const TIMES = ['began', 'ended', 'known'] as const

type Cells = (column: SessionColumn) => readonly [unknown, Place]

function cellsOf(file: string, row: SourceRow, columns: ReadonlyMap<SessionColumn, string>): Cells {
  return (column) => {
    const name = columns.get(column)
    const at = `line ${row.line}, column ${name ?? column}`
    return [name === undefined ? undefined : fieldOf(row.cells, name), { file, at }]
  }
}

function entryOf(cell: Cells, columns: ReadonlyMap<SessionColumn, string>): ReadRow {
  const [model, place] = cell('model')
  const name = textOf(model, place)
  if (name === undefined) throw badValue(place, model ?? null, 'the name of a model')
  const stated = (['host', 'agent', 'settings', 'date'] as const).flatMap((column) => {
    const text = textOf(...cell(column))
    return text === undefined ? [] : [[column, text] as const]
  })
  const result = resultOf(cell)
  const { moments, ...times } = timesOf(cell, { columns, isLabelled: result !== undefined })
  const propensity = numberOf(...cell('propensity'), {
    expected: 'a chance above 0 and at most 1, or nothing where every session gets a result',
    accepts: (x) => x > 0 && x <= 1,
  })
  const family = textOf(...cell('family'))
  const stratum = stratumOf(...cell('stratum'))
  const entry = {
    named: { model: name, ...Object.fromEntries(stated) },
    ...(family !== undefined && { family }),
    ...(stratum !== undefined && { stratum }),
    ...times,
    ...(result !== undefined && { result }),
    ...(propensity !== undefined && { propensity }),
  }
  return { entry, moments }
}

function resultOf(cell: Cells): number | undefined {
  const { outcome, score } = successOutcome(...cell('success'))
  if (outcome.kind === 'unknown') return undefined
  return score ?? (outcome.kind === 'solved' ? 1 : 0)
}

function timesOf(
  cell: Cells,
  has: { readonly columns: ReadonlyMap<SessionColumn, string>; readonly isLabelled: boolean },
): Pick<SessionEntry, 'began' | 'beganAt' | 'endedAt' | 'knownAt'> & Pick<ReadRow, 'moments'> {
  const place = (column: SessionColumn) => cell(column)[1]
  const [began, ended, known] = TIMES.map((column) => momentOf(...cell(column)))
  const moments = [began, ended, known].flatMap((moment, index) =>
    moment === undefined ? [] : [{ moment, place: place(TIMES[index] ?? 'began') }],
  )
  if (has.columns.has('began') && began === undefined) throw badValue(place('began'), null, 'when the session began')
  if (began === undefined && (ended ?? known) !== undefined) {
    throw badValue(place('began'), null, 'when the session began (column began) beside its other times')
  }
  if (has.columns.has('known') && (known !== undefined) !== has.isLabelled) {
    const expected = has.isLabelled ? 'when the result became known' : 'nothing, since the row has no result'
    throw badValue(place('known'), known?.written ?? null, expected)
  }
  requireOrder(began, ended, place('ended'))
  requireOrder(ended ?? began, known, place('known'))
  return {
    moments,
    ...(began !== undefined && { beganAt: began.seconds, began: began.written }),
    ...(ended !== undefined && { endedAt: ended.seconds }),
    ...(known !== undefined && { knownAt: known.seconds }),
  }
}

function requireOrder(first: Moment | undefined, second: Moment | undefined, place: Place): void {
  if (first === undefined || second === undefined || second.seconds >= first.seconds) return
  throw badValue(place, second.written, `a moment not before ${first.written}`)
}
