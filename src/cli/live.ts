import { resolve } from 'node:path'
import { ConfigError, type Decision, type LiveFinding, type OutcomeRow, someOf } from '../domain/index.js'
import {
  type ImportedTables,
  type ReadCanaries,
  type ReadFile,
  type ReadSessions,
  readCanaryTable,
  readSessionTables,
} from '../import/index.js'
import { followDecision, placeSessions } from '../route/index.js'
import { momentOf, SESSION_COLUMNS, type SessionMap, type SessionTable } from '../wire/index.js'
import type { Io } from './io.js'
import { pairsOf } from './tables.js'

/** Options of `leadline decide` and `leadline report` about what was served since the decision. */
export interface LiveOptions {
  readonly since?: readonly string[]
  readonly sinceMap?: readonly string[]
  readonly asOf?: string
  readonly canary?: string
  readonly alarmEvery?: number
  readonly canaryEvery?: number
}

/** A decision that may be followed. */
interface Followed {
  readonly decision: Decision
  /** The runs that it rests on, and their systems. */
  readonly tables: Pick<ImportedTables, 'rows' | 'systems'>
  readonly scopeOf: (row: Pick<OutcomeRow, 'stratum' | 'family'>) => string
}

/** How a decision stands after what was served since; undefined where no option asks for it. */
export async function liveFinding(
  io: Io,
  { decision, tables, scopeOf }: Followed,
  options: LiveOptions,
): Promise<{ readonly live: LiveFinding; readonly files: readonly ReadFile[] } | undefined> {
  const { since = [], canary, alarmEvery, canaryEvery } = options
  if (since.length === 0 && canary === undefined) return undefined
  const paths = since.map((file) => resolve(io.cwd, file))
  const served = await readSessionTables(paths, mapOf(options.sinceMap))
  const canaries =
    canary === undefined
      ? undefined
      : await readCanaryTable(resolve(io.cwd, canary), { now: Date.parse(io.now()) / 1000 })
  requireKnown(canaries, decision)
  const { rows, systems } = tables
  const entries = served.tables.flatMap((table) => table.entries)
  const placed = placeSessions(entries, { systems, rows, scopeOf })
  const [clock] = served.tables.map((table) => table.clock)
  const asOf = asOfIn(served, options.asOf)
  const live = followDecision(
    decision,
    { rows, scopeOf, ...placed, ...(canaries !== undefined && { canaries: canaries.readings }) },
    {
      ...(alarmEvery !== undefined && { averageRunLength: alarmEvery }),
      ...(canaryEvery !== undefined && { canaryRunLength: canaryEvery }),
      writeMoment: (seconds) => written(seconds, clock),
      ...(asOf !== undefined && { asOf }),
    },
  )
  return { live, files: [...served.files, ...(canaries === undefined ? [] : [canaries.file])] }
}

/** Refuses options about sessions or canaries that are not there: they would be passed over. */
export function requireFollowed({ since, sinceMap, asOf, alarmEvery, canary, canaryEvery }: LiveOptions): void {
  const ofSessions = Object.entries({ '--since-map': sinceMap, '--as-of': asOf, '--alarm-every': alarmEvery })
  for (const [flag, value] of since === undefined ? ofSessions : []) {
    if (value !== undefined) throw new ConfigError(flag, value, 'a table of served sessions, by --since')
  }
  if (canary === undefined && canaryEvery !== undefined) {
    throw new ConfigError('--canary-every', canaryEvery, 'a table of daily answers, by --canary')
  }
}

function mapOf(flags: readonly string[] | undefined): SessionMap {
  const map = pairsOf('--since-map', flags)
  const stray = Object.keys(map).find((name) => !SESSION_COLUMNS.some((column) => column === name))
  if (stray !== undefined) throw new ConfigError('--since-map', stray, `one of ${SESSION_COLUMNS.join(', ')}`)
  return map
}

function requireKnown(canaries: ReadCanaries | undefined, { cells }: Decision): void {
  const systems = [...new Set(cells.map(({ system }) => system))]
  const stray = canaries?.readings.find(({ system }) => !systems.includes(system))
  if (stray !== undefined) throw new ConfigError('--canary', stray.system, `a table about ${someOf(systems)}`)
}

function asOfIn({ tables }: ReadSessions, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const clock = tables[0]?.clock
  const moment = momentOf(text, { file: '--as-of', at: text })
  const kind = moment?.isDate === true ? 'dates' : 'seconds'
  if (moment === undefined || clock === undefined || kind !== clock) {
    throw new ConfigError('--as-of', text, clock === undefined ? 'sessions with times' : `${clock}, as in the sessions`)
  }
  const last = lastOf(tables)
  if (moment.seconds < last) {
    throw new ConfigError('--as-of', text, `a moment not before the last one of the sessions, ${written(last, clock)}`)
  }
  return moment.seconds
}

function lastOf(tables: readonly SessionTable[]): number {
  const moments = tables.flatMap(({ entries }) =>
    entries.flatMap(({ beganAt, endedAt, knownAt }) => [beganAt, endedAt, knownAt]),
  )
  return moments.reduce<number>((last, moment) => Math.max(last, moment ?? last), Number.NEGATIVE_INFINITY)
}

/** A moment as the table writes moments. */
function written(seconds: number, clock: SessionTable['clock']): string {
  if (clock !== 'dates') return `second ${seconds}`
  return new Date(seconds * 1000).toISOString().replace(/\.000Z$/, 'Z')
}
