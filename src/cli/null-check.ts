import { ConfigError, RELEASE } from '../domain/index.js'
import { type NullDocument, renderJson, renderNull, versionsOf } from '../report/index.js'
import { checkNull } from '../shadow/index.js'
import type { Io } from './io.js'
import type { ShadowOptions } from './shadow.js'
import { openTables } from './tables.js'

/** Holds the method against no difference at all, on the rows of these tables. */
export async function nullCheck(io: Io, files: readonly string[], options: ShadowOptions): Promise<void> {
  for (const name of ['failOn', 'html', 'pictures', 'control'] as const) {
    if (options[name] === undefined) continue
    throw new ConfigError('--null', `given with --${name === 'failOn' ? 'fail-on' : name}`, 'one of them')
  }
  const { reference, level, seed } = options
  const { rows } = await openTables(io, files, options)
  const document: NullDocument = {
    schemaVersion: 1,
    kind: 'null',
    createdAt: io.now(),
    versions: versionsOf(RELEASE),
    ...checkNull(rows, { reference, level, seed }),
  }
  io.out(options.json === true ? renderJson(document) : renderNull(document, io))
}
