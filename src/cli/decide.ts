import { ConfigError, someOf } from '../domain/index.js'
import { decide, scopesBy } from '../route/index.js'
import { analyseOutcomes } from '../shadow/index.js'
import { GateNotMet, type Io } from './io.js'
import { namesOf } from './shadow.js'
import { openTables, provenancesOf, show, type TableCommandOptions, tableDocument } from './tables.js'

/** Options of `leadline decide`. */
interface DecideOptions extends TableCommandOptions {
  readonly require: number
  readonly provenance?: readonly string[]
  readonly scope: string
  readonly loud?: number
  readonly silent?: number
  readonly noticed?: number
  readonly fit?: string
}

/** Turns recorded runs into a decision for each scope of work. */
export async function decideCommand(io: Io, files: readonly string[], options: DecideOptions): Promise<void> {
  const { scope } = options
  if (scope !== 'family' && scope !== 'stratum') throw new ConfigError('--scope', scope, 'family or stratum')
  const tables = await openTables(io, files, options)
  const { reference, contrast, level, margin, seed, require: requiredSuccess, loud, silent, noticed } = options
  const systems = [...new Set(tables.rows.map(({ system }) => system))].sort()
  const { fit } = options
  if (fit !== undefined && !systems.includes(fit)) throw new ConfigError('--fit', fit, `one of ${someOf(systems)}`)
  const names = namesOf(options.stratum)
  const shared = { contrast, margin, seed, ...(names !== undefined && { names }) }
  const decision = decide(tables.rows, {
    reference,
    requiredSuccess,
    level,
    provenances: provenancesOf(systems, options.provenance),
    scopeOf: scopesBy(scope, tables.rows),
    seed,
    ...(loud !== undefined && { loudUsd: loud }),
    ...(silent !== undefined && { silentUsd: silent }),
    ...(noticed !== undefined && { noticed }),
  })
  const analysis = analyseOutcomes(tables.rows, { reference, level, ...shared })
  show(io, tableDocument(io, tables, { title: 'Decision', analysis, decision, seed }), options)
  if (fit !== undefined) checkFit(fit, decision.cells)
}

function checkFit(
  wanted: string,
  cells: readonly { readonly system: string; readonly scope: string; readonly fit: string }[],
): void {
  const missed = cells.filter(({ system, fit }) => system === wanted && fit !== 'fit')
  const words = missed.map(({ scope, fit }) => `${fit.replace('-', ' ')} for ${scope}`)
  if (missed.length > 0) throw new GateNotMet(`${wanted} is ${words.join(', ')}`)
}
