import { basename, resolve } from 'node:path'
import { ConfigError, RELEASE } from '../domain/index.js'
import { readPublishedTable } from '../import/index.js'
import { type AuditDocument, renderAudit, renderJson, versionsOf } from '../report/index.js'
import { auditPublished } from '../shadow/index.js'
import { PUBLISHED_COLUMNS, type PublishedMap } from '../wire/index.js'
import { GateNotMet, type Io } from './io.js'
import { pairsOf } from './tables.js'

/** Options of `leadline shadow --audit`. */
interface AuditOptions {
  readonly reference: string
  readonly map?: readonly string[]
  readonly level: number
  readonly failOn?: string
  readonly json?: boolean
}

/** Holds a table of published figures to what its tasks and trials can give. */
export async function audit(io: Io, files: readonly string[], options: AuditOptions): Promise<void> {
  const { reference, level, failOn } = options
  if (failOn !== undefined && failOn !== 'impossible') throw new ConfigError('--fail-on', failOn, 'impossible')
  const paths = files.map((file) => resolve(io.cwd, file))
  const { figures, file } = await readPublishedTable(paths, mapOf(options.map))
  const document: AuditDocument = {
    schemaVersion: 1,
    kind: 'audit',
    createdAt: io.now(),
    versions: versionsOf(RELEASE),
    table: { name: basename(file.path), rows: file.rows, sha256: file.sha256 },
    ...auditPublished(figures, { reference, level }),
  }
  io.out(options.json === true ? renderJson(document) : renderAudit(document, io))
  const wrong = document.figures.filter(({ verdict }) => verdict === 'impossible').length + document.conflicts.length
  if (failOn === 'impossible' && wrong > 0) throw new GateNotMet(`${wrong} figures cannot be as they are printed`)
}

function mapOf(flags: readonly string[] | undefined): PublishedMap {
  const map = pairsOf('--map', flags)
  const stray = Object.keys(map).find((name) => !PUBLISHED_COLUMNS.some((column) => column === name))
  if (stray !== undefined) throw new ConfigError('--map', stray, `one of ${PUBLISHED_COLUMNS.join(', ')}`)
  return map
}
