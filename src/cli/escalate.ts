import { DISTRESS_LIMIT, distressOf } from '../behaviour/index.js'
import type { EscalationFinding, OutcomeRow } from '../domain/index.js'
import type { ImportedTables } from '../import/index.js'
import { findEscalations } from '../route/index.js'
import { readTau2Turns } from '../wire/index.js'

/**
 * When a running session should be moved up, from imported conversations; undefined where the tables hold none. They show no
 * verified progress, so distress is read from the calls alone.
 */
export function escalationsIn(
  { simulations, simulatedRows }: Pick<ImportedTables, 'simulations' | 'simulatedRows'>,
  { scopeOf, level }: { readonly scopeOf: (row: OutcomeRow) => string; readonly level: number },
): EscalationFinding[] | undefined {
  const runs = simulations.flatMap((simulation, index) => {
    const row = simulatedRows[index]
    if (row === undefined || simulation.messages.length === 0) return []
    const turns = readTau2Turns(simulation).filter(({ role }) => role === 'agent')
    const steps = turns.map(({ calls }, step) => ({ index: step, calls }))
    return [{ scope: scopeOf(row), row, distress: distressOf({ steps }) }]
  })
  if (runs.length === 0) return undefined
  return findEscalations(runs, { level, fixedThreshold: DISTRESS_LIMIT, readsProgress: false })
}
