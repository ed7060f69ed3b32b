import { LeadlineError } from '../domain/index.js'
import { exampleTable } from '../import/index.js'
import type { ReportDocument } from '../report/index.js'
import { decide, scopesBy } from '../route/index.js'
import { analyseOutcomes, surpriseOf } from '../shadow/index.js'
import type { Io } from './io.js'
import { provenancesOf, tableDocument } from './tables.js'

/** The recorded table is read with this system as the reference: it is the one that most others are held against. */
export const RECORDED_REFERENCE = 'claude-opus-4-5'
const LEVEL = 0.95
const MARGIN = 0.1
const SEED = 1
/** Success required in the recorded decision; the page says that it is a setting. */
const REQUIRED = 0.6

/** What the recorded public table says, or why it is not at hand. */
export async function recordedDocument(io: Io): Promise<{ document: ReportDocument } | { missing: string }> {
  try {
    const dataFolder = io.env.LEADLINE_DATA
    const table = await exampleTable({ signal: io.signal, ...(dataFolder !== undefined && { dataFolder }) })
    const rows = table.rows.filter(({ stratum }) => stratum !== undefined)
    const analysis = analyseOutcomes(rows, {
      reference: RECORDED_REFERENCE,
      contrast: 'other-work',
      names: { narrow: 'swe-bench', long: 'gaia + commit0' },
      level: LEVEL,
      margin: MARGIN,
      seed: SEED,
    })
    const decision = decide(rows, {
      reference: RECORDED_REFERENCE,
      requiredSuccess: REQUIRED,
      level: LEVEL,
      provenances: provenancesOf([...new Set(rows.map(({ system }) => system))], undefined),
      scopeOf: scopesBy('family', rows),
    })
    const surprise = surpriseOf(analysis)
    const title = 'Recorded runs: eight models under one agent'
    const parts = { title, analysis, decision, seed: SEED, ...(surprise !== undefined && { surprise }) }
    return { document: tableDocument(io, { rows, notes: table.notes }, parts) }
  } catch (error) {
    if (error instanceof LeadlineError) return { missing: error.message }
    throw error
  }
}
