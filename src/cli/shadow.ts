import { ConfigError } from '../domain/index.js'
import type { JudgeAudit } from '../estimate/index.js'
import { planNextTrials } from '../route/index.js'
import { analyseOutcomes } from '../shadow/index.js'
import { GateNotMet, type Io } from './io.js'
import { openTables, show, type TableCommandOptions, tableDocument } from './tables.js'

/** Options of `leadline shadow`. */
export interface ShadowOptions extends TableCommandOptions {
  readonly control?: string
  readonly judged?: JudgeAudit
  readonly failOn?: string
  readonly next?: number
}

/** Says how far each system of recorded runs is behind the reference. */
export async function shadow(io: Io, files: readonly string[], options: ShadowOptions): Promise<void> {
  if (options.failOn !== undefined && options.failOn !== 'shadow')
    throw new ConfigError('--fail-on', options.failOn, 'shadow')
  const tables = await openTables(io, files, options)
  if (options.judged !== undefined && tables.rows.some(({ truth }) => truth !== undefined)) {
    throw new ConfigError('--judged', 'given', 'no audit beside a table with a column truth, which corrects by itself')
  }
  const { reference, control, contrast, level, margin, seed } = options
  const names = namesOf(options.stratum)
  const analysis = analyseOutcomes(tables.rows, {
    reference,
    contrast,
    level,
    margin,
    seed,
    ...(control !== undefined && { control }),
    ...(options.judged !== undefined && { audit: options.judged }),
    ...(names !== undefined && { names }),
  })
  const { next: trials } = options
  const document = tableDocument(io, tables, {
    title: `${reference} as the reference`,
    analysis,
    seed,
    ...(trials !== undefined && {
      nextTrials: planNextTrials(tables.rows, { trials, reference, shadows: analysis.shadows }),
    }),
  })
  show(io, document, options)
  const found = analysis.shadows.filter(({ correctedVerdict: verdict, shadow: gap }) => {
    return verdict.kind === 'established' && gap.kind === 'determined' && gap.value > 0
  })
  if (options.failOn === 'shadow' && found.length > 0) {
    throw new GateNotMet(`a shadow is established for ${found.map(({ system }) => system).join(', ')}`)
  }
}

/** How the two sides are called, where the user named their families. */
export function namesOf(strata: readonly string[] | undefined): { narrow: string; long: string } | undefined {
  const of = (side: string) => strata?.find((flag) => flag.startsWith(`${side}=`))?.slice(side.length + 1)
  const [narrow, long] = [of('narrow'), of('long')]
  if (narrow === undefined || long === undefined) return undefined
  return { narrow: narrow.replaceAll(',', ' + '), long: long.replaceAll(',', ' + ') }
}
