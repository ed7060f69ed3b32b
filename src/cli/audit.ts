import { basename, resolve } from 'node:path'
import { ConfigError, counted, RELEASE } from '../domain/index.js'
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
  readonly control?: unknown
  readonly preset?: unknown
  readonly columns?: unknown
  readonly stratum?: unknown
  readonly label?: unknown
  readonly html?: unknown
  readonly pictures?: unknown
  readonly null?: unknown
  readonly judged?: unknown
}

/** Holds a table of published figures to what its tasks and trials can give. */
export async function audit(io: Io, files: readonly string[], options: AuditOptions): Promise<void> {
  const { reference, level, failOn } = options
  refuseOthers(options)
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
  const impossible = document.figures.filter(({ verdict }) => verdict === 'impossible').length
  const conflicts = document.conflicts.length
  if (failOn === 'impossible' && impossible + conflicts > 0) {
    throw new GateNotMet(
      `${counted(impossible, 'figure')} cannot arise, ${counted(conflicts, 'pair')} contradict each other`,
    )
  }
}

/** Options of `leadline shadow` that say nothing about a table of published figures. */
const OTHERS = ['control', 'preset', 'columns', 'stratum', 'label', 'html', 'pictures', 'null', 'judged'] as const

/** An option that would be passed over is refused: whoever gave it believes that it did something. */
function refuseOthers(options: AuditOptions): void {
  const other = OTHERS.find((name) => options[name] !== undefined)
  if (other !== undefined) throw new ConfigError(`--${other}`, 'given', 'no such option beside --audit')
}

function mapOf(flags: readonly string[] | undefined): PublishedMap {
  const map = pairsOf('--map', flags)
  const stray = Object.keys(map).find((name) => !PUBLISHED_COLUMNS.some((column) => column === name))
  if (stray !== undefined) throw new ConfigError('--map', stray, `one of ${PUBLISHED_COLUMNS.join(', ')}`)
  return map
}
