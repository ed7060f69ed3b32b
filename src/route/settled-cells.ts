import type { Estimate, SettledGate } from '../domain/index.js'
import type { CellVerdict } from './gate/matrix.js'
import { pairedWords, type SettledMatrix } from './gate/pair-cells.js'
import { gateWords } from './gate/words.js'

/** What a word of the gate means for a cell. */
export const FIT_OF = { TRUST: 'fit', 'DO NOT TRUST': 'not-fit', UNDECIDED: 'undecided' } as const

/** How a study that stops when it is settled stands on one cell. */
export function gateOf(
  { word, state, system, scope, decision }: CellVerdict,
  { settled, reference }: { readonly settled?: SettledMatrix; readonly reference: string },
): SettledGate {
  const { trials, successes, tasks, mostTrials } = decision
  const words = gateWords({ ...decision, word }, { system, scope: `${scope} work` })
  const gate = { word, state, trials, successes, tasks, mostTrials, words }
  const paired = settled?.paired.find((cell) => cell.scope === scope && cell.system === system)
  if (paired === undefined) return gate
  const { word: said, pairs, difference } = paired.decision
  return { ...gate, besideReference: { word: said, pairs, difference, words: pairedWords(paired, reference) } }
}

/** Mean cost of a trial over the interval of success that holds whenever one stops. */
export function costWhileStopping(success: Estimate, attemptCostUsd: number | undefined): Estimate {
  const { level, samples, trials, excluded, warnings } = success
  const basis = { method: 'cost-anytime', level, samples, trials, excluded, warnings }
  if (success.kind === 'undetermined') return { kind: 'undetermined', reason: success.reason, ...basis }
  if (attemptCostUsd === undefined) return { kind: 'undetermined', reason: 'no-cost', ...basis }
  if (success.value === 0 || success.low === 0) {
    return { kind: 'undetermined', reason: 'nothing-finished', atLeast: attemptCostUsd / success.high, ...basis }
  }
  const [value, low, high] = [success.value, success.high, success.low].map((share) => attemptCostUsd / share)
  return { kind: 'determined', value: value ?? 0, low: low ?? 0, high: high ?? 0, ...basis }
}

/** Cells that stopped at different moments have no success in common. */
export function pooledWhileStopping(level: number): Estimate {
  const basis = { method: 'beta-mixture-sequence', level, samples: 0, trials: 0, excluded: {}, warnings: [] }
  return { kind: 'undetermined', reason: 'not-applicable', ...basis }
}
