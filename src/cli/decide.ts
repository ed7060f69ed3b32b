import { ConfigError, type Decision, type LiveFinding, someOf } from '../domain/index.js'
import { decide, scopesBy } from '../route/index.js'
import { analyseOutcomes } from '../shadow/index.js'
import { escalationsIn } from './escalate.js'
import { GateNotMet, type Io } from './io.js'
import { type LiveOptions, liveFinding, requireFollowed } from './live.js'
import { namesOf } from './shadow.js'
import { openTables, provenancesOf, show, type TableCommandOptions, tableDocument } from './tables.js'

/** Options of `leadline decide`. */
interface DecideOptions extends TableCommandOptions, LiveOptions {
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
  requireFollowed(options)
  const tables = await openTables(io, files, options)
  const { reference, contrast, level, margin, seed, require: requiredSuccess, loud, silent, noticed } = options
  const systems = [...new Set(tables.rows.map(({ system }) => system))].sort()
  const { fit } = options
  if (fit !== undefined && !systems.includes(fit)) throw new ConfigError('--fit', fit, `one of ${someOf(systems)}`)
  const names = namesOf(options.stratum)
  const scopeOf = scopesBy(scope, tables.rows)
  const shared = { contrast, margin, seed, ...(names !== undefined && { names }) }
  const decision = decide(tables.rows, {
    reference,
    requiredSuccess,
    level,
    provenances: provenancesOf(systems, options.provenance),
    scopeOf,
    seed,
    ...(loud !== undefined && { loudUsd: loud }),
    ...(silent !== undefined && { silentUsd: silent }),
    ...(noticed !== undefined && { noticed }),
  })
  const analysis = analyseOutcomes(tables.rows, { reference, level, ...shared })
  const followed = await liveFinding(io, { decision, tables, scopeOf }, options)
  const shown = { ...tables, files: [...tables.files, ...(followed?.files ?? [])] }
  const escalations = escalationsIn(tables, { scopeOf, level })
  const parts = {
    title: 'Decision',
    analysis,
    decision,
    seed,
    ...(followed !== undefined && { live: followed.live }),
    ...(escalations !== undefined && { escalations }),
  }
  show(io, tableDocument(io, shown, parts), options)
  if (fit !== undefined) checkFit(fit, decision.cells, followed?.live)
}

function checkFit(wanted: string, cells: Decision['cells'], live: LiveFinding | undefined): void {
  const missed = cells.filter(({ system, fit }) => system === wanted && fit !== 'fit')
  const lost = (live?.cells ?? []).filter(({ system, before, now }) => {
    return system === wanted && before === 'TRUST' && now !== 'TRUST'
  })
  const words = [
    ...missed.map(({ scope, fit }) => `${fit.replace('-', ' ')} for ${scope}`),
    ...lost.map(({ scope, standing }) => `no longer trusted for ${scope} (${standing})`),
  ]
  if (words.length > 0) throw new GateNotMet(`${wanted} is ${words.join(', ')}`)
}
